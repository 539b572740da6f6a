import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openDatabase } from '../../../src/records/database/database.ts'
import { explainDatabase } from '../../../src/records/database/database-error.ts'
import { openRecords } from '../../../src/records/records.ts'

async function createDir() {
  const dir = await mkdtemp(join(tmpdir(), 'database-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  return dir
}

/** The sentence about a database that cannot be opened. */
async function explain(path: string): Promise<string> {
  const troubles: unknown[] = []
  const records = await openRecords(`file:${path}`, {
    key: '1:a',
    retentionDays: 90,
    toWordingKey: (text) => text,
    onTrouble: (error) => troubles.push(error),
  })
  await records.close()
  expect(troubles).toHaveLength(1)
  const [error] = troubles
  expect(error).toMatchObject({ name: 'DatabaseError' })
  return error instanceof Error ? error.message : ''
}

it('tells that a database is of a newer version, and what to do', async () => {
  const path = join(await createDir(), 'a.db')
  const database = await openDatabase(`file:${path}`)
  // Kysely's own table, which the types do not have.
  await database.run((tables) =>
    tables
      .withTables<{ kysely_migration: { name: string; timestamp: string } }>()
      .insertInto('kysely_migration')
      .values({ name: '999-later', timestamp: '2030-01-01' })
      .execute(),
  )
  await database.close()
  expect(await explain(path)).toBe(
    `the database file:${path} was made by a newer version of this program: ` +
      'update the program, or name another database in DATABASE_URL',
  )
})

it('tells why a file cannot be opened', async () => {
  const dir = await createDir()
  await writeFile(join(dir, 'text.db'), 'no database'.repeat(1000))
  expect(await explain(join(dir, 'text.db'))).toContain('(SQLITE_NOTADB): it is damaged, or no database')
  await mkdir(join(dir, 'folder.db'))
  expect(await explain(join(dir, 'folder.db'))).toContain('(EISDIR): a file stands where a folder should be')
  expect(await explain(join(dir, 'text.db', 'a.db'))).toMatch(/\((?:ENOTDIR|EEXIST)\): a file stands where a folder/u)
})

it('tells who must be able to write where a right is missing, and leaves what it does not know as it is', () => {
  const denied = Object.assign(new Error('EACCES: permission denied, mkdir'), { code: 'EACCES', syscall: 'mkdir' })
  expect(explainDatabase(denied, 'file:a')).toMatchObject({
    message:
      'the database file:a cannot be used (EACCES): its folder and the file must be writable for the user that runs the bot',
  })
  const unknown = new Error('what somebody wrote')
  expect(explainDatabase(unknown, 'file:a')).toBe(unknown)
})
