import type { Day } from '../../records/statistics.ts'
import type { Reader } from '../reader.ts'
import type { Bar } from './stats-chart.ts'
import { toDateLabel } from './date-label.ts'
import type { Services } from '../context.ts'
import { renderStats } from './render-stats.ts'
import { type OutgoingMessage, renderText } from '../view/outgoing-message.ts'

/** Tells an admin what was asked lately, in a picture with its caption; or in a sentence why there is nothing to tell. */
export async function answerStats(
  { texts }: Reader,
  { statistics, knowledge }: Pick<Services, 'statistics' | 'knowledge'>,
): Promise<OutgoingMessage> {
  if (!statistics) return renderText(texts.statsNoDatabase)
  const figures = await statistics.read()
  if (figures.days.every(({ answered, unanswered }) => answered + unanswered === 0))
    return renderText(texts.statsNone(figures.days.length))
  // Skia and the fonts are loaded for whoever wants a picture, and not for whoever asks.
  const { renderChart } = await import('./stats-chart.ts')
  return {
    ...renderStats(figures, texts, { isTextKept: statistics.isTextKept, findPassage: knowledge.findCitation }),
    picture: await renderChart(figures.days.map(toBar)),
  }
}

function toBar({ start, answered, unanswered }: Day): Bar {
  return { label: toDateLabel(start), answered, unanswered }
}
