import { parseArgs } from 'node:util'
import { readBenchData } from './data.ts'
import { type Engine, OURS, OURS_BY_WORDS, listEngines } from './engines.ts'
import { chooseEngines } from './libraries.ts'
import { measure, type Measures, toAverage, toRow } from './measures.ts'
import { type BenchModel, openBenchModel } from './model.ts'

const { values } = parseArgs({
  options: {
    data: { type: 'string', multiple: true },
    only: { type: 'string', multiple: true },
    vectors: { type: 'string' },
  },
})
if (!values.data)
  throw new Error('Name a folder with passages.jsonl and queries.jsonl: npm run bench:retrieval -- --data DIR')

const isModelWanted = values.only?.includes(OURS) ?? true
const model = isModelWanted ? await openBenchModel(values.vectors) : undefined
// Without a model there is only the other of ours.
const only = values.only && [...new Set(values.only.map((name) => (name === OURS && !model ? OURS_BY_WORDS : name)))]
try {
  await measureSets(values.data, chooseEngines(listEngines(model), only), model)
} finally {
  await model?.close()
}

async function measureSets(dirs: readonly string[], chosen: readonly Engine[], used?: BenchModel): Promise<void> {
  const engines = chosen.map((engine) => ({ engine, measured: new Array<Measures>() }))
  for (const dir of dirs) {
    const { passages, queries } = await readBenchData(dir)
    console.log(`${dir}: ${passages.length} passages, ${queries.length} queries`)
    for (const { engine, measured } of engines) {
      const { find } = await engine.build(passages)
      const measures = await measure(queries, find)
      measured.push(measures)
      console.log(toRow(engine.name, measures))
      if (used && engine.name === OURS) console.log(`  ${used.takeTimes()}`)
    }
  }
  if (dirs.length < 2) return
  console.log(`the average of ${dirs.length} sets`)
  for (const { engine, measured } of engines) console.log(toRow(engine.name, toAverage(measured)))
}
