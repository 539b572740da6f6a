import { LABELS, type Measured, type Run, toCount } from './figures.ts'

/** A panel of the picture: a figure, and one that is drawn dashed beside it. */
interface Panel {
  readonly label: string
  readonly figure: Measured
  readonly dashed?: Measured
}

const PANELS: readonly Panel[] = [
  { label: LABELS.coldStart, figure: 'coldStart' },
  { label: LABELS.warmStart, figure: 'warmStart' },
  { label: LABELS.reload, figure: 'reload' },
  { label: LABELS.memory, figure: 'memory' },
  { label: `${LABELS.mean}: p50, and p99 dashed`, figure: 'p50', dashed: 'p99' },
]
/** Pixels: a panel with what is around it, and the plot within. */
const PANEL = { width: 320, height: 240 }
const PLOT = { left: 52, top: 36, width: 250, height: 168 }
const COLUMNS = 3
const LINE = 20
/** After Okabe and Ito, which colour-blind readers tell apart, of a darkness that shows on light and on dark. */
const COLOURS = ['#d55e00', '#0084c8', '#00966b', '#b8609a', '#a58b00', '#7a7adb', '#8c6d4f']
/** Whatever is not a curve; a page that is dark for its reader has it light. */
const INK = 'color="#24292f" font-family="system-ui, sans-serif" font-size="12"'
const DARK = '<style>@media (prefers-color-scheme: dark) { svg { color: #d1d7e0 } }</style>'

type Point = readonly [size: number, figure: number]

/** Draws the figures of all engines over the number of passages, both logarithmic, as an SVG. */
export function drawCurves(runs: readonly Run[]): string {
  const names = [...new Set(runs.map(({ name }) => name))]
  const panels = PANELS.map((panel, place) => inPlace(place, drawPanel(panel, runs, names)))
  const rows = Math.ceil((PANELS.length + 1) / COLUMNS)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${COLUMNS * PANEL.width} ${rows * PANEL.height}" ${INK}>`,
    DARK,
    ...panels,
    inPlace(PANELS.length, drawLegend(names)),
    '</svg>\n',
  ].join('\n')
}

function inPlace(place: number, content: string): string {
  const [column, row] = [place % COLUMNS, Math.floor(place / COLUMNS)]
  return `<g transform="translate(${column * PANEL.width} ${row * PANEL.height})">\n${content}\n</g>`
}

function drawPanel({ label, figure, dashed }: Panel, runs: readonly Run[], names: readonly string[]): string {
  const figures = dashed === undefined ? [figure] : [figure, dashed]
  const toPoints = (key: Measured, of = runs): Point[] =>
    of.flatMap(({ size, figures: { [key]: value } }) => (value !== undefined && value > 0 ? [[size, value]] : []))
  const all = figures.flatMap((key) => toPoints(key))
  const x = createScale(
    runs.map(({ size }) => size),
    (share) => PLOT.left + share * PLOT.width,
  )
  const y = createScale(
    all.map(([, value]) => value),
    (share) => PLOT.top + (1 - share) * PLOT.height,
  )
  const curves = names.flatMap((name, place) =>
    figures.map((key) => {
      const points = toPoints(
        key,
        runs.filter((run) => run.name === name),
      )
      const pixels = points.map(([size, value]) => [x.toPixel(size), y.toPixel(value)] as const)
      return drawCurve(pixels, toColour(place), key === dashed)
    }),
  )
  return [drawText(PLOT.left, LINE, label), ...drawGrid(x.ticks, y.ticks, x.toPixel, y.toPixel), ...curves].join('\n')
}

function drawGrid(
  sizes: readonly number[],
  values: readonly number[],
  toX: (size: number) => number,
  toY: (value: number) => number,
): string[] {
  const [right, bottom] = [PLOT.left + PLOT.width, PLOT.top + PLOT.height]
  const line = (...[x1, y1, x2, y2]: readonly number[]) =>
    `<line stroke="currentColor" opacity="0.2" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`
  return [
    ...sizes.flatMap((size) => [
      line(toX(size), PLOT.top, toX(size), bottom),
      drawText(toX(size), bottom + LINE, toCount(size), 'middle'),
    ]),
    ...values.flatMap((value) => [
      line(PLOT.left, toY(value), right, toY(value)),
      drawText(PLOT.left - LINE / 4, toY(value) + LINE / 5, value < 1 ? String(value) : toCount(value), 'end'),
    ]),
  ]
}

/** A single point is a dot too. */
function drawCurve(points: readonly Point[], colour: string, isDashed = false): string {
  const look = `fill="none" stroke="${colour}" stroke-width="2"${isDashed ? ' stroke-dasharray="4 3"' : ''}`
  const dots = points.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="2.5" fill="${colour}"/>`)
  return [`<polyline ${look} points="${points.map(toPair).join(' ')}"/>`, ...dots].join('')
}

function toColour(place: number): string {
  return COLOURS[place % COLOURS.length] ?? 'currentColor'
}

function toPair([x, y]: Point): string {
  return `${x},${y}`
}

function drawLegend(names: readonly string[]): string {
  return names
    .map((name, place) => {
      const y = PLOT.top + place * LINE
      const swatch = drawCurve(
        [
          [PLOT.left, y - LINE / 5],
          [PLOT.left + LINE, y - LINE / 5],
        ],
        toColour(place),
      )
      return swatch + drawText(PLOT.left + 1.5 * LINE, y, name)
    })
    .join('\n')
}

function drawText(x: number, y: number, text: string, anchor = 'start'): string {
  return `<text fill="currentColor" x="${x}" y="${y}" text-anchor="${anchor}">${text.replace(/[<&]/gu, '')}</text>`
}

/** Creates a logarithmic scale between the powers of ten around some values; its ticks are those powers. */
function createScale(values: readonly number[], toPixels: (share: number) => number) {
  const logs = values.map(Math.log10)
  const least = Math.floor(Math.min(...logs, Infinity))
  const [first, last] = values.length === 0 ? [0, 1] : [least, Math.max(least + 1, Math.ceil(Math.max(...logs)))]
  return {
    ticks: Array.from({ length: last - first + 1 }, (_, place) => Number(`1e${first + place}`)),
    toPixel: (value: number) => Math.round(10 * toPixels((Math.log10(value) - first) / (last - first))) / 10,
  }
}
