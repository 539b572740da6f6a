import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openFolder } from '../../src/knowledge/folder/knowledge-folder.ts'
import { diffArticles } from '../../src/knowledge/changes.ts'
import { type Knowledge, type Loaded, toKnowledge } from '../../src/knowledge/knowledge.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { problemTexts } from '../../src/knowledge/problems/problem-texts.ts'
import { createTaughtFiles } from '../../src/knowledge/taught/taught-files.ts'
import { makeFolder, toFile } from './samples.ts'

const article = (id: string, words = '好。') =>
  toFile('## 小标题', '【王颖】第一段。 ^a1', `【叙述】${words} ^a2`).replace('id: sample', `id: ${id}`)
const asks = (id: string, passage: string, ask: string) => `article: ${id}\nasks: {${passage}: [${ask}]}\n`

const FILES = {
  'a.md': article('a'),
  'b.md': article('b'),
  'c.md': article('c'),
  'a.asks.yaml': asks('a', 'a1', '怎么好？'),
  'b.asks.yaml': 'article: b\nasks: {a1: [怎么好？], a2: [为什么好？]}\nunanswered: [多少钱？]\n',
  'a.checks.yaml': 'article: a\nfinds: {a1: [怎么好？]}\n',
  'terms.yaml': 'synonyms: [[人才, 英才]]\n',
}

async function open() {
  const dir = await makeFolder(FILES)
  const first = sound(await loadKnowledge(dir))
  return {
    dir,
    first,
    write: (file: string, text: string) => writeFile(join(dir, file), text),
    reload: async (before: Loaded = first) => sound(await loadKnowledge(dir, { before })),
  }
}

function sound(knowledge: Knowledge): Loaded {
  if (knowledge.kind === 'faulty') throw new Error(JSON.stringify(knowledge.problems))
  return knowledge
}

/** Lists the files that were parsed anew: their content is another object. */
function listParsed(before: Loaded, { sources }: Loaded): string[] {
  const known = new Set<unknown>(Object.values(before.sources).flatMap((contents: Iterable<unknown>) => [...contents]))
  const { articles, asks: files, checks, vocabularies } = sources
  return [...articles, ...files, ...checks, ...vocabularies].filter((one) => !known.has(one)).map(({ file }) => file)
}

/** Lists the ids of the articles that are other objects than before. */
const listNew = (before: Loaded, after: Loaded) =>
  diffArticles(before.articles, after.articles).added.map(({ id }) => id)

describe('a reload', () => {
  it('without a change is the load before', async () => {
    const { first, reload } = await open()
    expect(await reload()).toBe(first)
  })

  it('parses a changed file only, and keeps all other articles, checks and words as they are', async () => {
    const { first, write, reload } = await open()
    await write('b.md', article('b', '更好。'))
    const next = await reload()
    expect(listParsed(first, next)).toEqual(['b.md'])
    expect(listNew(first, next)).toEqual(['b'])
    expect(next.checks).toBe(first.checks)
    expect(next.vocabulary).toBe(first.vocabulary)
  })

  it('makes the article anew whose asks changed, and of it the passage alone', async () => {
    const { first, write, reload } = await open()
    await write('b.asks.yaml', FILES['b.asks.yaml'].replace('为什么好？', '何以好？'))
    const next = await reload()
    expect(listParsed(first, next)).toEqual(['b.asks.yaml'])
    expect(listNew(first, next)).toEqual(['b'])
    const passagesOf = ({ articles }: Loaded) => articles[1]?.exchanges.flatMap(({ passages }) => passages)
    expect(passagesOf(next)?.[0]).toBe(passagesOf(first)?.[0])
    expect(passagesOf(next)?.[1]?.asks).toEqual(['何以好？'])
  })

  it('takes added and removed files', async () => {
    const { dir, first, write, reload } = await open()
    await write('d.md', article('d'))
    await rm(join(dir, 'a.asks.yaml'))
    const next = await reload()
    expect(listParsed(first, next)).toEqual(['d.md'])
    expect(listNew(first, next)).toEqual(['a', 'd'])
    expect(diffArticles(first.articles, next.articles).kept.map(({ id }) => id)).toEqual(['b', 'c'])
  })

  it('parses the words and the checks anew only if their files changed', async () => {
    const { first, write, reload } = await open()
    await write('terms.yaml', 'synonyms: [[人才, 贤才]]\n')
    const next = await reload()
    expect(next.vocabulary.synonyms).toEqual([['人才', '贤才']])
    expect(next.checks).toBe(first.checks)
    await write('a.checks.yaml', 'article: a\nnothing: [几点？]\n')
    const last = await reload(next)
    expect(last.vocabulary).toBe(next.vocabulary)
    expect(last.checks).toMatchObject([{ query: '几点？' }])
    expect(listNew(first, last)).toEqual([])
  })

  it('sees a change that leaves the size and the times of the file as they were', async () => {
    const { dir, write, reload } = await open()
    const { atime, mtime } = await stat(join(dir, 'b.md'))
    await write('b.md', FILES['b.md'].replace('好。', '坏。'))
    await utimes(join(dir, 'b.md'), atime, mtime)
    expect((await reload()).articles[1]?.exchanges[0]?.passages[1]?.text).toBe('坏。')
  })

  it('parses a file anew that has another name, which its problems and checks tell', async () => {
    const { dir, first, write, reload } = await open()
    await rm(join(dir, 'c.md'))
    await write('d.md', FILES['c.md'])
    expect(listParsed(first, await reload())).toEqual(['d.md'])
  })

  it('reports an id that a known file states too, in the line where it stands', async () => {
    const { dir, first, write } = await open()
    await write('a0.md', article('c'))
    expect(await loadKnowledge(dir, { before: first })).toEqual({
      kind: 'faulty',
      problems: [{ file: 'c.md', line: 2, text: problemTexts.duplicateArticle('c', 'a0.md') }],
    })
  })

  it('reports asks for what is gone, though their file did not change', async () => {
    const { dir, first } = await open()
    await rm(join(dir, 'a.md'))
    expect(await loadKnowledge(dir, { before: first })).toMatchObject({
      kind: 'faulty',
      problems: [{ file: 'a.asks.yaml', line: 1 }],
    })
  })
})

describe('a lesson', () => {
  it('makes its article anew and no other, and the reload after it parses nothing', async () => {
    const { dir, first, reload } = await open()
    const entry = { kind: 'ask', article: 'c', passage: 'a1', wording: '好在哪？' } as const
    const check = { ...entry, kind: 'check' } as const
    const draft = await createTaughtFiles(openFolder(dir)).draft({ add: [entry, check], remove: [] })
    if (draft.kind === 'faulty') throw new Error(JSON.stringify(draft.problems))
    const taught = sound(toKnowledge(draft.value.revise(first.sources), { before: first }))
    expect(listNew(first, taught)).toEqual(['c'])
    expect(taught.vocabulary).toBe(first.vocabulary)
    expect(await draft.value.write('')).toEqual({ kind: 'written' })
    expect(await reload(taught)).toBe(taught)
  })
})

describe('reloads of a folder that is edited', () => {
  const ids = ['a', 'b', 'c'] as const
  const id = fc.constantFrom(...ids)
  const words = fc.constantFrom('好。', '坏。', '更好。')
  const edit = fc.oneof(
    fc.record({
      file: fc.constantFrom('x/a.md', 'a.md', 'b.md', 'c.md'),
      text: fc.oneof(
        fc.tuple(id, words).map(([a, b]) => article(a, b)),
        fc.constant('坏'),
      ),
    }),
    fc.record({
      file: fc.constantFrom('a.asks.yaml', 'x/b.asks.yaml', 'c.taught.asks.yaml', 'd.taught.asks.yaml'),
      text: fc.tuple(id, fc.constantFrom('a1', 'a2', 'a3'), words).map(([a, b, c]) => asks(a, b, c)),
    }),
    fc.record({
      file: fc.constantFrom('terms.yaml', 'x/terms.yaml'),
      text: fc.constantFrom('terms: [一二]', 'synonyms: [[一二, 三四]]'),
    }),
    fc.record({
      file: fc.constantFrom('checks.yaml'),
      text: words.map((query) => `article: a\nnothing: [${query}]\n`),
    }),
    fc.record({
      file: fc.constantFrom('a.md', 'x/a.md', 'a.asks.yaml', 'x/b.asks.yaml', 'terms.yaml', 'checks.yaml'),
      text: fc.constant(undefined),
    }),
  )

  it('give the same as a first load', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (edits) => {
        const dir = await makeFolder({ 'b.md': article('b'), 'c.md': article('c') })
        let before = sound(await loadKnowledge(dir))
        for (const { file, text } of edits) {
          await mkdir(dirname(join(dir, file)), { recursive: true })
          if (text === undefined) await rm(join(dir, file), { force: true })
          else await writeFile(join(dir, file), text)
          const after = await loadKnowledge(dir, { before })
          expect(after).toEqual(await loadKnowledge(dir))
          if (after.kind === 'loaded') before = after
        }
      }),
      { numRuns: 60 },
    )
  })
})
