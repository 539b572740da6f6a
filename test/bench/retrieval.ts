import { parseArgs } from 'node:util'
import { readBenchData } from './data.ts'
import { ENGINES } from './engines.ts'
import { chooseEngines } from './libraries.ts'
import { measure, type Measures, toAverage, toRow } from './measures.ts'

const { values } = parseArgs({
  options: { data: { type: 'string', multiple: true }, only: { type: 'string', multiple: true } },
})
if (!values.data)
  throw new Error('Name a folder with passages.jsonl and queries.jsonl: npm run bench:retrieval -- --data DIR')

const engines = chooseEngines(ENGINES, values.only).map((engine) => ({ engine, measured: new Array<Measures>() }))
for (const dir of values.data) {
  const { passages, queries } = await readBenchData(dir)
  console.log(`${dir}: ${passages.length} passages, ${queries.length} queries`)
  for (const { engine, measured } of engines) {
    const { find } = await engine.build(passages)
    const measures = measure(queries, find)
    measured.push(measures)
    console.log(toRow(engine.name, measures))
  }
}
if (values.data.length > 1) {
  console.log(`the average of ${values.data.length} sets`)
  for (const { engine, measured } of engines) console.log(toRow(engine.name, toAverage(measured)))
}
