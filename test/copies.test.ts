import { describe, inject, it, type TestContext } from 'vitest'
import { CopiesError } from '../src/copies/admit-copy.ts'
import { shareKnowledge } from '../src/copies/share-knowledge.ts'
import { openRecords } from '../src/records/records.ts'
import { startBalancer } from './bench/load/balancer.ts'
import { createPosts } from './bench/load/posts.ts'
import { BERTHS_QUERY, articleOf, createFolder } from './bot/admin/knowledge-folder.ts'
import { quotationsIn } from './bot/start-bot.ts'
import { findFreePort, startProcess } from './bot/start-process.ts'
import { SIGNS } from '../src/bot/texts/texts.ts'
import { startFakeBotApi } from './fake-bot-api/fake-bot-api.ts'
import { startSwitch } from './proxies/proxies.ts'
import { createPostgres } from './records/test-databases.ts'

const READY = 'the bot answers'
const SECRET = 'made_up-secret_of-the_tests'
const PATH = '/hook'

type Settings = NonNullable<Parameters<typeof startProcess>[1]>
type Copy = ReturnType<typeof startProcess> & {
  readonly PORT: string
  /** Posts an update, and gives the status. */
  readonly post: (update: object) => Promise<number>
}

/** A Bot API, a database and a folder; `start` starts copies of the bot on them, each at a port of its own. */
async function setUp({ expect, onTestFinished }: TestContext) {
  const [api, folder, database] = [await startFakeBotApi(), await createFolder(), await createPostgres()]
  onTestFinished(async () => {
    await api.close()
    await database.remove()
    await folder.delete()
    expect(api.faults).toEqual([])
  })
  const common = { BOT_TOKEN: api.token, BOT_API_ROOT: api.url, DATABASE_URL: database.url }

  function launch(settings: Settings) {
    const main = startProcess('main.ts', { ...common, KNOWLEDGE_DIR: folder.dir, ...settings })
    onTestFinished(() => main.kill('SIGKILL'))
    return main
  }

  async function start(settings: Settings = {}): Promise<Copy> {
    const PORT = settings.PORT ?? (await findFreePort())
    const main = launch({ WEBHOOK_URL: `https://bot.example${PATH}`, WEBHOOK_SECRET: SECRET, ...settings, PORT })
    await main.seen(READY)
    const post = async (update: object) =>
      (
        await fetch(`http://127.0.0.1:${PORT}${PATH}`, {
          method: 'POST',
          headers: { 'x-telegram-bot-api-secret-token': SECRET },
          body: JSON.stringify(update),
        })
      ).status
    return { ...main, PORT, post }
  }

  async function startAll(count: number): Promise<Copy[]> {
    return Promise.all(Array.from({ length: count }, () => start()))
  }

  /** Posts as Telegram does, through a balancer before copies. */
  async function startPosting(copies: readonly Copy[]) {
    const balancer = await startBalancer(copies.map(({ PORT }) => PORT))
    expect(await balancer.countReady()).toBe(copies.length)
    const url = `http://127.0.0.1:${balancer.port}${PATH}`
    const posts = createPosts({ url, secret: SECRET, connections: 40, retryDelay: 100 })
    onTestFinished(async () => {
      posts.close()
      await balancer.close()
    })
    const push = (update: { readonly update_id: number }) =>
      posts.push({ id: update.update_id, json: JSON.stringify(update) })
    return { balancer, posts, push }
  }

  /** How many messages each of the users got. */
  const countSent = (users: readonly number[]) => users.map((user) => api.sent(user).length)
  return { api, folder, database, launch, start, startAll, startPosting, countSent }
}

describe.skipIf(inject('postgresUrl') === undefined).concurrent('copies of the bot', () => {
  it('lose and double no answer while each is stopped and started in turn', async (test) => {
    const { expect } = test
    const { api, start, startAll, startPosting, countSent } = await setUp(test)
    const copies = await startAll(3)
    const { posts, push } = await startPosting(copies)
    const users: number[] = []
    const asking = setInterval(() => {
      const from = 1000 + users.length
      users.push(from)
      push(api.message(BERTHS_QUERY, { from }).update)
    }, 50)
    test.onTestFinished(() => clearInterval(asking))
    for (const { kill, ended, PORT } of copies) {
      kill('SIGTERM')
      expect(await ended).toEqual({ code: 0, signal: null })
      const asked = users.length
      await start({ PORT })
      // Each in its turn gets some of what is asked.
      await expect.poll(() => users.length).toBeGreaterThan(asked + 20)
    }
    clearInterval(asking)
    await expect.poll(() => posts.pending()).toBe(0)
    expect(countSent(users)).toEqual(users.map(() => 1))
  })

  it('answer what one of them was killed amid', async (test) => {
    const { expect } = test
    const { api, startAll, startPosting, countSent } = await setUp(test)
    const copies = await startAll(2)
    const { balancer, posts, push } = await startPosting(copies)
    api.failWith((method) => (method === 'sendMessage' ? { error_code: 502, description: 'Bad Gateway' } : undefined))
    const { update } = api.message(BERTHS_QUERY, { from: 61 })
    push(update)
    await api.nextCall('sendMessage')
    const [first] = balancer.handed(update.update_id)
    copies[first?.copy ?? 0]?.kill('SIGKILL')
    api.failWith()
    await expect.poll(() => posts.pending()).toBe(0)
    expect(countSent([61])).toEqual([1])
    expect(quotationsIn(api.sent(61)[0] ?? {})).not.toEqual([])
  })

  it('answer an update once that is posted to all of them', async (test) => {
    const { expect } = test
    const { api, startAll, countSent } = await setUp(test)
    const copies = await startAll(3)
    const users = Array.from({ length: 20 }, (_, place) => 100 + place)
    const updates = users.map((from) => api.message(BERTHS_QUERY, { from }).update)
    const postToAll = () => Promise.all(updates.flatMap((update) => copies.map(({ post }) => post(update))))
    // Who finds that another answers it does not acknowledge it.
    expect([200, 503]).toEqual(expect.arrayContaining(await postToAll()))
    await expect.poll(async () => new Set(await postToAll())).toEqual(new Set([200]))
    expect(countSent(users)).toEqual(users.map(() => 1))
  })

  it('go on where another finds faulty knowledge at its start, which leaves the webhook as it is', async (test) => {
    const { expect } = test
    const { api, launch, start } = await setUp(test)
    const copy = await start()
    const faulty = await createFolder()
    test.onTestFinished(faulty.delete)
    await faulty.write('park.md', articleOf('park', '公园六点开门。').replace('id: park', 'id: [park'))
    const count = () => api.calls.filter(({ method }) => method === 'setWebhook').length
    const before = count()
    const other = launch({
      KNOWLEDGE_DIR: faulty.dir,
      WEBHOOK_URL: `https://bot.example${PATH}`,
      WEBHOOK_SECRET: SECRET,
      PORT: await findFreePort(),
    })
    expect(await other.ended).toEqual({ code: 1, signal: null })
    expect(other.printed.stderr).toContain('park.md')
    expect(count()).toBe(before)
    expect(await copy.post(api.message(BERTHS_QUERY, { from: 71 }).update)).toBe(200)
    expect(api.sent(71)).toHaveLength(1)
  })

  it('refuse one that polls beside them, by a sentence that says what several need', async (test) => {
    const { expect } = test
    const { api, database, start } = await setUp(test)
    await start()
    const settings = { key: api.token, retentionDays: 90, toWordingKey: (text: string) => text }
    const records = await openRecords(database.url, settings)
    test.onTestFinished(() => records.close())
    if (!records.shared) throw new Error('a server is shared')
    const waited: (readonly string[])[] = []
    const polling = shareKnowledge(records.shared, { onWait: (names) => waited.push(names) }, { admit: 300, look: 20 })
    const refusal = expect(polling.admit(new AbortController().signal)).rejects
    await refusal.toThrow(CopiesError)
    await refusal.toThrow('several copies need WEBHOOK_URL on each')
    // Told once, not at each look.
    expect(waited.length).toBeLessThan(2)
  })
})

describe.skipIf(inject('postgresUrl') === undefined)('a copy without its database', () => {
  async function startSwitched(test: TestContext) {
    const { expect } = test
    const parts = await setUp(test)
    const { api, database, start } = parts
    const behind = new URL(database.url)
    const way = await startSwitch(Number(behind.port))
    behind.port = String(way.port)
    const copy = await start({ DATABASE_URL: behind.href })
    const ask = async (from: number) => {
      const { update } = api.message(BERTHS_QUERY, { from })
      expect(await copy.post(update)).toBe(200)
      return update
    }
    /** Votes for the answer that a user got. */
    const vote = async (from: number) => {
      const [answer] = api.sent(from)
      const data = answer?.reply_markup?.inline_keyboard
        .flat()
        .flatMap((one) => ('callback_data' in one && one.text === SIGNS.up ? [one.callback_data] : []))
      if (!answer || !data?.[0]) throw new Error('the answer has no button to vote')
      expect(await copy.post(api.callbackQuery(data[0], answer, { from }).update)).toBe(200)
    }
    const count = async (table: string) => (await database.query(`select * from ${table}`)).length
    return { ...parts, way, copy, ask, vote, count }
  }

  it.for(['cut', 'silence'] as const)('answers on (%s), and writes later what it had to, once', async (how, test) => {
    const { expect } = test
    const { api, way, copy, ask, vote, count, countSent } = await startSwitched(test)
    await ask(200)
    await expect.poll(() => count('queries')).toBe(1)
    await way[how]()
    const users = [201, 202, 203, 204, 205]
    const updates = await Promise.all(users.map(ask))
    for (const user of users.slice(0, 2)) await vote(user)
    await copy.seen('the database cannot be used')
    expect(await count('queries')).toBe(1)
    await way.open()
    await copy.seen('the database can be used again')
    await expect.poll(() => count('queries')).toBe(1 + users.length)
    await expect.poll(() => count('votes')).toBe(2)
    // What Telegram posts again is known.
    for (const update of updates) expect(await copy.post(update)).toBe(200)
    expect(countSent(users)).toEqual(users.map(() => 1))
    expect(api.calls.filter(({ method }) => method === 'answerCallbackQuery')).toHaveLength(2)
    expect(copy.printed.stdout.match(/the database cannot be used/gu)).toHaveLength(1)
  })

  it('ends at SIGTERM while that says nothing', async (test) => {
    const { expect } = test
    const { way, copy, ask, countSent } = await startSwitched(test)
    way.silence()
    await ask(211)
    copy.kill('SIGTERM')
    expect(await copy.ended).toEqual({ code: 0, signal: null })
    expect(countSent([211])).toEqual([1])
  })
})
