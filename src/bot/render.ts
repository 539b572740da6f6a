import { FormattedString } from '@grammyjs/parse-mode'
import type { InlineKeyboardButton } from 'grammy/types'
import type { Answer, Card, Choice, Neighbour } from '../answer/answer.ts'
import { toAskingSentences } from '../answer/asking-sentences.ts'
import type { Article } from '../knowledge/article.ts'
import { type Problem, renderProblem } from '../knowledge/problem.ts'
import { toButton } from './buttons.ts'
import { cut } from './cut.ts'
import { renderParts, renderQuotes, renderSource } from './render-quotes.ts'
import { type Line, type Rendered, fitLines, join } from './rendered.ts'
import { texts } from './texts.ts'

/** UTF-16 units. */
const MOST = { context: 240, problem: 400 }

/** Renders an answer as one message; of several passages as many as fit, best first. */
export function renderAnswer(answer: Answer): Rendered {
  const note = answer.understood === undefined ? '' : texts.understood(cut(answer.understood, MOST.context))
  switch (answer.kind) {
    case 'found':
      return renderQuotes(answer.quotes, note)
    case 'parts':
      return renderParts(answer.parts, note)
    case 'unjudged':
      return renderQuotes(answer.quotes, cut(texts.unjudged(answer.names), MOST.context))
    case 'near':
      return { ...fitLines(withNote(note, [texts.near, ...answer.neighbours.map(toNeighbourLine)])), buttons: answer.neighbours.map(toNeighbourButton) }
    case 'choice':
      return { ...fitLines(withNote(note, [texts.choice(answer.called), ...answer.choices.map(toChoiceLine)])), buttons: answer.choices.map(toChoiceButton) }
    case 'unsaid':
      return { ...fitLines(withNote(note, toUnsaidLines(answer.names, answer.others))), buttons: answer.others.map(toChoiceButton) }
    case 'stated':
    case 'speaker':
    case 'participants':
    case 'questions':
    case 'none':
    case 'unasked':
      return fitLines(withNote(note, toLines(answer)))
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

function toLines(answer: Extract<Answer, { kind: 'stated' | 'speaker' | 'participants' | 'questions' | 'none' | 'unasked' }>): Line[] {
  switch (answer.kind) {
    case 'stated':
      return [join(FormattedString.bold(answer.article.publication), texts.reporter), FormattedString.blockquote(answer.question.text), renderSource(answer.article)]
    case 'speaker':
      return answer.cards.flatMap(toCardLines)
    case 'participants':
      return answer.articles.flatMap(toParticipantLines)
    case 'questions':
      return answer.articles.flatMap(toQuestionLines)
    case 'none':
    case 'unasked':
      return [texts[answer.kind], ...(answer.offers.length > 0 ? ['', texts.offers, ...answer.offers.map(texts.item)] : [])]
  }
}

function withNote(note: string, lines: readonly Line[]): Line[] {
  return note === '' ? [...lines] : [note, '', ...lines]
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

function toQuestionLines(article: Article): Line[] {
  const questions = article.exchanges.flatMap(({ question }) => question?.text ?? [])
  return [texts.questions, ...questions.map(texts.item), renderSource(article), '']
}

function toNeighbourLine({ question }: Neighbour): string {
  return texts.item(cut(toShortQuestion(question.text), MOST.context))
}

function toNeighbourButton({ question }: Neighbour): InlineKeyboardButton {
  return toButton(toShortQuestion(question.text), { kind: 'exchange', id: question.id })
}

/** The first sentence of a reporter's question that asks. */
function toShortQuestion(question: string): string {
  return toAskingSentences(question)[0] ?? question
}

function toChoiceLine({ speaker: { name, office } }: Choice): string {
  return cut(texts.item(name + texts.comma + office), MOST.context)
}

function toChoiceButton({ speaker: { name }, link }: Choice): InlineKeyboardButton {
  return toButton(name, link)
}

function toUnsaidLines(names: readonly string[], others: readonly Choice[]): Line[] {
  return [cut(texts.unsaid(names), MOST.context), ...(others.length > 0 ? ['', texts.whoSaid, ...others.map(({ speaker: { name } }) => texts.item(name))] : [])]
}
