import { chmod, mkdir, readFile, readdir, stat, truncate, unlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Loaded } from '../../../src/knowledge/knowledge.ts'
import { loadKnowledge } from '../../../src/knowledge/load-knowledge.ts'
import { createSnapshot } from '../../../src/knowledge/snapshot/snapshot.ts'
import { makeFolder, toFile } from '../samples.ts'

const ARTICLE = toFile('## 小标题', '【王颖】第一段。 ^a1', '【关于王颖、刘小康】好。 ^a2')
const FILES = {
  'a.md': ARTICLE,
  'b.md': ARTICLE.replace('id: sample', 'id: other'),
  'a.asks.yaml': 'article: sample\nasks: {a1: [怎么好？]}\n',
  'a.checks.yaml': 'article: sample\nfinds: {a1: [怎么好？]}\n',
  'terms.yaml': 'synonyms: [[人才, 英才]]\nterms: [包干制]\n',
}

/** A knowledge folder and a cache folder, both of which end with the test. */
async function open(files: Readonly<Record<string, string>> = FILES) {
  const [dir, cacheDir] = [await makeFolder(files), await makeFolder({})]
  const path = join(cacheDir, 'knowledge.snapshot')
  /** Starts as a process of its own would. */
  const start = async (version = 'one') => {
    const troubles: unknown[] = []
    const snapshot = createSnapshot(cacheDir, {
      readVersion: async () => version,
      onTrouble: (error) => troubles.push(error),
    })
    const read = await snapshot.read()
    const loaded = await loadKnowledge(dir, { snapshot })
    await snapshot.settle()
    if (loaded.kind === 'faulty') throw new Error(JSON.stringify(loaded.problems))
    return { snapshot, read, loaded, troubles }
  }
  return { dir, cacheDir, path, start }
}

describe('a snapshot', () => {
  it('gives a start the parsed files, equal to those that are parsed', async () => {
    const { dir, start } = await open()
    const first = await start()
    expect(first.read).toBeUndefined()
    const { read, loaded } = await start()
    expect(read).toStrictEqual(first.loaded.sources)
    expect(loaded).toStrictEqual(await loadKnowledge(dir))
  })

  it('keeps the speakers of a passage those of its article', async () => {
    const { start } = await open()
    await start()
    const [article] = (await start()).loaded.articles
    const voices = article?.exchanges.flatMap(({ passages }) => passages.map(({ voice }) => voice)) ?? []
    expect(voices.map((voice) => 'speakers' in voice && voice.speakers[0] === article?.speakers[0])).toEqual([
      true,
      true,
    ])
  })

  it('is written for changed, added and removed files only', async () => {
    const { dir, path, start } = await open()
    await start()
    const { ino } = await stat(path)
    await start()
    expect((await stat(path)).ino).toBe(ino)
    await writeFile(join(dir, 'b.md'), FILES['b.md'].replace('第一段', '第二段'))
    await unlink(join(dir, 'terms.yaml'))
    const changed = await start()
    expect(changed.loaded.articles[1]?.exchanges[0]?.passages[0]?.text).toBe('第二段。')
    expect((await start()).read).toStrictEqual(changed.loaded.sources)
  })

  it('is written after a reload too', async () => {
    const { dir, start } = await open()
    const { snapshot, loaded } = await start()
    await writeFile(join(dir, 'c.md'), ARTICLE.replace('id: sample', 'id: third'))
    const next = await loadKnowledge(dir, { before: loaded, snapshot })
    await snapshot.settle()
    expect((await start()).read).toStrictEqual((next as Loaded).sources)
  })

  it('of another version is not used, but replaced', async () => {
    const { start } = await open()
    await start()
    expect((await start('two')).read).toBeUndefined()
    expect((await start('two')).read).toBeDefined()
    expect((await start('one')).read).toBeUndefined()
  })

  it('is of the version that wrote it, though its code was replaced since its start', async () => {
    const { dir, cacheDir, start } = await open()
    const versions = ['one', 'two']
    const snapshot = createSnapshot(cacheDir, { readVersion: async () => versions.shift() ?? '' })
    await loadKnowledge(dir, { snapshot })
    await snapshot.settle()
    expect((await start('two')).read).toBeUndefined()
  })

  it('of another folder gives none of its files', async () => {
    const { cacheDir, start } = await open()
    await start()
    const dir = await makeFolder({ 'a.md': ARTICLE.replace('第一段', '另一段') })
    const snapshot = createSnapshot(cacheDir, { readVersion: async () => 'one' })
    expect(await loadKnowledge(dir, { snapshot })).toStrictEqual(await loadKnowledge(dir))
    await snapshot.settle()
  })

  it('is not used if it is cut anywhere', async () => {
    const { dir, path, start } = await open({ 'a.md': ARTICLE })
    await start()
    const whole = await readFile(path)
    const fresh = await loadKnowledge(dir)
    for (let length = 0; length < whole.length; length += 7) {
      await writeFile(path, whole)
      await truncate(path, length)
      const { read, loaded } = await start()
      expect([length, read]).toEqual([length, undefined])
      expect(loaded).toStrictEqual(fresh)
    }
    expect((await start()).read).toBeDefined()
  })

  it('is not used if any byte of it is another', async () => {
    const { cacheDir, path, start } = await open({ 'a.md': ARTICLE })
    await start()
    const whole = await readFile(path)
    for (let index = 0; index < whole.length; index++) {
      await writeFile(path, whole.with(index, (whole[index] ?? 0) ^ (1 << (index % 8))))
      const read = await createSnapshot(cacheDir, { readVersion: async () => 'one' }).read()
      expect([index, read]).toEqual([index, undefined])
    }
  })

  it('is not used if something follows it, or if it is a folder', async () => {
    const { cacheDir, path, start } = await open()
    await start()
    await writeFile(path, Buffer.concat([await readFile(path), Buffer.from('x')]))
    expect((await start()).read).toBeUndefined()
    await unlink(path)
    await mkdir(path)
    const { read, loaded, troubles } = await start()
    expect([read, loaded.kind, troubles.length]).toEqual([undefined, 'loaded', 1])
    expect(await readdir(cacheDir)).toEqual(['knowledge.snapshot'])
  })

  it('is not written while another process writes it, unless that crashed', async () => {
    const { path, start } = await open()
    await writeFile(`${path}.draft`, 'half')
    expect((await start()).troubles).toEqual([])
    expect((await start()).read).toBeUndefined()
    const longAgo = new Date(Date.now() - 3_600_000)
    await utimes(`${path}.draft`, longAgo, longAgo)
    await start()
    expect((await start()).read).toBeDefined()
  })

  it('is shared by two starts at the same time', async () => {
    const { start } = await open()
    const both = await Promise.all([start(), start()])
    expect(both.map(({ troubles }) => troubles)).toEqual([[], []])
    expect((await start()).read).toBeDefined()
  })

  it.skipIf(process.getuid?.() === 0)('that cannot be written is reported and does no harm', async () => {
    const { cacheDir, start } = await open()
    await chmod(cacheDir, 0o500)
    const { loaded, troubles } = await start()
    expect([loaded.kind, troubles.length]).toEqual(['loaded', 1])
  })

  it('makes its folder, and holds no knowledge that is faulty', async () => {
    const [dir, cacheDir] = [await makeFolder({ 'a.md': ARTICLE, 'b.md': 'x' }), await makeFolder({})]
    const snapshot = createSnapshot(join(cacheDir, 'a', 'b'))
    expect((await loadKnowledge(dir, { snapshot })).kind).toBe('faulty')
    await unlink(join(dir, 'b.md'))
    const loaded = await loadKnowledge(dir, { snapshot })
    await snapshot.settle()
    const read = await createSnapshot(join(cacheDir, 'a', 'b')).read()
    expect(read).toStrictEqual((loaded as Loaded).sources)
  })
})
