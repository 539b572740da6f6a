import { join } from 'node:path'
import { readBenchData } from '../data.ts'
import { chooseEngines, LIBRARIES, type LibraryIndex } from '../libraries.ts'
import { ADDED, FIRST, SCORED, UNSCORED } from './corpus.ts'
import { type Figures, toTimes } from './figures.ts'
import { addParagraph } from './folder.ts'

/** Runs a library in this process, and sends its parent the figures as they come. */

const DEPTH = 10
const [dir = '', name = '', start] = process.argv.slice(2)
const [library] = chooseEngines(LIBRARIES, [name])
if (!library) throw new Error('Name a library')
const file = join(dir, `${name}.index`)
/** `performance.now` counts from the start of the process. */
const measured: Figures = {}

if (start === 'warm') {
  library.open(file).find(FIRST.query, DEPTH)
  measured.warmStart = performance.now() / 1000
} else {
  const { passages, queries } = await readBenchData(dir)
  const index = library.build(passages, file)
  index.find(FIRST.query, DEPTH)
  measured.coldStart = performance.now() / 1000
  await send()
  const asked = queries.slice(0, UNSCORED + SCORED)
  Object.assign(measured, toTimes(asked.map(({ text }) => measureQuery(index, text)).slice(UNSCORED)), {
    memory: readMemory(),
  })
  await send()
  const article = passages.filter(({ doc }) => doc === passages[0]?.doc)
  const began = performance.now()
  index.replace(article, addParagraph(article))
  index.find(ADDED.query, DEPTH)
  measured.reload = (performance.now() - began) / 1000
  measured.memoryAfterReload = readMemory()
  index.save(file)
}
await send()
process.disconnect()

function measureQuery({ find }: LibraryIndex, query: string): number {
  const before = process.cpuUsage()
  find(query, DEPTH)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function readMemory(): number {
  return process.memoryUsage().rss / 2 ** 20
}

function send(): Promise<void> {
  return new Promise((resolve) => process.send?.(measured, () => resolve()))
}
