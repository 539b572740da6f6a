/**
 * The tuning numbers of the search, each with the measurements that chose it.
 *
 * "Sets" are six public sets (`npm run bench:retrieval`), recall@1 of government notices / encyclopaedia (every sixth
 * query) / web search / lay legal questions on statutes / Chinese and English questions on paragraphs: 71.0 / 97.9 /
 * 21.9 / 42.7 / 93.3 / 95.3 with the present numbers. The figures beside a number are those with another value. What
 * gains on one set only is left out: a prior for length lifts the web search by eight points and costs the statutes
 * three, and the title's share gains nothing.
 *
 * "Round-table" are the 608 queries of test/answer/round-table-queries.jsonl, written by people who had not seen its
 * asks, each with an answer or without: right passage first / among the first three / declined if unanswered
 * (`npm run bench:abstain`, by `-- --set ASKS.rank=3` with another value, by `--asks 5` with so many asks a passage). The
 * figures beside a number are the results with another value, from the round in which it was chosen, when the
 * round-table stood at 94.8 % / 96.6 % / 92.5 %.
 */

/**
 * BM25+: k saturates repetition, b discounts length, d lifts long passages. b 0.2: 71.1 / 97.9 / 25.0 / 42.0 / 93.3 /
 * 95.0, but one query of 56 less on articles without asks; b 0.4: 70.5 / 97.9 / 20.8 / 43.3 / 93.5 / 95.3; b 0.2 and
 * k 1.5: 70.4 / 97.9 / 25.5 / 43.3 / 93.0 / 95.0.
 */
export const BM25 = { k: 1.2, b: 0.3, d: 0.5 }

/** The number of passages that are compared closely; from the trial. */
export const MOST_COMPARED = 100

/** The number of passages that are compared for their asks, whatever their words. */
export const MOST_ASKED = 100

/** The number of articles with asks from which a query is compared only with those of the candidates' articles. */
export const MOST_ASKED_ARTICLES = 50

/**
 * The number of postings that are read for a query, by engine. In memory 300, 500 and 100,000 give the same recall@1 on
 * all six sets. In the file, of 100,000 passages that are recombined of the notices' sentences, the right one is among
 * the 100 best with 1,000 / 2,000 / 4,000 / 8,000 / 16,000 postings in 63.7 / 68.1 / 73.6 / 78.7 / 80.9 %, for 0.2 / 0.4
 * / 0.8 / 1.6 / 3.5 ms.
 */
export const POSTINGS_BUDGET = { memory: 500, sqlite: 8000 }

/**
 * How much a candidate's length counts in the file, whose postings tell no repetition; FTS5's own. 0: 57.3 % of the
 * passages above with 4,000 postings; 0.3: 72.6; 0.5: 72.9; 1: 74.0.
 */
export const CANDIDATE_LENGTH = 0.75

/**
 * The evidence of a hit: how much a word of the query counts; 1 where it stands in the passage. Measured on articles
 * without asks by `npm run bench:abstain`, by meaning: first passage right / hedged though right / near misses not claimed
 * / AUROC against near misses. When the numbers beside them were measured: 66.9 / 16.9 / 66.7 / 0.750.
 */
export const EVIDENT = {
  /** The number of hits whose evidence is gathered: those that an answer may quote or list. 3: the same. */
  most: 10,
  /**
   * What a word counts that stands above the passage alone: in the question, the title, or the speakers' offices. 1 for
   * the title and the offices: as above; for the question 0.3: 63.1 / 20.0 / 66.7 / 0.746; 0.9: 70.0 / 15.4 / 65.6 / 0.750.
   */
  above: 0.6,
  /** What a word counts all of whose characters stand in one sentence, but apart. */
  characters: 0.4,
  /**
   * Words that every query is taken to have beside its own, and that stand nowhere: the fewer it has, the less they tell.
   * In words of two characters 0.5: 69.2 / 18.5 / 63.3 / 0.742; 2: 60.0 / 22.3 / 72.2 / 0.761.
   */
  unknown: 1,
}

/** The number of exchanges in the results of a query. */
export const MOST_EXCHANGES = 5

/** The weights of features added to a passage's BM25+ over the query's IDF mass. */
export const RELEVANCE = {
  /** The share of the query's pairs in the passage. 0, in an earlier round: 69.5 / 97.4 / 21.4 / 42.0 / 93.3 / 94.8
   * from 69.6 / 97.4 / 21.4 / 42.7 / 93.3 / 95.3. */
  pairs: 0.5,
  /**
   * The share of its single characters in the passage. 0.3: 69.9 / 97.9 / 21.9 / 42.7 / 92.8 / 95.3; 1: 71.1 / 97.6 /
   * 21.9 / 42.0 / 93.3 / 94.5.
   */
  singles: 0.5,
  /** The share of the query's pairs in the passage's question; the sets have no questions. */
  question: 0.5,
  /**
   * The longest substring of the query in the passage. 0: 70.2 / 97.7 / 20.3 / 44.7 / 92.8 / 95.0; 0.7: 70.7 / 97.9 /
   * 24.0 / 42.7 / 93.3 / 95.0, but an answer then has fewer further passages.
   */
  order: 0.5,
  /** The BM25+ over IDF mass that counts as full cover. */
  fullScore: 2,
}

/**
 * The cosine of a query and a passage, which is added to the rank for the order of passages. It weighs `least`, and
 * `uncovered` for each share of the query that the best passage leaves uncovered by its words, up to `covered`. Chosen on
 * notices, web search and the round-table: recall@1 / recall@1 / first passage right without asks, with 5 asks a passage
 * and with all (asks weighed by 3 and 0.5). Without vectors: 71.0 / 21.9 / 78.7 / 78.3 / 94.0; with 6, 24 and 0.8: 72.5 /
 * 24.0 / 81.7 / 82.5 / 94.0; with 8 alone: 72.8 / 24.5 / 81.9 / 80.7 / 94.6; with 16 alone: 71.7 / 21.9 / 81.7 / 82.3 /
 * 94.6.
 */
export const MEANING = {
  /** The number of passages that are compared for their likeness, whatever their words. */
  nearest: 50,
  least: 6,
  uncovered: 24,
  covered: 0.8,
  /** The number of articles whose asks and unanswered lines are compared by their vectors; it only saves time. */
  mostMargins: 3,
  /** The number of an article's passages that are averaged; it only saves time. */
  mostAveraged: 50,
  /** The number of an article's asks by which their scale is measured, and the least that has one. */
  mostScaled: 50,
  leastScaled: 10,
}

/** The comparison with asks; measured on the round-table. */
export const ASKS = {
  /** The number of a passage's nearest asks that are averaged. 1: 93.6 / 95.4 / 90.7; 5: 94.6 / 96.2 / 91.6. */
  nearest: 3,
  /** The likeness of an unrelated query, given to passages without asks in a folder that has asks. */
  chance: 0.2,
  /**
   * The weight of the likeness relative to the rank by words, and that of the likelihood. Best passage right, by words
   * alone, with 1 / 3 / 5 / 10 / 20 / 40 and all asks a passage (without any: 74.8): 66.2 / 75.9 / 74.8 / 79.9 / 80.1 /
   * 85.5 / 92.6; with 12 and 2: 55.3 / 68.6 / 69.8 / 75.1 / 78.1 / 83.7 / 91.7; with 6 and 1: 61.0 / 74.2 / 71.6 / 77.7 /
   * 79.3 / 85.5 / 92.6; with 3 and 0.5: 68.8 / 77.1 / 75.7 / 80.1 / 80.7 / 86.7 / 92.8, but a long story then finds
   * another passage.
   */
  rank: 4,
  likelihood: 0.7,
  /** Terms of all passages added to each passage (Dirichlet's mu). 100: 93.6 / 94.2 / 92.5. */
  smoothing: 1000,
  /** Terms reserved for those that occur nowhere. */
  unseen: 1000,
  /** The minimum likeness of an ask that counts as the query itself, which then finds its passage. */
  verbatim: 0.9,
  /** The log odds of a term that occurs nowhere: off the subject. 1: 94.6 / 96.4 / 86.9; 0: 94.8 / 96.6 / 85.0. */
  unseenOdds: 1.5,
}

/**
 * The correction of misspelt queries and pinyin. Of 55 such queries for the round-table 50 are corrected, and 39 are
 * answered from the correction, where it is more certain (answer/quote/thresholds.ts). Of 579 others 19 are corrected,
 * and none is answered from the correction.
 */
export const SPELLING = {
  /** The cost of replacing a character, and of one in a pair that is a word itself. */
  cost: 1.5,
  costInWord: 2.5,
  /** The gain for a pair that occurs in the corpus, and the further gain if it is part of a word or a name. */
  pair: 1,
  word: 1,
  /** Times the logarithm of the pair's frequency: it decides between readings that are otherwise equal. */
  frequency: 0.02,
  /** The minimum share of the pairs read from pinyin that occur in the corpus. */
  minWritten: 0.6,
  /** The maximum length in UTF-16 units: a long query has enough correct words, and each place of it takes time. */
  longest: 200,
}

/**
 * The likeness of wordings with the same meaning, measured on 265 wordings of 72 subjects made for it, many of them
 * similar without the same meaning (test/search/wordings.jsonl). The numbers were chosen on one half: the precision and
 * the recall of pairs are 90 / 39 there, and 95 / 21 on the other half. The cosine of TF-IDF at its best had 70 / 38
 * and 66 / 23.
 */
export const SAMENESS = {
  /** The minimum mean likeness to join a group. 0.55: 87 / 46; 0.65: 93 / 35. A lesson for a wrong member is wrong. */
  least: 0.6,
  /** The weights of words on both sides alone, and on one side alone. 1 and 0.1: 84 / 54; 2 and 0.2: 90 / 38. */
  bothAlone: 2,
  oneAlone: 0.1,
  /** The share of a word whose characters alone the other wording has. 0.9: 86 / 42, on the other half 84 / 22. */
  part: 0.5,
  /** Bounds of a word's weight: 重庆, frequent in the round-table, is not 成都. Least 0: 88 / 44; 4: 88 / 40. */
  leastWeight: 3,
  mostWeight: 9,
  /** The factor for two wordings that ask for different aspects. 1: 58 / 40. */
  otherAspect: 0.5,
  /** The factor if only one has a figure; the measured wordings do not show whether it matters. */
  moreFigures: 0.7,
}

/**
 * The sizes of the caches. All queries of the round-table normalize 149 of its texts: passages, questions and sentences
 * with figures; one of 250 characters takes 10 kB at most. The other size covers the variants by which one query is
 * searched if it names several people or tells a story. Of the postings that 360 different queries read, 85 % are kept
 * of an earlier query with 3,300 passages and 53 % with 10,000; all that are kept take 2 MB at most.
 */
export const CACHE_SIZES = { texts: 500, queries: 16, compared: 4000, counts: 50_000, postings: 500_000 }

/**
 * The comparison of queries with passages of the other language, measured on the even half of 400 English questions on
 * Chinese paragraphs and of 400 Chinese ones on English paragraphs: recall@1 79.0 / 73.0 when the numbers were chosen.
 * At present it is 79.0 / 72.0, and 79.5 / 78.0 on the other half. Without a dictionary it is 14.5 / 12.5 and 16.0 / 13.0.
 */
export const CONCEPTS = {
  /** The exponent of the share of a gloss that is matched. 1: 78.5 / 72.0; 3: 78.0 / 72.5. */
  share: 2,
  /** The strength of a single character, times how rare it is. 0.3: 77.0 / 72.5; 1: 77.5 / 71.5. */
  single: 0.5,
  /** The number of alternatives of a concept. 40: 78.5 / 73.0; in an earlier round 8: 77.0 / 73.5 of 79.0 / 72.5. */
  most: 20,
  /** The least share of a gloss. 0.3: 78.5 / 73.0; 0.7: 76.5 / 73.0. */
  leastShare: 0.5,
  /**
   * The number of alternatives by which candidates are found. 16 and 4 give the same; among 15,000 other passages 4
   * finds 78.5 % of the right ones, 8 83.0 and 20 82.5.
   */
  candidates: 8,
  /** The weights of the share of concepts in the passage, and in its best sentence. 0: 78.5 / 71.5; 1: 78.5 / 71.5. */
  concepts: 0.5,
  /** 0: 77.5 / 71.5; 1: 78.5 / 71.5. */
  sentence: 0.5,
  /**
   * The cover that comes by chance, as many words mean many things. On the round-table without asks 32 of 37 answerable
   * English queries are covered by more than the threshold for answers, and 3 of 20 off its subject; 0: 37 and 12.
   */
  chance: 0.15,
  /** The least share, in the passage or its question, that finds it. 0.15: 76.0 / 72.5. */
  leastShared: 0.1,
  /**
   * The weight of the rank beside the likeness to asks, which are written in both languages: of the 37 answerable
   * English queries of the round-table 36 are answered by the right passage first, as without a dictionary; 0.5 and 1:
   * 37, but then a near passage precedes the right one in one of four others.
   */
  besideAsks: 0.25,
  /** The strength above which an alternative is highlighted: neither a single character nor a part of a gloss. */
  highlighted: 0.5,
}
