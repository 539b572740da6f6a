import { expect, it, onTestFinished } from 'vitest'
import { type Database, openDatabase } from '../../../src/records/database/database.ts'
import { createTakenUpdates } from '../../../src/records/updates/taken-updates.ts'
import { type TestDatabase, createForTest, describeDatabases } from '../test-databases.ts'

const KEY = '1:made_up'
const UPDATE = { update_id: 7, message: { text: '火星上有水吗' } }
const HELD = 5000

describeDatabases((create) => {
  /** Opens the updates as copies of a bot do, by one clock that stands, and through a network that may fail. */
  async function createCopies() {
    const given = await createForTest(create)
    const state = { isDown: false, now: 1_800_000_000_000 }
    async function open() {
      const database = await openDatabase(given.url)
      onTestFinished(() => database.close())
      const counts = { takenOver: 0 }
      const run: Database['run'] = (task) => (state.isDown ? Promise.reject(new Error('down')) : database.run(task))
      const updates = createTakenUpdates(
        { ...database, run, now: () => state.now },
        { key: KEY, lease: { held: HELD, renewal: 0 }, onTakenOver: () => counts.takenOver++ },
      )
      return { updates, counts }
    }
    return { given, state, open }
  }
  const idsOf = ({ updates }: { readonly updates: readonly { readonly update_id: number }[] }) =>
    updates.map(({ update_id }) => update_id)
  const isOf = ({ kind }: TestDatabase, wanted: TestDatabase['kind']) => kind === wanted

  it('an update that was answered while the database failed is settled once it is back', async () => {
    const { given, state, open } = await createCopies()
    const [one, other] = [await open(), await open()]
    await one.updates.claim([UPDATE, { update_id: 8 }])
    state.isDown = true
    await one.updates.settle(7)
    await one.updates.settle(8)
    state.isDown = false
    state.now += 2 * HELD
    await one.updates.claimLeft()
    expect([...(await other.updates.claim([UPDATE]))]).toEqual([[7, 'answered']])
    expect(await given.query('select held_until, content from updates order by id')).toEqual(
      [7, 8].map(() => ({ held_until: null, content: null })),
    )
  })

  it('what could not be settled is at the latest when the process stops', async () => {
    const { state, open } = await createCopies()
    const [one, other] = [await open(), await open()]
    await one.updates.claim([UPDATE])
    state.isDown = true
    await one.updates.settle(7)
    state.isDown = false
    await one.updates.release()
    expect([...(await other.updates.claim([UPDATE]))]).toEqual([[7, 'answered']])
  })

  it('an update that another process has begun is counted, whether it is found or delivered again', async () => {
    const { state, open } = await createCopies()
    const [one, other] = [await open(), await open()]
    await one.updates.claim([UPDATE, { update_id: 8 }])
    expect([one.counts.takenOver, other.counts.takenOver]).toEqual([0, 0])
    state.now += HELD + 1
    await other.updates.claim([UPDATE])
    expect(other.counts.takenOver).toBe(1)
    expect(idsOf(await other.updates.claimLeft())).toEqual([8])
    expect([one.counts.takenOver, other.counts.takenOver]).toEqual([0, 2])
  })

  it('of a number that another update had is not counted as begun by another process', async () => {
    const { open } = await createCopies()
    const [one, other] = [await open(), await open()]
    await one.updates.claim([UPDATE])
    await other.updates.claim([{ update_id: 7 }])
    expect(other.counts.takenOver).toBe(0)
  })

  it('after an outage of a server nobody takes over what others have not had time to renew', async () => {
    const { given, state, open } = await createCopies()
    const [one, other] = [await open(), await open()]
    await one.updates.claim([UPDATE])
    await other.updates.claimLeft()
    state.isDown = true
    state.now += 2 * HELD
    await other.updates.claimLeft()
    state.isDown = false
    const isServer = isOf(given, 'postgres')
    // What an SQLite file has is left by a process before: no other uses it now.
    expect(idsOf(await other.updates.claimLeft())).toEqual(isServer ? [] : [7])
    if (!isServer) return
    expect([...(await other.updates.claim([UPDATE]))]).toEqual([[7, 'held']])
    /** Lets seconds pass in which copies look for what is left; lists what the other takes over. */
    const pass = async (seconds: number, isRenewed: boolean) => {
      const taken: number[] = []
      for (let second = 0; second < seconds; second++) {
        state.now += 1000
        taken.push(...idsOf(await other.updates.claimLeft()))
        if (isRenewed) await one.updates.claimLeft()
      }
      return taken
    }
    expect(await pass(4, false)).toEqual([])
    await one.updates.claimLeft()
    expect(await pass(20, true)).toEqual([])
    expect(await pass(7, false)).toEqual([7])
    expect(other.counts.takenOver).toBe(1)
  })

  it('a copy that has not reached a server for half a lease takes nothing over at once either', async () => {
    const { given, state, open } = await createCopies()
    const [one, other] = [await open(), await open()]
    await one.updates.claim([UPDATE])
    await other.updates.claimLeft()
    state.now += 2 * HELD
    expect(idsOf(await other.updates.claimLeft())).toEqual(isOf(given, 'postgres') ? [] : [7])
  })

  it('what a process has released is taken over at once after an outage too', async () => {
    const { state, open } = await createCopies()
    const [one, other] = [await open(), await open()]
    await one.updates.claim([UPDATE])
    state.isDown = true
    await other.updates.claimLeft()
    state.isDown = false
    await one.updates.release()
    expect(idsOf(await other.updates.claimLeft())).toEqual([7])
  })
})
