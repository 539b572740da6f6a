import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../src/records/database/database.ts'
import { createSharedMemory } from '../../../src/records/shared/shared-memory.ts'
import { createTurns } from '../../../src/records/shared/turns.ts'
import { createForTest, describeDatabases } from '../test-databases.ts'

describeDatabases((create) => {
  async function setUp(held = 60_000) {
    const { url } = await createForTest(create)
    const open = async (owner: string) => {
      const database = await openDatabase(url)
      const memory = createSharedMemory(database, '1:made_up')
      onTestFinished(() => {
        memory.close()
        return database.close()
      })
      return createTurns(memory, 'vectors', owner, { held, renewal: 5, look: 5 })
    }
    return { open }
  }

  it('are taken one after the other', async () => {
    const { open } = await setUp()
    const { signal } = new AbortController()
    const copies = [await open('a'), await open('b'), await open('c')]
    let [running, most] = [0, 0]
    const work = async () => {
      most = Math.max(most, ++running)
      // Some turns of the event loop, in which others would begin.
      for (let turn = 0; turn < 20; turn++) await nextTurn()
      running--
    }
    await Promise.all(copies.map((copy) => copy.run(signal, work)))
    expect(most).toBe(1)
  })

  it('end with a copy that ended', async () => {
    const { open } = await setUp(50)
    const { signal } = new AbortController()
    const [one, other] = [await open('a'), await open('b')]
    const ended = one.run(AbortSignal.abort(), () => new Promise<never>(() => {}))
    expect(ended).toBeInstanceOf(Promise)
    expect(await other.run(signal, async () => 'run')).toBe('run')
  })
})
