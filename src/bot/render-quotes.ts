import { FormattedString } from '@grammyjs/parse-mode'
import type { MessageEntity } from 'grammy/types'
import type { Part, Quote } from '../answer/answer.ts'
import { toAskingSentences } from '../answer/asking-sentences.ts'
import type { Article, Exchange } from '../knowledge/article.ts'
import { cut } from './cut.ts'
import { MAX_MESSAGE_LENGTH, type Rendered, join, toRendered } from './rendered.ts'
import { renderDate, texts } from './texts.ts'

/** UTF-16 units, about three lines on a phone, from which on a quotation is folded. */
const FOLD_FROM = 160
/** UTF-16 units. With a passage's 2500, the sentence from it and two titles they stay below a message's 4096. */
const MOST = { names: 100, offices: 600, context: 240, label: 120, fact: 240 }
/** Of a sentence that is longer than this share of its passage, a part is shown. */
const MOST_OF_PASSAGE = 0.6

/** Renders passages, as many as fit one message, best first; a note stands above the first. */
export function renderQuotes(quotes: readonly Quote[], note = ''): Rendered {
  for (let shown = quotes.length; shown > 1; shown--) {
    const joined = joinQuotes(quotes.slice(0, shown), note)
    if (joined.text.length <= MAX_MESSAGE_LENGTH) return joined
  }
  return fitFirst(quotes.slice(0, 1), note)
}

/** One passage always fits; what stands above it may have to go. */
function fitFirst([quote]: readonly Quote[], note: string): Rendered {
  if (!quote) return toRendered(FormattedString.join([note]))
  const { fact, ...plain } = quote
  const shown = [joinQuotes([quote], note), ...(fact ? [joinQuotes([plain], note)] : [])]
  return shown.find(({ text }) => text.length <= MAX_MESSAGE_LENGTH) ?? joinQuotes([plain], '')
}

/** Each part under what it answers; the whole of as many as fit. */
export function renderParts(parts: readonly Part[], note: string): Rendered {
  for (let count = parts.length; count > 1; count--) {
    const blocks = renderBlocks(parts.slice(0, count))
    const joined = toRendered(FormattedString.join(note === '' ? blocks : [note, ...blocks], '\n\n'))
    if (joined.text.length <= MAX_MESSAGE_LENGTH) return joined
  }
  return renderQuotes(parts.flatMap(({ quotes }) => quotes.slice(0, 1)).slice(0, 1), note)
}

function renderBlocks(parts: readonly Part[]): FormattedString[] {
  const all = parts.flatMap(({ quotes }) => quotes.slice(0, 1))
  return parts.map(({ label, quotes: [quote] }) => {
    const place = quote ? all.indexOf(quote) : -1
    const heading = FormattedString.bold(texts.part(cut(label, MOST.label)))
    if (!quote) return FormattedString.join([heading, texts.noPart], '\n')
    const shown = renderQuote(quote, all[place - 1], all[place + 1])
    // Who is compared stands above their words already.
    return shown.text.startsWith(label + texts.colon) ? shown : FormattedString.join([heading, shown], '\n')
  })
}

/** Renders where a quotation is from. */
export function renderSource({ title, link, publication, date }: Article): FormattedString {
  const named = texts.title(title)
  const rest = [publication, ...(date === undefined ? [] : [renderDate(date)])].map((part) => texts.comma + part)
  return join(texts.source, link === undefined ? named : FormattedString.link(named, link), ...rest)
}

function joinQuotes(quotes: readonly Quote[], note: string): Rendered {
  const paragraphs = quotes.map((quote, index) => renderQuote(quote, quotes[index - 1], quotes[index + 1]))
  return toRendered(FormattedString.join(note === '' ? paragraphs : [note, ...paragraphs], '\n\n'))
}

function renderQuote(quote: Quote, before: Quote | undefined, after: Quote | undefined): FormattedString {
  const isSameExchange = before?.exchange === quote.exchange
  const isLastOfArticle = after?.article !== quote.article
  const lines = [renderVoice(quote), ...renderFact(quote), renderWords(quote), ...renderOffices(quote), ...renderContext(quote.exchange, isSameExchange)]
  return FormattedString.join(isLastOfArticle ? [...lines, renderSource(quote.article)] : lines, '\n')
}

/** Whose words follow: short, for with the words' beginning it is all that a notification shows. */
function renderVoice({ article, passage: { voice } }: Quote): FormattedString {
  const paper = join(FormattedString.bold(article.publication), texts.narration)
  if (voice.kind === 'narration') return join(paper, texts.colon)
  const names = FormattedString.bold(cut(voice.speakers.map(({ name }) => name).join(texts.separator), MOST.names))
  return voice.kind === 'speech' ? join(names, texts.colon) : join(paper, texts.about, names, texts.colon)
}

/** The sentence with the figure that was asked for or, of one that is hardly shorter than the passage, the part with it. */
function renderFact({ passage: { text }, fact }: Quote): FormattedString[] {
  if (!fact || text.length < FOLD_FROM) return []
  const { sentence, clause } = fact
  const isShort = sentence.end - sentence.start <= Math.min(MOST.fact, text.length * MOST_OF_PASSAGE)
  const { start, end } = isShort ? sentence : clause
  if (end - start > MOST.fact) return []
  const before = isShort || start === 0 ? '' : texts.more
  const words = before + text.slice(start, end)
  const bold = fact.figures.map((figure): MessageEntity => ({ type: 'bold', offset: before.length + figure.start - start, length: figure.end - figure.start }))
  return [new FormattedString(words, [{ type: 'blockquote', offset: 0, length: words.length }, ...bold])]
}

function renderWords({ passage: { text }, matches, fact }: Quote): FormattedString {
  const type = text.length >= FOLD_FROM ? 'expandable_blockquote' : 'blockquote'
  const bold = (fact?.figures ?? matches).map(({ start, end }): MessageEntity => ({ type: 'bold', offset: start, length: end - start }))
  return new FormattedString(text, [{ type, offset: 0, length: text.length }, ...bold])
}

function renderOffices({ passage: { voice } }: Quote): string[] {
  if (voice.kind === 'narration') return []
  const [first, ...others] = voice.speakers
  const named = voice.speakers.map(({ name, office }) => name + texts.comma + office).join(texts.semicolon)
  // Signed only where the words are theirs; a single name stands right above them already.
  if (voice.kind === 'about') return [cut(named, MOST.offices)]
  return [texts.dash + cut(first && others.length === 0 ? first.office : named, MOST.offices)]
}

/** The reporter's question that a passage answers, from where it begins to ask; else the headings above it. */
function renderContext({ headings, question }: Exchange, isSame: boolean): string[] {
  if (isSame) return question ? [texts.sameQuestion] : []
  if (!question) return headings.length > 0 ? [cut(texts.under(headings), MOST.context)] : []
  const [first] = toAskingSentences(question.text)
  // Only its beginning is left out: sentences between two that ask stay, or words would meet that nobody joined.
  const start = first === undefined ? 0 : question.text.indexOf(first)
  return [texts.asked((start > 0 ? texts.more : '') + cut(question.text.slice(start), MOST.context))]
}
