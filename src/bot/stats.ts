import type { Day } from '../records/statistics.ts'
import type { Audience } from './audience.ts'
import type { Bar } from './chart.ts'
import { toDateLabel } from './date-label.ts'
import type { Desk } from './desk.ts'
import { renderStats } from './render-stats.ts'
import { renderText } from './render.ts'
import type { Rendered } from './rendered.ts'

/** Tells an admin what was asked lately, in a picture with its caption; or in a sentence why there is nothing to tell. */
export async function answerStats({ texts }: Audience, { statistics, knowledge }: Pick<Desk, 'statistics' | 'knowledge'>): Promise<Rendered> {
  if (!statistics) return renderText(texts.statsNoDatabase)
  const figures = await statistics.read()
  if (figures.days.every(({ answered, unanswered }) => answered + unanswered === 0)) return renderText(texts.statsNone(figures.days.length))
  // Skia and the fonts are loaded for whoever wants a picture, and not for whoever asks.
  const { renderChart } = await import('./chart.ts')
  return { ...renderStats(figures, texts, { isTextKept: statistics.isTextKept, findPassage: knowledge.findCitation }), picture: await renderChart(figures.days.map(toBar)) }
}

function toBar({ start, answered, unanswered }: Day): Bar {
  return { label: toDateLabel(start), answered, unanswered }
}
