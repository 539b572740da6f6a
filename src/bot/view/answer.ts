import { FormattedString } from '@grammyjs/parse-mode'
import type { Answer, Card, Choice, Neighbour } from '../../answer/answer.ts'
import { toResults } from '../../answer/browse/related.ts'
import { toAskingSentences } from '../../answer/suggest/asking-sentences.ts'
import { toCode } from '../../answer/browse/codes.ts'
import { listQuotes } from '../../answer/list-quotes.ts'
import type { Article, Citation } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'
import { toTraditional } from './convert.ts'
import { cut } from './cut.ts'
import { toAnswerRows, toCardRows, toConvertRow, toMaker, toNames, toPrivateRow } from './keyboards.ts'
import { type Heading, type Setting, renderParts, renderQuotes, renderSource } from './quotation.ts'
import { type Line, type OutgoingMessage, fitLines, join, withButtons } from './outgoing-message.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'

type Quoting = Extract<Answer, { kind: 'found' | 'unjudged' | 'parts' }>
type Offering = Extract<Answer, { kind: 'near' | 'choice' | 'unsaid' }>
type Telling = Exclude<Answer, Quoting | Offering>

/** UTF-16 units. In a group what is longer is a card: its beginning, and a button to the rest. */
const MOST = { context: 240, inGroup: 400 }

/** Renders an answer as one message; of several passages as many as fit, best first, and in a group the first. */
export function renderAnswer(answer: Answer, reader: Reader, isConverted = false): OutgoingMessage {
  switch (answer.kind) {
    case 'found':
    case 'unjudged':
    case 'parts':
      return renderQuoting(answer, reader, isConverted)
    case 'near':
    case 'choice':
    case 'unsaid':
      return renderOffering(answer, reader)
    case 'stated':
    case 'speaker':
    case 'participants':
    case 'questions':
    case 'none':
    case 'unasked':
      return renderTelling(answer, reader)
  }
}

/** Tells whether passages are offered in converted characters: to whoever reads those, where it changes anything. */
export function canConvert(citations: readonly Citation[], { language }: Texts): boolean {
  return language === 'zh-hant' && citations.some(({ passage: { text } }) => toTraditional(text) !== text)
}

/** Renders a plain sentence. */
export function renderText(text: string): OutgoingMessage {
  return { text, entities: [] }
}

function renderQuoting(answer: Quoting, reader: Reader, isConverted: boolean): OutgoingMessage {
  const { texts, isPrivate } = reader
  const quotes = listQuotes(answer)
  const isConvertible = canConvert(quotes, texts)
  const notes = [...toNotes(answer, texts), ...(isConvertible && !isConverted ? [texts.offerConverted] : [])]
  const heading = toHeading(answer, texts, isConverted)
  const setting: Setting = {
    ...reader,
    isConverted,
    ...(notes.length > 0 && { note: notes.join('\n') }),
    ...(heading && { heading }),
  }
  const whole = answer.kind === 'parts' ? renderParts(answer.parts, setting) : renderQuotes(quotes, setting)
  // Parts belong together: one alone would tell half of what is asked.
  const isCard = !isPrivate && answer.kind !== 'parts' && whole.shown > 1 && whole.rendered.text.length > MOST.inGroup
  const { rendered, shown } = isCard ? renderQuotes(quotes.slice(0, 1), setting) : whole
  const { around } = answer
  if (!around) return rendered
  const quoted = { quotes, around, shown, isUnjudged: answer.kind === 'unjudged', isWhole: answer.kind !== 'parts' }
  const link = { kind: 'back', results: toResults(quotes, around.further, shown, quoted.isUnjudged) } as const
  return withButtons(
    rendered,
    ...toAnswerRows(quoted, reader, isConverted),
    ...(isConvertible || isConverted ? [toConvertRow(link, reader, isConverted)] : []),
    ...(isCard
      ? [
          toPrivateRow(
            texts.buttons.rest(quotes.length),
            { kind: 'answer', results: toResults(quotes, around.further, quotes.length, quoted.isUnjudged) },
            reader,
          ),
        ]
      : []),
  )
}

/** What is said before the words: that they are converted, or that they may not be what is asked. */
function toHeading(answer: Quoting, texts: Texts, isConverted: boolean): Heading | undefined {
  const converted = isConverted ? [texts.converted] : []
  if (answer.kind !== 'unjudged') return isConverted ? { line: texts.converted, saysWho: false } : undefined
  const [voice] = answer.quotes.map(({ passage }) => passage.voice)
  const isTheirs =
    voice?.kind === 'speech' &&
    voice.speakers.length === 1 &&
    answer.names.length === 1 &&
    voice.speakers[0]?.name === answer.names[0]
  return { line: [...converted, cut(texts.unjudged(answer.names), MOST.context)].join('\n'), saysWho: isTheirs }
}

function renderOffering(answer: Offering, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const button = toMaker(reader)
  if (answer.kind === 'near') {
    const rows = answer.neighbours.map(({ question }) => [
      button(toShortQuestion(question.text), { kind: 'exchange', at: toCode('exchange', question.id) }),
    ])
    return withButtons(
      fitLines([texts.near, ...answer.neighbours.map(toNeighbourLine), ...toNotes(answer, texts)]),
      ...rows,
    )
  }
  const choices = answer.kind === 'choice' ? answer.choices : answer.others
  const toName = toNames(choices.map(({ speaker }) => speaker))
  const lines =
    answer.kind === 'choice'
      ? [cut(texts.choice(answer.called), MOST.context), ...choices.map((choice) => toChoiceLine(choice, texts))]
      : toUnsaidLines(answer.names, choices, texts)
  return withButtons(
    fitLines([...lines, ...toNotes(answer, texts)]),
    ...choices.map(({ speaker, link }) => [button(toName(speaker), link)]),
  )
}

function renderTelling(answer: Telling, reader: Reader): OutgoingMessage {
  const { texts, isPrivate } = reader
  const lines = [...toLines(answer, reader), ...toNotes(answer, texts)]
  const whole = fitLines(lines)
  const button = toMaker(reader)
  const link =
    answer.kind === 'questions'
      ? ({ kind: 'topics', at: '', page: 0 } as const)
      : ({ kind: 'speakers', page: 0 } as const)
  if (answer.kind === 'stated')
    return withButtons(whole, [
      button(texts.buttons.context, { kind: 'exchange', at: toCode('exchange', answer.question.id) }),
    ])
  if (answer.kind === 'none' || answer.kind === 'unasked') return whole
  const rendered = isPrivate || whole.text.length <= MOST.inGroup ? whole : fitLines(lines, undefined, MOST.inGroup)
  const rows =
    answer.kind === 'speaker'
      ? toCardRows(answer.cards, reader)
      : isPrivate
        ? [[button(answer.kind === 'questions' ? texts.buttons.topics : texts.buttons.speakers, link)]]
        : []
  return withButtons(
    rendered,
    ...rows,
    ...(rendered === whole ? [] : [toPrivateRow(texts.buttons.rest(1), link, reader)]),
  )
}

function toNotes({ understood }: Answer, texts: Texts): string[] {
  return understood === undefined ? [] : [texts.understood(cut(understood, MOST.context))]
}

function toLines(answer: Telling, reader: Reader): Line[] {
  const { texts } = reader
  switch (answer.kind) {
    case 'stated':
      return [
        join(FormattedString.bold(answer.article.publication), texts.reporter),
        FormattedString.blockquote(answer.question.text),
        renderSource(answer.article, reader),
      ]
    case 'speaker':
      return answer.cards.flatMap((card) => toCardLines(card, reader))
    case 'participants':
      return answer.articles.flatMap((article) => toParticipantLines(article, reader))
    case 'questions':
      return answer.articles.flatMap((article) => toQuestionLines(article, reader))
    case 'none':
    case 'unasked':
      return [
        texts[answer.kind],
        ...(answer.offers.length > 0 ? ['', texts.offers, ...answer.offers.map(SIGNS.item)] : []),
      ]
  }
}

function toCardLines({ article, speaker: { name, role, office }, topics }: Card, reader: Reader): Line[] {
  const { texts } = reader
  const spoke = topics.length > 0 ? [texts.spokeOf, ...topics.map(SIGNS.item)] : [texts.saidNothing]
  return [
    join(FormattedString.bold(name), role === undefined ? '' : texts.parentheses(role)),
    office,
    ...spoke,
    renderSource(article, reader),
    '',
  ]
}

function toParticipantLines(article: Article, reader: Reader): Line[] {
  const { texts } = reader
  const roles = [...new Set(article.speakers.map(({ role }) => role))]
  const groups = roles.flatMap((role) => [
    join(FormattedString.bold(role ?? texts.listed), texts.colon),
    ...article.speakers
      .filter((speaker) => speaker.role === role)
      .map(({ name, office }) => SIGNS.item(name + texts.comma + office)),
  ])
  return [texts.participants, ...groups, renderSource(article, reader), '']
}

function toQuestionLines(article: Article, reader: Reader): Line[] {
  const questions = article.exchanges.flatMap(({ question }) => question?.text ?? [])
  return [reader.texts.questions, ...questions.map(SIGNS.item), renderSource(article, reader), '']
}

function toNeighbourLine({ question }: Neighbour): string {
  return SIGNS.item(cut(toShortQuestion(question.text), MOST.context))
}

/** The first sentence of a reporter's question that asks. */
function toShortQuestion(question: string): string {
  return toAskingSentences(question)[0] ?? question
}

function toChoiceLine({ speaker: { name, office } }: Choice, texts: Texts): string {
  return cut(SIGNS.item(name + texts.comma + office), MOST.context)
}

function toUnsaidLines(names: readonly string[], others: readonly Choice[], texts: Texts): string[] {
  return [
    cut(texts.unsaid(names), MOST.context),
    ...(others.length > 0
      ? [
          '',
          texts.whoSaid,
          ...others.map(({ speaker }) => SIGNS.item(toNames(others.map((other) => other.speaker))(speaker))),
        ]
      : []),
  ]
}
