import { setImmediate as nextTurn } from 'node:timers/promises'
import { openFts5Engine } from '../../src/search/engine/fts5-engine.ts'
import { toEntries, toEntry } from './entries.ts'

/** Puts an article into the file named on the command line, and goes on with a change that never ends. */
async function* toArticles() {
  for (let place = 0; ; place++) {
    yield toEntries(`${place}`, ...Array.from({ length: 50 }, (_, own) => toEntry([`词${place}`, `语${own}`])))
    if (place === 200) console.log('staging')
    await nextTurn()
  }
}

const engine = openFts5Engine(process.argv[2] ?? '')
const { engine: filled, commit } = await engine.stage({ removed: [], added: [toEntries('kept', toEntry(['码头']))] })
commit()
await filled.stage({ removed: [{ firstId: 0, length: 1 }], added: toArticles() })
