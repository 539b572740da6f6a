import { FormattedString } from '@grammyjs/parse-mode'
import { type Answer, type Card, type Choice, listShown, pickReadable } from '../../answer/answer.ts'
import { toCode } from '../../answer/browse/codes.ts'
import type { Unclear } from '../../answer/browse/content.ts'
import type { Link, Results } from '../../answer/browse/link.ts'
import { toResults } from '../../answer/browse/related.ts'
import { isSmallTalk } from '../../answer/question/small-talk.ts'
import type { Article } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'
import { toButton } from './callback-data.ts'
import {
  type Quoted,
  toCardRow,
  toConvertRow,
  toDistinctName,
  toFollowUpsRow,
  toMainRow,
  toPrivateRow,
  toRows,
  toSpeakersRow,
} from './keyboards.ts'
import { type Line, type OutgoingMessage, type Row, cut, fitLines, join, withButtons } from './outgoing-message.ts'
import {
  type Frame,
  type Heading,
  type Quotation,
  renderAskers,
  renderAsking,
  renderQuotedParts,
  renderQuotes,
  renderSource,
  toAskingWords,
} from './quotation.ts'
import { listNames, renderNamed, renderPerson, toOffice, toRole, toTitle } from './display-names.ts'
import { isConverted, toShownQuestion } from './script.ts'

type AnswerOf<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>
type QuotingAnswer = AnswerOf<'found' | 'unjudged' | 'parts' | 'offered'>

/** A message with what leads back to it. */
export interface AnswerMessage extends OutgoingMessage {
  /** What the answer found, where buttons of the message lead away from it. */
  readonly results?: Results
  /** The first row of buttons, in which an answer has its vote buttons too. */
  readonly main?: Row
}

/** UTF-16 units: a line about the query, a line of a list, and the message in a group before it is shortened. */
const MOST = { note: 240, item: 240, inGroup: 400 }

/** Words of a query that an offer names as missing. */
const MOST_LACKS = 2
/** Names that fit a row; with offices, of people of one name, fewer. */
const CHOICES_A_ROW = 3

const SPEAKERS: Link = { kind: 'speakers', page: 0 }
const TOPICS: Link = { kind: 'topics', at: '', page: 0 }

/** Renders quotes, best first, as many as fit; in a group, where they are long, the first with a button to the rest. */
export function renderFound(answer: AnswerOf<'found' | 'unjudged'>, reader: Reader): AnswerMessage {
  const { quotes } = answer
  const frame = toFrame(answer, reader)
  const whole = renderQuotes(quotes, reader, frame)
  const isCard = !reader.isPrivate && whole.shown > 1 && whole.message.text.length > MOST.inGroup
  const shown = isCard ? renderQuotes(quotes.slice(0, 1), reader, frame) : whole
  return withAnswerRows(answer, shown, reader, isCard)
}

/** Renders the quotes of each part; a group gets them all too, because one part alone is half an answer. */
export function renderParts(answer: AnswerOf<'parts'>, reader: Reader): AnswerMessage {
  return withAnswerRows(answer, renderQuotedParts(answer.parts, reader, toFrame(answer, reader)), reader, false)
}

/** Renders the passage closest to a query below a line that says that nothing answers it, and what it lacks. */
export function renderOffered(answer: AnswerOf<'offered'>, reader: Reader): AnswerMessage {
  const line = cut(reader.texts.offered(answer.lacks.slice(0, MOST_LACKS)), MOST.note)
  const { note } = toFrame(answer, reader)
  const quotation = renderQuotes([answer.quote], reader, { heading: { line, saysWho: false }, ...(note && { note }) })
  return withAnswerRows(answer, quotation, reader, false)
}

/** Renders the people that the query may mean. */
export function renderChoice(answer: AnswerOf<'choice'>, reader: Reader): AnswerMessage {
  const { texts } = reader
  const items = answer.choices.map(({ speaker }) => cut(SIGNS.item(renderPerson(speaker, reader)), MOST.item))
  return withButtons(
    fitLines([cut(texts.choice(answer.called), MOST.note), ...items, ...toNotes(answer, texts)]),
    ...toChoiceRows(answer.choices, reader),
  )
}

/** Renders that the people named did not speak of it, and who did. */
export function renderUnsaid(answer: AnswerOf<'unsaid'>, reader: Reader): AnswerMessage {
  const { texts } = reader
  const people = answer.others.map(({ speaker }) => speaker)
  const others = people.map((speaker) => SIGNS.item(toDistinctName(speaker, people, reader)))
  const [main = [], ...rows] = toChoiceRows(answer.others, reader)
  const message = fitLines([
    cut(texts.unsaid(listNames(answer.people, reader)), MOST.note),
    ...(others.length > 0 ? ['', texts.whoSaid, ...others] : []),
    ...toNotes(answer, texts),
  ])
  return { ...withButtons(message, ...rows), main }
}

/** Renders the reporter's question that states what the query asks. */
export function renderStated(answer: AnswerOf<'stated'>, reader: Reader): AnswerMessage {
  const { article, question } = answer
  const { texts } = reader
  return {
    ...fitLines([
      renderAsking(answer, reader),
      FormattedString.blockquote(toShownQuestion(question.text, { article }, reader)),
      renderSource(article, reader),
      ...toNotes(answer, texts),
    ]),
    main: [toButton(texts.buttons.context, { kind: 'exchange', at: toCode('exchange', question.id) }, reader)],
  }
}

/** Renders who someone is: a card for each person of that name. */
export function renderSpeaker(answer: AnswerOf<'speaker'>, reader: Reader): AnswerMessage {
  const lines = answer.cards.flatMap((card) => toCardLines(card, reader))
  const rows = [toCardRow(answer.cards, reader)]
  return fitReader([...lines, ...toNotes(answer, reader.texts)], rows, SPEAKERS, reader, toSpeakersRow(reader))
}

/** Renders the people whom each article lists, by role. */
export function renderParticipants(answer: AnswerOf<'participants'>, reader: Reader): AnswerMessage {
  const { texts, isPrivate } = reader
  const lines = answer.articles.flatMap((article) => toParticipantLines(article, reader))
  const main = isPrivate ? toSpeakersRow(reader) : []
  return fitReader([...lines, ...toNotes(answer, texts)], [], SPEAKERS, reader, main)
}

/** Renders the reporters' questions of each article. */
export function renderQuestions(answer: AnswerOf<'questions'>, reader: Reader): AnswerMessage {
  const { texts, isPrivate } = reader
  const lines = answer.articles.flatMap((article) => toQuestionLines(article, reader))
  const main = isPrivate ? [toButton(texts.buttons.topics, TOPICS, reader)] : []
  return fitReader([...lines, ...toNotes(answer, texts)], [], TOPICS, reader, main)
}

/** Renders that nothing answers the query, or that it asks nothing, with queries that are answered. */
export function renderNothing(answer: AnswerOf<'none' | 'unasked'>, reader: Reader): OutgoingMessage {
  const { texts } = reader
  if (answer.kind === 'unasked' && answer.isThanks) return fitLines([texts.thanked])
  const offered = pickReadable(answer.offers, texts.isEnglish)
  const offers = offered.length > 0 ? ['', texts.offers, ...offered.map(SIGNS.item)] : []
  const told = answer.kind === 'none' && answer.total > 0 ? [toTold(answer, reader)] : []
  return fitLines([texts[answer.kind], ...told, ...offers, ...toNotes(answer, texts)])
}

/** Tells what the material is about, by the titles of the latest articles. */
function toTold({ latest, total }: AnswerOf<'none'>, reader: Reader): string {
  const { texts } = reader
  return texts.material(
    latest.map((article) => cut(texts.title(toTitle(article, reader)), MOST.item)),
    total,
  )
}

/** Renders the question whom or what a pronoun stands for. */
export function renderUnclear({ pronoun, people }: Unclear, reader: Reader): OutgoingMessage {
  return fitLines([
    cut(reader.texts.unclear(pronoun), MOST.note),
    ...listNames(people, reader).map((name) => cut(SIGNS.item(name), MOST.item)),
  ])
}

function toFrame(answer: QuotingAnswer, reader: Reader): Frame {
  const { texts } = reader
  const notes = toNotes(answer, texts)
  if (isConverted(listShown(answer), reader)) notes.push(texts.converted)
  if (reader.isHinted) notes.push(texts.translateHint)
  const heading = toHeading(answer, reader)
  return { ...(notes.length > 0 && { note: notes.join('\n') }), ...(heading && { heading }) }
}

/** Returns the line above quotes that may not answer the query. */
function toHeading(answer: QuotingAnswer, reader: Reader): Heading | undefined {
  if (answer.kind !== 'unjudged') return undefined
  const voice = answer.quotes[0]?.passage.voice
  const names = voice?.kind === 'speech' ? voice.speakers.map(({ name }) => name) : []
  const saysWho = names.length === 1 && answer.people.length === 1 && names[0] === answer.people[0]?.name
  return { line: cut(reader.texts.unjudged(listNames(answer.people, reader)), MOST.note), saysWho }
}

/** Puts the buttons of an answer below its quotes. @param isCard whether some are left to the private chat */
function withAnswerRows(
  answer: QuotingAnswer,
  { message, shown }: Quotation,
  reader: Reader,
  isCard: boolean,
): AnswerMessage {
  const { related } = answer
  if (!related) return message
  const quotes = listShown(answer)
  const kind = answer.kind === 'unjudged' || answer.kind === 'offered' ? answer.kind : undefined
  const toShown = (count: number) => toResults(quotes, related.further, count, kind)
  const results = toShown(shown)
  const quoted: Quoted = { quotes, related, shown, results }
  const label = reader.texts.buttons.rest(quotes.length)
  const rest = isCard ? toPrivateRow(label, { kind: 'answer', results: toShown(quotes.length) }, reader) : []
  const convert = toConvertRow(quotes, { kind: 'back', results }, reader)
  const row = [...toFollowUpsRow(quoted, reader), ...rest, ...convert]
  const main = toMainRow(quoted, reader)
  const leadsAway = results.codes.length > 0 && main.length + row.length > rest.length
  return { ...withButtons(message, row), main, ...(leadsAway && { results }) }
}

/** Returns the last lines of an answer: the query as it was understood, where it says something else. */
function toNotes({ understood }: Answer, texts: Texts): string[] {
  return understood === undefined ? [] : [texts.understood(cut(understood, MOST.note))]
}

function toChoiceRows(choices: readonly Choice[], reader: Reader): Row[] {
  const people = choices.map(({ speaker }) => speaker)
  const buttons = choices.map(({ speaker, link }) => toButton(toDistinctName(speaker, people, reader), link, reader))
  return toRows(buttons, CHOICES_A_ROW)
}

/** Shortens a long list in a group, with a button to the same in private. */
function fitReader(lines: readonly Line[], rows: readonly Row[], link: Link, reader: Reader, main: Row): AnswerMessage {
  const whole = fitLines(lines)
  if (reader.isPrivate || whole.text.length <= MOST.inGroup) return { ...withButtons(whole, ...rows), main }
  const short = fitLines(lines, () => reader.texts.leftOut, MOST.inGroup)
  return { ...withButtons(short, ...rows, toPrivateRow(reader.texts.buttons.rest(1), link, reader)), main }
}

function toCardLines({ article, speaker, topics, passages }: Card, reader: Reader): Line[] {
  const { texts } = reader
  const office = toOffice(speaker, reader)
  return [
    renderNamed(speaker, reader),
    office,
    // A translated office is followed by the article's own words.
    ...(office === speaker.office ? [] : [speaker.office]),
    ...(topics.length > 0 ? [texts.spokeOf, ...topics.map(SIGNS.item)] : []),
    ...(passages > 0 ? [] : [texts.saidNothing]),
    renderSource(article, reader),
    '',
  ]
}

function toParticipantLines(article: Article, reader: Reader): Line[] {
  const { texts } = reader
  const roles = [...new Set(article.speakers.map((speaker) => toRole(speaker, reader)))]
  const groups = roles.flatMap((role) => [
    join(FormattedString.bold(role ?? texts.listed), texts.colon.trimEnd()),
    ...article.speakers
      .filter((speaker) => toRole(speaker, reader) === role)
      .map((speaker) => SIGNS.item(renderPerson(speaker, reader))),
  ])
  return [texts.participants, ...groups, renderSource(article, reader), '']
}

function toQuestionLines(article: Article, reader: Reader): Line[] {
  const { texts } = reader
  const questions = article.exchanges.flatMap(({ question }) => {
    if (!question || isSmallTalk(question.text.toLowerCase())) return []
    const asker = question.askers ? renderAskers(question.askers, reader) + texts.colon : ''
    return asker + toAskingWords(question, article, reader)
  })
  return [texts.questions, ...questions.map(SIGNS.item), renderSource(article, reader), '']
}
