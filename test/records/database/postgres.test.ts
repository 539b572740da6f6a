import { expect, it } from 'vitest'
import { openDatabase } from '../../../src/records/database/database.ts'
import { createForTest, describeDatabases, describePostgres } from '../test-databases.ts'

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
})
