import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findOwnModel } from '../../src/embedding/model-description.ts'
import { OURS, OURS_BY_WORDS } from './engines.ts'
import { chooseEngines, LIBRARIES } from './libraries.ts'
import { measureBot } from './scale/bot.ts'
import { makeCorpus, SCORED, type ScaleCorpus, UNSCORED } from './scale/corpus.ts'
import { drawCurves } from './scale/curves.ts'
import { type Figures, type Run, toCount, toGrowthTable, toTable } from './scale/figures.ts'
import { type ScaleFolder, writeCorpus } from './scale/folder.ts'
import { measureLibrary } from './scale/library.ts'
import { readSource } from './scale/source.ts'

const LARGE = 500_000
/** Passages up to which the bot is measured with the model: more take hours of making vectors. */
const MOST_WITH_MODEL = 10_000
/** Minutes more for the making of the vectors, which takes no time from the queries. */
const VECTORS_MINUTES = 60

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
const engines = chooseEngines([{ name: OURS }, { name: OURS_BY_WORDS }, ...LIBRARIES], values.only)

const source = await readSource(values.data)
console.log(
  `${values.data}: ${toCount(source.passages.length)} passages; beyond, their sentences recombined (seed ${seed}). ` +
    `${SCORED} queries after ${UNSCORED} unscored ones, on ${availableParallelism()} cores. ${OURS} is the whole bot, ` +
    `asked through the Bot API, with the making of its replies and the process of its model; of the others the search ` +
    `alone is measured. – is what was not done in ${minutes} minutes, with the model ${minutes + VECTORS_MINUTES}`,
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
    for (const { name } of engines)
      if (name !== OURS || size <= MOST_WITH_MODEL)
        measured.push({ name, size, figures: await measureEngine(name, folder, corpus) })
    const title = `${toCount(size)} passages in ${toCount(corpus.articles.length)} articles (load average ${load} before)`
    console.log(`\n${toTable(title, measured)}`)
    return measured
  } finally {
    // A bot that was just killed may still be writing.
    await rm(dir, { recursive: true, maxRetries: 5 })
  }
}

function measureEngine(name: string, folder: ScaleFolder, corpus: ScaleCorpus): Promise<Figures> {
  const signal = AbortSignal.timeout((name === OURS ? minutes + VECTORS_MINUTES : minutes) * 60_000)
  if (name === OURS) return measureBot(folder, corpus, signal, { model: findOwnModel() })
  return name === OURS_BY_WORDS ? measureBot(folder, corpus, signal) : measureLibrary(name, folder.dir, signal)
}

function toNumber(name: string, value: string): number {
  const number = Number(value)
  if (!Number.isFinite(number) || number <= 0) throw new Error(`--${name} must be numbers above 0, such as 10`)
  return number
}
