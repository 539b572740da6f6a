import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { createPassingLanguages, loadChosenLanguages } from '../../src/records/chosen-languages.ts'
import { createForTest, createSqlite, describeDatabases, openForTest, type TestDatabase } from './test-databases.ts'

const USER = 123456789
const KEY = 'a key'

let database: TestDatabase

const load = async (key = KEY) => loadChosenLanguages(await openForTest(database), key)

describeDatabases((create) => {
  beforeEach(async () => void (database = await createForTest(create)))

  it('finds a choice after reopening', async () => {
    const languages = await load()
    await languages.choose(USER, 'zh-hant')
    await languages.choose(7, 'en')
    expect(languages.find(USER)).toBe('zh-hant')
    const others = await load()
    expect([others.find(USER), others.find(7), others.find(8)]).toEqual(['zh-hant', 'en', undefined])
  })

  it('keeps the last choice, and deletes one that is withdrawn', async () => {
    const languages = await load()
    await languages.choose(USER, 'zh-hant')
    await languages.choose(USER, 'en')
    await languages.choose(7, 'en')
    await languages.choose(7, undefined)
    expect([languages.find(USER), languages.find(7)]).toEqual(['en', undefined])
    const others = await load()
    expect([others.find(USER), others.find(7)]).toEqual(['en', undefined])
  })

  it('stores a hash of the user, in the form of all earlier releases', async () => {
    await (await load()).choose(USER, 'en')
    const rows = await database.query('select * from chosen_languages')
    const user = '56da17e05a0cdbb99073479c448602fb7803e4457077d58631fb357d82032294'
    expect(rows).toEqual([{ user, language: 'en' }])
  })

  it('finds no choice with another key', async () => {
    await (await load()).choose(USER, 'en')
    expect((await load('another key')).find(USER)).toBeUndefined()
  })

  it('ignores a language that no longer exists', async () => {
    await (await load()).choose(USER, 'en')
    await database.query("update chosen_languages set language = 'tlh'")
    expect((await load()).find(USER)).toBeUndefined()
  })
})

describe('a file', () => {
  it('is created with its folder', async () => {
    const { url } = await createForTest(createSqlite)
    const path = join(dirname(url.slice('file:'.length)), 'data', 'wenzheng.db')
    const languages = await loadChosenLanguages(await openForTest({ url: `file:${path}` }), KEY)
    expect(languages.find(USER)).toBeUndefined()
    expect((await readFile(path)).toString('latin1')).toMatch(/^SQLite format 3/)
  })

  it('that is no database is rejected, and not changed', async () => {
    const { url } = await createForTest(createSqlite)
    const other = url.slice('file:'.length)
    await writeFile(other, 'these are notes, and no database at all\n'.repeat(50))
    const troubles: unknown[] = []
    const opened = await openForTest({ url }, { onTrouble: (error) => void troubles.push(error) })
    await expect(opened.run((tables) => tables.selectFrom('queries').selectAll().execute())).rejects.toThrow()
    expect([opened.isOpen(), troubles.length]).toEqual([false, 1])
    expect(await readFile(other, 'utf8')).toContain('these are notes')
  })
})

it('is kept in memory without a database', async () => {
  const languages = createPassingLanguages()
  await languages.choose(USER, 'en')
  expect(languages.find(USER)).toBe('en')
  await languages.choose(USER, undefined)
  expect(languages.find(USER)).toBeUndefined()
  expect(createPassingLanguages().find(USER)).toBeUndefined()
})
