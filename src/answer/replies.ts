import type { Article, Citation, Passage } from '../knowledge/article.ts'
import { answerQuery } from './answer-query.ts'
import { MOST_QUOTES, listQuotes } from './answer.ts'
import { codeBook, toPassageCode } from './browse/codes.ts'
import type { Content } from './browse/content.ts'
import type { Link } from './browse/link.ts'
import { openLink } from './browse/open-link.ts'
import { toResults } from './browse/related.ts'
import { type Catalog, addTo, listCitations } from './catalog.ts'
import type { Corpus } from './corpus.ts'
import { memoize } from './memoize.ts'
import { indexTexts } from './question/listed-people.ts'
import { findContained } from './question/people.ts'

/** A text of a few words about an answer: who said it, where it stands, what surrounds it, whether there is more. */
export type Remark = 'who' | 'source' | 'context' | 'more'

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
  /** The codes in its buttons: the passages that the answer found, best first. */
  readonly codes?: readonly string[]
}

/** A passage whose text is a line of a message. */
interface QuotedLine {
  readonly citation: Citation
  /** The number of the line. */
  readonly place: number
}

/** Each pattern matches a whole folded text without its `ENDS`. */
const REMARKS: Readonly<Record<Remark, RegExp>> = {
  who: /^(?:请问)?(?:[这那]些?(?:话|句话|段话?)?是?|原话是?|话是|是)?(?:谁|哪一?[位个]|什么人)(?:(?:说|讲|提)(?:的|过)?|的)(?:话)?$|^说(?:这)?话的是(?:谁|哪一?位)$|^who(?:'s| is| was)?\s+(?:said|says|saying|wrote|told)\s+(?:this|that|it|these|so)$|^who(?:'s| is| was)\s+(?:this|that|it)(?:\s+(?:from|by))?$|^by whom$|^(?:发言人|讲话人|speaker|who)$/u,
  source:
    /^(?:请问|求)?(?:这是|这话|这段)?(?:有|的)?(?:出处|来源|原文链接|链接|哪篇文章|哪里说的|哪里?来的|哪儿来的|从哪里?来?的?|(?:这句话?)?出自哪里|出自哪篇文章?|来源链接|哪里看到的|什么文章)(?:是?(?:什么|哪里|哪儿|在哪里?|在哪儿?))?$|^(?:the\s+)?(?:sources?|references?|citations?|link)(?:\s+please)?$|^where(?:'s| is| does| did)?\s+(?:this|that|it)?\s*(?:come\s+)?from$|^what(?:'s| is)\s+the\s+source$/u,
  context:
    /^(?:看看?|看一下|查看)?(?:上下文|前后文|上文|下文|语境|全文|原文|前后怎么说的?|前面说了什么|后面|前文|后文)(?:是什么|在哪里?|在哪儿)?$|^(?:(?:show|see|give)\s+(?:me\s+)?)?(?:the\s+|in\s+|more\s+|full\s+)?context(?:\s+please)?$|^what(?:'s| is)\s+the\s+context$|^(?:the\s+)?full\s+text$|^展开$/u,
  more: /^(?:还有(?:没有)?(?:什么)?(?:别的|其[他它]的?|更多的?)?|(?:有没有)?更多的?|再来(?:点|一[条个段])?|继续(?:说|讲)?|下一[条个]|接着(?:说|讲)?|别的|其他的?)$|^(?:(?:any|anything|show|see|read|tell me|is there)\s+)?more(?:\s+please)?$|^(?:anything|what)\s+else$|^next(?:\s+one)?$|^go\s+on$|^continue$/u,
}
/** Politeness, punctuation and particles at either end. */
const ENDS = /^(?:[\s\p{P}]|谢谢你?|请问)+|(?:[\s\p{P}啊呀呢吧嘛哦吗]|(?<!什)么|谢谢你?)+$/gu
const HAN = /\p{Script=Han}/gu
/** UTF-16 units: a remark is a few words. */
const LONGEST_REMARK = 100
/** Lines above a quotation that may name its speaker; its sentence with the fact may stand between. */
const LINES_ABOVE = 2

/**
 * Answers a remark about a message of the bot; undefined for any other text and for a message without quotes. The
 * quoted passages are found by the text, links and buttons of the message, so that remarks work after a restart.
 */
export function answerReply(corpus: Corpus, text: string, message: RepliedMessage): AnsweredRemark | undefined {
  const remark = text.length > LONGEST_REMARK ? undefined : readRemark(corpus.fold(text).text)
  const quoted = remark ? findQuoted(corpus, message) : []
  const [first] = quoted
  if (!remark || !first) return undefined
  if (remark === 'who' || remark === 'source') return { content: { kind: remark, citations: quoted } }
  const link =
    remark === 'context' ? toContextLink(first, 'around', quoted) : findMore(quoted, listFound(corpus, message))
  const content = link && openLink(corpus, link)
  return content ? { content, link } : { content: { kind: 'noMore' } }
}

/** Reads a folded text that is nothing but a remark; undefined for any other. */
export function readRemark(folded: string): Remark | undefined {
  if (folded.length > LONGEST_REMARK) return undefined
  const bare = unifyVariants(folded).replace(ENDS, '')
  return (['who', 'source', 'context', 'more'] as const).find((remark) => REMARKS[remark].test(bare))
}

/** Lists the passages that the answer in a message found: by its query or, where that is forgotten, by its buttons. */
function listFound(corpus: Corpus, { query, codes = [] }: RepliedMessage): Citation[] {
  if (query === undefined) return codes.flatMap((code) => codeBook.passages(corpus).get(code) ?? [])
  const answer = answerQuery(corpus, query)
  return [...listQuotes(answer), ...(answer.related?.further ?? [])]
}

/** The passages that were found and not shown yet or, without any, the next one of the exchange. */
function findMore(quoted: readonly Citation[], all: readonly Citation[]): Link | undefined {
  const shown = new Set(quoted.map(({ passage }) => passage.id))
  // The message may be a later page of further passages: those before the page were shown.
  const start =
    all[0] && shown.has(all[0].passage.id) ? 0 : all.findLastIndex(({ passage }) => shown.has(passage.id)) + 1
  const unseen = all.slice(start).filter(({ passage }) => !shown.has(passage.id))
  if (unseen.length > 0) return { kind: 'more', page: 0, results: toResults(quoted.slice(0, MOST_QUOTES), unseen) }
  return toNextLink(quoted, new Set([...quoted, ...all].map(({ passage }) => passage.id)))
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
function findQuoted(corpus: Corpus, { text, linked = [] }: RepliedMessage): Citation[] {
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
  return voice.kind === 'narration' ? [article.publication] : voice.speakers.map(({ name }) => name)
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

/** Unifies the apostrophe of phones, and the character 著 that folding does not convert back to 着. */
function unifyVariants(folded: string): string {
  return folded.replaceAll('’', "'").replaceAll('著', '着')
}
