import { sql } from 'kysely'
import { expect, it, onTestFinished, vi } from 'vitest'
import { type Database, openDatabase } from '../../../src/records/database/database.ts'
import { startSwitch } from '../../proxies/proxies.ts'
import { createForTest, describeDatabases, describePostgres, openForTest } from '../test-databases.ts'

describeDatabases((create) => {
  it('reads times and counts as numbers, and bytes as bytes', async () => {
    const { url } = await createForTest(create)
    const database = await openDatabase(url)
    const row = { hash: 'a', recipe: 'b', used_at: 1_234_567_890_123, vector: new Uint8Array([0, 255, 7]) }
    await database.run((tables) => tables.insertInto('vectors').values(row).execute())
    const [read] = await database.run((tables) => tables.selectFrom('vectors').selectAll().execute())
    expect([read?.used_at, [...new Uint8Array(read?.vector ?? [])]]).toEqual([1_234_567_890_123, [0, 255, 7]])
    await database.close()
  })
})

describePostgres((create) => {
  it('makes its tables once, however many processes start together', async () => {
    const { url } = await createForTest(create)
    const troubles: unknown[] = []
    const open = () => openDatabase(url, { onTrouble: (error) => void troubles.push(error) })
    const opened = await Promise.all([open(), open(), open(), open()])
    expect(troubles).toEqual([])
    expect(opened.map((one) => [one.kind, one.isOpen()])).toEqual(Array.from({ length: 4 }, () => ['postgres', true]))
    const [first] = opened
    expect(await first?.run((tables) => tables.selectFrom('updates').selectAll().execute())).toEqual([])
    await Promise.all(opened.map((one) => one.close()))
  })

  it('goes by the clock of the server, though that of the machine is set, or the machine stood for a while', async () => {
    const { url } = await createForTest(create)
    const database = await openForTest({ url }, {}, { clock: 20 })
    onTestFinished(() => void vi.restoreAllMocks())
    const [clock, runtime] = [Date.now.bind(Date), performance.now.bind(performance)]
    const differ = () => Math.abs(database.now() - clock())
    expect(differ()).toBeLessThan(2000)
    vi.spyOn(Date, 'now').mockImplementation(() => clock() + 300_000)
    expect(differ()).toBeLessThan(2000)
    vi.spyOn(performance, 'now').mockImplementation(() => runtime() - 300_000)
    await expect.poll(differ).toBeLessThan(2000)
  })

  /** Opens a database behind a switch. */
  async function openSwitched(times = {}) {
    const created = await createForTest(create)
    const behind = new URL(created.url)
    const way = await startSwitch(Number(behind.port))
    behind.port = String(way.port)
    const said: string[] = []
    const listeners = { onTrouble: () => said.push('trouble'), onRecovery: () => said.push('recovery') }
    const database = await openDatabase(behind.href, listeners, { pause: 20, silence: 20, ...times })
    const ask = () =>
      database
        .run((tables) => sql`select 1`.execute(tables))
        .then(
          () => 'answered',
          () => 'failed',
        )
    return { database, ask, way, said, query: (text: string) => created.query(text) }
  }

  const askAll = (ask: () => Promise<string>) => Promise.all(Array.from({ length: 30 }, ask))
  const sleepOn = (database: Database, seconds: number) =>
    database.run((tables) => sql`select pg_sleep(${seconds})`.execute(tables))

  it('that refuses connections is tried by itself, says so once, and is used again', async () => {
    const { database, ask, way, said } = await openSwitched()
    await way.cut()
    expect(new Set(await askAll(ask))).toEqual(new Set(['failed']))
    expect([database.isOpen(), said]).toEqual([false, ['trouble']])
    await way.open()
    await expect.poll(() => said).toEqual(['trouble', 'recovery'])
    expect([await ask(), database.isOpen()]).toEqual(['answered', true])
    await database.close()
  })

  it('that says nothing is waited for once by all tasks, and by no later one', async () => {
    const { database, ask, way, said } = await openSwitched({ pause: 60_000 })
    await askAll(ask)
    way.silence()
    expect(new Set(await askAll(ask))).toEqual(new Set(['failed']))
    const { length: before } = said
    const connections = way.connections()
    for (let time = 0; time < 100; time++) expect(await ask()).toBe('failed')
    // One that waited would have made a connection.
    expect([way.connections() - connections, before, said]).toEqual([0, 1, ['trouble']])
    await database.close()
  })

  it('that said nothing is used again on new connections', async () => {
    const { database, ask, way, said } = await openSwitched()
    await askAll(ask)
    way.silence()
    expect(await ask()).toBe('failed')
    await way.open()
    await expect.poll(() => said).toEqual(['trouble', 'recovery'])
    expect(new Set(await askAll(ask))).toEqual(new Set(['answered']))
    await database.close()
  })

  it('of which one connection says nothing fails what waits on that, and is used on others', async () => {
    // A look whose own connection is frozen would find no server.
    const { database, ask, way, said } = await openSwitched({ answer: 2000, silence: 60_000 })
    await askAll(ask)
    way.freeze()
    expect(new Set(await askAll(ask))).toEqual(new Set(['failed']))
    expect(database.isOpen()).toBe(true)
    expect(new Set(await askAll(ask))).toEqual(new Set(['answered']))
    expect(said).toEqual(['trouble', 'recovery'])
    await database.close()
  })

  it('is waited for while a statement takes long', async () => {
    const { database, said } = await openSwitched()
    await sleepOn(database, 0.5)
    expect(said).toEqual([])
    await database.close()
  })

  it('that ends a connection amid a statement fails that one alone', async () => {
    const { database, ask, said, query } = await openSwitched()
    const sleeping = sleepOn(database, 60).then(
      () => 'answered',
      () => 'failed',
    )
    const running = "from pg_stat_activity where datname = current_database() and query like 'select pg_sleep%'"
    await expect.poll(async () => query(`select pid ${running}`)).toHaveLength(1)
    await query(`select pg_terminate_backend(pid) ${running}`)
    expect(await sleeping).toBe('failed')
    // The pool may hear of the end only after it has given the connection to the next one.
    await expect.poll(ask).toBe('answered')
    expect(database.isOpen()).toBe(true)
    expect(said).toEqual(['trouble', 'recovery'])
    await database.close()
  })
})
