/**
 * Makes `src/bot/admin/chart-font.ts`: `npm run build:chart-font`. It holds pictures of the characters that the chart of
 * /stats may show, in two sizes: those of its texts in every language, figures and their signs, and no others.
 */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import type { Font } from '../src/bot/admin/chart-picture.ts'
import { createAllTexts } from '../src/bot/texts/texts.ts'

/** What is used of @napi-rs/canvas, which nothing else needs: it is installed only to be used here. */
interface CanvasPackage {
  readonly GlobalFonts: { readonly registerFromPath: (path: string, family: string) => unknown }
  readonly createCanvas: (width: number, height: number) => { readonly getContext: (kind: '2d') => Context }
}

interface Context {
  font: string
  readonly fillText: (text: string, x: number, y: number) => void
  readonly measureText: (text: string) => { readonly width: number }
  readonly getImageData: (x: number, y: number, width: number, height: number) => { readonly data: Uint8ClampedArray }
}

const ROOT = join(import.meta.dirname, '..')
const MADE = 'src/bot/admin/chart-font.ts'
const FIGURES = '0123456789-,'
const SIZES = { title: { size: 36, weight: 600 }, letters: { size: 28, weight: 400 } }
/** Fonts by the name of their package, with the part that is used. */
const SUBSETS = { inter: 'latin', 'noto-sans-sc': 'chinese-simplified' }
const COLUMNS = 100
/** A level of ink, of 15, is so much of a pixel's opacity, of 255. */
const OPACITY = 17
/** Pixels on either side of a character, for what hangs over. */
const MARGIN = 2

const { GlobalFonts, createCanvas } = createRequire(import.meta.url)('@napi-rs/canvas') as CanvasPackage
const texts = Object.values(createAllTexts()).flatMap(({ chartTitle, ...others }) => [
  chartTitle(30),
  others.chartAnswered,
  others.chartUnanswered,
])
const characters = [...new Set(FIGURES + texts.join(''))].toSorted()

function draw({ size, weight }: { readonly size: number; readonly weight: number }): Font {
  const family = registerFonts(weight)
  const [baseline, height] = [Math.ceil(size * 1.05), Math.ceil(size * 1.4)]
  const cells = characters.map((character) => {
    const measured = createCanvas(1, 1).getContext('2d')
    measured.font = `${size}px ${family}`
    const advance = Math.round(measured.measureText(character).width * 100) / 100
    const width = Math.ceil(advance) + 2 * MARGIN
    const context = createCanvas(width, height).getContext('2d')
    context.font = measured.font
    context.fillText(character, MARGIN, baseline)
    const { data } = context.getImageData(0, 0, width, height)
    const ink = Array.from({ length: width * height }, (_, at) => Math.round((data[at * 4 + 3] ?? 0) / OPACITY))
    return { advance, ink }
  })
  const ink = deflateRawSync(Uint8Array.from(cells.flatMap((cell) => cell.ink)), { level: 9 }).toString('base64')
  return {
    height,
    baseline,
    margin: MARGIN,
    characters: characters.join(''),
    advances: cells.map(({ advance }) => advance),
    ink,
  }
}

/** The names of two families: Inter, and Noto Sans SC for what Inter lacks. */
function registerFonts(weight: number): string {
  const families = Object.entries(SUBSETS).map(([name, subset]) => {
    const file = `node_modules/@fontsource/${name}/files/${name}-${subset}-${weight}-normal.woff2`
    if (!GlobalFonts.registerFromPath(join(ROOT, file), `${name}-${weight}`)) throw new Error(`No font in ${file}`)
    return `${name}-${weight}`
  })
  return families.join(', ')
}

function toSource(name: string, { height, baseline, margin, advances, ink, ...font }: Font): string {
  const lines = ink.match(new RegExp(`.{1,${COLUMNS}}`, 'gu')) ?? []
  return `
export const ${name}: Font = {
  height: ${height},
  baseline: ${baseline},
  margin: ${margin},
  characters: '${font.characters}',
  advances: ${JSON.stringify(advances)},
  ink: [
${lines.map((line) => `    '${line}',`).join('\n')}
  ].join(''),
}
`
}

const [title, letters] = [draw(SIZES.title), draw(SIZES.letters)]
writeFileSync(
  join(ROOT, MADE),
  `/**
 * Pictures of characters, made by \`npm run build:chart-font\` of @fontsource/inter 5.3.0 (copyright 2016 The Inter Project
 * Authors) and @fontsource/noto-sans-sc 5.3.0 (copyright Google Inc.), both licensed under the SIL Open Font License,
 * Version 1.1: https://openfontlicense.org
 */
import type { Font } from './chart-picture.ts'
${toSource('TITLE_FONT', title)}${toSource('LETTER_FONT', letters)}`,
)
console.log(`${characters.join('')}: ${title.ink.length + letters.ink.length} characters of Base64`)
