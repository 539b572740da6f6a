import { FormattedString } from '@grammyjs/parse-mode'
import type { MessageEntity } from 'grammy/types'
import type { Part, Quote } from '../../answer/answer.ts'
import { toAskingSentences } from '../../answer/suggest/asking-sentences.ts'
import type { Article, Citation, Exchange } from '../../knowledge/article.ts'
import { type Reader, toPassageLink } from '../reader.ts'
import { toTraditional } from './convert.ts'
import { cut } from './cut.ts'
import { MAX_MESSAGE_LENGTH, type Line, type OutgoingMessage, join, toOutgoingMessage } from './outgoing-message.ts'
import { SIGNS } from '../texts/texts.ts'

/** How passages are shown. */
export interface Setting extends Reader {
  /** Whether in converted characters. */
  readonly isConverted?: boolean
  /** Stands above the first one; where it says whose the words are, they follow at once. */
  readonly heading?: Heading
  /** Stands below the last one. */
  readonly note?: Line
}

export interface Heading {
  readonly line: Line
  readonly saysWho: boolean
}

/** Passages in one message, and how many of them it holds. */
export interface Shown {
  readonly rendered: OutgoingMessage
  readonly shown: number
}

/** UTF-16 units, about three lines on a phone, from which on a quotation is folded. */
const FOLD_FROM = 160
/** UTF-16 units. With a passage's 2500, the sentence from it and two titles they stay below a message's 4096. */
const MOST = { names: 100, offices: 600, officesOnPage: 300, context: 240, label: 120, fact: 240 }
/** Of a sentence that is longer than this share of its passage, a part is shown. */
const MOST_OF_PASSAGE = 0.6

/** Renders passages, as many as fit one message, best first. */
export function renderQuotes(quotes: readonly Quote[], setting: Setting): Shown {
  for (let shown = quotes.length; shown > 1; shown--) {
    const rendered = joinQuotes(quotes.slice(0, shown), setting)
    if (rendered.text.length <= MAX_MESSAGE_LENGTH) return { rendered, shown }
  }
  return { rendered: fitFirst(quotes.slice(0, 1), setting), shown: Math.min(1, quotes.length) }
}

/** One passage always fits; what stands above and below it may have to go. */
function fitFirst([quote]: readonly Quote[], setting: Setting): OutgoingMessage {
  if (!quote) return toOutgoingMessage(FormattedString.join([setting.heading?.line ?? '']))
  const { fact, ...unmarked } = quote
  const plain = fact ? { ...unmarked, matches: fact.figures } : quote
  const { note: _, ...withoutNote } = setting
  const { heading: _heading, ...bare } = withoutNote
  const shown = [
    joinQuotes([quote], setting),
    ...(fact ? [joinQuotes([plain], setting)] : []),
    joinQuotes([plain], withoutNote),
  ]
  return shown.find(({ text }) => text.length <= MAX_MESSAGE_LENGTH) ?? joinQuotes([plain], bare)
}

/** Each part under what it answers; the whole of as many as fit. */
export function renderParts(parts: readonly Part[], setting: Setting): Shown {
  for (let count = parts.length; count > 1; count--) {
    const blocks = renderBlocks(parts.slice(0, count), setting)
    const rendered = toOutgoingMessage(
      FormattedString.join(setting.note === undefined ? blocks : [...blocks, setting.note], '\n\n'),
    )
    if (rendered.text.length <= MAX_MESSAGE_LENGTH)
      return { rendered, shown: parts.slice(0, count).filter(({ quotes }) => quotes.length > 0).length }
  }
  return renderQuotes(parts.flatMap(({ quotes }) => quotes.slice(0, 1)).slice(0, 1), setting)
}

function renderBlocks(parts: readonly Part[], setting: Setting): FormattedString[] {
  const all = parts.flatMap(({ quotes }) => quotes.slice(0, 1))
  return parts.map(({ label, quotes: [quote] }) => {
    const place = quote ? all.indexOf(quote) : -1
    const heading = FormattedString.bold(SIGNS.part(cut(label, MOST.label)))
    if (!quote) return FormattedString.join([heading, setting.texts.noPart], '\n')
    // Who is compared stands above their words already.
    const { voice } = quote.passage
    const isNamed = voice.kind === 'speech' && voice.speakers.length === 1 && voice.speakers[0]?.name === label
    return renderQuote(quote, all[place - 1], all[place + 1], setting, isNamed ? '' : join(heading, ' '))
  })
}

/** Renders where a quotation is from. */
export function renderSource(article: Article, reader: Reader): FormattedString {
  return join(reader.texts.source, renderPlace(article, reader))
}

/** Renders an article's title, which links to it where it has a link, with the publication and its date. */
export function renderPlace({ title, link, publication, date }: Article, { texts }: Reader): FormattedString {
  const named = texts.title(title)
  const rest = [publication, ...(date === undefined ? [] : [texts.date(date)])].map((part) => texts.comma + part)
  return join(link === undefined ? named : FormattedString.link(named, link), ...rest)
}

/** Renders one of several passages on a page, with whose words it is and nothing of what stands around it. */
export function renderPassage(citation: Citation, setting: Setting): FormattedString {
  return FormattedString.join(
    [
      renderVoice(citation, setting),
      renderWords(citation, setting),
      ...renderOffices(citation, setting, MOST.officesOnPage),
    ],
    '\n',
  )
}

/** Renders the reporter's question that an exchange answers, from where it begins to ask; else the headings above it. */
export function renderQuestion({ headings, question }: Exchange, { texts }: Reader): string[] {
  if (!question) return headings.length > 0 ? [cut(texts.under(headings), MOST.context)] : []
  const [first] = toAskingSentences(question.text)
  // Only its beginning is left out: sentences between two that ask stay, or words would meet that nobody joined.
  const start = first === undefined ? 0 : question.text.indexOf(first)
  return [texts.asked((start > 0 ? SIGNS.more : '') + cut(question.text.slice(start), MOST.context))]
}

function joinQuotes(quotes: readonly Quote[], setting: Setting): OutgoingMessage {
  const { heading, note } = setting
  const isUnder = (index: number) => index === 0 && heading?.saysWho === true
  const paragraphs: Line[] = quotes.map((quote, index) =>
    renderQuote(quote, quotes[index - 1], quotes[index + 1], setting, '', isUnder(index)),
  )
  const body = FormattedString.join([...paragraphs, ...(note === undefined ? [] : [note])], '\n\n')
  return toOutgoingMessage(heading ? FormattedString.join([heading.line, body], heading.saysWho ? '\n' : '\n\n') : body)
}

/** @param lead stands in the line that says whose words follow, which is left out where a heading has said so */
function renderQuote(
  quote: Quote,
  before: Quote | undefined,
  after: Quote | undefined,
  setting: Setting,
  lead: Line = '',
  isNamed = false,
): FormattedString {
  const isSameExchange = before?.exchange === quote.exchange
  const isLastOfArticle = after?.article !== quote.article
  const context = isSameExchange
    ? quote.exchange.question
      ? [setting.texts.sameQuestion]
      : []
    : renderQuestion(quote.exchange, setting)
  const lines = [
    ...(isNamed ? [] : [join(lead, renderVoice(quote, setting))]),
    ...renderFact(quote),
    renderWords(quote, setting),
    ...renderOffices(quote, setting),
    ...context,
  ]
  return FormattedString.join(isLastOfArticle ? [...lines, renderSource(quote.article, setting)] : lines, '\n')
}

/** Whose words follow: short, for with the words' beginning it is all that a notification shows. It links to the passage. */
export function renderVoice({ article, passage: { id, voice } }: Citation, setting: Setting): FormattedString {
  const { texts } = setting
  const link = (text: string) => FormattedString.link(FormattedString.bold(text), toPassageLink(setting, id))
  if (voice.kind === 'narration') return join(link(article.publication), texts.narration, texts.colon)
  const names = link(cut(voice.speakers.map(({ name }) => name).join(texts.separator), MOST.names))
  return voice.kind === 'speech'
    ? join(names, texts.colon)
    : join(FormattedString.bold(article.publication), texts.narration, texts.about, names, texts.colon)
}

/** The sentence with the figure that was asked for or, of one that is hardly shorter than the passage, the part with it. */
function renderFact({ passage: { text }, fact }: Quote): FormattedString[] {
  if (!fact || text.length < FOLD_FROM) return []
  const { sentence, clause } = fact
  const isShort = sentence.end - sentence.start <= Math.min(MOST.fact, text.length * MOST_OF_PASSAGE)
  const { start, end } = isShort ? sentence : clause
  if (end - start > MOST.fact) return []
  const before = isShort || start === 0 ? '' : SIGNS.more
  const words = before + text.slice(start, end)
  const bold = fact.figures.map((figure): MessageEntity => ({
    type: 'bold',
    offset: before.length + figure.start - start,
    length: figure.end - figure.start,
  }))
  return [new FormattedString(words, [{ type: 'blockquote', offset: 0, length: words.length }, ...bold])]
}

function renderWords(citation: Citation & Partial<Quote>, { isConverted }: Setting): FormattedString {
  const {
    passage: { text },
    matches = [],
    fact,
  } = citation
  const words = isConverted ? toTraditional(text) : text
  const type = words.length >= FOLD_FROM ? 'expandable_blockquote' : 'blockquote'
  // Characters that take another number of units would shift what is marked.
  const marked = words.length === text.length ? (fact?.figures ?? matches) : []
  const bold = marked.map(({ start, end }): MessageEntity => ({ type: 'bold', offset: start, length: end - start }))
  return new FormattedString(words, [{ type, offset: 0, length: words.length }, ...bold])
}

function renderOffices({ passage: { voice } }: Citation, { texts }: Reader, most = MOST.offices): string[] {
  if (voice.kind === 'narration') return []
  const [first, ...others] = voice.speakers
  const named = voice.speakers.map(({ name, office }) => name + texts.comma + office).join(texts.semicolon)
  // Signed only where the words are theirs; a single name stands right above them already.
  if (voice.kind === 'about') return [cut(named, most)]
  return [SIGNS.dash + cut(first && others.length === 0 ? first.office : named, most)]
}
