import { mkdtemp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { describe, it, type TestContext } from 'vitest'
import { loadKnowledge } from '../src/knowledge/load-knowledge.ts'
import { toCode } from '../src/answer/browse/codes.ts'
import { toGapData } from '../src/bot/admin/gap-buttons.ts'
import { toWordingKey } from '../src/text/wording.ts'
import { ADMIN, allTexts, fold, quotationsIn, texts } from './bot/start-bot.ts'
import { ASKS, FEE, OTHER_ADMIN } from './bot/admin/start-gaps.ts'
import { HARBOUR, MARKET } from './taught-articles.ts'
import { startProcess } from './bot/start-process.ts'
import { startFakeBotApi } from './fake-bot-api/fake-bot-api.ts'

const READY = 'the bot answers'

/** Makes a folder of knowledge and a Bot API; `start` starts bots on both, with the same database. */
async function setUp({ expect, onTestFinished }: TestContext, settings: Readonly<Record<string, string>> = {}) {
  const home = await mkdtemp(join(tmpdir(), 'teaching-'))
  const dir = join(home, 'knowledge')
  await mkdir(dir)
  const write = (file: string, text: string) => writeFile(join(dir, file), text)
  await write('harbour.md', HARBOUR)
  await write('market.md', MARKET)
  const api = await startFakeBotApi()
  const started: ReturnType<typeof startProcess>[] = []
  onTestFinished(async () => {
    for (const main of started) main.kill('SIGKILL')
    await api.close()
    await rm(home, { recursive: true })
    expect(api.faults.filter((fault) => !fault.includes('message is not modified'))).toEqual([])
  })
  const database = join(home, 'wenzheng.db')
  const start = async () => {
    const main = startProcess('main.ts', {
      BOT_TOKEN: api.token,
      BOT_API_ROOT: api.url,
      ADMIN_IDS: `${ADMIN},${OTHER_ADMIN}`,
      KNOWLEDGE_DIR: dir,
      DATABASE_URL: `file:${database}`,
      ...settings,
    })
    started.push(main)
    await main.seen(READY)
    return main
  }
  return { dir, database, api, write, start }
}

describe.concurrent('a kill during teaching', () => {
  const THINGS = [
    '火星',
    '红烧肉',
    '足球',
    '天气',
    '相对论',
    '钢琴',
    '邮票',
    '金鱼',
    '围棋',
    '登山',
    '滑雪',
    '咖啡',
    '恐龙',
    '彩虹',
    '魔术',
    '风筝',
    '陶瓷',
    '二胡',
    '蜂蜜',
    '潜水',
    '木工',
    '篆刻',
    '象棋',
    '芭蕾',
    '剪纸',
  ]
  const asked = THINGS.map((thing) => `${thing}有什么讲究`)

  it('loses no confirmed lesson, no file and no database', async (test) => {
    const { expect } = test
    const { dir, database, api, start } = await setUp(test)
    const first = await start()
    const file = new Libsql(database)
    // The bot may write just then.
    file.pragma('busy_timeout = 10000')
    const insert = file.prepare(
      "insert into queries (at, user, message, chat_kind, language, query, outcome, is_answered, passages, milliseconds) values (?, 'u', 'm', 'private', 'zh-hans', ?, 'none', 0, '[]', 1)",
    )
    for (const query of asked) insert.run(Date.now(), query)
    file.close()
    const { answer: list } = await api.ask('/gaps', { from: ADMIN })
    const confirmed = () =>
      api.calls.flatMap((call) =>
        call.method === 'editMessageText' && call.result
          ? (new RegExp(`^${texts.decided('find')}\n• (.+)\n`, 'u').exec(call.payload.text ?? '')?.[1] ?? [])
          : [],
      )
    // The kill comes at any moment of one lesson: at the file, at the database, at its confirmation, which never ends.
    const killed = new Promise<void>((resolve) => {
      let confirmations = 0
      api.failWith((method) => {
        if (method !== 'editMessageText' || ++confirmations < 8) return undefined
        if (confirmations > 8) return { delay: 5000, drop: true }
        setTimeout(() => {
          first.kill('SIGKILL')
          resolve()
        }, Math.random() * 60)
        return undefined
      })
    })
    for (const query of asked)
      api.callbackQuery(
        toGapData({
          kind: 'find',
          page: 0,
          gap: toCode('gap', toWordingKey(query, fold)),
          passage: toCode('passage', 'market_fee'),
        }),
        list,
        { from: ADMIN },
      )
    await killed
    await first.ended
    const held = confirmed()
    expect(held.length).toBeLessThan(asked.length)
    expect((await loadKnowledge(dir)).kind).toBe('loaded')
    const listTaught = async () =>
      [...(await readFile(join(dir, ASKS), 'utf8')).matchAll(/^ {4}- "(.+)"$/gmu)].map(([, wording = '']) => wording)
    const written = await listTaught()
    expect(written).toEqual(expect.arrayContaining(held))
    // One at most was written and not confirmed yet.
    expect(written.length - held.length).toBeLessThanOrEqual(1)
    expect(new Libsql(database).prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    api.failWith()
    await start()
    for (const [index, query] of held.entries())
      expect(quotationsIn((await api.ask(query, { from: 100 + index })).answer)).toEqual([FEE])
    // What was pressed and not done before is done now, and what is left is listed.
    await expect
      .poll(
        async () => {
          const { text } = (await api.ask('/gaps', { from: OTHER_ADMIN })).answer
          return Number(/\d+$/u.exec(text.split('\n')[0] ?? '')?.[0] ?? 0) + (await listTaught()).length
        },
        { interval: 1000 },
      )
      .toBe(asked.length)
  })
})

describe.concurrent('a folder that is watched', () => {
  it('reloads by itself; admins get a message when it fails, and one when it works again', async (test) => {
    const { expect } = test
    const { dir, api, write, start } = await setUp(test, { WATCH: '1' })
    const main = await start()
    const { answer } = await api.ask('/language', { from: OTHER_ADMIN })
    await api.press(answer, 'English', { from: OTHER_ADMIN })
    await api.ask('/start', { from: ADMIN })
    let user = 100
    const find = async (query: string) => quotationsIn((await api.ask(query, { from: ++user })).answer)
    const toldTo = (id: number) =>
      api
        .sent(id)
        .map(({ text = '' }) => text)
        .filter((text) => /资料|material/u.test(text.split('\n')[0] ?? '') && !text.includes('/language'))
    const before = [ADMIN, OTHER_ADMIN].map((id) => toldTo(id).length)
    const newsFor = (id: number) => toldTo(id).slice(before[id === ADMIN ? 0 : 1])

    // Unchanged, by an editor's way of saving.
    await write('.market.md.swp', MARKET)
    await rename(join(dir, '.market.md.swp'), join(dir, 'market.md'))
    await main.seen('the knowledge folder was changed, and is in use as it is')
    await write('market.md', MARKET.replace(FEE, '租金两年不变。'))
    await expect.poll(() => find('租金'), { interval: 300 }).toEqual(['租金两年不变。'])
    expect([newsFor(ADMIN), newsFor(OTHER_ADMIN)]).toEqual([[], []])

    await write('market.md', MARKET.replace('publication:', 'publisher:'))
    await expect.poll(() => newsFor(OTHER_ADMIN)).toHaveLength(1)
    await expect.poll(() => newsFor(ADMIN)).toHaveLength(1)
    expect(newsFor(ADMIN)[0]).toMatch(new RegExp(`^${texts.refused(2)}\n\nmarket\\.md:\\d+ `, 'u'))
    expect(newsFor(OTHER_ADMIN)[0]).toMatch(
      new RegExp(`^${allTexts.en.refused(2)}\n\nmarket\\.md:\\d+ .+ is missing`, 'u'),
    )
    expect(await find('租金')).toEqual(['租金两年不变。'])

    const looks = () => main.printed.stdout.split('the old one stays').length - 1
    const looked = looks()
    await write('notes.txt', 'nothing that is read')
    await write('market.md', MARKET.replace('publication:', 'publisher:'))
    await expect.poll(looks).toBeGreaterThan(looked)
    expect(newsFor(ADMIN)).toHaveLength(1)

    await write('market.md', MARKET)
    await expect.poll(() => newsFor(OTHER_ADMIN)).toHaveLength(2)
    await expect.poll(() => newsFor(ADMIN)).toHaveLength(2)
    expect(newsFor(OTHER_ADMIN)[1]).toContain('was loaded again')
    expect(newsFor(ADMIN)[1]).toContain('资料已重新载入')
    expect(await find('摊位费')).toEqual([FEE])

    // A line that checks speak against is told too.
    await write('own.checks.yaml', `article: market\nnothing:\n  - 摊位费\n`)
    await expect.poll(() => newsFor(ADMIN)).toHaveLength(3)
    expect(newsFor(ADMIN)[2]).toContain(`${texts.checksFailed(1, 1)}\n\n1. 摊位费\n${texts.expectedNothing}\n`)
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    expect(await readdir(dir)).not.toContain('.market.md.swp')
  })
})
