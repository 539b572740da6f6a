import { toHanCharacters } from '../../text/terms.ts'
import { type PageWords, countPageWords, isWithinWord } from './page-words.ts'
import { type Seam, countSeams, createSeam } from './seam.ts'
import { type Crowd, type Topic, compareTopics, measureCrowd } from './topic.ts'
import type { Side } from './side.ts'
import type { Evidence, PAIR_WEIGHTS } from './weights.ts'

/** What is known of a page beside the two sides of a cut. */
export interface PageKnowledge {
  readonly words: PageWords
  readonly topic: Topic
  readonly topicPairs: Topic
  readonly crowd: Crowd
  readonly crowdPairs: Crowd
  readonly seam: Seam
}

type PairEvidence = Evidence<typeof PAIR_WEIGHTS>

/** Characters of each block whose words tell its topic. */
const TOPIC_LENGTH = 1500
/** Characters at either side of a cut that ICU sees. */
const SEEN = 6
/** Characters of a dictionary's word across a cut that are looked for: few words are longer. */
const LONGEST_WORD = 4

/**
 * Learns the words of a page.
 *
 * @param texts folded
 * @param known other texts, folded
 */
export function learnPage(texts: readonly string[], sides: readonly Side[], known: readonly string[]): PageKnowledge {
  const told = texts.map((text) => text.slice(0, TOPIC_LENGTH))
  const topic = compareTopics(told.map((text) => [...toHanCharacters(text), ...toLatinWords(text)]))
  const topicPairs = compareTopics(told.map((text) => [...toHanPairs(text), ...toLatinWords(text)]))
  const words = countPageWords(texts)
  const knownTotal = known.reduce((sum, { length }) => sum + length, 0)
  return {
    words,
    topic,
    topicPairs,
    crowd: measureCrowd(topic, sides),
    crowdPairs: measureCrowd(topicPairs, sides),
    seam: createSeam(words, knownTotal === 0 ? new Map() : countSeams(known, sides), knownTotal),
  }
}

/** What speaks for the block `start` to go on from the block `end`; both are places on the page. */
export function listPairEvidence(
  page: PageKnowledge,
  sides: readonly Side[],
  end: number,
  start: number,
): PairEvidence | undefined {
  const [one, other] = [sides[end], sides[start]]
  if (!one || !other || end === start) return undefined
  return {
    base: 1,
    topic: page.topic(end, start),
    topicPairs: page.topicPairs(end, start),
    // How close the two are to other blocks: what is close to many tells less.
    topicOfEnd: page.crowd.bestOfEnd(end),
    topicOfStart: page.crowd.bestOfStart(start),
    topicMean: page.crowd.meanOfStart(start),
    topicPairsOfEnd: page.crowdPairs.bestOfEnd(end),
    topicPairsOfStart: page.crowdPairs.bestOfStart(start),
    topicPairsMean: page.crowdPairs.meanOfStart(start),
    ...listQuoteEvidence(one, other),
    ...listNumberEvidence(one, other),
    ...listEdgeEvidence(page, one, other),
  }
}

function listQuoteEvidence({ opened }: Side, { closed }: Side): PairEvidence {
  if (opened === '' && closed === '') return {}
  const marks = new Set(opened + closed)
  let [both, left, none] = [0, 0, 0]
  for (const mark of marks) {
    const [open, close] = [opened.split(mark).length - 1, closed.split(mark).length - 1]
    both += Math.min(open, close)
    left += Math.max(0, open - close)
    none += Math.max(0, close - open)
  }
  return {
    closesQuote: Math.min(both, MOST_QUOTES),
    leavesQuoteOpen: Math.min(left, MOST_QUOTES),
    closesNoQuote: Math.min(none, MOST_QUOTES),
  }
}

/** Quotation marks and brackets across a cut that count. */
const MOST_QUOTES = 2

function listNumberEvidence(one: Side, other: Side): PairEvidence {
  if (!other.numbers || other.numbers.first < 2) return {}
  return one.numbers?.last === other.numbers.first - 1 ? { nextNumber: 1 } : { brokenNumbers: 1 }
}

function listEdgeEvidence({ words, seam }: PageKnowledge, one: Side, other: Side): PairEvidence {
  const isMark = other.startKind === 'mark'
  if (isLatin(one.endKind) && isLatin(other.startKind)) return listLatinEvidence(words, one, other)
  const lift = seam(one.tail, other.head)
  return {
    ...listPhraseEvidence(words, one.tail, other.head),
    seam: lift,
    seamAgainst: Math.min(0, lift),
    digits: one.endKind === 'digit' && other.startKind === 'digit' ? 1 : 0,
    markAfterWord: isMark && (one.endKind === 'han' || one.endKind === 'closing') ? 1 : 0,
    markAfterMark: isMark && (one.endKind === 'comma' || one.endKind === 'opening') ? 1 : 0,
    ...(one.endKind === 'han' && other.startKind === 'han' ? listWordEvidence(words, one, other) : {}),
  }
}

function isLatin(kind: string): boolean {
  return kind === 'latin' || kind === 'lowerCase' || kind === 'capital'
}

/** How much the lack of a pair that is to be expected tells. */
const RARE = 3

/** Whether the characters across the cut stand together elsewhere on the page. */
function listPhraseEvidence({ count, total }: PageWords, tail: string, head: string): PairEvidence {
  const [last, first] = [tail.slice(-1), head.slice(0, 1)]
  const together = count(last + first)
  const expected = (count(last) * count(first)) / total
  if (together === 0) return { pairLift: -Math.log1p(RARE * expected) }
  return {
    pairLift: Math.log(together / Math.max(expected, 1 / total)),
    longPhrase: Math.log1p(count(tail.slice(-2) + first) + count(last + head.slice(0, 2))),
    longerPhrase: Math.log1p(
      count(tail.slice(-2) + head.slice(0, 2)) + count(tail.slice(-3) + first) + count(last + head.slice(0, 3)),
    ),
  }
}

function listWordEvidence(words: PageWords, one: Side, other: Side): PairEvidence {
  const [seen, next] = [one.tail.slice(-SEEN), other.head.slice(0, SEEN)]
  const longest = findLongestWord(words, one.tail, other.head)
  // ICU is slow: where neither the dictionary nor the page knows the characters together, it does not either.
  const isKnown = longest > 0 || words.count(one.tail.slice(-1) + other.head.slice(0, 1)) > 0
  return {
    bothHan: 1,
    dictionaryWord: Math.max(0, longest - 1),
    wordsOnPage: hasWordsOnPage(words, one, other) ? 1 : 0,
    cutWord: isKnown && isWithinWord(seen + next, seen.length) ? 1 : 0,
  }
}

/** Whether the last word before a cut and the first behind it stand together elsewhere on the page. */
function hasWordsOnPage({ hasRun }: PageWords, { lastWord }: Side, { firstWord }: Side): boolean {
  return lastWord.length + firstWord.length > 2 && hasRun(lastWord + firstWord)
}

/** The length of the longest word of the dictionary across a cut, up to `LONGEST_WORD`; 0 without one. */
function findLongestWord({ isWord }: PageWords, tail: string, head: string): number {
  for (let length = Math.min(LONGEST_WORD, tail.length + head.length); length > 1; length--)
    for (let before = Math.max(1, length - head.length); before < length && before <= tail.length; before++)
      if (isWord(tail.slice(-before) + head.slice(0, length - before))) return length
  return 0
}

function listLatinEvidence(words: PageWords, one: Side, other: Side): PairEvidence {
  const { before, after } = toFragments(one, other)
  const isWhole = words.isLatinWord(before) && words.isLatinWord(after)
  const isCut = !isWhole && words.isLatinWord(before + after)
  return {
    bothLatin: 1,
    latinWord: isCut ? 1 : 0,
    latinFragment: isCut || isWhole ? 0 : 1,
    latinWordsOnPage: words.hasRun(` ${before} ${after} `) ? 1 : 0,
  }
}

/** Tells whether a word of the Latin script was cut in two, rather than the space between two words. */
export function isCutWord({ isLatinWord }: PageWords, one: Side, other: Side): boolean {
  const { before, after } = toFragments(one, other)
  if (before === '' || after === '') return false
  return isLatinWord(before + after) && !(isLatinWord(before) && isLatinWord(after))
}

function toFragments({ tail }: Side, { head }: Side): { before: string; after: string } {
  return { before: /[a-z]*$/u.exec(tail)?.[0] ?? '', after: /^[a-z]*/u.exec(head)?.[0] ?? '' }
}

function toHanPairs(text: string): string[] {
  return [...text.matchAll(/\p{Script=Han}(?=(\p{Script=Han}))/gu)].map(([one, other = '']) => one + other)
}

function toLatinWords(text: string): string[] {
  return text.match(/[a-z]{4,}/gu) ?? []
}
