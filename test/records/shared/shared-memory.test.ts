import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../src/records/database/database.ts'
import { createSharedMemory } from '../../../src/records/shared/shared-memory.ts'
import { type TestDatabase, createForTest, describeDatabases } from '../test-databases.ts'

const TOKEN = '1:made_up'
const MINUTE = 60_000

describeDatabases((create) => {
  /** Opens the memory as one copy does. */
  async function open({ url }: TestDatabase, token = TOKEN, sweep = MINUTE) {
    const database = await openDatabase(url)
    const memory = createSharedMemory(database, token, sweep)
    onTestFinished(() => {
      memory.close()
      return database.close()
    })
    return memory
  }

  it('is one for all copies of a bot, and for no other bot', async () => {
    const database = await createForTest(create)
    const [one, other, stranger] = [await open(database), await open(database), await open(database, '2:other')]
    await one.set([
      { key: 'a', value: { query: '医保' }, lasting: MINUTE },
      { key: 'b', value: 7, lasting: MINUTE },
    ])
    expect([await other.get('a'), await other.get('b'), await stranger.get('a')]).toEqual([
      { query: '医保' },
      7,
      undefined,
    ])
    await other.set([{ key: 'a', value: 'new', lasting: MINUTE }])
    expect(await one.get('a')).toBe('new')
    await one.delete('a')
    expect(await other.get('a')).toBeUndefined()
  })

  it('ends with its time, and is deleted then', async () => {
    const database = await createForTest(create)
    const memory = await open(database, TOKEN, 5)
    await memory.set([
      { key: 'over', value: 1, lasting: -1 },
      { key: 'lasting', value: 1, lasting: MINUTE },
    ])
    expect(await memory.get('over')).toBeUndefined()
    const count = async () => Number((await database.query('select count(*) as count from memories'))[0]?.['count'])
    await expect.poll(count).toBe(1)
    expect(await memory.get('lasting')).toBe(1)
  })

  it('says nothing of its keys and values in the database', async () => {
    const database = await createForTest(create)
    await (await open(database)).set([{ key: 'chat 123456', value: 'Lin Hai', lasting: MINUTE }])
    const [row] = await database.query('select * from memories')
    const stored = `${String(row?.['key'])} ${Buffer.from(row?.['content'] as Uint8Array).toString('latin1')}`
    expect(stored).not.toMatch(/123456|Lin Hai/)
  })

  it('loses no change of copies that make theirs at once', async () => {
    const database = await createForTest(create)
    const copies = [await open(database), await open(database), await open(database)]
    const count = (before: unknown) => {
      const value = (typeof before === 'number' ? before : 0) + 1
      return { value, result: value }
    }
    const counts = await Promise.all(
      copies.flatMap((copy) => Array.from({ length: 4 }, () => copy.change('count', MINUTE, count))),
    )
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, index) => index + 1))
    const read = await copies[0]?.change('count', MINUTE, (before) => ({ value: undefined, result: before }))
    expect(read).toBe(12)
  })
})
