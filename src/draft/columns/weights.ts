/**
 * What each piece of evidence adds to the log-odds, fitted by `npm run bench:draft -- --fit DIR…` on paragraphs that
 * were cut at random. The figures of the fit are printed by `npm run bench:draft -- DIR`.
 */
export const PAIR_WEIGHTS = {
  base: -0.27,
  pairLift: 0.15,
  longPhrase: 0.41,
  longerPhrase: 0.18,
  dictionaryWord: 1.09,
  cutWord: 1.89,
  wordsOnPage: 0.33,
  closesQuote: 4.15,
  leavesQuoteOpen: -1.33,
  closesNoQuote: -0.97,
  digits: 1.72,
  latinWord: 3.57,
  latinWordsOnPage: 1.97,
  latinFragment: -1.68,
  bothHan: 0.7,
  bothLatin: 1.3,
  markAfterWord: 1.48,
  markAfterMark: -0.35,
  topic: 2.36,
  topicPairs: 1.22,
  topicOfEnd: -0.53,
  topicOfStart: -1.14,
  topicMean: -1.32,
  topicPairsOfEnd: -1.12,
  topicPairsOfStart: 0.01,
  topicPairsMean: -0.76,
  seam: 0.74,
  seamAgainst: -0.67,
  nextNumber: 2.15,
  brokenNumbers: -0.8,
}

/** What speaks for an end that nothing goes on from. */
export const END_WEIGHTS = {
  length: -0.15,
  isShort: 0.44,
  isOneClause: 1.2,
  comma: -0.83,
  clause: 1.06,
  opening: 0.04,
  closing: 0.33,
  digit: 0.06,
  latin: -0.02,
  han: 0.41,
  other: -0.84,
  hasSentence: 0.31,
  endsElsewhere: 1.08,
  goesOnElsewhere: 0.05,
}

/** What speaks for a start that goes on from nothing. */
export const START_WEIGHTS = {
  mark: -0.14,
  opening: 0.16,
  closing: -0.66,
  digit: 0.05,
  lowerCase: -1.35,
  capital: 1.69,
  han: 0.25,
  other: -0.76,
  isShort: -0.64,
  isOneClause: 0.9,
  isClosed: -1.78,
  isParticle: -0.34,
  beginsElsewhere: 1.52,
  isWithinElsewhere: 0.25,
}

/** How the log-odds become joins, chosen by `npm run bench:draft` on the folders of the fit. */
export const PAIRING = {
  /** Added to each pair: pairs exclude each other, so that together they are surer than one by one. */
  eagerness: 1.5,
  /** The share from which a pair is joined with a mark, and from which without: the bench prints other shares. */
  likely: 0.35,
  sure: 0.65,
}

/**
 * How often a part goes on later on the page than it stops, and how often in the next block: links that are taken to have
 * been seen before any of the page. A page in disorder has neither habit, one whose columns were read in turn has both.
 */
export const ORDER = { later: 2, earlier: 1, next: 0.5, elsewhere: 2.5 }

/** The evidence with the names of its weights. */
export type Evidence<Weights> = { readonly [Name in keyof Weights]?: number }

/** Sums up evidence to log-odds. */
export function weigh<Weights extends Readonly<Record<string, number>>>(
  weights: Weights,
  evidence: Evidence<Weights>,
): number {
  let sum = 0
  for (const name in evidence) sum += (weights[name] ?? 0) * (evidence[name] ?? 0)
  return sum
}
