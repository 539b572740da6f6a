import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { OURS } from './engines.ts'
import { chooseEngines, LIBRARIES } from './libraries.ts'
import { measureBot } from './scale/bot.ts'
import { makeCorpus, SCORED, UNSCORED } from './scale/corpus.ts'
import { drawCurves } from './scale/curves.ts'
import { type Run, toCount, toGrowthTable, toTable } from './scale/figures.ts'
import { writeCorpus } from './scale/folder.ts'
import { measureLibrary } from './scale/library.ts'
import { readSource } from './scale/source.ts'

const LARGE = 500_000

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: 'knowledge' },
    sizes: { type: 'string', default: '1000,10000,100000' },
    large: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    seed: { type: 'string', default: '7' },
    minutes: { type: 'string', default: '15' },
    svg: { type: 'string', default: 'docs/scale.svg' },
  },
})
const sizes = [...values.sizes.split(',').map((size) => toNumber('sizes', size)), ...(values.large ? [LARGE] : [])]
const [seed, minutes] = [toNumber('seed', values.seed), toNumber('minutes', values.minutes)]
const engines = chooseEngines([{ name: OURS }, ...LIBRARIES], values.only)

const source = await readSource(values.data)
console.log(
  `${values.data}: ${toCount(source.passages.length)} passages; beyond, their sentences recombined (seed ${seed}). ` +
    `${SCORED} queries after ${UNSCORED} unscored ones, on ${availableParallelism()} cores. ${OURS} is the whole bot, ` +
    `asked through the Bot API, with the making of its replies; of the others the search alone is measured. ` +
    `– is what was not done in ${minutes} minutes`,
)
const runs: Run[] = []
for (const size of sizes.toSorted((a, b) => a - b)) runs.push(...(await measureSize(size)))
if (sizes.length > 1) console.log(`\n${toGrowthTable(runs)}`)
await writeFile(values.svg, drawCurves(runs))

async function measureSize(size: number): Promise<Run[]> {
  const dir = await mkdtemp(join(tmpdir(), 'wenzheng-scale-'))
  const load = (loadavg()[0] ?? 0).toFixed(2)
  try {
    const corpus = makeCorpus(source, size, seed)
    const folder = await writeCorpus(dir, corpus)
    const measured: Run[] = []
    for (const { name } of engines) {
      const signal = AbortSignal.timeout(minutes * 60_000)
      const figures = name === OURS ? await measureBot(folder, corpus, signal) : await measureLibrary(name, dir, signal)
      measured.push({ name, size, figures })
    }
    const title = `${toCount(size)} passages in ${toCount(corpus.articles.length)} articles (load average ${load} before)`
    console.log(`\n${toTable(title, measured)}`)
    return measured
  } finally {
    // A bot that was just killed may still be writing.
    await rm(dir, { recursive: true, maxRetries: 5 })
  }
}

function toNumber(name: string, value: string): number {
  const number = Number(value)
  if (!Number.isFinite(number) || number <= 0) throw new Error(`--${name} must be numbers above 0, such as 10`)
  return number
}
