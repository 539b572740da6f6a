import { FormattedString } from '@grammyjs/parse-mode'
import { findPassage } from '../../answer/catalog.ts'
import { type Citation, toSpeakers } from '../../knowledge/article.ts'
import { toOneLine } from '../../knowledge/companions/wordings.ts'
import { REASONS } from '../../records/query-log.ts'
import type { Day, Figures } from '../../records/statistics.ts'
import type { Count } from '../../records/tally.ts'
import type { Services } from '../context.ts'
import type { Reader } from '../reader.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'
import {
  type Line,
  MAX_CAPTION_LENGTH,
  type OutgoingMessage,
  cut,
  join,
  renderStrangersWords,
  renderText,
  toOutgoingMessage,
} from '../view/outgoing-message.ts'
import type { Bar } from './stats-chart.ts'

/** What figures are rendered with besides themselves. */
interface StatsSources {
  readonly isTextKept: boolean
  readonly findPassage: (id: string) => Citation | undefined
  /** Whether there is no model, or no more. */
  readonly isByWordsAlone: boolean
}

/** Items per list. */
const MOST_ITEMS = 5
/** UTF-16 units. Five such items of each list fit a caption, unless their counts reach a million. */
const MOST = { query: 60, passage: 60, who: 20 }

/** Makes the statistics of recent queries, as a chart with a caption; or a sentence where there are none to show. */
export async function answerStats(
  { texts }: Reader,
  { statistics, findModel, knowledge: { corpus } }: Services,
): Promise<OutgoingMessage> {
  if (!statistics) return renderText(texts.statsNoDatabase)
  const figures = await statistics.read()
  const isByWordsAlone = findModel?.()?.state() === 'off'
  if (figures.days.every(({ answered, unanswered }) => answered + unanswered === 0))
    return renderText(
      [texts.statsNone(figures.days.length), ...(isByWordsAlone ? [texts.statsByWords] : [])].join('\n'),
    )
  // Loads Skia and the fonts at the first chart only: a bot without /stats needs no memory for them.
  const { renderChart } = await import('./stats-chart.ts')
  const sources = {
    isTextKept: statistics.isTextKept,
    findPassage: (id: string) => findPassage(corpus, id),
    isByWordsAlone,
  }
  return { ...renderStats(figures, texts, sources), picture: await renderChart(figures.days.map(toBar)) }
}

function toBar({ start, answered, unanswered }: Day): Bar {
  return { label: toDateLabel(start), answered, unanswered }
}

/** Renders figures as the caption of their chart: as many items of each list as fit, and presses if there is room. */
export function renderStats(figures: Figures, texts: Texts, sources: StatsSources): OutgoingMessage {
  const asked = figures.asked
    .slice(0, MOST_ITEMS)
    .map((count) => toItem(count, renderStrangersWords(count.name, MOST.query)))
  const shown = figures.passages
    .flatMap((count) => toPassageItem(count, sources.findPassage(count.name), texts))
    .slice(0, MOST_ITEMS)
  const noTexts = asked.length === 0 && !sources.isTextKept ? ['', texts.statsNoTexts] : []
  const layOut = (items: number, ...last: readonly Line[]) =>
    FormattedString.join(
      [
        ...toNumbers(figures, texts),
        ...(sources.isByWordsAlone ? [texts.statsByWords] : []),
        ...toList(texts.statsAsked, asked.slice(0, items)),
        ...noTexts,
        ...toList(texts.statsPassages, shown.slice(0, items)),
        '',
        toVotes(figures, texts),
        ...last,
      ],
      '\n',
    )
  const presses = figures.presses.map(({ name, total }) => texts.statsPress(name, total))
  const fewer = Array.from({ length: MOST_ITEMS + 1 }, (_, dropped) => layOut(MOST_ITEMS - dropped))
  const layouts = [...(presses.length > 0 ? [layOut(MOST_ITEMS, texts.statsPresses(presses))] : []), ...fewer]
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
      // Before that day the bot did not run, or its records are deleted by now.
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
  // Reasons of an unknown name are counted with those that were not given.
  const named = REASONS.map((reason) => ({
    reason,
    total: sum(reasons.filter(({ name }) => name === reason).map((count) => count.total)),
  }))
  const unnamed = { reason: '', total: down - sum(named.map(({ total }) => total)) }
  const shown = [...named, unnamed].filter(({ total }) => total > 0)
  const votes = texts.statsVotes(up, down)
  if (shown.length === 0) return votes
  return (
    votes + texts.parentheses(shown.map(({ reason, total }) => texts.statsReason(reason, total)).join(texts.separator))
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

/** Writes a local day as month and day, such as 11-23, which reads the same in every language. */
function toDateLabel(time: number): string {
  const date = new Date(time)
  return [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
