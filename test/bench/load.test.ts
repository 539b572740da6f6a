import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFolder } from '../bot/admin/knowledge-folder.ts'
import { toBundled } from '../bot/start-process.ts'
import { startBalancer } from './load/balancer.ts'
import { countLogged, readTold } from './load/kept.ts'
import { CYCLE, KILL_AT, STRETCHES, findFault } from './load/faults.ts'
import { createPolls, type Sent } from './load/polls.ts'
import { createPosts } from './load/posts.ts'
import { type Ending, startRig, type Step } from './load/rig.ts'
import { createTally } from './load/tally.ts'
import type { CopiesResult } from './load/run-on-copies.ts'
import { findCopiesFaults, findFaults, findHighest, keepsUp, MOST_P99 } from './load/verdict.ts'

const STEP: Step = {
  rate: 1,
  seconds: 1,
  sent: 1,
  lost: 0,
  twice: 0,
  refused: 0,
  strays: 0,
  times: [5],
  lateness: 0,
  botTime: 1,
  botCpu: 0,
  generatorCpu: 0,
  memory: 1,
}
const ENDING: Ending = {
  code: 0,
  told: [],
  rows: 1,
  missing: 0,
  besides: 0,
  memoryAtStart: 1,
  mostMemory: 1,
  unconfirmed: 0,
  again: 0,
  refusals: [],
  late: 0,
}
const update = (id: number): Sent => ({ id, json: JSON.stringify({ update_id: id }) })
const never = new AbortController().signal

describe('the count of answers', () => {
  const count = (...messages: readonly (readonly [user: number, at: number, text?: string])[]) => {
    const tally = createTally((text) => text === 'wait')
    for (const user of [1, 2, 3]) tally.ask(user, user * 10)
    for (const [user, at, text = 'answer'] of messages) tally.reply(user, at, text)
    return { ...tally.sum(), waiting: tally.waiting() }
  }

  it('takes the time from the due moment of a query to its first answer', () => {
    expect(count([1, 15], [3, 31], [2, 22])).toEqual({
      sent: 3,
      lost: 0,
      twice: 0,
      refused: 0,
      strays: 0,
      times: [5, 2, 1],
      waiting: 0,
    })
  })

  it('counts an answer that was lost, one that came twice, and a stray one', () => {
    expect(count([1, 15], [3, 31])).toMatchObject({ lost: 1, twice: 0, waiting: 1 })
    expect(count([1, 15], [2, 22], [3, 31], [2, 40])).toEqual({
      sent: 3,
      lost: 0,
      twice: 1,
      refused: 0,
      strays: 0,
      times: [5, 2, 1],
      waiting: 0,
    })
    expect(count([1, 15], [2, 22], [3, 31], [4, 31])).toMatchObject({ lost: 0, twice: 0, strays: 1 })
  })

  it('does not count a rate limit notice as an answer', () => {
    expect(count([1, 15], [2, 22, 'wait'], [3, 31])).toMatchObject({ lost: 1, refused: 1, twice: 0, times: [5, 1] })
    expect(count([1, 15], [2, 22, 'wait'], [3, 31], [2, 40])).toMatchObject({
      lost: 0,
      refused: 0,
      twice: 1,
      times: [5, 20, 1],
    })
  })
})

describe('the count of the query log', () => {
  const logged = (...rows: readonly (readonly [string, string])[]) => rows.map(([user, query]) => ({ user, query }))

  it('finds each query once, for any user', () => {
    expect(countLogged(['a', 'b', 'a'], logged(['u', 'a'], ['v', 'a'], ['w', 'b']))).toEqual({
      rows: 3,
      missing: 0,
      besides: 0,
    })
  })

  it('misses a query that is not there, or that another user asked', () => {
    expect(countLogged(['a', 'b'], logged(['u', 'a']))).toEqual({ rows: 1, missing: 1, besides: 0 })
    expect(countLogged(['a', 'a'], logged(['u', 'a'], ['u', 'a']))).toEqual({ rows: 2, missing: 1, besides: 1 })
    expect(countLogged(['a', 'b'], logged(['u', 'a'], ['v', 'a']))).toEqual({ rows: 2, missing: 1, besides: 1 })
    expect(countLogged(['a'], logged(['u', 'a'], ['u', 'a']))).toEqual({ rows: 2, missing: 0, besides: 1 })
  })

  it('reads warnings, errors and foreign lines of the log', () => {
    const lines = [
      '{"level":30,"msg":"fine"}',
      '{"level":40,"msg":"slow"}',
      '{"level":50,"msg":"bad"}',
      '{"level":40,"msg":"slow"}',
      'Error: at all',
      '',
    ]
    expect(readTold(lines.join('\n'))).toEqual(['2 × slow', '1 × bad', '1 × Error: at all'])
  })
})

describe('the verdict', () => {
  it('finds no fault in a sound run', () => {
    expect(findFaults([STEP, STEP], ENDING)).toEqual([])
    expect(keepsUp(STEP)).toBe(true)
  })

  it.each<[Partial<Step>]>([[{ lost: 1 }], [{ twice: 1 }], [{ refused: 1 }], [{ strays: 1 }]])(
    'finds a fault in %j',
    (changed) => {
      expect(findFaults([STEP, { ...STEP, ...changed }], ENDING)).toEqual([expect.stringMatching(/^1 /)])
    },
  )

  it.each<[Partial<Ending>]>([
    [{ missing: 1 }],
    [{ besides: 1 }],
    [{ unconfirmed: 1 }],
    [{ late: 1 }],
    [{ refusals: ['getMe: no'] }],
    [{ code: 7 }],
    [{ code: null }],
  ])('finds a fault in %j', (changed) => {
    expect(findFaults([STEP], { ...ENDING, ...changed })).toEqual([expect.stringMatching(/^1 /)])
  })

  const OF_COPIES: CopiesResult = {
    ...STEP,
    quietTimes: [5],
    twiceOfKilled: 0,
    copyTime: 1,
    databaseTime: 1,
    transactions: 1,
    again: 0,
    missing: 0,
    codes: [0, 0],
    told: [],
    refusals: [],
  }

  it('passes over what the killed copy may have answered twice, and over its rows', () => {
    expect(findCopiesFaults({ ...OF_COPIES, twice: 2, twiceOfKilled: 2, missing: 3 })).toEqual([])
  })

  it.each<[Partial<CopiesResult>]>([
    [{ lost: 1 }],
    [{ twice: 2, twiceOfKilled: 1 }],
    [{ refused: 1 }],
    [{ strays: 1 }],
    [{ refusals: ['getMe: no'] }],
    [{ codes: [0, 1] }],
    [{ times: [MOST_P99 + 1] }],
  ])('finds a fault of copies in %j', (changed) => {
    expect(findCopiesFaults({ ...OF_COPIES, ...changed })).toHaveLength(1)
  })

  it('a bot that loses, doubles or is late does not keep up', () => {
    expect(
      [{ lost: 1 }, { twice: 1 }, { times: [MOST_P99 + 1] }].map((changed) => keepsUp({ ...STEP, ...changed })),
    ).toEqual([false, false, false])
  })

  it.each([
    [200, 1700],
    [200, 200],
    [200, 130],
    [200, 3],
    [200, 1],
  ])('finds, from %d, a highest rate of %d to within a tenth', async (first, most) => {
    const highest = await findHighest(first, async (rate) => rate <= most)
    expect(highest).toBeLessThanOrEqual(most)
    expect(highest).toBeGreaterThanOrEqual(Math.floor(most / 1.1))
  })

  it('finds none if no rate is carried', async () => {
    expect(await findHighest(200, async () => false)).toBe(0)
  })
})

describe('polls', () => {
  it('return a hundred updates at most, and each again until it is confirmed', async () => {
    const polls = createPolls()
    for (let id = 1; id <= 150; id++) polls.push(update(id))
    const take = async (offset?: number, limit?: number) =>
      (await polls.take({ offset, limit }, never))?.map(({ id }) => id) ?? []
    expect(await take()).toHaveLength(100)
    expect(await take(2, 3)).toEqual([2, 3, 4])
    expect((await take(101)).slice(-1)).toEqual([150])
    expect(polls.pending()).toBe(50)
    expect(await take(151)).toEqual([])
    expect(polls.pending()).toBe(0)
  })

  it('wait for an update, one poll at a time', async () => {
    const polls = createPolls()
    const first = polls.take({ timeout: 30 }, never)
    await expect.poll(polls.isWaiting).toBe(true)
    const second = polls.take({ timeout: 30 }, never)
    expect(await first).toBeUndefined()
    await expect.poll(polls.isWaiting).toBe(true)
    polls.push(update(1))
    expect(await second).toEqual([update(1)])
  })
})

describe('posts', () => {
  it('keep the limit of connections, carry the secret, and come again until they are acknowledged', async () => {
    const seen: string[] = []
    const running = { now: 0, most: 0 }
    const server = createServer((incoming, outgoing) => {
      running.most = Math.max(running.most, ++running.now)
      incoming.on('data', (chunk: Buffer) =>
        seen.push(`${String(incoming.headers['x-telegram-bot-api-secret-token'])} ${chunk.toString()}`),
      )
      setTimeout(() => {
        running.now--
        outgoing.writeHead(seen.length <= 1 ? 503 : 200).end()
      }, 20)
    }).listen(0)
    await once(server, 'listening')
    // A server that listens on a port has an address with one.
    const { port } = server.address() as AddressInfo
    const posts = createPosts({ url: `http://127.0.0.1:${port}/`, secret: 's', connections: 3, retryDelay: 20 })
    onTestFinished(() => {
      posts.close()
      server.close()
    })
    posts.push(update(1))
    await expect.poll(posts.again).toBe(1)
    for (let id = 2; id <= 9; id++) posts.push(update(id))
    await expect.poll(() => posts.pending()).toBe(0)
    expect([running.most, posts.again()]).toEqual([3, 1])
    expect(seen.filter((one) => one === 's {"update_id":1}')).toHaveLength(2)
    expect(seen).toHaveLength(10)
  })
})

describe('a balancer', () => {
  /** Starts copies that are ready, or not, and answer posts with a status, or cut them. */
  async function setUp(...copies: readonly (readonly [isReady: boolean, status: number | 'cut'])[]) {
    const posted: number[] = []
    const ports: string[] = []
    for (const [place, [isReady, status]] of copies.entries()) {
      const server = createServer((incoming, outgoing) => {
        incoming.resume()
        if (incoming.url === '/readyz') return void outgoing.writeHead(isReady ? 200 : 503).end()
        posted.push(place)
        if (status === 'cut') outgoing.destroy()
        else outgoing.writeHead(status).end()
      }).listen(0)
      await once(server, 'listening')
      onTestFinished(() => void server.close())
      // A server that listens on a port has an address with one.
      ports.push(String((server.address() as AddressInfo).port))
    }
    const balancer = await startBalancer(ports, 60_000)
    onTestFinished(() => balancer.close())
    const post = async (id: number) => {
      const body = JSON.stringify({ update_id: id })
      return (await fetch(`http://127.0.0.1:${balancer.port}/hook`, { method: 'POST', body })).status
    }
    return { balancer, post, posted, countReady: await balancer.countReady() }
  }

  it('hands posts to copies in turns, but not to those that are unready', async () => {
    const { post, posted, countReady } = await setUp([true, 200], [false, 200], [true, 200])
    for (const id of [1, 2, 3, 4]) expect(await post(id)).toBe(200)
    expect([countReady, posted]).toEqual([2, [0, 2, 0, 2]])
  })

  it('hands a post that fails or gets 503 to the next copy, and knows who had it', async () => {
    const { balancer, post, posted } = await setUp([true, 'cut'], [true, 503], [true, 200])
    expect(await post(1)).toBe(200)
    expect([posted, balancer.handed(1).map(({ copy }) => copy)]).toEqual([
      [0, 1, 2],
      [0, 1, 2],
    ])
    // The one that failed is left alone until the next look.
    for (const id of [2, 3]) expect(await post(id)).toBe(200)
    expect(posted.slice(3)).not.toContain(0)
  })

  it('answers 503 where no copy takes a post', async () => {
    const { post } = await setUp([true, 503], [false, 200])
    expect(await post(1)).toBe(503)
  })
})

describe.each(['polling', 'webhook'] as const)('a bot by %s', (way) => {
  it('answers and logs each of 40 queries a second once', async () => {
    const folder = await createFolder()
    onTestFinished(folder.delete)
    const rig = await startRig({ way, knowledge: folder.dir, program: [toBundled('main.ts')], settle: 100 })
    const step = await rig.step(40, 1)
    const ending = await rig.stop()
    expect(findFaults([step], ending)).toEqual([])
    expect([step.sent, step.times.length, ending.rows, ending.told]).toEqual([40, 40, 40, []])
  })
})

describe('the faults of a soak', () => {
  it('come in every cycle, those of sending alone not while updates are fetched', () => {
    for (const { from, fault, isOfSending } of STRETCHES) {
      expect(findFault(from, 'sendMessage')).toBe(fault)
      expect(findFault(3 * CYCLE + from, 'sendMessage')).toBe(fault)
      expect(findFault(from, 'getUpdates')).toBe(isOfSending ? undefined : fault)
    }
  })

  it('leave the bot in peace between them, and while it starts after a kill', () => {
    expect(findFault(0, 'sendMessage')).toBeUndefined()
    for (const { to } of STRETCHES) expect(findFault(to, 'sendMessage')).toBeUndefined()
    expect(findFault(KILL_AT, 'getMe')).toBeUndefined()
  })
})
