import { Converter as ToTraditional } from 'opencc-js/cn2t'
import { Converter as ToSimplified } from 'opencc-js/t2cn'
import type { Article, Citation } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'

type Convert = (text: string) => string

/** UTF-16 units of an article that tell its script. */
const SAMPLE = 2000

/** Returns the words of a passage in the characters that the reader is shown. */
export function toShownWords(citation: Citation, { script }: Reader): string {
  return script === 'traditional' ? toTraditional(citation.passage.text, citation) : citation.passage.text
}

/** Returns a reporter's question in the characters that the reader is shown. */
export function toShownQuestion(question: string, citation: Pick<Citation, 'article'>, { script }: Reader): string {
  return script === 'traditional' ? toTraditional(question, citation) : question
}

/** Whether the reader reads Traditional characters, and conversion changes one of these passages. */
export function canConvert(citations: readonly Citation[], { texts: { language } }: Reader): boolean {
  return (
    language === 'zh-hant' &&
    citations.some((citation) => toTraditional(citation.passage.text, citation) !== citation.passage.text)
  )
}

/** Whether the reader's language is another than that of these passages. */
export function isForeign(citations: readonly Citation[], { texts }: Reader): boolean {
  return citations.some(({ passage: { text } }) => isChinese(text) === texts.isEnglish)
}

/** Whether the reader is shown any of these passages in converted characters. */
export function isConverted(citations: readonly Citation[], reader: Reader): boolean {
  return citations.some((citation) => toShownWords(citation, reader) !== citation.passage.text)
}

/** A text of figures and names in Latin letters is Chinese too. */
function isChinese(text: string): boolean {
  return (text.match(/\p{Script=Han}/gu)?.length ?? 0) > (text.match(/[\p{Script=Latin}]+/gu)?.length ?? 0)
}

let converters: { readonly toTraditional: Convert; readonly toSimplified: Convert } | undefined

/** The first call builds the tables. */
function loadConverters() {
  return (converters ??= {
    // Characters, not words, to those of Taiwan (OpenCC s2tw).
    toTraditional: ToTraditional({ from: 'cn', to: 'tw' }),
    toSimplified: ToSimplified({ from: 't', to: 'cn' }),
  })
}

/** Converts Simplified characters; what is Traditional already is left as it is, for 只要 would become 隻要. */
function toTraditional(text: string, { article }: Pick<Citation, 'article'>): string {
  return isTraditional(article) || isInTraditional(text) ? text : loadConverters().toTraditional(text)
}

const known = new WeakMap<Article, boolean>()

function isTraditional(article: Article): boolean {
  const before = known.get(article)
  if (before !== undefined) return before
  const texts = article.exchanges.flatMap(({ passages }) => passages.map(({ text }) => text))
  const found = isInTraditional([article.title, ...texts].join('\n').slice(0, SAMPLE))
  known.set(article, found)
  return found
}

/** Tells whether a text has more characters that are Traditional alone than those that are Simplified alone. */
function isInTraditional(text: string): boolean {
  const { toTraditional: convert, toSimplified } = loadConverters()
  return countChanged(text, toSimplified(text)) > countChanged(text, convert(text))
}

function countChanged(text: string, converted: string): number {
  const other = Array.from(converted)
  return Array.from(text).filter((character, place) => character !== other[place]).length
}
