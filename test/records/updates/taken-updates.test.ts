import { readFile, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createRetention } from '../../../src/records/retention.ts'
import { createTakenUpdates } from '../../../src/records/updates/taken-updates.ts'
import { createForTest, createSqlite, describeDatabases, openForTest, type TestDatabase } from '../test-databases.ts'

const KEY = '1:made_up'
const UPDATE = { update_id: 7, message: { text: '我家的地址是幸福路三号' } }

/** Makes a database; `open` opens it as another process does, by default one whose hold never ends. */
async function setUp(create: () => Promise<TestDatabase>) {
  const stored = await createForTest(create)
  const troubles: unknown[] = []
  async function open(held = 600_000, key = KEY) {
    const database = await openForTest(stored, { onTrouble: (error) => void troubles.push(error) })
    return createTakenUpdates(database, { key, lease: { held, renewal: 0 } })
  }
  /** Lets the hold on every update end. */
  const lapse = () => stored.query('update updates set held_until = 1')
  return { stored, open, lapse, troubles }
}

/** A hold that is over by the next millisecond. */
const ENDED = -1

describeDatabases((create) =>
  describe('the taken updates', () => {
    it('are claimed by one process, and known as answered by all', async () => {
      const { open, troubles } = await setUp(create)
      const [one, other] = [await open(), await open()]
      expect([...(await one.claim([UPDATE, { update_id: 8 }]))]).toEqual([
        [7, 'own'],
        [8, 'own'],
      ])
      expect([...(await other.claim([UPDATE, { update_id: 9 }]))]).toEqual([
        [7, 'held'],
        [9, 'own'],
      ])
      await one.settle(7)
      expect([...(await other.claim([UPDATE]))]).toEqual([[7, 'answered']])
      expect([...(await one.claim([UPDATE]))]).toEqual([[7, 'answered']])
      expect(troubles).toEqual([])
    })

    it('of a number that another update had are new, as where a Bot API server counts anew', async () => {
      const { open } = await setUp(create)
      const one = await open()
      await one.claim([UPDATE])
      await one.settle(7)
      expect([...(await one.claim([{ update_id: 7 }]))]).toEqual([[7, 'own']])
      expect([...(await (await open()).claim([{ update_id: 7 }]))]).toEqual([[7, 'held']])
    })

    it('are another process’s once the one that held them has ended, with all that they say', async () => {
      const { open } = await setUp(create)
      await (await open(ENDED)).claim([UPDATE, { update_id: 8 }])
      const other = await open()
      expect(await other.claimLeft()).toEqual({ updates: [UPDATE, { update_id: 8 }], dropped: [] })
      expect(await (await open()).claimLeft()).toEqual({ updates: [], dropped: [] })
    })

    it('are held while their process renews them', async () => {
      const { open, lapse } = await setUp(create)
      const one = await open()
      await one.claim([UPDATE])
      await lapse()
      expect((await one.claimLeft()).updates).toEqual([])
      const other = await open()
      expect((await other.claimLeft()).updates).toEqual([])
      await lapse()
      expect((await other.claimLeft()).updates).toEqual([UPDATE])
    })

    it('are left to the next process at once where theirs releases them', async () => {
      const { open } = await setUp(create)
      const one = await open()
      await one.claim([UPDATE])
      await one.release()
      expect([...(await (await open()).claim([UPDATE]))]).toEqual([[7, 'own']])
    })

    it('are new again once given back', async () => {
      const { open } = await setUp(create)
      const one = await open()
      await one.claim([UPDATE])
      await one.giveBack(7)
      expect([...(await (await open()).claim([UPDATE]))]).toEqual([[7, 'own']])
    })

    it('are given up after ten processes have ended with them', async () => {
      const { open } = await setUp(create)
      await (await open(ENDED)).claim([UPDATE])
      for (let start = 2; start <= 10; start++)
        expect((await (await open(ENDED)).claimLeft()).updates).toEqual([UPDATE])
      expect(await (await open(ENDED)).claimLeft()).toEqual({ updates: [], dropped: [7] })
      expect([...(await (await open()).claim([UPDATE]))]).toEqual([[7, 'answered']])
    })

    it('of one bot are none of another’s', async () => {
      const { open } = await setUp(create)
      await (await open(ENDED)).claim([UPDATE])
      const other = await open(ENDED, '2:another')
      expect(await other.claimLeft()).toEqual({ updates: [], dropped: [] })
      expect([...(await other.claim([UPDATE]))]).toEqual([[7, 'own']])
    })

    it('are known for a day after they are answered, and unanswered for longer', async () => {
      const { stored, open } = await setUp(create)
      const updates = await open()
      const another = { ...UPDATE, update_id: 8 }
      await updates.claim([UPDATE, another])
      await updates.settle(7)
      const database = await openForTest(stored)
      const idsAfterPurge = async () => {
        await createRetention(database, 90).purge()
        const rows = await stored.query('select id from updates order by id')
        return rows.map(({ id }) => id)
      }
      expect(await idsAfterPurge()).toEqual([7, 8])
      await stored.query('update updates set at = 1')
      expect(await idsAfterPurge()).toEqual([8])
    })

    it('are claimed all the same where the database fails', async () => {
      const { unusableUrl } = await createForTest(create)
      const database = await openForTest({ url: unusableUrl })
      const updates = createTakenUpdates(database, { key: KEY })
      expect([...(await updates.claim([UPDATE]))]).toEqual([[7, 'own']])
      await updates.settle(7)
      expect(await updates.claimLeft()).toEqual({ updates: [], dropped: [] })
    })
  }),
)

it('the taken updates cannot be read in the file', async () => {
  const { stored, open } = await setUp(createSqlite)
  await (await open()).claim([UPDATE])
  const dir = dirname(stored.url.slice('file:'.length))
  const files = await readdir(dir)
  const bytes = Buffer.concat(await Promise.all(files.map((file) => readFile(join(dir, file)))))
  expect(bytes.includes('updates')).toBe(true)
  expect(bytes.includes('幸福路')).toBe(false)
  expect(bytes.includes('update_id')).toBe(false)
})
