import { FormattedString } from '@grammyjs/parse-mode'
import type { MessageEntity } from 'grammy/types'
import type { Answer, Card, Quote } from '../answer/answer.ts'
import { toAskingSentences } from '../answer/asking-sentences.ts'
import type { Article, Exchange } from '../knowledge/article.ts'
import { type Problem, renderProblem } from '../knowledge/problem.ts'
import { cut } from './cut.ts'
import { renderDate, texts } from './texts.ts'

/** What is sent: a text within Telegram's 4096 UTF-16 units, and how it is set. */
export interface Rendered {
  readonly text: string
  readonly entities: MessageEntity[]
}

type Line = string | FormattedString

/** Telegram's limit after entities are parsed, https://core.telegram.org/bots/api#sendmessage */
export const MAX_MESSAGE_LENGTH = 4096
/** UTF-16 units, about three lines on a phone, from which on a quotation is folded. */
const FOLD_FROM = 160
/** UTF-16 units. With a passage's 2500 and two titles they stay below a message's 4096. */
const MOST = { names: 100, offices: 600, context: 240, problem: 400 }

/** Renders an answer as one message; of several passages as many as fit, best first. */
export function renderAnswer(answer: Answer): Rendered {
  switch (answer.kind) {
    case 'found':
      return renderQuotes(answer.quotes)
    case 'unjudged':
      return renderQuotes(answer.quotes, cut(texts.unjudged(answer.names), MOST.context))
    case 'speaker':
      return fitLines(answer.cards.flatMap(toCardLines))
    case 'participants':
      return fitLines(answer.articles.flatMap(toParticipantLines))
    case 'none':
    case 'unasked':
      return fitLines([texts[answer.kind], ...(answer.offers.length > 0 ? ['', texts.offers, ...answer.offers.map(texts.item)] : [])])
  }
}

/** Renders what is wrong with the knowledge, as many lines as fit. */
export function renderProblems(problems: readonly Problem[]): Rendered {
  return fitLines([texts.refused(problems.length), ...problems.map((problem) => cut(renderProblem(problem), MOST.problem))], texts.moreProblems)
}

/** Renders a plain sentence. */
export function renderText(text: string): Rendered {
  return { text, entities: [] }
}

/** @param note a sentence that stands above the first quotation */
function renderQuotes(quotes: readonly Quote[], note = ''): Rendered {
  for (let shown = quotes.length; shown > 1; shown--) {
    const joined = joinQuotes(quotes.slice(0, shown), note)
    if (joined.text.length <= MAX_MESSAGE_LENGTH) return joined
  }
  return joinQuotes(quotes.slice(0, 1), note)
}

function joinQuotes(quotes: readonly Quote[], note: string): Rendered {
  const paragraphs = quotes.map((quote, index) => {
    const isSameExchange = quotes[index - 1]?.exchange === quote.exchange
    const isLastOfArticle = quotes[index + 1]?.article !== quote.article
    const lines = [renderVoice(quote), renderWords(quote), ...renderOffices(quote), ...renderContext(quote.exchange, isSameExchange)]
    return FormattedString.join(isLastOfArticle ? [...lines, renderSource(quote.article)] : lines, '\n')
  })
  return toRendered(FormattedString.join(note === '' ? paragraphs : [note, ...paragraphs], '\n\n'))
}

/** Whose words follow: short, for with the words' beginning it is all that a notification shows. */
function renderVoice({ article, passage: { voice } }: Quote): FormattedString {
  const paper = join(FormattedString.bold(article.publication), texts.narration)
  if (voice.kind === 'narration') return join(paper, texts.colon)
  const names = FormattedString.bold(cut(voice.speakers.map(({ name }) => name).join(texts.separator), MOST.names))
  return voice.kind === 'speech' ? join(names, texts.colon) : join(paper, texts.about, names, texts.colon)
}

function renderOffices({ passage: { voice } }: Quote): string[] {
  if (voice.kind === 'narration') return []
  const [first, ...others] = voice.speakers
  const named = voice.speakers.map(({ name, office }) => name + texts.comma + office).join(texts.semicolon)
  // Signed only where the words are theirs; a single name stands right above them already.
  if (voice.kind === 'about') return [cut(named, MOST.offices)]
  return [texts.dash + cut(first && others.length === 0 ? first.office : named, MOST.offices)]
}

function renderWords({ passage: { text }, matches }: Quote): FormattedString {
  const type = text.length >= FOLD_FROM ? 'expandable_blockquote' : 'blockquote'
  const bold = matches.map(({ start, end }): MessageEntity => ({ type: 'bold', offset: start, length: end - start }))
  return new FormattedString(text, [{ type, offset: 0, length: text.length }, ...bold])
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

function renderSource({ title, link, publication, date }: Article): FormattedString {
  const named = texts.title(title)
  const rest = [publication, ...(date === undefined ? [] : [renderDate(date)])].map((part) => texts.comma + part)
  return join(texts.source, link === undefined ? named : FormattedString.link(named, link), ...rest)
}

function toCardLines({ article, speaker: { name, role, office }, topics }: Card): Line[] {
  const spoke = topics.length > 0 ? [texts.spokeOf, ...topics.map(texts.item)] : [texts.saidNothing]
  return [join(FormattedString.bold(name), role === undefined ? '' : texts.parentheses(role)), office, ...spoke, renderSource(article), '']
}

function toParticipantLines(article: Article): Line[] {
  const roles = [...new Set(article.speakers.map(({ role }) => role))]
  const groups = roles.flatMap((role) => [
    join(FormattedString.bold(role ?? texts.listed), texts.colon),
    ...article.speakers.filter((speaker) => speaker.role === role).map(({ name, office }) => texts.item(name + texts.comma + office)),
  ])
  return [texts.participants, ...groups, renderSource(article), '']
}

/** Joins the lines that fit one message, and says how many do not. */
function fitLines(lines: readonly Line[], renderMore: (left: number) => string = () => texts.more): Rendered {
  let length = -1
  const ends = lines.map((line) => (length += 1 + (typeof line === 'string' ? line : line.text).length))
  if (length <= MAX_MESSAGE_LENGTH) return toRendered(FormattedString.join([...lines], '\n'))
  const room = MAX_MESSAGE_LENGTH - renderMore(lines.length).length - 1
  const shown = ends.filter((end) => end <= room).length
  return toRendered(FormattedString.join([...lines.slice(0, shown), renderMore(lines.length - shown)], '\n'))
}

function join(...parts: readonly Line[]): FormattedString {
  return FormattedString.join([...parts])
}

function toRendered({ text, entities }: FormattedString): Rendered {
  return { text: text.trimEnd(), entities }
}
