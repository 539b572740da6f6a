import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readBenchData } from './data.ts'
import { ENGINES } from './engines.ts'
import { measure, toRow } from './measures.ts'

const { values } = parseArgs({ options: { data: { type: 'string', multiple: true }, engine: { type: 'string' } } })
if (!values.data)
  throw new Error('Name a folder with passages.jsonl and queries.jsonl: npm run bench:retrieval -- --data DIR')

for (const dir of values.data) {
  if (values.engine !== undefined) console.log(await run(values.engine, dir))
  else await runAll(dir)
}

/** Each engine has a process of its own, so that none builds in memory that another has left. */
async function runAll(dir: string): Promise<void> {
  const { passages, queries } = await readBenchData(dir)
  console.log(`${dir}: ${passages.length} passages, ${queries.length} queries`)
  for (const { name } of ENGINES) {
    execFileSync(
      process.execPath,
      [...process.execArgv, fileURLToPath(import.meta.url), '--data', dir, '--engine', name],
      { stdio: 'inherit' },
    )
  }
}

async function run(name: string, dir: string): Promise<string> {
  const engine = ENGINES.find((one) => one.name === name)
  if (!engine) throw new Error(`No engine is called ${name}: there are ${ENGINES.map((one) => one.name).join(', ')}`)
  const { passages, queries } = await readBenchData(dir)
  const before = measureMemory()
  const start = performance.now()
  const find = await engine.build(passages)
  const buildTime = performance.now() - start
  const memory = measureMemory() - before
  return toRow(name, measure(queries, find), buildTime, memory)
}

/** What the process holds, of native libraries too, after what it holds no more is given back. */
function measureMemory(): number {
  globalThis.gc?.()
  return process.memoryUsage().rss
}
