import { FormattedString } from '@grammyjs/parse-mode'
import { findPassage } from '../../answer/catalog.ts'
import { type Citation, toSpeakers } from '../../knowledge/article.ts'
import { toOneLine } from '../../knowledge/companions/wordings.ts'
import { REASONS } from '../../records/query-log.ts'
import type { ComparedCount, Day, Earlier, Figures } from '../../records/statistics.ts'
import type { Count } from '../../records/tally.ts'
import type { Services } from '../context.ts'
import type { Reader } from '../reader.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'
import { joinNames, toPublication } from '../view/display-names.ts'
import {
  type Line,
  MAX_CAPTION_LENGTH,
  type OutgoingMessage,
  cut,
  join,
  renderStrangersWords,
  renderText,
  toOutgoingMessage,
  withButtons,
} from '../view/outgoing-message.ts'
import { toGapButton } from './gap-buttons.ts'
import { type Bar, renderChart } from './stats-chart.ts'

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
const MOST = { query: 60, passage: 60, who: 30 }

/** Makes the statistics of recent queries, as a chart with a caption; or a sentence where there are none to show. */
export async function answerStats(
  { texts }: Reader,
  { statistics, gapRecords, findModel, knowledge: { corpus } }: Services,
): Promise<OutgoingMessage> {
  if (!statistics?.isOpen()) return renderText(texts.statsNoDatabase)
  const figures = await statistics.read()
  const isByWordsAlone = findModel?.()?.state() === 'off'
  const button = gapRecords?.keepsTexts ? [toGapButton(texts.buttons.openGaps, { kind: 'open', page: 0 })] : []
  if (figures.days.every(({ answered, unanswered }) => answered + unanswered === 0)) {
    const lines = [texts.statsNone(figures.days.length), ...(isByWordsAlone ? [texts.statsByWords] : [])]
    return withButtons(renderText(lines.join('\n')), button)
  }
  const sources = {
    isTextKept: statistics.isTextKept,
    findPassage: (id: string) => findPassage(corpus, id),
    isByWordsAlone,
  }
  const words = {
    title: texts.chartTitle(figures.days.length),
    answered: texts.chartAnswered,
    unanswered: texts.chartUnanswered,
  }
  const picture = renderChart(figures.days.map(toBar), words)
  return { ...withButtons(renderStats(figures, texts, sources), button), picture }
}

function toBar({ start, answered, unanswered }: Day): Bar {
  return { label: toDateLabel(start), answered, unanswered }
}

/** Renders figures as the caption of their chart: as many items of each list as fit, and presses if there is room. */
export function renderStats(figures: Figures, texts: Texts, sources: StatsSources): OutgoingMessage {
  const { days, before } = figures
  const isNew = before !== undefined && before.answered + before.unanswered === 0
  const isCompared = before !== undefined && !isNew
  const toChange = (count: ComparedCount) => (isCompared ? texts.statsChange(count.total, count.before) : '')
  const comparison = [
    ...(isNew ? [texts.statsAllNew(days.length)] : []),
    ...(isCompared ? [texts.statsCompared(days.length)] : []),
  ]
  const asked = figures.asked
    .slice(0, MOST_ITEMS)
    .map((count) => toItem(count, toChange(count), renderStrangersWords(count.name, MOST.query), texts))
  const shown = figures.passages
    .flatMap((count) => toPassageItem(count, toChange(count), sources.findPassage(count.name), texts))
    .slice(0, MOST_ITEMS)
  const noTexts = asked.length === 0 && !sources.isTextKept ? ['', texts.statsNoTexts] : []
  const layOut = (items: number, ...last: readonly Line[]) =>
    FormattedString.join(
      [
        ...toNumbers(figures, isCompared ? before : undefined, texts),
        ...comparison,
        ...(sources.isByWordsAlone ? [texts.statsByWords] : []),
        ...toList(texts.statsAsked, asked.slice(0, items)),
        ...noTexts,
        ...toList(texts.statsPassages, shown.slice(0, items)),
        '',
        toVotes(figures, isCompared ? before : undefined, texts),
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

function toNumbers({ days, time }: Figures, before: Earlier | undefined, texts: Texts): Line[] {
  const answered = sum(days.map((day) => day.answered))
  const unanswered = sum(days.map((day) => day.unanswered))
  const total = answered + unanswered
  const first = days.findIndex((day) => day.answered + day.unanswered > 0)
  const today = days.at(-1)
  const change = (now: number, read: (earlier: Earlier) => number) =>
    before ? texts.statsChange(now, read(before)) : ''
  return [
    texts.statsQueries({
      days: days.length,
      total,
      change: change(total, (earlier) => earlier.answered + earlier.unanswered),
      average: round(total / (days.length - first)),
      today: today ? today.answered + today.unanswered : 0,
      // Before that day the bot did not run, or its records are deleted by now.
      ...(first > 0 && { date: toDateLabel(days[first]?.start ?? 0) }),
    }),
    texts.statsAnswered(answered, unanswered, round((100 * answered) / total), [
      change(answered, (earlier) => earlier.answered),
      change(unanswered, (earlier) => earlier.unanswered),
    ]),
    texts.statsTime(toSeconds(time.median), toSeconds(time.percentile95)),
  ]
}

/** Seconds within which a time lies, with one decimal. */
function toSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 100)) / 10
}

function toList(heading: string, items: readonly Line[]): Line[] {
  return items.length > 0 ? ['', FormattedString.bold(heading), ...items] : []
}

function toVotes({ votes: { up, down, reasons } }: Figures, before: Earlier | undefined, texts: Texts): string {
  // Reasons of an unknown name are counted with those that were not given.
  const named = REASONS.map((reason) => ({
    reason,
    total: sum(reasons.filter(({ name }) => name === reason).map((count) => count.total)),
  }))
  const unnamed = { reason: '', total: down - sum(named.map(({ total }) => total)) }
  const shown = [...named, unnamed].filter(({ total }) => total > 0)
  const change = (now: number, earlier: number | undefined) =>
    earlier === undefined ? '' : texts.statsChange(now, earlier)
  return texts.statsVotes(
    up,
    down,
    [change(up, before?.up), change(down, before?.down)],
    shown.map(({ reason, total }) => texts.statsReason(reason, total)),
  )
}

function toPassageItem(count: Count, change: string, citation: Citation | undefined, texts: Texts): FormattedString[] {
  if (!citation) return []
  const { article, passage } = citation
  const { voice } = passage
  const who = voice.kind === 'speech' ? joinNames(toSpeakers(voice), { texts }) : toPublication(article, { texts })
  const words = cut(toOneLine(cut(who, MOST.who) + texts.colon + passage.text), MOST.passage)
  return [toItem(count, change, words, texts)]
}

function toItem({ total }: Count, change: string, what: Line, texts: Texts): FormattedString {
  return join(SIGNS.item(`${total} × `), what, texts.statsNote(change))
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
