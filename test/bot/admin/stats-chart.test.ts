import { convertIndexedToRgb, decode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { LETTER_FONT, TITLE_FONT } from '../../../src/bot/admin/chart-font.ts'
import type { Font } from '../../../src/bot/admin/chart-picture.ts'
import { type Bar, type ChartWords, renderChart } from '../../../src/bot/admin/stats-chart.ts'
import type { Texts } from '../../../src/bot/texts/texts.ts'
import { LANGUAGES } from '../../../src/i18n/languages.ts'
import { allTexts, texts } from '../start-bot.ts'

const WIDTH = 1000
const HEIGHT = 600
const DAYS = 30
/** Pixels of the title at the top; of what is below the bars, of the days with it, and the legend at the bottom. */
const PARTS = { title: 90, days: 160, below: 136, legend: 80 }
const wordsOf = ({ chartTitle, chartAnswered, chartUnanswered }: Texts): ChartWords => ({
  title: chartTitle(DAYS),
  answered: chartAnswered,
  unanswered: chartUnanswered,
})
const WORDS = wordsOf(texts)

/** Bars of nothing but the last ones given. */
function barsOf(...last: readonly (readonly [answered: number, unanswered: number])[]): Bar[] {
  const none = Array.from({ length: DAYS - last.length }, () => [0, 0] as const)
  return [...none, ...last].map(([answered, unanswered], index) => ({
    label: `11-${String(index + 1).padStart(2, '0')}`,
    answered,
    unanswered,
  }))
}

type Colour = 'blue' | 'orange' | 'white' | 'grey'

/** Draws bars, and tells the colour of each place; ink and lines are grey. */
function draw(bars: readonly Bar[], words: ChartWords = WORDS) {
  const png = Buffer.from(renderChart(bars, words))
  const image = decode(png, { checkCrc: true })
  const data = convertIndexedToRgb(image)
  const colourAt = (x: number, y: number): Colour => {
    const at = (y * image.width + x) * 3
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]]
    if (Math.min(red, green, blue) === 255) return 'white'
    if (blue - red > 100) return 'blue'
    return red - blue > 100 ? 'orange' : 'grey'
  }
  const column = (x: number) => Array.from({ length: image.height }, (_, y) => colourAt(x, y))
  return { png, image, column, columns: Array.from({ length: image.width }, (_, x) => column(x)) }
}

const count = (colours: readonly Colour[], wanted: Colour) => colours.filter((colour) => colour === wanted).length

it('is an opaque picture of 1000 by 600 pixels', () => {
  const { image, column } = draw(barsOf([3, 1]))
  expect([image.width, image.height, image.transparency]).toEqual([WIDTH, HEIGHT, undefined])
  expect(column(0).every((colour) => colour === 'white')).toBe(true)
})

it('stacks what was not answered on what was, to scale', () => {
  const { columns } = draw(barsOf([3, 1]))
  const bar = columns.find((colours) => colours.includes('blue') && colours.includes('orange')) ?? []
  expect(bar.indexOf('orange')).toBeLessThan(bar.indexOf('blue'))
  expect(count(bar, 'blue') / count(bar, 'orange')).toBeCloseTo(3, 1)
})

it('gives each day a bar of its own, in their order', () => {
  const { columns } = draw(barsOf(...Array.from({ length: DAYS }, (_, index) => [index + 1, 0] as const)))
  const heights = columns.map((colours) => count(colours.slice(0, HEIGHT - PARTS.legend), 'blue'))
  const bars = heights.filter((height, x) => height > 0 && heights[x - 1] === 0)
  expect(bars).toHaveLength(DAYS)
  expect(bars.toSorted((a, b) => a - b)).toEqual(bars)
  expect((bars.at(-1) ?? 0) / (bars[0] ?? 1)).toBeGreaterThan(20)
})

it('writes numbers and days without a font of the system: other days look otherwise', () => {
  const bars = barsOf([3, 1])
  const others = bars.map((bar) => ({ ...bar, label: bar.label.replace('11', '10') }))
  const [one, other] = [draw(bars), draw(others)]
  const below = ({ columns }: ReturnType<typeof draw>) =>
    columns.map((colours) => colours.slice(HEIGHT - PARTS.days)).flat()
  expect(count(below(one), 'grey')).toBeGreaterThan(100)
  expect(below(one)).not.toEqual(below(other))
})

it.each(LANGUAGES)('has a title and a legend in %s, of characters that its fonts hold', (language) => {
  const words = wordsOf(allTexts[language])
  const missing = ({ characters }: Font, text: string) => [...text].filter((one) => !characters.includes(one))
  expect(missing(TITLE_FONT, `${words.title}0123456789`)).toEqual([])
  expect(missing(LETTER_FONT, `${words.answered}${words.unanswered}0123456789-,`)).toEqual([])
  const own = draw(barsOf([3, 1]), words)
  const blank = draw(barsOf([3, 1]), { title: ' ', answered: ' ', unanswered: ' ' })
  const ink = ({ columns }: ReturnType<typeof draw>, start: number, end: number) =>
    columns.reduce((sum, colours) => sum + count(colours.slice(start, end), 'grey'), 0)
  expect(ink(own, 0, PARTS.title) - ink(blank, 0, PARTS.title)).toBeGreaterThan(1000)
  expect(ink(own, HEIGHT - PARTS.legend, HEIGHT) - ink(blank, HEIGHT - PARTS.legend, HEIGHT)).toBeGreaterThan(500)
  const legend = own.columns.map((colours) => colours.slice(HEIGHT - PARTS.legend))
  expect(legend.flat()).toEqual(expect.arrayContaining(['blue', 'orange']))
})

it.each([
  ['title', TITLE_FONT],
  ['unanswered', LETTER_FONT],
] as const)('draws each character of the font of the %s as another picture', (part, { characters }) => {
  const pictures = [...characters].map((text) =>
    Buffer.from(renderChart([], { ...WORDS, [part]: text })).toString('base64'),
  )
  expect(new Set(pictures).size).toBe(characters.length)
})

it('labels today, and every fifth day before', () => {
  const bars = barsOf([3, 1])
  const all = draw(bars)
  const today = draw(bars.with(29, { label: '', answered: 3, unanswered: 1 }))
  const yesterday = draw(bars.with(28, { label: '', answered: 0, unanswered: 0 }))
  expect(today.png.equals(all.png)).toBe(false)
  expect(yesterday.png.equals(all.png)).toBe(true)
})

describe('the scale', () => {
  const greatest = [
    [1, 1],
    [5, 5],
    [6, 3],
    [26, 3],
    [104, 5],
    [1000, 5],
    [123_456, 5],
    [127_777, 3],
    [9_999_999, 5],
  ] as const
  it.each(greatest)('of %i queries a day has %i lines above 0, the highest no lower than them', (most, expected) => {
    const { columns } = draw(barsOf([most, 0]))
    const lines = (columns[250] ?? [])
      .slice(PARTS.title, HEIGHT - PARTS.days)
      .filter((colour, y, all) => colour === 'grey' && all[y - 1] !== 'grey').length
    expect(lines).toBe(expected)
    const [line, bar] = [columns[250], columns.findLast((colours) => colours.slice(0, 440).includes('blue'))]
    expect(line?.indexOf('grey', PARTS.title)).toBeLessThanOrEqual(bar?.indexOf('blue') ?? 0)
  })

  it('draws a picture of days without queries too', () => {
    const { columns } = draw(barsOf())
    expect(columns.some((colours) => colours.slice(0, HEIGHT - PARTS.legend).includes('blue'))).toBe(false)
  })
})

it('shows one query beside thousands, and nothing where there was none', () => {
  const { columns } = draw(barsOf([1, 0], [0, 1], [0, 0], [100_000, 0]))
  const plot = columns.map((colours) => colours.slice(0, HEIGHT - PARTS.below))
  const high = plot.map((colours) => [count(colours, 'blue'), count(colours, 'orange')].join('+'))
  const runs = high.filter((height, x) => height !== '0+0' && height !== high[x - 1])
  expect(runs).toEqual(['3+0', '0+3', '348+0'])
})
