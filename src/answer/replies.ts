import type { Article, Citation, Passage } from '../knowledge/article.ts'
import { answerQuery } from './answer-query.ts'
import { MOST_QUOTES, listQuotes } from './answer.ts'
import { codeBook, toPassageCode } from './browse/codes.ts'
import type { Attribution, Content } from './browse/content.ts'
import type { Link } from './browse/link.ts'
import { openLink } from './browse/open-link.ts'
import { toResults } from './browse/related.ts'
import { type Catalog, addTo, findPassage, listCitations } from './catalog.ts'
import type { Corpus } from './corpus.ts'
import { memoize } from './memoize.ts'
import { holdsWords } from './question/held-words.ts'
import { indexTexts } from './question/listed-people.ts'
import { findContained } from './question/people.ts'
import { LONGEST_REMARK, readRemark, unifyVariants } from './question/remark.ts'

/** The content that answers a remark, with the link that opens the same. */
export interface AnsweredRemark {
  readonly content: Content
  readonly link?: Link
}

/** A message of the bot as a reply carries it. */
export interface RepliedMessage {
  readonly text: string
  /** The query that the message answers, while it is remembered. */
  readonly query?: string | undefined
  /** The ids of the passages that it links to. */
  readonly linked?: readonly string[]
  /** The ids of what it shows, where they are remembered, and of what the replies about it showed too. */
  readonly shown?: readonly string[]
  readonly seen?: readonly string[]
  /** The codes in its buttons: the passages that the answer found, best first. */
  readonly codes?: readonly string[]
}

/** A passage whose text is a line of a message. */
interface QuotedLine {
  readonly citation: Citation
  /** The number of the line. */
  readonly place: number
}

const HAN = /\p{Script=Han}/gu
/** Lines above a quotation that may name its speaker; its sentence with the fact may stand between. */
const LINES_ABOVE = 2

/**
 * Answers a remark; undefined for any other text. The quoted passages are found by the text, links and buttons of the
 * message, so that remarks work after a restart. A remark about no passage is never looked up, which would quote
 * somebody else, unless the corpus has its very words.
 *
 * @param message the message of the bot that the remark replies to
 */
export function answerRemark(corpus: Corpus, text: string, message?: RepliedMessage): AnsweredRemark | undefined {
  const folded = foldShort(corpus, text)
  const remark = readRemark(folded)
  if (!remark) return undefined
  if (remark === 'translation')
    return holdsWords(corpus, text, folded) ? undefined : { content: { kind: 'noTranslation' } }
  const quoted = message ? findQuoted(corpus, message) : []
  const [first] = quoted
  if (!message || !first)
    return holdsWords(corpus, text, folded) ? undefined : { content: { kind: message ? 'noQuote' : 'noReply' } }
  if (remark === 'who' || remark === 'source') return { content: toAttribution(remark, quoted, message) }
  const link =
    remark === 'context'
      ? toContextLink(first, 'around', quoted)
      : findMore(quoted, listSeen(corpus, message, quoted), listFound(corpus, message))
  const content = link && openLink(corpus, link)
  return content ? { content, link } : { content: { kind: 'noMore' } }
}

/** Tells whether a text is a remark, which only the message that it replies to gives a meaning. */
export function isRemark(corpus: Corpus, text: string): boolean {
  return readRemark(foldShort(corpus, text)) !== undefined
}

/** No longer text is a remark. */
function foldShort({ fold }: Corpus, text: string): string {
  return text.length > LONGEST_REMARK ? '' : fold(text).text
}

function listSeen(corpus: Corpus, { seen }: RepliedMessage, quoted: readonly Citation[]): readonly Citation[] {
  return seen ? seen.flatMap((id) => findPassage(corpus, id) ?? []) : quoted
}

function toAttribution(kind: Attribution['kind'], citations: readonly Citation[], { linked = [] }: RepliedMessage) {
  const found = new Set(citations.map(({ passage }) => passage.id))
  return { kind, citations, ...(linked.some((id) => !found.has(id)) && { isPart: true as const }) }
}

/** Lists the passages that the answer in a message found: by its query or, where that is forgotten, by its buttons. */
function listFound(corpus: Corpus, { query, codes = [] }: RepliedMessage): Citation[] {
  if (query === undefined) return codes.flatMap((code) => codeBook.passages(corpus).get(code) ?? [])
  const answer = answerQuery(corpus, query)
  return [...listQuotes(answer), ...(answer.related?.further ?? [])]
}

/** The passages that were found and not shown yet or, without any, the next one of the exchange. */
function findMore(quoted: readonly Citation[], seen: readonly Citation[], all: readonly Citation[]): Link | undefined {
  const shown = new Set(seen.map(({ passage }) => passage.id))
  // The message may be a later page of further passages: those before the page were shown.
  const start =
    all[0] && shown.has(all[0].passage.id) ? 0 : all.findLastIndex(({ passage }) => shown.has(passage.id)) + 1
  const unseen = all.slice(start).filter(({ passage }) => !shown.has(passage.id))
  if (unseen.length > 0) return { kind: 'more', page: 0, results: toResults(quoted.slice(0, MOST_QUOTES), unseen) }
  return toNextLink(quoted, new Set([...seen, ...all].map(({ passage }) => passage.id)))
}

/** The passage of the exchange after the last one that was shown. */
function toNextLink(quoted: readonly Citation[], seen: ReadonlySet<string>): Link | undefined {
  const last = quoted.at(-1)
  const passages = last?.exchange.passages ?? []
  const next = passages[passages.findLastIndex(({ id }) => seen.has(id)) + 1]
  return last && next ? toContextLink({ ...last, passage: next }, 'on', quoted) : undefined
}

function toContextLink(at: Citation, direction: 'around' | 'on', quoted: readonly Citation[]): Link {
  return { kind: 'context', at: toPassageCode(at), direction, results: toResults(quoted.slice(0, MOST_QUOTES), []) }
}

/** Finds the passages that a message of the bot quotes, in their order there. */
export function findQuoted(corpus: Corpus, { text, linked = [], shown }: RepliedMessage): Citation[] {
  if (shown) return shown.flatMap((id) => findPassage(corpus, id) ?? [])
  const raw = text.split('\n')
  const lines = raw.map((line) => foldVariants(corpus, line))
  const placed = lines.flatMap((line, place): QuotedLine[] =>
    listOfLength(corpus, raw[place] ?? '')
      .filter(({ passage }) => foldedTextOf(corpus, passage) === line)
      .map((citation) => ({ citation, place })),
  )
  const quoted = placed.filter((one) => isQuoted(corpus, one, placed, lines, linked))
  return [...new Set(quoted.map(({ citation }) => citation))]
}

/** Lists the passages that a line may be, in either script: of its length, and with its marks at their places. */
function listOfLength(corpus: Corpus, line: string): Citation[] {
  const ofLength = passagesByLength(corpus).get(line.length) ?? []
  const marks = ofLength.length > 0 ? blankHan(line) : ''
  return ofLength.filter(({ passage: { text } }) => blankHan(text) === marks)
}

/** Conversion between the scripts keeps the length, and all but Han characters. */
const passagesByLength = memoize((catalog: Catalog) => {
  const byLength = new Map<number, Citation[]>()
  for (const article of catalog.articles) {
    for (const citation of listCitations(article)) addTo(byLength, citation.passage.text.length, citation)
  }
  return byLength
})

function blankHan(text: string): string {
  return text.replace(HAN, ' ')
}

/** Tells passages of the same text apart by the link of the name above the quotation, or by the name. */
function isQuoted(
  corpus: Corpus,
  { citation, place }: QuotedLine,
  placed: readonly QuotedLine[],
  lines: readonly string[],
  linked: readonly string[],
): boolean {
  const rivals = placed.filter((other) => other.place === place)
  if (rivals.some((rival) => linked.includes(rival.citation.passage.id))) return linked.includes(citation.passage.id)
  const start = Math.max(0, place - LINES_ABOVE)
  const isWords = (index: number) => placed.some((one) => one.place === start + index)
  const above = lines
    .slice(start, place)
    .filter((_, index) => !isWords(index))
    .join('\n')
  const isNamed = (one: Citation) => listNames(one).every((name) => above.includes(foldVariants(corpus, name)))
  if (isNamed(citation)) return true
  return rivals.length === 1 && findContained(voicesOf(corpus), above).length === 0
}

/** All names that may stand above a quotation. */
const voicesOf = memoize((corpus: Corpus) => {
  const names = new Set(corpus.articles.flatMap(listVoices))
  return indexTexts(new Map([...names].map((name) => [foldVariants(corpus, name), name])))
})
const listVoices = memoize((article: Article) => [...new Set(listCitations(article).flatMap(listNames))])

/** The names that stand above a quotation of a passage. */
function listNames({ article, passage: { voice } }: Citation): string[] {
  return 'speakers' in voice ? voice.speakers.map(({ name }) => name) : [article.publication]
}

function foldedTextOf(corpus: Corpus, passage: Passage): string {
  const { foldedTexts } = corpus.caches
  const text = foldedTexts.get(passage) ?? foldVariants(corpus, passage.text)
  foldedTexts.set(passage, text)
  return text
}

function foldVariants({ fold }: Corpus, text: string): string {
  return unifyVariants(fold(text).text)
}
