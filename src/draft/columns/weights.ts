/**
 * What each piece of evidence adds to the log-odds, fitted by `npm run bench:draft -- --fit DIR…` on paragraphs that
 * were cut at random. The figures of the fit are printed by `npm run bench:draft -- DIR`.
 */
export const PAIR_WEIGHTS = {
  base: -1.24,
  pairLift: 0.47,
  longPhrase: 0.53,
  longerPhrase: 1.21,
  dictionaryWord: 1.35,
  cutWord: 2.05,
  wordsOnPage: 0.7,
  closesQuote: 3.79,
  leavesQuoteOpen: -1.06,
  closesNoQuote: -1.29,
  digits: 1.05,
  latinWord: 3.47,
  latinWordsOnPage: 2.16,
  latinFragment: -1.75,
  bothHan: 1.02,
  bothLatin: 1.36,
  markAfterWord: 1.73,
  markAfterMark: -0.24,
  topic: 2.18,
  topicPairs: 0.34,
  nextNumber: 2.7,
  brokenNumbers: -0.73,
}

/** What speaks for an end that nothing goes on from. */
export const END_WEIGHTS = {
  length: 0.01,
  isShort: 0.27,
  isOneClause: 1.29,
  comma: -0.17,
  clause: 1.41,
  opening: 0.86,
  closing: 1.05,
  digit: 0.79,
  latin: 0.12,
  han: 1.38,
  other: -0.01,
  hasSentence: 0.41,
  endsElsewhere: 1.82,
  goesOnElsewhere: 0.15,
}

/** What speaks for a start that goes on from nothing. */
export const START_WEIGHTS = {
  mark: 0.95,
  opening: 1.16,
  closing: -0.81,
  digit: 0.58,
  lowerCase: -1.32,
  capital: 1.68,
  han: 1.32,
  other: 0.13,
  isShort: -1.09,
  isOneClause: 0.45,
  isClosed: -1.69,
  isParticle: -0.42,
  beginsElsewhere: 1.77,
  isWithinElsewhere: 0.18,
}

/** How the log-odds become joins, chosen by `npm run bench:draft` on the folders of the fit. */
export const PAIRING = {
  /** Added to each pair: pairs exclude each other, so that together they are surer than one by one. */
  eagerness: 1.5,
  /** The share from which a pair is joined with a mark, and from which without. */
  likely: 0.35,
  sure: 0.68,
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
