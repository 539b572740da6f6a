/**
 * The numbers by which it is decided what answers, measured like those of the search (see search/tuning.ts): right at first /
 * in one of three passages / declined where nothing answers, 93.6 % / 95.6 % / 94.3 % as they stand.
 */

/** The evidence of asks. */
export const EVIDENCE = {
  /** What the odds of an unanswered wording count against the likeness. 0: 84.1 / 84.5 / 86.9; 0.5: 94.6 / 96.4 / 89.7. */
  odds: 0.32,
  /**
   * The number of a passage's asks at which they are trusted half, its words the other half. With 10 asks for each passage,
   * and unanswered ones in proportion, 20 gives 80.3 / 88.7 / 64.5, full trust 64.4 / 69.2 / 83.2, no asks at all 76.5 / 85.3 / 56.1.
   */
  halfTrusted: 20,
}

/** The least that is asked for. */
export const MIN = {
  /** The likeness to a passage's asks above that to unanswered ones, less the odds. -0.12: 95.2 / 97.0 / 82.2; 0: 92.6 / 94.4 / 94.4. */
  asked: -0.05,
  /** The same among the passages of those who are named. 0: 93.2 / 95.0 / 93.5. */
  named: -0.1,
  /** The rank of a passage with asks, however unlike unanswered ones the query is. None: declined 91.6; 2: 94.2 / 95.8 / 92.5. */
  rank: 1,
  /** What those who are named say of it, by the best that anybody does: of 11 queries for what somebody did not speak of 0.1 to 0.4 pass none; 0: 5. */
  shareOfBest: 0.25,
  /**
   * The share of the query covered by a passage without asks. On a second article without any, 92 answerable and 18 unanswerable
   * queries: 77 % first and 28 % declined; 0.12: 73 % and 33 %; 0.18: 65 % and 39 %.
   */
  cover: 0.05,
  namedCover: 0.05,
  /** The likeness and cover together from which a question of the reporters comes close. */
  near: 0.3,
  /** A further passage is shown while its surplus and its rank are this share of the first's: below it, it hardly is on the subject. */
  shareOfFirst: 0.4,
  /**
   * The same, of the rank alone, for what is offered behind a button. Of 481 answers, further passages each / share of them from
   * the first's exchange / missed passages among them: 0.2: 1.43 / 47 % / 2 of 6; 0.4: 0.35 / 53 % / 1 of 6; 0.6: 0.07 / 56 % / 1 of 6.
   */
  furtherShare: 0.4,
  /** The share of a compared subject that its passage must hold: what is told of another is not told of this one. */
  subject: 0.5,
  /** How much surer another reading of the query must be than what it says. 0: 95.0 / 96.8 / 91.6; 0.2: 94.4 / 96.2 / 92.5. */
  gain: 0.05,
  /** The surplus from which no other reading is tried; it only saves time. */
  sure: 0.2,
  /**
   * The share of the query that what a reporter says before asking must hold, and how much more than the best passage. Of 10
   * queries that only such words answer 6 are answered so, and of 624 others none.
   */
  question: 0.45,
  questionLead: 0.15,
}
