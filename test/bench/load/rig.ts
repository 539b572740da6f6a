import { setTimeout as sleep } from 'node:timers/promises'
import { createAllTexts } from '../../../src/bot/texts/texts.ts'
import { readRoundTableQueries } from '../../answer/round-table-queries.ts'
import { findFreePort } from '../../bot/start-process.ts'
import { startLoadApi, toMessage } from './api.ts'
import { startBotProcess, type Left, type Way } from './bot-process.ts'
import { countLogged, type LogCounts } from './kept.ts'
import { createTally, type Counts } from './tally.ts'
import type { Usage } from './usage.ts'

/** What queries at one rate came to. */
export interface Step extends Counts {
  readonly rate: number
  readonly seconds: number
  /** Milliseconds by which the generator was late at most. */
  readonly lateness: number
  /** Milliseconds of a core that the bot took for a query: what other processes leave it does not change them much. */
  readonly botTime: number | undefined
  /** Shares of a core, while it was sent. */
  readonly botCpu: number | undefined
  readonly generatorCpu: number
  readonly memory: number | undefined
}

/** What a bot's life under load came to. */
export interface Ending extends LogCounts, Pick<Left, 'code' | 'told'> {
  readonly memoryAtStart: number | undefined
  readonly mostMemory: number | undefined
  /** Updates that it left to be handed in again. */
  readonly unconfirmed: number
  /** Posts that it did not acknowledge. */
  readonly again: number
  /** Requests of the bot that were refused. */
  readonly refusals: readonly string[]
  /** Messages that came after the last step was over. */
  readonly late: number
}

/** A bot and all that puts load on it. */
export interface Rig {
  /** Sends so many queries a second, and waits until each is answered or nothing more comes. */
  step(rate: number, seconds: number): Promise<Step>
  stop(): Promise<Ending>
}

/** Milliseconds without any message after which those that wait are lost: longer than the bot takes to try again. */
const PATIENCE = 20_000
/** Milliseconds in which a second message for an answered query would come, where no other are given. */
const SETTLE = 1000
/** Milliseconds between looks at what is due; a timer cannot wait for less. */
const TICK = 1
/** Ids of users, as Telegram has them. */
const FIRST_USER = 5_000_000_000

interface RigOptions {
  readonly way: Way
  /** Milliseconds that the Bot API takes for a message. */
  readonly delay?: number
  /** A folder for a CPU profile of the bot. */
  readonly profile?: string | undefined
  /** The knowledge folder; the repository's by default. */
  readonly knowledge?: string
  /** Node's arguments that run the bot; `npm start`'s by default. */
  readonly program?: readonly string[]
  /** Milliseconds in which a second message for an answered query would come. */
  readonly settle?: number
}

/** Starts a bot and a Bot API. */
export async function startRig({ way, delay = 0, settle = SETTLE, ...options }: RigOptions): Promise<Rig> {
  const isRefusal = createIsRefusal()
  let tally = createTally(isRefusal)
  const port = await findFreePort()
  const api = await startLoadApi({ delay, port, onMessage: (chatId, at, text) => tally.reply(chatId, at, text) })
  const bot = await startBotProcess({ way, apiRoot: api.url, port, ...options })
  const queries = shuffle((await readRoundTableQueries()).map(({ query }) => query.trim()))
  const asked: string[] = []
  const start = await bot.usage()

  function ask(due: number): void {
    const user = FIRST_USER + asked.length
    const text = queries[asked.length % queries.length] ?? ''
    asked.push(text)
    tally.ask(user, due)
    api.push({ message: toMessage(user, asked.length, text) })
  }

  return {
    async step(rate, seconds) {
      tally = createTally(isRefusal)
      const [before, own, began] = [await bot.usage(), process.cpuUsage(), performance.now()]
      const lateness = await sendAll(rate, seconds, ask)
      const [after, ownAfter, spent] = [await bot.usage(), process.cpuUsage(own), performance.now() - began]
      await drain(() => tally.waiting(), settle)
      const [end, counts] = [await bot.usage(), tally.sum()]
      return {
        ...counts,
        rate,
        seconds,
        lateness,
        memory: end?.memory,
        botTime: toShare(before, end, counts.sent),
        botCpu: toShare(before, after, spent),
        generatorCpu: (ownAfter.user + ownAfter.system) / 1000 / spent,
      }
    },
    async stop() {
      tally = createTally(isRefusal)
      const end = await bot.usage()
      const { logged, ...left } = await bot.stop()
      const [unconfirmed, again] = [api.pending(), api.again()]
      await api.close()
      return {
        ...left,
        ...countLogged(asked, logged),
        memoryAtStart: start?.memory,
        mostMemory: end?.mostMemory,
        unconfirmed,
        again,
        refusals: api.refusals,
        late: tally.sum().strays,
      }
    },
  }
}

/** Sends each query when it is due, without waiting for others; returns the most milliseconds that one was late. */
export async function sendAll(rate: number, seconds: number, ask: (due: number) => void): Promise<number> {
  const start = performance.now()
  const toDue = (place: number) => start + (place * 1000) / rate
  const all = Math.round(rate * seconds)
  let lateness = 0
  for (let place = 0; place < all;) {
    for (const now = performance.now(); place < all && toDue(place) <= now; place++) {
      lateness = Math.max(lateness, performance.now() - toDue(place))
      ask(toDue(place))
    }
    await sleep(TICK)
  }
  return lateness
}

/** Waits until nothing waits any more, or until nothing has been answered for long, and then for second answers. */
export async function drain(countWaiting: () => number, settle: number): Promise<void> {
  let [least, since] = [countWaiting(), performance.now()]
  while (least > 0 && performance.now() - since < PATIENCE) {
    await sleep(TICK)
    if (countWaiting() < least) [least, since] = [countWaiting(), performance.now()]
  }
  await sleep(settle)
}

/** Whether a message is no answer but reports a failure or the rate limit, which no user who asks once reaches. */
export function createIsRefusal(): (text: string) => boolean {
  const { failed, slowDown } = createAllTexts()['zh-hans']
  // Telegram keeps no space at the ends.
  const refusals = new Set(
    [failed, ...Array.from({ length: 61 }, (_, seconds) => slowDown(seconds))].map((text) => text.trim()),
  )
  return (text) => refusals.has(text.trim())
}

/** Mixes the kinds of query, in the same way every time. */
export function shuffle<T>(items: readonly T[]): T[] {
  // A prime, and longer than the list, so that it takes every one once.
  const stride = 7919
  return items.map((_, place) => items[(place * stride) % items.length] as T)
}

/** The milliseconds of a core that were used, divided by so many milliseconds or queries. */
function toShare(before: Usage | undefined, after: Usage | undefined, divisor: number): number | undefined {
  return before && after && ((after.seconds - before.seconds) * 1000) / divisor
}
