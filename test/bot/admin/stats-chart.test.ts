import { createCanvas, loadImage } from '@napi-rs/canvas'
import { expect, it } from 'vitest'
import { CHART_CHARACTERS } from '../../../src/bot/admin/chart-font.ts'
import { type Bar, type ChartWords, renderChart } from '../../../src/bot/admin/stats-chart.ts'
import type { Texts } from '../../../src/bot/texts/texts.ts'
import { LANGUAGES } from '../../../src/i18n/languages.ts'
import { allTexts, texts } from '../start-bot.ts'

const WIDTH = 1000
const HEIGHT = 600
const DAYS = 30
/** Pixels of the title at the top; of the days and the legend at the bottom. */
const PARTS = { title: 90, days: 160, legend: 80 }
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

/** Draws bars, and tells the colour of each place; the pixels between two colours are grey. */
async function draw(bars: readonly Bar[], words: ChartWords = WORDS) {
  const png = Buffer.from(await renderChart(bars, words))
  const image = await loadImage(png)
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, image.width, image.height)
  const colourAt = (x: number, y: number): Colour => {
    const at = (y * image.width + x) * 4
    const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]]
    if (Math.min(red, green, blue) === 255) return 'white'
    if (blue - red > 100) return 'blue'
    return red - blue > 100 ? 'orange' : 'grey'
  }
  const column = (x: number) => Array.from({ length: image.height }, (_, y) => colourAt(x, y))
  const opaque = data.every((value, index) => index % 4 !== 3 || value === 255)
  return { png, image, opaque, column, columns: Array.from({ length: image.width }, (_, x) => column(x)) }
}

const count = (colours: readonly Colour[], wanted: Colour) => colours.filter((colour) => colour === wanted).length

it('is an opaque picture of 1000 by 600 pixels', async () => {
  const { image, opaque, column } = await draw(barsOf([3, 1]))
  expect([image.width, image.height, opaque]).toEqual([WIDTH, HEIGHT, true])
  expect(column(0).every((colour) => colour === 'white')).toBe(true)
})

it('stacks what was not answered on what was, to scale', async () => {
  const { columns } = await draw(barsOf([3, 1]))
  const bar = columns.find((colours) => colours.includes('blue') && colours.includes('orange')) ?? []
  expect(bar.indexOf('orange')).toBeLessThan(bar.indexOf('blue'))
  expect(count(bar, 'blue') / count(bar, 'orange')).toBeCloseTo(3, 1)
})

it('gives each day a bar of its own, in their order', async () => {
  const { columns } = await draw(barsOf(...Array.from({ length: DAYS }, (_, index) => [index + 1, 0] as const)))
  const heights = columns.map((colours) => count(colours.slice(0, HEIGHT - PARTS.legend), 'blue'))
  const bars = heights.filter((height, x) => height > 0 && heights[x - 1] === 0)
  expect(bars).toHaveLength(DAYS)
  expect(bars.toSorted((a, b) => a - b)).toEqual(bars)
  expect((bars.at(-1) ?? 0) / (bars[0] ?? 1)).toBeGreaterThan(20)
})

it('writes numbers and days without a font of the system: other days look otherwise', async () => {
  const bars = barsOf([3, 1])
  const others = bars.map((bar) => ({ ...bar, label: bar.label.replace('11', '10') }))
  const [one, other] = [await draw(bars), await draw(others)]
  const below = ({ columns }: Awaited<ReturnType<typeof draw>>) =>
    columns.map((colours) => colours.slice(HEIGHT - PARTS.days)).flat()
  expect(count(below(one), 'grey')).toBeGreaterThan(100)
  expect(below(one)).not.toEqual(below(other))
})

it.each(LANGUAGES)('has a title and a legend in %s, of characters that its font holds', async (language) => {
  const words = wordsOf(allTexts[language])
  const han = [...Object.values(words).join('')].filter((character) => /\p{Script=Han}/u.test(character))
  expect(han.filter((character) => !CHART_CHARACTERS.includes(character))).toEqual([])
  const [own, blank] = await Promise.all([
    draw(barsOf([3, 1]), words),
    draw(barsOf([3, 1]), { title: ' ', answered: ' ', unanswered: ' ' }),
  ])
  const ink = ({ columns }: Awaited<ReturnType<typeof draw>>, start: number, end: number) =>
    columns.reduce((sum, colours) => sum + count(colours.slice(start, end), 'grey'), 0)
  expect(ink(own, 0, PARTS.title) - ink(blank, 0, PARTS.title)).toBeGreaterThan(1000)
  expect(ink(own, HEIGHT - PARTS.legend, HEIGHT) - ink(blank, HEIGHT - PARTS.legend, HEIGHT)).toBeGreaterThan(500)
  const legend = own.columns.map((colours) => colours.slice(HEIGHT - PARTS.legend))
  expect(legend.flat()).toEqual(expect.arrayContaining(['blue', 'orange']))
})

it('draws each Han character of its font as another picture', async () => {
  const pictures = await Promise.all(
    [...CHART_CHARACTERS].map(async (title) => (await draw([], { ...WORDS, title })).png.toString('base64')),
  )
  expect(new Set(pictures).size).toBe(CHART_CHARACTERS.length)
})

it('labels today, and every fifth day before', async () => {
  const bars = barsOf([3, 1])
  const [all, today, yesterday] = await Promise.all(
    [
      bars,
      bars.with(29, { label: '', answered: 3, unanswered: 1 }),
      bars.with(28, { label: '', answered: 0, unanswered: 0 }),
    ].map((some) => draw(some)),
  )
  expect(today?.png.equals(all?.png ?? Buffer.of())).toBe(false)
  expect(yesterday?.png.equals(all?.png ?? Buffer.of())).toBe(true)
})

it('has no parts of a query on its scale', async () => {
  const [one, many] = [await draw(barsOf([1, 0])), await draw(barsOf([1000, 0]))]
  const lines = ({ columns }: Awaited<ReturnType<typeof draw>>) =>
    (columns[200] ?? [])
      .slice(PARTS.title, HEIGHT - PARTS.days)
      .filter((colour, y, all) => colour === 'grey' && all[y - 1] !== 'grey').length
  expect(lines(one)).toBe(1)
  expect(lines(many)).toBe(5)
})
