import { FormattedString } from '@grammyjs/parse-mode'
import { type Citation, toSpeakers } from '../../knowledge/article.ts'
import { toOneLine } from '../../knowledge/companions/wordings.ts'
import type { Figures } from '../../records/statistics.ts'
import type { Count } from '../../records/tally.ts'
import { toDateLabel } from './date-label.ts'
import {
  type Line,
  MAX_CAPTION_LENGTH,
  type OutgoingMessage,
  cut,
  join,
  renderStrangersWords,
  toOutgoingMessage,
} from '../view/outgoing-message.ts'
import { REASONS } from '../../records/query-log.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'

/** What figures are told with. */
interface Source {
  readonly isTextKept: boolean
  readonly findPassage: (id: string) => Citation | undefined
}

/** Of each list, at most. */
const MOST_ITEMS = 5
/** UTF-16 units. Five such items of each list fit a caption, unless they came a million times. */
const MOST = { query: 60, passage: 60, who: 20 }

/** Renders figures as the caption of their picture: of the lists as many items as fit, and the buttons if there is room. */
export function renderStats(figures: Figures, texts: Texts, { isTextKept, findPassage }: Source): OutgoingMessage {
  const asked = figures.asked
    .slice(0, MOST_ITEMS)
    .map((count) => toItem(count, renderStrangersWords(count.name, MOST.query)))
  const shown = figures.passages
    .flatMap((count) => toPassageItem(count, findPassage(count.name), texts))
    .slice(0, MOST_ITEMS)
  const lay = (items: number, ...last: readonly Line[]) =>
    FormattedString.join(
      [
        ...toNumbers(figures, texts),
        ...(asked.length > 0
          ? toList(texts.statsAsked, asked.slice(0, items))
          : isTextKept
            ? []
            : ['', texts.statsNoTexts]),
        ...toList(texts.statsPassages, shown.slice(0, items)),
        '',
        toVotes(figures, texts),
        ...last,
      ],
      '\n',
    )
  const presses = figures.presses.map(({ name, total }) => texts.statsPress(name, total))
  const fewer = Array.from({ length: MOST_ITEMS + 1 }, (_, dropped) => lay(MOST_ITEMS - dropped))
  const layouts = [...(presses.length > 0 ? [lay(MOST_ITEMS, texts.statsPresses(presses))] : []), ...fewer]
  const fits = layouts.find(({ text }) => text.length <= MAX_CAPTION_LENGTH)
  if (!fits) throw new Error('The numbers alone are longer than a caption')
  return toOutgoingMessage(fits)
}

function toNumbers({ days, time }: Figures, texts: Texts): Line[] {
  const answered = sum(days.map((day) => day.answered))
  const unanswered = sum(days.map((day) => day.unanswered))
  const total = answered + unanswered
  const first = days.findIndex((day) => day.answered + day.unanswered > 0)
  const today = days.at(-1)
  return [
    texts.statsQueries({
      days: days.length,
      total,
      average: round(total / (days.length - first)),
      today: today ? today.answered + today.unanswered : 0,
      // Before it there was no bot, or what was asked is deleted.
      ...(first > 0 && { date: toDateLabel(days[first]?.start ?? 0) }),
    }),
    texts.statsAnswered(answered, unanswered, round((100 * answered) / total)),
    texts.statsTime(time.median, time.percentile95),
  ]
}

function toList(heading: string, items: readonly Line[]): Line[] {
  return items.length > 0 ? ['', FormattedString.bold(heading), ...items] : []
}

function toVotes({ votes: { up, down, reasons } }: Figures, texts: Texts): string {
  // Reasons that have no name here are told with those that were not given.
  const named = REASONS.map((reason) => ({
    reason,
    total: sum(reasons.filter(({ name }) => name === reason).map((count) => count.total)),
  }))
  const told = [...named, { reason: '', total: down - sum(named.map(({ total }) => total)) }].filter(
    ({ total }) => total > 0,
  )
  return (
    texts.statsVotes(up, down) +
    (told.length > 0
      ? texts.parentheses(told.map(({ reason, total }) => texts.statsReason(reason, total)).join(texts.separator))
      : '')
  )
}

function toPassageItem(count: Count, citation: Citation | undefined, texts: Texts): FormattedString[] {
  if (!citation) return []
  const { article, passage } = citation
  const who =
    passage.voice.kind === 'speech'
      ? toSpeakers(passage.voice)
          .map(({ name }) => name)
          .join(texts.separator)
      : article.publication
  return [toItem(count, cut(toOneLine(cut(who, MOST.who) + texts.colon + passage.text), MOST.passage))]
}

function toItem({ total }: Count, what: Line): FormattedString {
  return join(SIGNS.item(`${total} × `), what)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function round(number: number): number {
  return Math.round(number * 10) / 10
}
