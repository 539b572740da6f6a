import { LINE_WIDTH } from '../../text/width.ts'

/**
 * Thresholds that decide whether passages answer a query. Three shares of the round-table's queries measure them: first
 * passage right / one of three right / declined where nothing answers. At present: 94.6 % / 94.6 % / 94.3 %
 * (`npm run bench:abstain`). The numbers below were measured when each threshold was chosen.
 *
 * "Articles" are the 240 queries of test/bench/articles, each article alone in its folder (the same command): first
 * passage right / hedged though right / near misses not claimed / AUROC against near misses. At present: 63.1 % / 19.2 %
 * / 67.8 % / 0.745, by words alone 57.7 % / 20.0 % / 67.8 % / 0.702; the figures beside the numbers are from the round
 * before, which stood at 66.9 / 16.9 / 66.7 / 0.750 and 59.2 / 18.5 / 64.4 / 0.702. `WORDS` and `SUBJECT` were fitted by a logistic
 * regression on the round-table without asks, seven notices and the four English articles; only the six Chinese
 * articles are unseen. Of 90 near misses, one is 1.1 %.
 */

/** Weights of the likeness to asks as evidence. */
export const EVIDENCE = {
  /** Weight of the odds of unanswered wordings against the likeness. 0: 84.1 / 84.5 / 86.9; 0.5: 94.6 / 96.4 / 89.7. */
  odds: 0.32,
  /**
   * Weight of the margin by which the vectors of asks are nearer than those of unanswered lines, above `leastMargin`. With
   * all asks 94.4 / 95.4 / 94.3, without 94.6 / 95.6 / 94.3; with 20 asks a passage and unanswered ones in proportion
   * 83.3 / 88.0 / 75.2, without 80.7 / 84.9 / 76.2.
   */
  margin: 6,
  leastMargin: 0.012,
  /**
   * The number of asks of a passage at which their likeness and the cover of its words weigh the same. With 10 asks for
   * each passage and unanswered ones in proportion: 20 gives 80.3 / 88.7 / 64.5, full trust 64.4 / 69.2 / 83.2, no asks
   * 76.5 / 85.3 / 56.1.
   */
  halfTrusted: 20,
  /**
   * `alike` from which the lead counts whole, less below. In a folder with the round-table, misled / near misses not
   * claimed, by meaning and by words alone, with `FAMILIAR.withMeaning.least` 3.8: 3.1 / 60.0, 10.0 / 57.8; counted whole
   * everywhere 5.4 / 58.9, 13.1 / 50.0.
   */
  fullLead: 0.5,
  /** Divisor of the sum of `WORDS`. 2: the same, but declined 92.4 of 94.3 % by words alone; 5: the same. */
  scale: 3,
}

/** The weights of what a passage says as evidence, with the model's meaning and without; measured on "articles". */
export const WORDS = {
  /**
   * lead 0.2: 64.6 / 19.2 / 67.8 / 0.746; 0.7: 67.7 / 16.2 / 66.7 / 0.752. alike 3: 52.3 / 31.5 / 78.9 / 0.759; 6: 79.2 /
   * 7.7 / 54.4 / 0.743. nearer 14: 56.9 / 27.7 / 71.1 / 0.735; 42: 74.6 / 10.0 / 58.9 / 0.755. figure -0.8: 70.8 / 12.3 /
   * 62.2 / 0.740; -2.4: 60.0 / 23.8 / 68.9 / 0.755. date 0: 68.5 / 15.4 / 65.6 / 0.747. unit 0: 65.4 / 18.5 / 67.8 /
   * 0.751. untold 0: 66.9 / 16.9 / 65.6 / 0.747. least 2: 75.4 / 10.0 / 60.0 / 0.752; 2.8: 58.5 / 26.2 / 73.3 / 0.748.
   */
  withMeaning: { lead: 0.45, alike: 4.4, nearer: 28, figure: -1.6, date: -1.3, unit: 0.9, untold: -1.2, least: 2.25 },
  /**
   * lead 0.3: 57.7 / 20.0 / 65.6 / 0.698; 0.8: 60.8 / 16.9 / 64.4 / 0.709. alike 4: 42.3 / 35.4 / 76.7 / 0.720; 7: 70.8 /
   * 9.2 / 56.7 / 0.698. figure -0.8: 61.5 / 16.2 / 57.8 / 0.692; -2.2: 55.4 / 23.1 / 68.9 / 0.713. date 0: 60.0 / 17.7 /
   * 63.3 / 0.702. unit 0: 58.5 / 19.2 / 66.7 / 0.711. untold 0: 59.2 / 18.5 / 63.3 / 0.699. least 1.8: 70.0 / 10.0 / 58.9
   * / 0.702; 2.6: 52.3 / 26.2 / 70.0 / 0.702.
   */
  alone: { lead: 0.55, alike: 5.6, nearer: 0, figure: -1.5, date: -1.3, unit: 1.1, untold: -1.2, least: 2.05 },
}

/**
 * The weights of what tells a passage on the subject of a query from the rest. On "articles", a right passage is shown,
 * claimed or offered / nothing is shown though answerable / nothing is shown off the subject: 82.3 / 15.4 / 95 %, by
 * words alone 77.7 / 16.9 / 95; in the round of the figures below 84.6 / 13.8 / 100 and 79.2 / 15.4 / 100.
 */
export const SUBJECT = {
  /**
   * alike 6: 80.8 / 17.7 / 100; 12: 89.2 / 7.7 / 95. nearer 32: 80.0 / 18.5 / 100; 96: 89.2 / 9.2 / 95. least 3.3: 90.8 /
   * 6.9 / 95; 4.9: 80.0 / 18.5 / 100.
   */
  withMeaning: { alike: 9.1, nearer: 64, least: 4.1 },
  /** alike 7: 66.9 / 29.2 / 100; 12: 82.3 / 10.8 / 95. least 2.2: 83.1 / 10.0 / 95; 3.6: 69.2 / 26.9 / 100. */
  alone: { alike: 9.6, nearer: 0, least: 2.8 },
  /**
   * Likeness to the asks of a passage, or to the unanswered ones of its article, where it has any. By words, near misses
   * of the round-table are offered a passage in 69.4 %, queries off the subject in 3.2 %. 0.12: 69.4, 9.7; 0.32: 62.9, 3.2.
   */
  known: 0.22,
}

/**
 * The weights of what tells that the asks of an article are on the subject of a query: a logistic regression on 450
 * answers for the round-table and what it answered of the 240 queries of "articles", which are not on its subject. First
 * passage right / of the 240 declined: 94.4 / 93.3, by words alone 94.0 / 90.4; without these weights 94.4 / 81.7 and 94.2
 * / 85.0 (`npm run bench:abstain -- --only round-table`).
 */
export const FAMILIAR = {
  /** least 3.2: 94.4 / 92.5; 3.6: 94.0 / 94.6; 4: 93.6 / 97.1; 4.4: 91.8 / 99.2. */
  withMeaning: { asked: 2.1, near: 5.3, alike: 0, unknown: 0, least: 3.4 },
  /** least -0.6: 94.0 / 87.1; 0.2: 93.6 / 90.8; 0.5: 92.8 / 93.8. */
  alone: { asked: 2.4, near: 0, alike: 3.1, unknown: 2.2, least: 0 },
  /** Divisor of the sum; it only compares the answer with readings in another spelling. */
  scale: 4,
}

/** Widths in Han characters; on a phone a line has some 20. */
export const EXCERPT_WIDTHS = {
  /** A passage up to this is shown whole. */
  whole: 5 * LINE_WIDTH,
  /** An excerpt of a longer one, all stretches together. With 70 Han characters the weights below give 89.2 of 93.8 %. */
  excerpt: 4.2 * LINE_WIDTH,
  /** The least that is left for a second stretch. */
  second: LINE_WIDTH,
  /** A single stretch below this is lengthened. */
  least: 3 * LINE_WIDTH,
}

/**
 * The weights of what makes a stretch answer; the words of the query that it has weigh 1. Measured by the excerpts of the
 * right passages for 65 queries on the round-table (`npm run bench:excerpt`), of which hold the words that answer: 95.4 %
 * with all asks, by words alone and by meaning too; 95.4 and 93.8 % without asks. The figures beside the numbers are the
 * first, from the round before `proposal`, which stood at 93.8 %; one query is 1.5.
 */
export const EXCERPT = {
  /** The words of the passage's asks that are like the query. 0.3: 92.3; 1: 92.3. */
  asks: 0.5,
  /**
   * How much larger the cosine of its sentence with the query is than the least one of the passage. By meaning, 0.75 and 3:
   * the same.
   */
  meaning: 1.5,
  /** A figure that the query asks for. 0.5: without asks one query less; 2: the same. */
  figure: 1,
  /** A word of suggesting, where the query has one. */
  suggestion: 0.8,
  /** Another proposal, where the query asks for one. 0: 93.8, without asks 90.8; 0.1: 95.4, 93.8; 0.4: as above. */
  proposal: 0.2,
  /** The least gain that brings a second stretch. 0.2, with three asks: 87.7 of 89.2. */
  second: 0.1,
  /** Asks of a passage that are compared with a query. 2: 89.2; 3: 89.2; 6: 89.2. */
  mostAsks: 1,
  /** The least share of words that they have in common with it. With three of them, 0.2 and 0.4: the same. */
  leastLike: 0.3,
}

/** Minimums of the evidence that passages answer. */
export const MIN = {
  /**
   * Likeness to a passage's asks above the likeness to unanswered ones, less the odds. -0.12: 95.2 / 97.0 / 82.2;
   * 0: 92.6 / 94.4 / 94.4.
   */
  asked: -0.05,
  /** The same among the passages of named people. 0: 93.2 / 95.0 / 93.5. */
  named: -0.1,
  /**
   * Rank of a passage with asks. None: the same; 0.5: 93.2 / 94.8 / 94.3. With 5 asks a passage: 77.9 / 87.7 / 60.0;
   * none: 78.7 / 88.5 / 55.2; 0.5: 76.5 / 85.1 / 64.8.
   */
  rank: 0.3,
  /**
   * Best rank among the passages of named people as a share of the best rank of all. Of 11 queries for subjects of
   * which the named person did not speak, 0.1 to 0.4 answer none; 0 answers 5.
   */
  shareOfBest: 0.25,
  /** Surplus and rank of a second or third quote as a share of the first's. */
  shareOfFirst: 0.4,
  /**
   * Rank of a further passage as a share of the first's. Of 478 answers for the round-table there are 0.57 further
   * passages per answer; 0.4: 0.24. When ranks had a prior for length: 0.2: 1.43; 0.4: 0.35; 0.6: 0.07.
   */
  furtherShare: 0.3,
  /** Share of a compared subject's words that its passage holds. */
  subject: 0.5,
  /** Surplus of a corrected spelling over the query as written. 0: 95.0 / 96.8 / 91.6; 0.2: 94.4 / 96.2 / 92.5. */
  gain: 0.05,
  /** Surplus from which no corrected spelling is tried; it only saves time. */
  sure: 0.2,
  /**
   * Share of the query that the statements in a reporter's question hold, and its lead over the best passage. Of 10
   * queries that only such statements answer, 6 are answered by them; of 624 others none.
   */
  question: 0.45,
  questionLead: 0.15,
}
