import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createPassingLanguages, loadChosenLanguages } from '../../src/records/chosen-languages.ts'
import { type Database, openDatabase } from '../../src/records/database/database.ts'

const USER = 123456789
const KEY = 'a key'

let folder: string
let file: string
let open: Database[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'records-'))
  file = join(folder, 'data', 'wenzheng.db')
  open = []
})
afterEach(async () => {
  await Promise.all(open.map((database) => database.close()))
  await rm(folder, { recursive: true })
})

async function load(key = KEY) {
  const database = await openDatabase(`file:${file}`)
  open.push(database)
  return loadChosenLanguages(database, key)
}

it('creates the folder and the file', async () => {
  expect((await load()).find(USER)).toBeUndefined()
  expect((await readFile(file)).toString('latin1')).toMatch(/^SQLite format 3/)
})

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
  await Promise.all(open.splice(0).map((database) => database.close()))
  const rows = new Libsql(file).prepare('select * from chosen_languages').all()
  const user = '56da17e05a0cdbb99073479c448602fb7803e4457077d58631fb357d82032294'
  expect(rows).toEqual([{ user, language: 'en' }])
})

it('finds no choice with another key', async () => {
  await (await load()).choose(USER, 'en')
  expect((await load('another key')).find(USER)).toBeUndefined()
})

it('ignores a language that no longer exists', async () => {
  await (await load()).choose(USER, 'en')
  new Libsql(file).exec("update chosen_languages set language = 'tlh'")
  expect((await load()).find(USER)).toBeUndefined()
})

it('rejects a file that is no database, and does not change it', async () => {
  const other = join(folder, 'notes.txt')
  await writeFile(other, 'these are notes, and no database at all\n'.repeat(50))
  const troubles: unknown[] = []
  const database = await openDatabase(`file:${other}`, { onTrouble: (error) => void troubles.push(error) })
  await expect(database.run((tables) => tables.selectFrom('queries').selectAll().execute())).rejects.toThrow()
  expect([database.isOpen(), troubles.length]).toEqual([false, 1])
  expect(await readFile(other, 'utf8')).toContain('these are notes')
})

it('is kept in memory without a database', async () => {
  const languages = createPassingLanguages()
  await languages.choose(USER, 'en')
  expect(languages.find(USER)).toBe('en')
  await languages.choose(USER, undefined)
  expect(languages.find(USER)).toBeUndefined()
  expect(createPassingLanguages().find(USER)).toBeUndefined()
})
