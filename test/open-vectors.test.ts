import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import Libsql from 'libsql'
import { beforeAll, describe, inject, it, type TestContext } from 'vitest'
import { answerQuery, prepareQuery } from '../src/answer/answer-query.ts'
import { parseSettings } from '../src/config.ts'
import { findOwnModel } from '../src/embedding/model-description.ts'
import { openKnowledge } from '../src/open-knowledge.ts'
import { openVectors } from '../src/open-vectors.ts'
import { idsOf } from './answer/answer-with.ts'
import { BERTHS_QUERY, articleOf } from './bot/admin/knowledge-folder.ts'
import { quotationsIn } from './bot/start-bot.ts'
import { findFreePort, startProcess } from './bot/start-process.ts'
import { needRuntime } from './embedding/runtime.ts'
import { WORKING, writeTinyModel } from './embedding/tiny-model.ts'
import { startFakeBotApi } from './fake-bot-api/fake-bot-api.ts'
import { HARBOUR, MARKET } from './taught-articles.ts'

const READY = 'the bot answers'
const MADE = 'vectors ready'
const BY_WORDS = 'Passages are found by their words alone'
const NOWHERE = '/nowhere'

type Settings = Parameters<typeof startProcess>[1]

/** Makes a folder of knowledge, a database and a tiny model; `start` starts bots on them. */
async function setUp({ expect, onTestFinished }: TestContext, files: Readonly<Record<string, string>> = {}) {
  const home = await mkdtemp(join(tmpdir(), 'vectors-'))
  const [dir, model, database] = [join(home, 'knowledge'), join(home, 'model'), join(home, 'wenzheng.db')]
  for (const folder of [dir, model]) await mkdir(folder)
  const write = (file: string, text: string) => writeFile(join(dir, file), text)
  for (const [file, text] of Object.entries({ 'harbour.md': HARBOUR, 'market.md': MARKET, ...files }))
    await write(file, text)
  await writeTinyModel(model)
  const api = await startFakeBotApi()
  const started: ReturnType<typeof startProcess>[] = []
  onTestFinished(async () => {
    for (const main of started) main.kill('SIGKILL')
    await api.close()
    await rm(home, { recursive: true, maxRetries: 5 })
    expect(api.faults).toEqual([])
  })
  function start(settings: Settings = {}, bundle?: string) {
    const own = { BOT_TOKEN: api.token, BOT_API_ROOT: api.url, KNOWLEDGE_DIR: dir, DATABASE_URL: `file:${database}` }
    const main = startProcess('main.ts', { ...own, MODEL_DIR: model, ...settings }, '', bundle)
    started.push(main)
    return main
  }
  /** Starts a bot, has it answer, waits for its vectors, and stops it; returns what it printed. */
  async function run(settings: Settings = {}, bundle?: string) {
    const main = start(settings, bundle)
    await main.seen(READY)
    await main.seen(MADE)
    expect(quotationsIn((await api.ask(BERTHS_QUERY)).answer)).not.toEqual([])
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    expect(main.printed.stderr).toBe('')
    return main.printed.stdout
  }
  /** Opens the database of the bots, none of which may run. */
  const open = () => {
    const opened = new Libsql(database)
    onTestFinished(() => void opened.close())
    return opened
  }
  const countVectors = () => {
    // The row is the count.
    const { count } = open().prepare('select count(*) as count from vectors').get() as { count: number }
    return count
  }
  return { home, dir, model, api, write, start, run, open, countVectors }
}

const timesIn = (text: string, part: string) => text.split(part).length - 1

describe.concurrent('the vectors of a bot', () => {
  needRuntime()

  it('are told of once when they are made, and made once: the next start loads them', async (test) => {
    const { expect } = test
    const { run, open, countVectors } = await setUp(test)
    const first = await run()
    expect([timesIn(first, MADE), timesIn(first, '"outcome":"ready"')]).toEqual([1, 1])
    // Four passages, none of several sentences.
    expect(countVectors()).toBe(4)
    // What would be made again would replace these.
    open().prepare("update vectors set vector = x'7f000000'").run()
    const second = await run()
    expect([timesIn(second, MADE), timesIn(second, '"outcome":"ready"')]).toEqual([1, 1])
    expect(open().prepare('select distinct hex(vector) as hex from vectors').all()).toEqual([{ hex: '7F000000' }])
    expect(countVectors()).toBe(4)
  })

  it('of another model are none, and are deleted once its own are made', async (test) => {
    const { expect } = test
    const { run, model, countVectors } = await setUp(test)
    await run()
    await writeTinyModel(model, { lastGood: 9 })
    expect(timesIn(await run(), '"outcome":"ready"')).toBe(1)
    expect(countVectors()).toBe(4)
  })

  it('that were made before a SIGTERM are kept, and the rest is made at the next start', async (test) => {
    const { expect } = test
    const slow = Array.from({ length: 30 }, (_, place) => `${'港'.repeat(60)}${place}。`)
    const { start, run, model, countVectors } = await setUp(test, { 'slow.md': articleOf('slow', ...slow) })
    await writeTinyModel(model, WORKING)
    const main = start()
    await main.seen(/"percent":[1-9]\d*,"msg":"the vectors of the knowledge are being made"/u)
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    expect(main.printed.stdout).not.toContain(MADE)
    expect(main.printed.stdout).not.toContain('cannot be kept')
    expect(main.printed.stderr).toBe('')
    const kept = countVectors()
    expect(kept).toBeGreaterThan(0)
    expect(kept).toBeLessThan(slow.length + 4)
    await run()
    expect(countVectors()).toBe(slow.length + 4)
  })
})

describe.concurrent('a bot without the runtime', () => {
  const bundle: { home?: string; dir: string } = { dir: '' }
  beforeAll(async () => {
    const home = await mkdtemp(join(tmpdir(), 'no-runtime-'))
    Object.assign(bundle, { home, dir: join(home, 'bundle') })
    await cp(inject('programDir'), bundle.dir, { recursive: true })
    const packages = resolve(import.meta.dirname, '../node_modules')
    await mkdir(join(home, 'node_modules'))
    for (const name of await readdir(packages))
      if (name !== 'onnxruntime-node') await symlink(join(packages, name), join(home, 'node_modules', name))
    return () => rm(home, { recursive: true })
  })

  it('says so once, answers by words, and tells once that no more vectors will come', async (test) => {
    const { expect } = test
    const { run } = await setUp(test)
    const printed = await run({}, bundle.dir)
    expect(timesIn(printed, `${BY_WORDS}: onnxruntime-node cannot be loaded here`)).toBe(1)
    expect([timesIn(printed, MADE), timesIn(printed, '"outcome":"off"')]).toEqual([1, 1])
  })
})

describe.concurrent('MODEL_DIR', () => {
  it('switches vectors off where it is empty', async (test) => {
    const { expect } = test
    const { start, api, countVectors } = await setUp(test)
    const METRICS_PORT = await findFreePort()
    const main = start({ MODEL_DIR: '', METRICS_PORT })
    await main.seen(READY)
    const readMetrics = async () => (await fetch(`http://127.0.0.1:${METRICS_PORT}/metrics`)).text()
    await expect.poll(readMetrics).toContain('wenzheng_vectors_state{state="off"} 1\n')
    expect(quotationsIn((await api.ask(BERTHS_QUERY)).answer)).not.toEqual([])
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    expect(main.printed.stdout).not.toMatch(/vectors|words alone/u)
    expect(countVectors()).toBe(0)
  })

  it('that leads nowhere is told once', async (test) => {
    const { expect } = test
    const { run } = await setUp(test)
    const printed = await run({ MODEL_DIR: NOWHERE })
    expect(timesIn(printed, `${BY_WORDS}: ${NOWHERE}/model.json cannot be read (ENOENT)`)).toBe(1)
    expect([timesIn(printed, BY_WORDS), timesIn(printed, MADE)]).toEqual([1, 1])
  })

  it('that leads nowhere is told once in the terminal too, which answers by words', async (test) => {
    const { expect } = test
    const { dir } = await setUp(test)
    const chat = startProcess('chat.ts', { KNOWLEDGE_DIR: dir, MODEL_DIR: NOWHERE }, `${BERTHS_QUERY}\n摊位费\n`)
    expect(await chat.ended).toEqual({ code: 0, signal: null })
    expect(chat.printed.stderr).toBe(`${BY_WORDS}: ${NOWHERE}/model.json cannot be read (ENOENT)\n`)
    expect(chat.printed.stdout).toMatch(/深水泊位[^]+摊位费三年不涨/u)
  })
})

describe('a slow model', () => {
  needRuntime()

  it('does not hold up the terminal, which ends with what is piped into it', async (test) => {
    const { expect } = test
    const slow = Array.from({ length: 2000 }, (_, place) => `${'港'.repeat(60)}${place}。`)
    const { dir, model } = await setUp(test, { 'slow.md': articleOf('slow', ...slow) })
    await writeTinyModel(model, WORKING)
    const chat = startProcess('chat.ts', { KNOWLEDGE_DIR: dir, MODEL_DIR: model }, '摊位费\n')
    expect(await chat.ended).toEqual({ code: 0, signal: null })
    expect(chat.printed.stdout).toContain('摊位费三年不涨')
    expect(chat.printed.stderr).toBe('')
  })

  it('does not hold up a query, which is answered by words', async (test) => {
    const { expect } = test
    const slow = Array.from({ length: 20 }, (_, place) => `${'港'.repeat(60)}${place}。`)
    const { dir, model } = await setUp(test, { 'slow.md': articleOf('slow', ...slow) })
    // Seconds a passage, and for the query itself longer than it may take: whichever the model is at, it is late.
    await writeTinyModel(model, { work: 40 * WORKING.work })
    const settings = parseSettings({ KNOWLEDGE_DIR: dir, CACHE_DIR: dir, MODEL_DIR: model })
    const { knowledge, settle } = await openKnowledge(settings)
    const fail = (why: unknown) => expect.unreachable(String(why))
    const vectors = await openVectors(settings, knowledge, { onTrouble: fail, onNoModel: fail })
    await expect.poll(vectors.state).toBe('ready')
    await prepareQuery(knowledge.corpus, BERTHS_QUERY)
    expect(vectors.counts()).toEqual({ lateQueries: 1, failures: 0 })
    expect(idsOf(answerQuery(knowledge.corpus, BERTHS_QUERY))).toEqual(['harbour_start'])
    await Promise.all([vectors.close(), settle()])
  })
})

describe("the program's own model", () => {
  needRuntime()

  it('puts the passage first that means what is asked, before those that share a word', async (test) => {
    const { expect } = test
    const query = '小孩打伤同学，谁来赔'
    const { dir } = await setUp(test, {
      'law.md': articleOf(
        'law',
        '孩子坐船免票。',
        '学校食堂请了新厨师，同学都说好吃。',
        '未成年人造成他人损害的，由监护人承担侵权责任。 ^guardian',
        '打架子鼓的人多了起来。',
      ),
      // Known queries get a vector without a limit of time.
      'checks.yaml': `article: law\nfinds:\n  guardian: [${query}]\n`,
    })
    const settings = parseSettings({ KNOWLEDGE_DIR: dir, CACHE_DIR: dir, MODEL_DIR: findOwnModel() })
    const { knowledge, settle } = await openKnowledge(settings)
    const find = () => knowledge.corpus.index.search(query).hits.map(({ citation }) => citation.passage.id)
    expect(find()).not.toContain('law_guardian')
    const outcome = await new Promise((onMade) => {
      const fail = (why: unknown) => expect.unreachable(String(why))
      const opened = openVectors(settings, knowledge, { onTrouble: fail, onNoModel: fail, onMade })
      test.onTestFinished(async () => (await opened)?.close())
    })
    expect(outcome).toBe('ready')
    expect(find()[0]).toBe('law_guardian')
    await settle()
  })
})
