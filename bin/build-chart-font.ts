/**
 * Makes `src/bot/admin/chart-font.ts` of the npm package @fontsource/noto-sans-sc: `npm run build:chart-font`. It holds
 * the Han characters of the texts in the chart of /stats, in every language, and no others.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createAllTexts } from '../src/bot/texts/texts.ts'

type Subset = (font: Buffer, text: string, options: { readonly targetFormat: 'woff2' }) => Promise<Buffer>

const ROOT = join(import.meta.dirname, '..')
const WHOLE = 'node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff2'
const MADE = 'src/bot/admin/chart-font.ts'
const COLUMNS = 100

const words = Object.values(createAllTexts()).flatMap(({ chartTitle, ...texts }) => [
  chartTitle(30),
  texts.chartAnswered,
  texts.chartUnanswered,
])
const characters = [...new Set(words.join('').match(/\p{Script=Han}/gu))].toSorted().join('')
// Its path, because nothing else needs the package: it is installed only to be used here.
const module = (await import(pathToFileURL(join(ROOT, 'node_modules/subset-font/index.js')).href)) as {
  default: Subset
}
const font = await module.default(readFileSync(join(ROOT, WHOLE)), characters, { targetFormat: 'woff2' })
const lines = font.toString('base64').match(new RegExp(`.{1,${COLUMNS}}`, 'gu')) ?? []
writeFileSync(
  join(ROOT, MADE),
  `/** The Han characters that the chart of /stats has. */
export const CHART_CHARACTERS = '${characters}'

/**
 * Those characters of Noto Sans SC, as WOFF2 in Base64: a container has no fonts. Made by \`npm run build:chart-font\` of
 * @fontsource/noto-sans-sc 5.3.0, copyright Google Inc., licensed under the SIL Open Font License, Version 1.1:
 * https://openfontlicense.org
 */
export const CHART_FONT = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('')
`,
)
console.log(`${characters}: ${font.length} bytes`)
