import { LETTER_FONT, TITLE_FONT } from './chart-font.ts'
import { COLOURS, type Picture, createPicture, fill, measure, toPng, write } from './chart-picture.ts'

/** A stacked bar, the answered queries at the bottom. */
export interface Bar {
  readonly label: string
  readonly answered: number
  readonly unanswered: number
}

/** The words in a chart. */
export interface ChartWords {
  readonly title: string
  readonly answered: string
  readonly unanswered: string
}

/** The scale on the left, from 0. */
interface Scale {
  readonly step: number
  readonly end: number
}

/** Pixels. A phone scales the picture to about a third, so letters are three times their size on the screen. */
const WIDTH = 1000
const HEIGHT = 600
const PADDING = 28
/** Where letters stand. */
const BASELINES = { title: 64, labels: 504, legend: 564 }
/** Where bars stand; what is left of them depends on the numbers there. The last label is wider than its bar. */
const PLOT = { top: 116, bottom: 464, right: 960 }
const GAP = { numbers: 14, legend: 14, legends: 32 }
/** The box of a colour in the legend. */
const BOX = 26
/** From the middle of a number to its baseline. */
const HALF_FIGURE = 10
const AXIS = 2
/** Even one query is seen, beside a bar of thousands. */
const LEAST_HEIGHT = 3
/** Of a day's width. */
const BAR_WIDTH = 0.8
/** Every fifth bar has a label, counted back from the last. */
const LABEL_EVERY = 5
const MOST_STEPS = 5
/** What steps begin with; 25, but not 2.5. */
const STEPS = [1, 2, 2.5, 5, 10]
const PARTS = [
  { part: 'answered', colour: COLOURS.blue },
  { part: 'unanswered', colour: COLOURS.orange },
] as const
const NUMBERS = new Intl.NumberFormat('en')

/** Draws bars, with a title and a legend, into a PNG of 1000 × 600 pixels. */
export function renderChart(bars: readonly Bar[], words: ChartWords): Uint8Array {
  const picture = createPicture(WIDTH, HEIGHT)
  write(picture, words.title, TITLE_FONT, { left: PADDING, baseline: BASELINES.title })
  const scale = toScale(Math.max(1, ...bars.map(({ answered, unanswered }) => answered + unanswered)))
  const left = drawScale(picture, scale)
  drawBars(picture, bars, scale, left)
  fill(picture, { left, top: PLOT.bottom, width: PLOT.right - left, height: AXIS }, COLOURS.ink)
  drawLegend(picture, words)
  return toPng(picture)
}

/** Finds whole steps, five at most, that reach the greatest number. */
function toScale(most: number): Scale {
  const power = 10 ** Math.floor(Math.log10(most / MOST_STEPS))
  const step = STEPS.map((first) => first * power).find((size) => Number.isInteger(size) && size * MOST_STEPS >= most)
  if (step === undefined) throw new Error(`No step for ${most}`)
  return { step, end: Math.ceil(most / step) * step }
}

/** Draws numbers and lines, and tells where the lines begin. */
function drawScale(picture: Picture, { step, end }: Scale): number {
  const numbers = Array.from({ length: end / step + 1 }, (_, index) => index * step)
  const right = PADDING + Math.max(...numbers.map((number) => measure(NUMBERS.format(number), LETTER_FONT)))
  const left = Math.ceil(right) + GAP.numbers
  for (const number of numbers) {
    const text = NUMBERS.format(number)
    const y = Math.round(PLOT.bottom - toHeight(number, end))
    write(picture, text, LETTER_FONT, { left: right - measure(text, LETTER_FONT), baseline: y + HALF_FIGURE })
    fill(picture, { left, top: y, width: PLOT.right - left, height: 1 }, COLOURS.line)
  }
  return left
}

function drawBars(picture: Picture, bars: readonly Bar[], { end }: Scale, left: number): void {
  const day = (PLOT.right - left) / bars.length
  for (const [index, bar] of bars.entries()) {
    let top = PLOT.bottom
    for (const { part, colour } of PARTS) {
      const height = bar[part] === 0 ? 0 : Math.max(LEAST_HEIGHT, Math.round(toHeight(bar[part], end)))
      top -= height
      fill(picture, { left: left + day * (index + (1 - BAR_WIDTH) / 2), top, width: day * BAR_WIDTH, height }, colour)
    }
    if ((bars.length - 1 - index) % LABEL_EVERY !== 0) continue
    const middle = left + day * (index + 1 / 2)
    const start = middle - measure(bar.label, LETTER_FONT) / 2
    write(picture, bar.label, LETTER_FONT, { left: start, baseline: BASELINES.labels })
  }
}

function drawLegend(picture: Picture, words: ChartWords): void {
  let left = PADDING
  for (const { part, colour } of PARTS) {
    const top = BASELINES.legend - HALF_FIGURE - BOX / 2
    fill(picture, { left, top, width: BOX, height: BOX }, colour)
    left += BOX + GAP.legend
    write(picture, words[part], LETTER_FONT, { left, baseline: BASELINES.legend })
    left += measure(words[part], LETTER_FONT) + GAP.legends
  }
}

function toHeight(number: number, end: number): number {
  return (number / end) * (PLOT.bottom - PLOT.top)
}
