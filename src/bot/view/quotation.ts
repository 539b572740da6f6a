import { FormattedString } from '@grammyjs/parse-mode'
import type { MessageEntity } from 'grammy/types'
import type { Part, Quote } from '../../answer/answer.ts'
import { listTellingHeadings } from '../../answer/browse/headings.ts'
import type { Article, Citation, Question, Speaker } from '../../knowledge/article.ts'
import type { Range } from '../../search/highlight.ts'
import { toAskingSentences } from '../../text/sentences.ts'
import { LINE_WIDTH, measureWidth } from '../../text/width.ts'
import type { Reader } from '../reader.ts'
import { SIGNS } from '../texts/texts.ts'
import { joinNames, renderPerson, toOffice, toPublication, toReadableName, toTitle } from './display-names.ts'
import {
  MAX_MESSAGE_LENGTH,
  type Line,
  type OutgoingMessage,
  cut,
  join,
  toEllipsis,
  toOutgoingMessage,
} from './outgoing-message.ts'
import { toShownQuestion, toShownWords } from './script.ts'
import { renderSignature, renderWho } from './signature.ts'

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

/** Lines on a phone after which Telegram folds an expandable quotation. */
const FOLDED_LINES = 3
/** UTF-16 units. With a passage's 2500, its excerpt and a heading, all of them stay below a message's 4096. */
const MOST = { names: 100, offices: 300, context: 240, label: 120, excerpt: 400 }
/** The end of a sentence, with closing marks; where one stops elsewhere words are left out. */
const SENTENCE_END = /[。！？!?…][”’」』）)"']*\s*$|[.]["”’)]?\s*$/u

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
export function renderPlace(article: Article, reader: Reader): FormattedString {
  const { link, date } = article
  const { texts } = reader
  const named = texts.title(toTitle(article, reader))
  const rest = [toPublication(article, reader), ...(date === undefined ? [] : [texts.date(date)])].map(
    (part) => texts.comma + part,
  )
  return join(link === undefined ? named : FormattedString.link(named, link), ...rest)
}

/** Renders one of several passages of a page: voice, words and offices, without question and source. */
export function renderPassage(citation: Citation, reader: Reader): FormattedString {
  return FormattedString.join(
    [renderWho(citation, reader), renderWords(citation, reader), ...renderOffices(citation, reader)],
    '\n',
  )
}

/** Renders the question of an exchange from its first asking sentence on; without a question, the headings above. */
export function renderQuestion({ article, exchange }: Omit<Citation, 'passage'>, reader: Reader): string[] {
  const { question } = exchange
  const { texts } = reader
  const headings = question ? [] : listTellingHeadings(article, exchange)
  if (!question) return headings.length > 0 ? [cut(texts.under(headings), MOST.context)] : []
  const words = toAskingWords(question, article, reader)
  return [question.askers ? texts.askedBy(renderAskers(question.askers, reader), words) : texts.asked(words)]
}

/** Returns the words of a question from its first asking sentence on. */
export function toAskingWords(question: Question, article: Article, reader: Reader): string {
  const text = toShownQuestion(question.text, { article }, reader)
  const [first] = toAskingSentences(text)
  // Only the beginning is left out: a gap between two asking sentences would join words that do not belong together.
  const start = first === undefined ? 0 : text.indexOf(first)
  return (start > 0 ? toEllipsis(text) : '') + cut(text.slice(start), MOST.context)
}

/** Renders who asked a question, a single one with their office. */
export function renderAskers(askers: readonly Speaker[], reader: Reader): string {
  const [first, ...others] = askers
  const isAlone = first && others.length === 0
  return cut(isAlone ? renderPerson(first, reader) : joinNames(askers, reader), MOST.names)
}

/** Renders who asks the question that is quoted below. */
export function renderAsking(
  { article, question: { askers } }: { readonly article: Article; readonly question: Question },
  reader: Reader,
): FormattedString {
  return askers
    ? join(FormattedString.bold(renderAskers(askers, reader)), reader.texts.asker)
    : join(FormattedString.bold(toPublication(article, reader)), reader.texts.reporter)
}

/** Renders the question of a passage that follows another one of the same exchange. */
export function renderSameQuestion({ exchange }: Citation, { texts }: Reader): string[] {
  return exchange.question ? [texts.sameQuestion] : []
}

/** Renders one quote, which always fits; note, heading and excerpt are dropped where they do not fit with it. */
function fitFirst([quote]: readonly Quote[], reader: Reader, frame: Frame): OutgoingMessage {
  if (!quote) return toOutgoingMessage(FormattedString.join([frame.heading?.line ?? '']))
  const { excerpt, ...plain } = quote
  const marked = excerpt ? { ...plain, matches: excerpt.marks } : quote
  const { note: _, ...withoutNote } = frame
  for (const [one, around] of [
    [quote, frame],
    [marked, frame],
    [marked, withoutNote],
  ] as const) {
    const message = joinQuotes([one], reader, around)
    if (message.text.length <= MAX_MESSAGE_LENGTH) return message
  }
  return joinQuotes([marked], reader, {})
}

function renderBlocks(parts: readonly Part[], reader: Reader): FormattedString[] {
  const all = parts.flatMap(({ quotes }) => quotes.slice(0, 1))
  return parts.map(({ label, speaker, quotes: [quote] }) => {
    const shown = speaker ? toReadableName(speaker, reader) : label
    const heading = FormattedString.bold(SIGNS.part(cut(shown, MOST.label)))
    if (!quote) return FormattedString.join([heading, reader.texts.noPart], '\n')
    // A comparison's labels are names: the line that names the speaker needs no label then.
    const { voice } = quote.passage
    const isNamed = voice.kind === 'speech' && voice.speakers.length === 1 && voice.speakers[0]?.name === label
    const who = join(isNamed ? '' : join(heading, ' '), renderWho(quote, reader))
    return renderQuote(quote, reader, { who, after: all[all.indexOf(quote) + 1] })
  })
}

function joinQuotes(quotes: readonly Quote[], reader: Reader, { heading, note }: Frame): OutgoingMessage {
  const paragraphs: Line[] = quotes.map((quote, index) => {
    const isNamed = index === 0 && heading?.saysWho === true
    return renderQuote(quote, reader, { ...(isNamed && { who: undefined }), after: quotes[index + 1] })
  })
  if (note !== undefined) paragraphs.push(note)
  const body = FormattedString.join(paragraphs, '\n\n')
  return toOutgoingMessage(heading ? FormattedString.join([heading.line, body], heading.saysWho ? '\n' : '\n\n') : body)
}

/** What stands around one quote. */
interface Place {
  /** Names the speaker; undefined where a heading did. */
  readonly who?: Line | undefined
  /** The quote below, which tells the place of both where it is of the same article. */
  readonly after?: Quote | undefined
}

/** Renders a quote: who speaks, the words that answer, the whole passage folded, and the source. */
export function renderQuote(quote: Quote, reader: Reader, place: Place = {}): FormattedString {
  const who = 'who' in place ? place.who : renderWho(quote, reader)
  return FormattedString.join(
    [
      ...(who === undefined ? [] : [who]),
      ...renderExcerpt(quote, reader),
      renderWords(quote, reader),
      ...renderSignature(quote, reader, place.after?.article !== quote.article),
    ],
    '\n',
  )
}

/** Renders the stretches of a passage that answer, word for word, with …… where words are left out. */
function renderExcerpt(quote: Quote, reader: Reader): FormattedString[] {
  const { passage, excerpt } = quote
  const words = toShownWords(quote, reader)
  // A conversion that changes the length would shift the ranges.
  if (!excerpt || isWhole(quote) || words.length !== passage.text.length) return []
  const more = toEllipsis(words)
  const pieces = excerpt.stretches.map((stretch) => markWords(words, stretch, excerpt.marks))
  const [first, last] = [excerpt.stretches[0]?.start ?? 0, excerpt.stretches.at(-1)?.end ?? 0]
  const isCutBefore = first > 0 && !SENTENCE_END.test(words.slice(0, first))
  const isCutBehind = last < words.length && !SENTENCE_END.test(words.slice(0, last))
  const line = join(isCutBefore ? more : '', FormattedString.join(pieces, more), isCutBehind ? more : '')
  return line.text.length > MOST.excerpt ? [] : [line]
}

/** Cuts a stretch out of a text, with the marks in it in bold. */
function markWords(text: string, { start, end }: Range, marks: readonly Range[]): FormattedString {
  const within = marks.filter((mark) => mark.start >= start && mark.end <= end)
  return new FormattedString(
    text.slice(start, end),
    within.map((mark): MessageEntity => ({ type: 'bold', offset: mark.start - start, length: mark.end - mark.start })),
  )
}

/** Tells whether the words that answer are the whole passage. */
function isWhole({ passage: { text }, excerpt }: Citation & Partial<Quote>): boolean {
  const [only, ...others] = excerpt?.stretches ?? []
  return others.length === 0 && only?.start === 0 && only.end === text.length
}

/** Renders a passage: folded where it is long, unless all of it answers. */
function renderWords(citation: Citation & Partial<Quote>, reader: Reader): FormattedString {
  const { passage, excerpt } = citation
  const words = toShownWords(citation, reader)
  const isFolded = excerpt ? !isWhole(citation) : measureWidth(words) > FOLDED_LINES * LINE_WIDTH
  // The matches are found when they are read.
  const marked = words.length === passage.text.length ? (excerpt?.marks ?? citation.matches ?? []) : []
  const bold = marked.map(({ start, end }): MessageEntity => ({ type: 'bold', offset: start, length: end - start }))
  const type = isFolded ? 'expandable_blockquote' : 'blockquote'
  return new FormattedString(words, [{ type, offset: 0, length: words.length }, ...bold])
}

/** Renders the whole offices: as a signature below speech, with the names where there are several. */
function renderOffices({ passage: { voice } }: Citation, reader: Reader): string[] {
  if (!('speakers' in voice)) return []
  const { texts } = reader
  const [first, ...others] = voice.speakers
  const named = voice.speakers.map((speaker) => renderPerson(speaker, reader)).join(texts.semicolon)
  if (voice.kind === 'about') return [cut(named, MOST.offices)]
  // The line above has the single speaker's name already.
  return [texts.dash + cut(first && others.length === 0 ? toOffice(first, reader) : named, MOST.offices)]
}
