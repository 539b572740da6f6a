/**
 * The numbers of the search, each with what chose it.
 *
 * "Sets" are the three public sets of the trial (`npm run bench:retrieval`), recall@1 of government notices / encyclopaedia /
 * web search: 72.0 / 98.7 / 27.6 as the numbers stand. "Round-table" are the 608 queries of test/answer/round-table-queries.jsonl
 * that have an answer or none in the round-table, written by people who had not seen its asks: right at first / in one of
 * three passages / declined where nothing answers, 93.6 % / 95.6 % / 94.3 % as they stand (`npm run bench:abstain` has more). The
 * numbers beside each are from the round in which it was chosen, when they stood at 94.8 % / 96.6 % / 92.5 %.
 */

/** Robertson's BM25+ as MiniSearch has it: k saturates repetition, b discounts length, d lifts long passages. The trial's. */
export const BM25 = { k: 1, b: 0.4, d: 0.5 }

/** Fields by weight. Pairs and words hold the same text cut in two ways; without the words sets lose 0.6 / 0 / -1 points. */
export const BOOST = { pairs: 1, words: 1, speaker: 1, office: 0.5 }

/** How many passages are compared closely; the trial's. */
export const MOST_COMPARED = 100

/**
 * What is added to a passage's BM25+ over the query's IDF mass, from the round in which each was left out; sets then were
 * 72.3 / 98.3 / 26.0, the encyclopaedia with every third query.
 */
export const RELEVANCE = {
  /** The share of the query's pairs held. 0: 71.7 / 98.4 / 26.0; 1: 72.3 / 98.3 / 26.0. */
  pairs: 0.5,
  /** The share of its single characters held. 0: 72.2 / 98.1 / 25.0; 0.5: 72.8 / 98.2 / 25.5. */
  singles: 1,
  /** The exchange's own score. 0: 72.5 / 98.2 / 25.5. */
  parent: 0.5,
  /** The share of the title that the query repeats. 0: 71.7 / 97.3 / 25.0. */
  title: 0.5,
  /** The longest stretch of the query that stands as it is. 0: 71.9 / 98.4 / 23.4; 0.6: 72.6 / 98.3 / 26.6. */
  order: 0.5,
  /** The logarithm of the length: who answers, says something. 0: 72.5 / 98.2 / 21.4; 0.05: 72.3 / 98.3 / 26.0; 0.1: 72.6 / 98.3 / 28.1. */
  length: 0.1,
  /** The BM25+ over IDF mass that counts as a whole share of the cover. */
  fullScore: 2,
}

/** How asks are compared; measured on the round-table. */
export const ASKS = {
  /** A single Han character against a pair. 0.5: 93.6 / 96.4 / 89.7. */
  single: 1,
  /** How many of a passage's nearest asks are averaged. 1: 93.6 / 95.4 / 90.7; 5: 94.6 / 96.2 / 91.6. */
  nearest: 3,
  /** The likeness that an unrelated query has by chance, which a passage without asks is given in a folder that has some. */
  chance: 0.2,
  /** The likeness against the rank by words. 6: 94.8 / 96.0 / 92.5; 24: 94.2 / 96.4 / 91.6. */
  rank: 12,
  /** The likelihood against it. 0: 92.6 / 96.8 / 91.6; 6: 94.6 / 95.2 / 92.5. */
  likelihood: 2,
  /** Terms lent to each passage from all of them (Dirichlet's mu). 100: 93.6 / 94.2 / 92.5. */
  smoothing: 1000,
  /** Terms lent to those that stand nowhere. */
  unseen: 1000,
  /** The likeness from which an ask is the query itself: what somebody has written down to be found, is found. */
  verbatim: 0.9,
  /** The odds of a term that stands nowhere: off the subject. 1: 94.6 / 96.4 / 86.9; 0: 94.8 / 96.6 / 85.0. */
  unseenOdds: 1.5,
}

/**
 * The reading of misspelt queries and of pinyin. Of 55 such queries for the round-table 50 are read otherwise than written, and
 * 39 answered so, the reading being surer (answer/tuning.ts); of 579 others 19 are read otherwise, and none is answered so.
 */
export const SPELLING = {
  /** What another character costs; in a pair that is a word of its own more. */
  cost: 1.5,
  costInWord: 2.5,
  /** What it is worth that two characters stand side by side in the material, and more in a word or a name. */
  pair: 1,
  word: 1,
  /** By the logarithm of how often: it decides between readings that are otherwise equal. */
  frequency: 0.02,
  /** The share of the pairs read from pinyin that must stand in the material. */
  minWritten: 0.6,
  /** UTF-16 units from which on a query is not read otherwise: a story has words enough, and every place of it takes time. */
  longest: 200,
}

/**
 * When two wordings count as the same, measured on 265 wordings of 72 subjects made for it, many of them alike and not the
 * same (test/search/wordings.jsonl). The numbers were chosen on one half; the share of pairs put together that belong
 * together, and of those that belong together the share put so: 90 / 39; on the other half 95 / 21. The cosine of
 * their TF-IDF at its best had 70 / 38 and 66 / 23.
 */
export const SAMENESS = {
  /** The mean likeness from which a wording joins a group. 0.55: 87 / 46; 0.65: 93 / 35. What is wrongly joined would be taught wrongly. */
  least: 0.6,
  /** What both have alone, and what only one has, against what they share. 1 and 0.1: 84 / 54; 2 and 0.2: 90 / 38. */
  bothAlone: 2,
  oneAlone: 0.1,
  /** What a word counts that only its characters stand for elsewhere. 0.9: 86 / 42, on the other half 84 / 22. */
  part: 0.5,
  /** Least and most that a word weighs: 重庆 stands everywhere in the round-table, and is not 成都. Least 0: 88 / 44; 4: 88 / 40. */
  leastWeight: 3,
  mostWeight: 9,
  /** For two that ask something else of a subject. 1: 58 / 40. */
  otherAspect: 0.5,
  /** For two of which only one has a figure; none of the wordings shows whether it matters. */
  moreFigures: 0.7,
}

/** Passages or asks that are indexed before whoever is asking gets a turn: about 15 ms' worth. */
export const CHUNK_SIZE = 5

/**
 * Of how many texts something is kept, that it need not be made again. All queries of the round-table have 149 texts of it read,
 * passages, questions and sentences with figures; one of 250 characters takes 10 kB at most. Of queries, as many as one is looked
 * up by, which names several people or tells a story.
 */
export const KEPT = { texts: 500, queries: 16 }
