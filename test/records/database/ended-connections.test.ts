import { sql } from 'kysely'
import { expect, inject, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../src/records/database/database.ts'
import { createForTest, createPostgres } from '../test-databases.ts'

it.skipIf(inject('postgresUrl') === undefined)(
  'connections that the server ends amid tasks fail those, and neither the process nor what follows',
  async () => {
    const given = await createForTest(createPostgres)
    const database = await openDatabase(given.url, {}, { pause: 0 })
    onTestFinished(() => database.close())
    const tasks = Array.from({ length: 40 }, () => database.run((tables) => sql`select pg_sleep(0.02)`.execute(tables)))
    const settled = Promise.allSettled(tasks)
    for (let count = 0; count < 5; count++)
      await given.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'wenzheng'`)
    expect((await settled).some(({ status }) => status === 'rejected')).toBe(true)
    const succeeds = () =>
      database
        .run((tables) => sql`select 1`.execute(tables))
        .then(
          () => true,
          () => false,
        )
    await expect.poll(succeeds).toBe(true)
  },
)
