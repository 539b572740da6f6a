import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createFold } from '../../src/text/fold.ts'
import { joinColumns } from '../../src/draft/columns/join-columns.ts'
import { pairBlocks } from '../../src/draft/columns/pair-blocks.ts'
import { isFinished } from '../../src/draft/columns/side.ts'
import { toPercent } from './abstention.ts'
import { readBenchData } from './data.ts'
import { fitWeights } from './draft-fit.ts'
import { type Breaking, type BrokenPage, breakPage } from './draft-pages.ts'
import { createRandom } from './random.ts'

/**
 * Cuts and shuffles paragraphs of a folder (`passages.jsonl`, or texts), rejoins them, and prints how many joins are
 * right (precision) and how many cuts are found (recall): without the joins that are marked as doubtful, and with them.
 *
 *   npm run bench:draft -- DIR…           seeds 1 to 20: 25 consecutive paragraphs a page, 20 cuts
 *   npm run bench:draft -- --known DIR…   the same, where the texts of the folder that are not on the page are known
 *   npm run bench:draft -- --fit DIR…     fits the weights on other pages of these folders, without and with such texts
 */

const PAGE = { paragraphs: 25, cuts: 20 }
const SHARES = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75]
const FITTED_HEADINGS = 8
const SEEDS = { measured: [1, 20], fitted: [1001, 1024] } as const
interface Way extends Omit<Breaking, 'cuts' | 'headings'> {
  readonly name: string
}
const WAYS: readonly Way[] = [
  { name: 'all shuffled, one cut a paragraph', isRepeated: false, order: 'shuffled' },
  { name: 'all shuffled, cuts anywhere', isRepeated: true, order: 'shuffled' },
  { name: 'second parts elsewhere, one cut a paragraph', isRepeated: false, order: 'elsewhere' },
  { name: 'second parts elsewhere, cuts anywhere', isRepeated: true, order: 'elsewhere' },
  { name: 'as columns, one cut a paragraph', isRepeated: false, order: 'columns' },
]
const FITTED_WAYS = WAYS.filter(({ order }) => order === 'shuffled')
/** Of the paragraphs to fit on that do not end as a sentence: headings and snippets, of which papers have few. */
const UNFINISHED_SHARE = 0.1
const SHORTEST_FITTED = 40
/** Characters that a text may share with a page without being a copy of a part of it. */
const LONGEST_SHARED = 24
const fold = createFold()

const { values, positionals } = parseArgs({
  options: { fit: { type: 'boolean', default: false }, known: { type: 'boolean', default: false } },
  allowPositionals: true,
})
if (positionals.length === 0) throw new Error('name a folder: npm run bench:draft -- DIR')
if (values.fit) await fit(positionals)
else for (const dir of positionals) await measure(dir, values.known)

async function measure(dir: string, isKnown: boolean): Promise<void> {
  const paragraphs = await readParagraphs(dir)
  const all = isKnown ? foldAll(paragraphs) : []
  console.log(`${dir}: ${paragraphs.length} paragraphs`)
  for (const way of WAYS) {
    const pages = makePages(paragraphs, way, SEEDS.measured).map((page) => addKnown(page, all))
    const sum = { cuts: 0, sure: 0, sureRight: 0, made: 0, right: 0 }
    for (const page of pages) addOutcome(page, sum)
    const sure = `precision ${toPercent(sum.sureRight, sum.sure)}, recall ${toPercent(sum.sureRight, sum.cuts)}`
    const made = `precision ${toPercent(sum.right, sum.made)}, recall ${toPercent(sum.right, sum.cuts)}`
    console.log(`  ${way.name}, ${sum.cuts} cuts: unmarked ${sure}; with marked ones ${made}`)
    if (way === WAYS[0]) reportShares(pages)
  }
  reportWhole(paragraphs, 'as they are')
  const finished = paragraphs.filter((text) => isFinished(text.trim()))
  reportWhole(finished, 'those that end as sentences')
}

function addOutcome(
  { blocks, joins, known = [] }: BrokenPage,
  sum: Record<'cuts' | 'sure' | 'sureRight' | 'made' | 'right', number>,
) {
  sum.cuts += joins.size
  for (const { lines, text, doubts } of joinColumns(blocks, { known })) {
    let at = 0
    for (const [place, line] of lines.entries()) {
      const before = lines[place - 1]
      const part = blocks[line - 1]?.text ?? ''
      at = text.indexOf(part, at)
      if (before !== undefined) {
        const [right, isMarked] = [
          joins.get(before) === line ? 1 : 0,
          doubts.some((one) => one.kind === 'join' && one.at === at),
        ]
        sum.made++
        sum.right += right
        if (!isMarked) [sum.sure, sum.sureRight] = [sum.sure + 1, sum.sureRight + right]
      }
      at += part.length
    }
  }
}

/** Prints what other shares than `PAIRING.sure` would come to, of the joins that are not marked for another reason. */
function reportShares(pages: readonly BrokenPage[]): void {
  const links = pages.flatMap(({ blocks, joins, known }) => {
    const pairing = pairBlocks(blocks, known)
    const unmarked = [...pairing.links].filter(([end]) => pairing.sides[end]?.endKind !== 'clause')
    return unmarked.map(([end, { next, share }]) => ({ share, isRight: joins.get(end + 1) === next + 1 }))
  })
  const cuts = pages.reduce((sum, { joins }) => sum + joins.size, 0)
  for (const least of SHARES) {
    const made = links.filter(({ share }) => share >= least)
    const right = made.filter(({ isRight }) => isRight).length
    console.log(`    share ${least}: precision ${toPercent(right, made.length)}, recall ${toPercent(right, cuts)}`)
  }
}

/** Joins the pages as they are: where all paragraphs end as sentences do, nothing is to be joined or marked. */
function reportWhole(paragraphs: readonly string[], name: string): void {
  let [joins, marks] = [0, 0]
  for (let start = 0; start < paragraphs.length; start += PAGE.paragraphs) {
    const page = paragraphs.slice(start, start + PAGE.paragraphs).map((text, place) => ({ text, line: place + 1 }))
    for (const { lines, doubts } of joinColumns(page)) {
      joins += lines.length - 1
      marks += doubts.length
    }
  }
  const all = paragraphs.length / 100
  const rates = `${(joins / all).toFixed(1)} are joined, ${(marks / all).toFixed(1)} doubts are marked`
  console.log(`  not cut, ${name}: of 100 of ${paragraphs.length} paragraphs ${rates}`)
}

async function fit(dirs: readonly string[]): Promise<void> {
  const pages: BrokenPage[] = []
  for (const dir of dirs) {
    const random = createRandom(0)
    const paragraphs = (await readParagraphs(dir)).filter(
      (text) => text.length >= SHORTEST_FITTED && (isFinished(text.trim()) || random() < UNFINISHED_SHARE),
    )
    const all = foldAll(await readParagraphs(dir))
    const [first, last] = SEEDS.fitted
    for (const [place, way] of FITTED_WAYS.entries()) {
      const each = (last - first + 1) / FITTED_WAYS.length
      const seeds = [first + place * each, first + (place + 1) * each - 1] as const
      const made = makePages(paragraphs, way, seeds, FITTED_HEADINGS)
      pages.push(...made, ...made.map((page) => addKnown(page, all)))
    }
  }
  console.log(JSON.stringify(fitWeights(pages), undefined, 2))
}

function makePages(
  paragraphs: readonly string[],
  way: Way,
  [first, last]: readonly [number, number],
  headings = 0,
): BrokenPage[] {
  return Array.from({ length: last - first + 1 }, (_, place) => {
    const random = createRandom(first + place)
    const start = Math.floor(random() * Math.max(1, paragraphs.length - PAGE.paragraphs))
    return breakPage(paragraphs.slice(start, start + PAGE.paragraphs), { ...way, headings, cuts: PAGE.cuts }, random)
  })
}

function foldAll(texts: readonly string[]): string[] {
  return texts.map((text) => fold(text).text)
}

/** Adds the texts that repeat nothing of a page, and stand a page away from those that do: these may be of its articles. */
function addKnown(page: BrokenPage, all: readonly string[]): BrokenPage {
  const own = new Set(page.blocks.flatMap(({ text }) => listRuns(fold(text).text, 1)))
  // Every run of twice the length holds one that begins at a multiple of it.
  const shared = all.map((text) => listRuns(text, LONGEST_SHARED).some((run) => own.has(run)))
  const isNear = (place: number) => shared.slice(Math.max(0, place - PAGE.paragraphs), place + PAGE.paragraphs + 1)
  return { ...page, known: all.filter((_, place) => !isNear(place).includes(true)) }
}

function listRuns(text: string, step: number): string[] {
  const count = Math.max(0, Math.ceil((text.length - LONGEST_SHARED + 1) / step))
  return Array.from({ length: count }, (_, place) => text.slice(place * step, place * step + LONGEST_SHARED))
}

async function readParagraphs(dir: string): Promise<string[]> {
  const files = (await readdir(dir)).toSorted()
  if (files.includes('passages.jsonl')) return (await readBenchData(dir)).passages.map(({ text }) => text)
  const texts = files.filter((file) => /\.(?:txt|md)$/u.test(file)).map((file) => readFile(join(dir, file), 'utf8'))
  return (await Promise.all(texts))
    .flatMap((text) => text.split(/\n\s*\n/u))
    .filter((text) => text.trim().length >= SHORTEST_FITTED)
}
