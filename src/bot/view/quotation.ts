import { FormattedString } from '@grammyjs/parse-mode'
import type { MessageEntity } from 'grammy/types'
import { Converter } from 'opencc-js/cn2t'
import type { Part, Quote } from '../../answer/answer.ts'
import { toAskingSentences } from '../../text/sentences.ts'
import type { Article, Citation, Exchange, Speaker } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'
import { toPassageLink } from './callback-data.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'
import {
  MAX_MESSAGE_LENGTH,
  type Line,
  type OutgoingMessage,
  cut,
  join,
  toOutgoingMessage,
} from './outgoing-message.ts'

/** The lines around the quotes of a message. */
export interface Frame {
  /** Above the first quote. */
  readonly heading?: Heading
  /** Below the last quote. */
  readonly note?: Line
}

export interface Heading {
  readonly line: Line
  /** Whether the line names the speaker of the first quote, whose words then follow without a line of their own. */
  readonly saysWho: boolean
}

/** A message of quotes, and how many of them it shows. */
export interface Quotation {
  readonly message: OutgoingMessage
  readonly shown: number
}

/** UTF-16 units, about three lines on a phone: quotations from this length on are collapsed. */
const FOLD_FROM = 160
/** UTF-16 units. With a passage's 2500, its fact and two titles, all of them stay below a message's 4096. */
const MOST = { names: 100, offices: 600, officesOnPage: 300, context: 240, label: 120, fact: 240 }
/** A fact's sentence longer than this share of its passage is reduced to the clause. */
const MOST_OF_PASSAGE = 0.6

/** Renders quotes, best first, as many as fit one message. */
export function renderQuotes(quotes: readonly Quote[], reader: Reader, frame: Frame = {}): Quotation {
  for (let shown = quotes.length; shown > 1; shown--) {
    const message = joinQuotes(quotes.slice(0, shown), reader, frame)
    if (message.text.length <= MAX_MESSAGE_LENGTH) return { message, shown }
  }
  return { message: fitFirst(quotes.slice(0, 1), reader, frame), shown: Math.min(1, quotes.length) }
}

/** Renders the first quote of each part below the part's label, as many parts as fit one message. */
export function renderQuotedParts(parts: readonly Part[], reader: Reader, frame: Frame): Quotation {
  for (let count = parts.length; count > 1; count--) {
    const blocks: Line[] = renderBlocks(parts.slice(0, count), reader)
    if (frame.note !== undefined) blocks.push(frame.note)
    const message = toOutgoingMessage(FormattedString.join(blocks, '\n\n'))
    if (message.text.length <= MAX_MESSAGE_LENGTH)
      return { message, shown: parts.slice(0, count).filter(({ quotes }) => quotes.length > 0).length }
  }
  return renderQuotes(parts.flatMap(({ quotes }) => quotes.slice(0, 1)).slice(0, 1), reader, frame)
}

/** Renders the source of a quotation. */
export function renderSource(article: Article, reader: Reader): FormattedString {
  return join(reader.texts.source, renderPlace(article, reader))
}

/** Renders an article's title, as a link where the article has one, with publication and date. */
export function renderPlace({ title, link, publication, date }: Article, { texts }: Reader): FormattedString {
  const named = texts.title(title)
  const rest = [publication, ...(date === undefined ? [] : [texts.date(date)])].map((part) => texts.comma + part)
  return join(link === undefined ? named : FormattedString.link(named, link), ...rest)
}

/** Renders one of several passages of a page: voice, words and offices, without question and source. */
export function renderPassage(citation: Citation, reader: Reader): FormattedString {
  return FormattedString.join(
    [
      renderVoice(citation, reader),
      renderWords(citation, reader),
      ...renderOffices(citation, reader, MOST.officesOnPage),
    ],
    '\n',
  )
}

/** Renders the question of an exchange from its first asking sentence on; without a question, the headings above. */
export function renderQuestion({ headings, question }: Exchange, { texts }: Reader): string[] {
  if (!question) return headings.length > 0 ? [cut(texts.under(headings), MOST.context)] : []
  const [first] = toAskingSentences(question.text)
  // Only the beginning is left out: a gap between two asking sentences would join words that do not belong together.
  const start = first === undefined ? 0 : question.text.indexOf(first)
  const words = (start > 0 ? SIGNS.more : '') + cut(question.text.slice(start), MOST.context)
  return [question.askers ? texts.askedBy(renderAskers(question.askers, texts), words) : texts.asked(words)]
}

/** Renders who asked a question, a single one with their office. */
export function renderAskers(askers: readonly Speaker[], { comma, separator }: Texts): string {
  const [first, ...others] = askers
  const named = first && others.length === 0 ? [first.name, first.office].join(comma) : toNames(askers, separator)
  return cut(named, MOST.names)
}

function toNames(speakers: readonly Speaker[], separator: string): string {
  return speakers.map(({ name }) => name).join(separator)
}

/** Renders the question of a passage that follows another one of the same exchange. */
export function renderSameQuestion({ exchange }: Citation, { texts }: Reader): string[] {
  return exchange.question ? [texts.sameQuestion] : []
}

/** Renders the speakers of a passage as a link to it; short, so that a notification shows words of the quote too. */
export function renderVoice({ article, passage: { id, voice } }: Citation, reader: Reader): FormattedString {
  const { texts } = reader
  const link = (text: string) => FormattedString.link(FormattedString.bold(text), toPassageLink(reader, id))
  if (voice.kind === 'narration') return join(link(article.publication), texts.narration, texts.colon)
  if (voice.kind === 'document') return join(link(article.publication), texts.colon)
  const names = link(cut(toNames(voice.speakers, texts.separator), MOST.names))
  return voice.kind === 'speech'
    ? join(names, texts.colon)
    : join(FormattedString.bold(article.publication), texts.narration, texts.about, names, texts.colon)
}

/** Whether the reader is offered these passages in Traditional characters: reads them, and the conversion differs. */
export function canConvert(citations: readonly Citation[], { texts: { language } }: Reader): boolean {
  return language === 'zh-hant' && citations.some(({ passage: { text } }) => toTraditional(text) !== text)
}

let convertCharacters: ((text: string) => string) | undefined

/** Converts Simplified characters, not words, to those of Taiwan (OpenCC s2tw); the first call builds the tables. */
function toTraditional(text: string): string {
  const convert = (convertCharacters ??= Converter({ from: 'cn', to: 'tw' }))
  return convert(text)
}

/** Renders one quote, which always fits; note and heading are dropped where they do not fit with it. */
function fitFirst([quote]: readonly Quote[], reader: Reader, frame: Frame): OutgoingMessage {
  if (!quote) return toOutgoingMessage(FormattedString.join([frame.heading?.line ?? '']))
  const { fact, ...unmarked } = quote
  const plain = fact ? { ...unmarked, matches: fact.figures } : quote
  const { note: _, ...withoutNote } = frame
  const candidates = [
    joinQuotes([quote], reader, frame),
    ...(fact ? [joinQuotes([plain], reader, frame)] : []),
    joinQuotes([plain], reader, withoutNote),
  ]
  return candidates.find(({ text }) => text.length <= MAX_MESSAGE_LENGTH) ?? joinQuotes([plain], reader, {})
}

function renderBlocks(parts: readonly Part[], reader: Reader): FormattedString[] {
  const all = parts.flatMap(({ quotes }) => quotes.slice(0, 1))
  return parts.map(({ label, quotes: [quote] }) => {
    const place = quote ? all.indexOf(quote) : -1
    const heading = FormattedString.bold(SIGNS.part(cut(label, MOST.label)))
    if (!quote) return FormattedString.join([heading, reader.texts.noPart], '\n')
    // A comparison's labels are names: the line that names the speaker needs no label then.
    const { voice } = quote.passage
    const isNamed = voice.kind === 'speech' && voice.speakers.length === 1 && voice.speakers[0]?.name === label
    const voiceLine = join(isNamed ? '' : join(heading, ' '), renderVoice(quote, reader))
    return renderQuote(quote, [all[place - 1], all[place + 1]], reader, voiceLine)
  })
}

function joinQuotes(quotes: readonly Quote[], reader: Reader, { heading, note }: Frame): OutgoingMessage {
  const paragraphs: Line[] = quotes.map((quote, index) => {
    const isNamed = index === 0 && heading?.saysWho === true
    const voiceLine = isNamed ? undefined : renderVoice(quote, reader)
    return renderQuote(quote, [quotes[index - 1], quotes[index + 1]], reader, voiceLine)
  })
  if (note !== undefined) paragraphs.push(note)
  const body = FormattedString.join(paragraphs, '\n\n')
  return toOutgoingMessage(heading ? FormattedString.join([heading.line, body], heading.saysWho ? '\n' : '\n\n') : body)
}

/**
 * Renders a quote with its question and source, which consecutive quotes of one exchange or article share.
 *
 * @param voiceLine names the speaker; undefined where a heading did
 */
function renderQuote(
  quote: Quote,
  [before, after]: readonly [Quote | undefined, Quote | undefined],
  reader: Reader,
  voiceLine: Line | undefined,
): FormattedString {
  const lines = [
    ...(voiceLine === undefined ? [] : [voiceLine]),
    ...renderFact(quote),
    renderWords(quote, reader),
    ...renderOffices(quote, reader),
    ...(before?.exchange === quote.exchange
      ? renderSameQuestion(quote, reader)
      : renderQuestion(quote.exchange, reader)),
  ]
  return FormattedString.join(
    after?.article === quote.article ? lines : [...lines, renderSource(quote.article, reader)],
    '\n',
  )
}

/** Renders the sentence with the figure asked for, or, where that is most of a long passage, the clause with it. */
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

function renderWords(citation: Citation & Partial<Quote>, { script }: Reader): FormattedString {
  const { passage, matches = [], fact } = citation
  const words = script === 'traditional' ? toTraditional(passage.text) : passage.text
  const type = words.length >= FOLD_FROM ? 'expandable_blockquote' : 'blockquote'
  // A conversion that changes the length would shift the marked ranges.
  const marked = words.length === passage.text.length ? (fact?.figures ?? matches) : []
  const bold = marked.map(({ start, end }): MessageEntity => ({ type: 'bold', offset: start, length: end - start }))
  return new FormattedString(words, [{ type, offset: 0, length: words.length }, ...bold])
}

/** Renders the speakers' offices: as a signature below speech, with the names where there are several. */
function renderOffices({ passage: { voice } }: Citation, { texts }: Reader, most = MOST.offices): string[] {
  if (!('speakers' in voice)) return []
  const [first, ...others] = voice.speakers
  const named = voice.speakers.map(({ name, office }) => name + texts.comma + office).join(texts.semicolon)
  if (voice.kind === 'about') return [cut(named, most)]
  // The voice line above has the single speaker's name already.
  return [SIGNS.dash + cut(first && others.length === 0 ? first.office : named, most)]
}
