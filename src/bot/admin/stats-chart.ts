import { createRequire } from 'node:module'
import { type Canvas, GlobalFonts, createCanvas } from '@napi-rs/canvas'
import { BarController, BarElement, CategoryScale, Chart, type ChartConfiguration, LinearScale } from 'chart.js'

/** A stacked bar, the answered queries at the bottom. */
export interface Bar {
  readonly label: string
  readonly answered: number
  readonly unanswered: number
}

/** Pixels: a phone scales the picture to about a third, so letters are three times their size on the screen. */
const SIZE = { width: 1000, height: 500, letters: 28, padding: 28 }
/** Blue and orange, which colour-blind readers tell apart; on white, in Telegram's dark theme too. */
const COLOURS = { answered: '#2f7ed8', unanswered: '#f5a623', paper: '#ffffff', ink: '#333333', line: '#e3e3e3' }
/** Every fifth bar has a label, counted back from the last. */
const LABEL_EVERY = 5
const FONT = 'Chart'

/** Draws bars into a PNG of 1000 × 500 pixels. */
export async function renderChart(bars: readonly Bar[]): Promise<Uint8Array> {
  prepare()
  const canvas = createCanvas(SIZE.width, SIZE.height)
  const chart = new Chart(canvas, toConfiguration(bars))
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
  if (GlobalFonts.has(FONT)) return
  const require = createRequire(import.meta.url)
  // From a package: a container has no fonts.
  GlobalFonts.registerFromPath(require.resolve('@fontsource/inter/files/inter-latin-400-normal.woff2'), FONT)
  Chart.register(BarController, BarElement, CategoryScale, LinearScale)
}

function toConfiguration(bars: readonly Bar[]): ChartConfiguration<'bar'> {
  const font = { family: FONT, size: SIZE.letters }
  const toPart = (part: 'answered' | 'unanswered') => ({
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
