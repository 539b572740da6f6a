import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { replaceFiles } from '../../../src/knowledge/folder/replace-files.ts'

let dir: string

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'replace-'))
})
afterEach(() => rm(dir, { recursive: true }))

it('replaces files and creates missing ones, and leaves no drafts', async () => {
  await writeFile(join(dir, 'old.yaml'), 'old')
  await replaceFiles(dir, [
    { file: 'old.yaml', text: 'new' },
    { file: 'further.yaml', text: 'further' },
  ])
  expect(await readFile(join(dir, 'old.yaml'), 'utf8')).toBe('new')
  expect(await readFile(join(dir, 'further.yaml'), 'utf8')).toBe('further')
  expect((await readdir(dir)).toSorted()).toEqual(['further.yaml', 'old.yaml'])
})

it('replaces no file if the last cannot be written', async () => {
  await writeFile(join(dir, 'old.yaml'), 'old')
  await mkdir(join(dir, 'taken.yaml'))
  await expect(
    replaceFiles(dir, [
      { file: 'old.yaml', text: 'new' },
      { file: 'further.yaml', text: 'further' },
      { file: 'taken.yaml', text: 'lost' },
    ]),
  ).rejects.toThrow('EISDIR')
  expect(await readFile(join(dir, 'old.yaml'), 'utf8')).toBe('old')
  expect((await readdir(dir)).toSorted()).toEqual(['old.yaml', 'taken.yaml'])
})
