import { createRequire } from 'node:module'
import { type Canvas, GlobalFonts, createCanvas } from '@napi-rs/canvas'
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Legend,
  LinearScale,
  Title,
} from 'chart.js'
import { CHART_FONT } from './chart-font.ts'

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

/** Pixels: a phone scales the picture to about a third, so letters are three times their size on the screen. */
const SIZE = { width: 1000, height: 600, title: 36, letters: 28, padding: 28 }
/** Blue and orange, which colour-blind readers tell apart; on white, in Telegram's dark theme too. */
const COLOURS = { answered: '#2f7ed8', unanswered: '#f5a623', paper: '#ffffff', ink: '#333333', line: '#e3e3e3' }
/** Every fifth bar has a label, counted back from the last. */
const LABEL_EVERY = 5
/** Letters and figures, and Han characters. */
const FONTS = { latin: 'Chart', han: 'ChartHan' }

/** Draws bars, with a title and a legend, into a PNG of 1000 × 600 pixels. */
export async function renderChart(bars: readonly Bar[], words: ChartWords): Promise<Uint8Array> {
  prepare()
  const canvas = createCanvas(SIZE.width, SIZE.height)
  const chart = new Chart(canvas, toConfiguration(bars, words))
  try {
    paintPaper(canvas)
    return await canvas.encode('png')
  } finally {
    chart.destroy()
  }
}

/** Paints the paper under the chart, afterwards: Chart.js clears its canvas before it draws. */
function paintPaper(canvas: Canvas): void {
  const context = canvas.getContext('2d')
  context.globalCompositeOperation = 'destination-over'
  context.fillStyle = COLOURS.paper
  context.fillRect(0, 0, SIZE.width, SIZE.height)
}

/** Registers fonts and chart parts before the first chart. */
function prepare(): void {
  if (GlobalFonts.has(FONTS.latin)) return
  const require = createRequire(import.meta.url)
  // From a package: a container has no fonts.
  GlobalFonts.registerFromPath(require.resolve('@fontsource/inter/files/inter-latin-400-normal.woff2'), FONTS.latin)
  GlobalFonts.register(Buffer.from(CHART_FONT, 'base64'), FONTS.han)
  Chart.register(BarController, BarElement, CategoryScale, LinearScale, Title, Legend)
}

function toConfiguration(bars: readonly Bar[], words: ChartWords): ChartConfiguration<'bar'> {
  const font = { family: `${FONTS.latin}, ${FONTS.han}`, size: SIZE.letters }
  const toPart = (part: 'answered' | 'unanswered') => ({
    label: words[part],
    data: bars.map((bar) => bar[part]),
    backgroundColor: COLOURS[part],
    categoryPercentage: 1,
    barPercentage: 0.8,
  })
  const toLabel = (index: number) => ((bars.length - 1 - index) % LABEL_EVERY === 0 ? bars[index]?.label : '')
  return {
    type: 'bar',
    data: { labels: bars.map(({ label }) => label), datasets: [toPart('answered'), toPart('unanswered')] },
    options: {
      responsive: false,
      animation: false,
      devicePixelRatio: 1,
      layout: { padding: SIZE.padding },
      plugins: {
        title: {
          display: true,
          text: words.title,
          align: 'start',
          color: COLOURS.ink,
          font: { ...font, size: SIZE.title },
          padding: { bottom: SIZE.padding },
        },
        legend: {
          position: 'bottom',
          align: 'start',
          labels: { font, color: COLOURS.ink, boxWidth: SIZE.letters, boxHeight: SIZE.letters, padding: SIZE.padding },
        },
      },
      scales: {
        x: {
          stacked: true,
          grid: { display: false },
          border: { color: COLOURS.ink },
          ticks: { font, color: COLOURS.ink, autoSkip: false, maxRotation: 0, callback: (_, index) => toLabel(index) },
        },
        y: {
          stacked: true,
          beginAtZero: true,
          border: { display: false },
          grid: { color: COLOURS.line },
          ticks: { font, color: COLOURS.ink, precision: 0, maxTicksLimit: 6 },
        },
      },
    },
  }
}
