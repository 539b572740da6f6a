import { cp, mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { answerQuery } from '../../src/answer/answer-query.ts'
import { listQuotedIds } from '../../src/answer/answer.ts'
import { openKnowledge } from '../../src/open-knowledge.ts'
import { openRecords } from '../../src/records/records.ts'
import { type SharingTimes, shareKnowledge } from '../../src/copies/share-knowledge.ts'
import { articleOf } from '../bot/admin/knowledge-folder.ts'
import { createPostgres } from '../records/test-databases.ts'

const TIMES: SharingTimes = { look: 20, retry: 50, agree: 60_000 }
/** Words in which nothing of the articles is asked. */
const WORDING = '毛孩子可以一道逛逛吗'
const PARK = articleOf('park', '公园早上六点开门，晚上十点关门。', '遛狗的市民要牵好绳子。')

/** A database, and a folder that copies of the bot have each for themselves. */
async function setUp() {
  const database = await createPostgres()
  const { url } = database
  onTestFinished(() => database.remove())
  const folders: string[] = []
  async function createFolder(from?: string) {
    const dir = await mkdtemp(join(tmpdir(), 'copy-'))
    onTestFinished(() => rm(dir, { recursive: true }))
    if (from) await cp(from, dir, { recursive: true })
    else await writeFile(join(dir, 'park.md'), PARK)
    folders.push(dir)
    return dir
  }
  /** Starts a copy as main.ts does, without Telegram. */
  async function start(dir: string, times = TIMES, beforeJoining = async () => {}) {
    const cache = await mkdtemp(join(tmpdir(), 'cache-'))
    const said: string[] = []
    const stopping = new AbortController()
    const records = await openRecords(url, {
      key: '1:made_up',
      retentionDays: 90,
      toWordingKey: (text) => text,
      isWebhook: true,
    })
    if (!records.shared) throw new Error('a server is shared')
    const copy = shareKnowledge(
      records.shared,
      {
        onApart: () => said.push('apart'),
        onLevel: () => said.push('level'),
        onReloaded: (outcome) => said.push(outcome),
        onTrouble: (error) => said.push(String(error)),
      },
      times,
    )
    const settings = { KNOWLEDGE_DIR: dir, CACHE_DIR: cache, INDEX_FILE_FROM: 1_000_000 }
    const { knowledge, settle } = await openKnowledge(settings as Parameters<typeof openKnowledge>[0], copy)
    await beforeJoining()
    const joined = copy.join(knowledge, stopping.signal)
    let isStopped = false
    async function stop() {
      if (isStopped) return
      isStopped = true
      stopping.abort()
      await joined
      await records.close()
      await settle()
      await rm(cache, { recursive: true })
    }
    onTestFinished(stop)
    const find = (query = WORDING) => listQuotedIds(answerQuery(knowledge.corpus, query))
    const { shared } = records
    return { knowledge, copy, joined, said, stop, find, shared, name: shared.copies.self.name }
  }
  /** Starts copies that are level, on folders that are alike. */
  async function startAll(count: number, times = TIMES) {
    const dirs = [await createFolder()]
    while (dirs.length < count) dirs.push(await createFolder(dirs[0]))
    const copies = []
    for (const dir of dirs) {
      const one = await start(dir, times)
      await one.joined
      copies.push({ ...one, dir })
    }
    return copies
  }
  return { url, database, createFolder, start, startAll }
}

/** Finds the passage on dogs. */
function findDogs(copy: { readonly find: (query: string) => string[] } | undefined): string {
  const [id = 'none'] = copy?.find('遛狗要牵好绳子吗') ?? []
  return id
}

const teach = (passage: string) => ({ kind: 'find', wordings: [WORDING], passage }) as const

describe.skipIf(inject('postgresUrl') === undefined)('the knowledge of several copies', () => {
  it('has a lesson on all of them, which a copy that starts later has too', async () => {
    const { startAll, start } = await setUp()
    const [one, other] = await startAll(2)
    if (!one || !other) throw new Error('two were started')
    expect([one.find(), other.find()]).toEqual([[], []])
    const dogs = findDogs(one)
    expect(await one.knowledge.teach(teach(dogs))).toMatchObject({ kind: 'taught' })
    expect(one.find()).toContain(dogs)
    await expect.poll(() => other.find()).toContain(dogs)
    // And the other way round, on top of it.
    expect(await other.knowledge.teach({ kind: 'nothing', wordings: [WORDING] })).toMatchObject({ kind: 'taught' })
    await expect.poll(() => one.find()).toEqual([])
    const third = await start(one.dir)
    await third.joined
    expect(third.copy.isLevel()).toBe(true)
    expect(third.knowledge.corpus.loaded.sources.asks.map(({ file }) => file)).toEqual(['park.taught.asks.yaml'])
  })

  it('loses no lesson where copies teach at once', async () => {
    const { startAll } = await setUp()
    const copies = await startAll(3)
    const dogs = findDogs(copies[0])
    const wordings = ['甲问', '乙问', '丙问'].map((word) => `${word}能不能牵着狗进去转转`)
    const taught = await Promise.all(
      copies.map((copy, index) =>
        copy.knowledge.teach({ kind: 'find', wordings: [wordings[index] ?? ''], passage: dogs }),
      ),
    )
    expect(taught.map(({ kind }) => kind)).toEqual(['taught', 'taught', 'taught'])
    for (const copy of copies)
      await expect
        .poll(async () => (await copy.knowledge.listTaught()).map(({ wording }) => wording).toSorted())
        .toEqual(wordings.toSorted())
    for (const copy of copies)
      for (const wording of wordings) await expect.poll(() => copy.find(wording)).toContain(dogs)
  })

  it('has an article on all of them that one has added', async () => {
    const { startAll } = await setUp()
    const [one, other] = await startAll(2)
    const bytes = Buffer.from(articleOf('square', '广场舞晚上九点半要停。'))
    expect(await one?.knowledge.addArticle({ file: 'square.md', bytes })).toMatchObject({ kind: 'added' })
    await expect.poll(() => other?.knowledge.corpus.articles.map(({ id }) => id)).toEqual(['park', 'square'])
    expect(one?.knowledge.corpus.articles.map(({ id }) => id)).toEqual(['park', 'square'])
  })

  it('is reloaded on all of them', async () => {
    const { startAll } = await setUp()
    const copies = await startAll(3)
    for (const { dir } of copies) await writeFile(join(dir, 'square.md'), articleOf('square', '广场舞晚上九点半要停。'))
    expect(await copies[1]?.knowledge.reload()).toMatchObject({ kind: 'reloaded' })
    for (const { knowledge } of copies)
      await expect.poll(() => knowledge.corpus.articles.map(({ id }) => id)).toEqual(['park', 'square'])
    expect(copies.every(({ copy }) => copy.isLevel())).toBe(true)
  })

  it('stays as it is on all of them where the folder of one differs, and names it', async () => {
    const { startAll } = await setUp()
    const [one, other] = await startAll(2)
    await writeFile(join(one?.dir ?? '', 'square.md'), articleOf('square', '广场舞晚上九点半要停。'))
    expect(await one?.knowledge.reload()).toEqual({ kind: 'disagreed', reason: 'folders', copies: [other?.name] })
    expect(one?.knowledge.corpus.articles).toHaveLength(1)
    await expect.poll(() => other?.said).toContain('disagreed')
    expect([one?.copy.isLevel(), other?.copy.isLevel()]).toEqual([true, true])
  })

  it('stays as it is on all of them where one cannot load its folder', async () => {
    const { startAll } = await setUp()
    const [one, other] = await startAll(2)
    await writeFile(join(one?.dir ?? '', 'square.md'), articleOf('square', '广场舞晚上九点半要停。'))
    await writeFile(join(other?.dir ?? '', 'square.md'), 'no article')
    expect(await one?.knowledge.reload()).toEqual({ kind: 'disagreed', reason: 'refused', copies: [other?.name] })
    expect(one?.knowledge.corpus.articles).toHaveLength(1)
    expect(await other?.knowledge.reload()).toMatchObject({ kind: 'refused' })
  })

  it('is not that of a copy whose folder is another one, until it is the same', async () => {
    const { startAll, createFolder, start } = await setUp()
    const [one] = await startAll(1)
    const dir = await createFolder(one?.dir)
    await writeFile(join(dir, 'square.md'), articleOf('square', '广场舞晚上九点半要停。'))
    const late = await start(dir)
    await expect.poll(() => late.said).toEqual(['apart'])
    expect(late.copy.isLevel()).toBe(false)
    await unlink(join(dir, 'square.md'))
    await late.joined
    expect([late.copy.isLevel(), late.said]).toEqual([true, ['apart', 'level']])
  })

  it('is that of a new folder once all copies of the old one have stopped', async () => {
    const { startAll, createFolder, start } = await setUp()
    const [one] = await startAll(1)
    await one?.stop()
    const dir = await createFolder(one?.dir)
    await writeFile(join(dir, 'square.md'), articleOf('square', '广场舞晚上九点半要停。'))
    const next = await start(dir)
    await next.joined
    expect([next.copy.isLevel(), next.said]).toEqual([true, []])
  })

  it('is reloaded after a time without a copy that says nothing to it, which is not ready until it has followed', async () => {
    const { startAll } = await setUp()
    const [one, other] = await startAll(2, { ...TIMES, agree: 200, late: 50 })
    if (!one || !other) throw new Error('two were started')
    const catchUp = other.knowledge.catchUp.bind(other.knowledge)
    other.knowledge.reloadWith = () => new Promise(() => {})
    other.knowledge.catchUp = () => new Promise(() => {})
    for (const { dir } of [one, other])
      await writeFile(join(dir, 'square.md'), articleOf('square', '广场舞晚上九点半要停。'))
    expect(await one.knowledge.reload()).toMatchObject({ kind: 'reloaded' })
    await expect.poll(() => other.copy.isLevel()).toBe(false)
    await catchUp()
    expect([other.copy.isLevel(), other.knowledge.corpus.articles.length]).toEqual([true, 2])
  })

  it('is answered from by the copy that decided on it, even where it could not write so', async () => {
    const { startAll } = await setUp()
    const [one, other] = await startAll(2)
    if (!one || !other) throw new Error('two were started')
    for (const { dir } of [one, other])
      await writeFile(join(dir, 'square.md'), articleOf('square', '广场舞晚上九点半要停。'))
    one.shared.reloads.decide = () => Promise.reject(new Error('the connection is lost'))
    expect(await one.knowledge.reload()).toMatchObject({ kind: 'reloaded' })
    for (const { knowledge } of [one, other]) await expect.poll(() => knowledge.corpus.articles).toHaveLength(2)
  })

  it('is reloaded after a reload whose proposer has ended', async () => {
    const { startAll } = await setUp()
    const [one] = await startAll(1)
    if (!one) throw new Error('one was started')
    await one.shared.reloads.propose({ proposer: 'ended', force: 'null', version: 1 })
    await expect.poll(() => one.said).toEqual(['disagreed'])
    expect(await one.knowledge.reload()).toMatchObject({ kind: 'reloaded' })
  })

  it('is taken into use by a copy that finds it decided between two looks', async () => {
    const { startAll } = await setUp()
    const [one, other] = await startAll(2)
    if (!one || !other) throw new Error('two were started')
    const { reloads } = other.shared
    const find = reloads.find.bind(reloads)
    const reloading = one.knowledge.reload()
    reloads.find = async (id) => {
      await reloading
      return find(id)
    }
    expect(await reloading).toMatchObject({ kind: 'reloaded' })
    await expect.poll(() => other.said).toEqual(['reloaded'])
  })

  it.each(['readInUse', 'listFilesAfter'] as const)(
    'is followed by a copy that could not read it when it was announced (%s)',
    async (method) => {
      const { startAll } = await setUp()
      const [one, other] = await startAll(2)
      if (!one || !other) throw new Error('two were started')
      const dogs = findDogs(one)
      const rows = other.shared.knowledge
      const read = rows[method]
      const failed = new Promise<void>((resolve) => {
        const fail = () => {
          Object.assign(rows, { [method]: read })
          resolve()
          return Promise.reject(new Error('the connection is lost'))
        }
        Object.assign(rows, { [method]: fail })
      })
      expect(await one.knowledge.teach(teach(dogs))).toMatchObject({ kind: 'taught' })
      await failed
      await expect.poll(() => other.find()).toContain(dogs)
      expect(other.copy.isLevel()).toBe(true)
    },
  )

  it('has the lesson of a copy that ended after the next one had loaded', async () => {
    const { startAll, createFolder, start } = await setUp()
    const [one] = await startAll(1)
    if (!one) throw new Error('one was started')
    const dogs = findDogs(one)
    // One of the same folder, and one of another, as after an update.
    const newer = await createFolder(one.dir)
    await writeFile(join(newer, 'square.md'), articleOf('square', '广场舞晚上九点半要停。'))
    let former = one
    for (const [dir, wording] of [[one.dir, WORDING] as const, [newer, `请问${WORDING}`] as const]) {
      const next = await start(dir, TIMES, async () => {
        expect(await former.knowledge.teach({ ...teach(dogs), wordings: [wording] })).toMatchObject({ kind: 'taught' })
        await former.stop()
      })
      await next.joined
      expect(next.find(wording)).toContain(dogs)
      former = { ...next, dir }
    }
  })

  it('is without what a reviewer took out of an export, on copies that ran before it too', async () => {
    const { startAll } = await setUp()
    const copies = await startAll(2)
    const [one, other] = copies
    if (!one || !other) throw new Error('two were started')
    const dogs = findDogs(one)
    const wordings = [WORDING, `请问${WORDING}`]
    expect(await one.knowledge.teach({ kind: 'find', wordings, passage: dogs })).toMatchObject({ kind: 'taught' })
    await expect.poll(() => other.find()).toContain(dogs)
    const file = 'park.taught.asks.yaml'
    const content = (await one.shared.knowledge.readFiles()).get(file)?.content ?? Buffer.of()
    await other.shared.knowledge.noteExported(new Map([[file, content]]))
    const reviewed = Buffer.from(content)
      .toString()
      .split('\n')
      .filter((line) => !line.includes(`"${WORDING}"`))
      .join('\n')
    for (const { dir } of copies) await writeFile(join(dir, file), reviewed)
    expect(await one.knowledge.reload()).toMatchObject({ kind: 'reloaded' })
    for (const { knowledge } of copies)
      await expect
        .poll(async () => (await knowledge.listTaught()).map(({ wording }) => wording))
        .toEqual([`请问${WORDING}`])
  })

  it('loses an article with its lessons once a reviewer has taken these out of an export', async () => {
    const { startAll } = await setUp()
    const [one] = await startAll(1)
    if (!one) throw new Error('one was started')
    await writeFile(join(one.dir, 'square.md'), articleOf('square', '广场舞晚上九点半要停。'))
    expect(await one.knowledge.reload()).toMatchObject({ kind: 'reloaded' })
    expect(await one.knowledge.teach(teach(findDogs(one)))).toMatchObject({ kind: 'taught' })
    await unlink(join(one.dir, 'park.md'))
    // Nobody loses a lesson unawares.
    expect(await one.knowledge.reload()).toMatchObject({ kind: 'failed' })
    const file = 'park.taught.asks.yaml'
    const content = (await one.shared.knowledge.readFiles()).get(file)?.content ?? Buffer.of()
    await one.shared.knowledge.noteExported(new Map([[file, content]]))
    await writeFile(join(one.dir, file), 'article: park\n')
    expect(await one.knowledge.reload()).toMatchObject({ kind: 'reloaded' })
    expect(one.knowledge.corpus.articles.map(({ id }) => id)).toEqual(['square'])
  })

  it('is made one again by a reload that a copy proposes which is apart', async () => {
    const { startAll } = await setUp()
    const copies = await startAll(2)
    const [one, other] = copies
    if (!one || !other) throw new Error('two were started')
    const edit = ({ dir }: { readonly dir: string }) =>
      writeFile(join(dir, 'park.taught.asks.yaml'), 'article: park\nunanswered:\n  - 公园里能放风筝吗\n')
    await edit(other)
    expect(await one.knowledge.teach(teach(findDogs(one)))).toMatchObject({ kind: 'taught' })
    await expect.poll(() => other.said).toEqual(['apart'])
    await edit(one)
    expect(await other.knowledge.reload()).toMatchObject({ kind: 'reloaded' })
    for (const { copy } of copies) await expect.poll(() => copy.isLevel()).toBe(true)
    for (const copy of copies) expect(await copy.knowledge.listTaught()).toHaveLength(2)
  })

  it('waits in a reload for no announcement to a copy that joins amid it', async () => {
    const { startAll, start, database } = await setUp()
    const [one, other] = await startAll(2)
    if (!one || !other) throw new Error('two were started')
    const votes = () => database.query('select copy from reload_votes')
    let isHeard: () => void = () => {}
    const heard = new Promise<void>((resolve) => (isHeard = resolve))
    const reloadWith = other.knowledge.reloadWith.bind(other.knowledge)
    let answer: () => void = () => {}
    other.knowledge.reloadWith = (preparing) => {
      isHeard()
      return new Promise((resolve) => (answer = () => resolve(reloadWith(preparing))))
    }
    const reloading = one.knowledge.reload()
    await heard
    await expect.poll(votes).toHaveLength(1)
    const third = await start(one.dir)
    await third.joined
    await expect.poll(votes).toHaveLength(2)
    answer()
    expect(await reloading).toMatchObject({ kind: 'reloaded' })
  })

  it('is refused to a copy that polls beside another', async () => {
    const { startAll, url } = await setUp()
    await startAll(1)
    const settings = { key: '1:made_up', retentionDays: 90, toWordingKey: (text: string) => text }
    const records = await openRecords(url, settings)
    onTestFinished(() => records.close())
    if (!records.shared) throw new Error('a server is shared')
    const polling = shareKnowledge(records.shared, {}, { ...TIMES, admit: 30 })
    await expect(polling.admit(new AbortController().signal)).rejects.toThrow(
      /^another copy of the bot runs on this database \(.+\), and one of the two polls: several copies need WEBHOOK_URL/,
    )
  })

  it('is refused to another bot beside one that runs, and told of to one that comes after it', async () => {
    const { startAll, url } = await setUp()
    const [one] = await startAll(1)
    await one?.copy.admit(new AbortController().signal)
    const settings = { retentionDays: 90, toWordingKey: (text: string) => text, isWebhook: true }
    const said: string[] = []
    const admit = async (key: string) => {
      const records = await openRecords(url, { key, ...settings })
      onTestFinished(() => records.close())
      if (!records.shared) throw new Error('a server is shared')
      const listeners = { onOtherBot: () => said.push(key) }
      return shareKnowledge(records.shared, listeners, { ...TIMES, admit: 30 }).admit(new AbortController().signal)
    }
    await expect(admit('2:made_up')).rejects.toThrow(
      /^another bot runs on this database \(.+\), or this one by another token: .+ DATABASE_URL$/,
    )
    await admit('1:made_up')
    expect(said).toEqual([])
    await one?.stop()
    await admit('2:made_up')
    await admit('2:made_up')
    expect(said).toEqual(['2:made_up'])
  })

  it('writes nothing into the folders of the copies', async () => {
    const { startAll } = await setUp()
    const [one] = await startAll(1)
    expect(await one?.knowledge.teach(teach(findDogs(one)))).toMatchObject({ kind: 'taught' })
    await expect(readFile(join(one?.dir ?? '', 'park.taught.asks.yaml'))).rejects.toThrow('ENOENT')
  })
})
