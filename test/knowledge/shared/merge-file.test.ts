import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { exportFiles } from '../../../src/knowledge/shared/export-files.ts'
import { mergeFile } from '../../../src/knowledge/shared/merge-file.ts'
import { faultyAt, sound } from '../../../src/knowledge/problems/result.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'

const LESSONS = 'park.taught.asks.yaml'
const ARTICLE = 'square.md'

/** Renders a file of lessons; undefined for none. */
function lessons(asks: readonly string[] | undefined): Buffer | undefined {
  return asks && Buffer.from(`article: park\nasks:\n  p1:\n${asks.map((ask) => `    - ${ask}\n`).join('')}`)
}

interface Given {
  /** What stands in the folder. */
  stands?: readonly string[] | undefined
  base?: readonly string[] | undefined
  content: readonly string[]
  exported?: readonly string[] | undefined
}

/** Merges files of lessons, and lists the wordings of what holds. */
async function merge({ stands, base, content, exported }: Given): Promise<string[] | undefined> {
  const own = lessons(stands)
  const merged = await mergeFile(LESSONS, own && sound<Uint8Array>(own), {
    content: lessons(content) ?? Buffer.of(),
    base: lessons(base),
    exported: lessons(exported),
  })
  if (merged?.kind !== 'sound') return undefined
  return [
    ...Buffer.from(merged.value)
      .toString()
      .matchAll(/- "?([^"\n]*)"?/gu),
  ].map(([, wording = '']) => wording)
}

describe('lessons in the folder and in the database', () => {
  it.each<[name: string, given: Given, holds: readonly string[] | undefined]>([
    ['only taught', { content: ['a'] }, ['a']],
    ['taught over a folder that is as it was then', { stands: ['a'], base: ['a'], content: ['a', 'b'] }, ['a', 'b']],
    ['withdrawn', { stands: ['a', 'b'], base: ['a', 'b'], content: ['a'] }, ['a']],
    ['exported', { stands: ['a', 'b'], base: ['a'], content: ['a', 'b'], exported: ['a', 'b'] }, ['a', 'b']],
    ['taught, and the folder changed since', { stands: ['a', 'c'], base: ['a'], content: ['a', 'b'] }, ['a', 'c', 'b']],
    ['withdrawn, and the folder changed since', { stands: ['a', 'c'], base: ['a'], content: [] }, ['c']],
    [
      'exported, and taken out by a reviewer',
      { stands: ['a'], base: undefined, content: ['a', 'b'], exported: ['a', 'b'] },
      ['a'],
    ],
    [
      'exported, reviewed, and another taught since',
      { stands: ['a'], content: ['a', 'b', 'c'], exported: ['a', 'b'] },
      ['a', 'c'],
    ],
    ['taught and written by a person too', { stands: ['b', 'c'], base: ['c'], content: ['c', 'b'] }, ['b', 'c']],
    ['exported, and the whole file removed', { base: ['a'], content: ['a', 'b'], exported: ['a', 'b'] }, undefined],
  ])('%s', async (_name, given, holds) => {
    expect(await merge(given)).toEqual(holds)
  })

  it('are those of the folder where that has a fault, which is said', async () => {
    const fault = faultyAt(LESSONS, 1, problemTexts.binary())
    const shared = { content: lessons(['a']) ?? Buffer.of(), base: undefined, exported: undefined }
    expect(await mergeFile(LESSONS, fault, shared)).toBe(fault)
  })
})

it.each(['article: park\nasks:\n  p1:\n    - [c\n', 'article: park\nasks: 3\n', ''])(
  'lessons in a file that a person made faulty (%j) are not merged into it, nor exported',
  async (stands) => {
    const dir = await mkdtemp(join(tmpdir(), 'export-'))
    onTestFinished(() => rm(dir, { recursive: true }))
    const shared = { content: lessons(['a']) ?? Buffer.of(), base: undefined, exported: undefined }
    const own = Buffer.from(stands)
    expect(await mergeFile(LESSONS, sound<Uint8Array>(own), shared)).toEqual(sound(own))
    await writeFile(join(dir, LESSONS), own)
    expect(await exportFiles(dir, new Map([[LESSONS, shared]]))).toEqual([{ file: LESSONS, kind: 'faulty' }])
    expect(await readFile(join(dir, LESSONS), 'utf8')).toBe(stands)
  },
)

describe('an article in the folder and in the database', () => {
  const shared = { content: Buffer.from('new'), base: Buffer.from('old'), exported: undefined }
  const read = async (stands: string | undefined, base = shared.base) => {
    const own = stands === undefined ? undefined : sound<Uint8Array>(Buffer.from(stands))
    const merged = await mergeFile(ARTICLE, own, { ...shared, base })
    return merged?.kind === 'sound' ? Buffer.from(merged.value).toString() : undefined
  }

  it('is that of the database while the folder is as it was then', async () => {
    expect([await read('old'), await read('new')]).toEqual(['new', 'new'])
  })

  it('is that of the folder once a person changed it there, and none where they removed it', async () => {
    expect([await read('mine'), await read(undefined)]).toEqual(['mine', undefined])
  })
})

it('an export writes what holds into a folder, once, and leaves what people took out', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'export-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  const base = Buffer.from('removed')
  await writeFile(join(dir, LESSONS), lessons(['a']) ?? '')
  const files = new Map([
    [LESSONS, { content: lessons(['a', 'b']) ?? Buffer.of(), base: lessons(['a']), exported: undefined }],
    [ARTICLE, { content: Buffer.from('new'), base: undefined, exported: undefined }],
    ['gone.md', { content: Buffer.from('newer'), base, exported: undefined }],
  ])
  expect(await exportFiles(dir, files)).toEqual([
    { file: 'gone.md', kind: 'left' },
    { file: LESSONS, kind: 'written' },
    { file: ARTICLE, kind: 'written' },
  ])
  expect(await readFile(join(dir, ARTICLE), 'utf8')).toBe('new')
  expect(await readFile(join(dir, LESSONS))).toEqual(lessons(['a', 'b']))
  expect((await exportFiles(dir, files)).map(({ kind }) => kind)).toEqual(['left', 'standing', 'standing'])
})
