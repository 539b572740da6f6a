import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findVote, parseVote } from '../../../src/bot/view/callback-data.ts'
import { readRoundTableQueries } from '../../answer/round-table-queries.ts'
import { findFreePort } from '../../bot/start-process.ts'
import { type Besides, startLoadApi, toMessage } from './api.ts'
import { startBalancer } from './balancer.ts'
import { type BotProcess, startBotProcess } from './bot-process.ts'
import { countLogged } from './kept.ts'
import { createIsRefusal, shuffle } from './rig.ts'
import { createServerDatabase } from './server-database.ts'
import { createTally } from './tally.ts'

export type Copies = Awaited<ReturnType<typeof startCopies>>

export interface CopiesOptions {
  readonly copies: number
  /** Milliseconds that the Bot API takes for a message. */
  readonly delay: number
  readonly model?: string | undefined
  /** A folder for CPU profiles of the copies. */
  readonly profile?: string | undefined
  /** Presses in place of queries. */
  readonly isPressing: boolean
  readonly knowledge?: string
  /** Node's arguments that run the bot; `npm start`'s by default. */
  readonly program?: readonly string[]
}

const FIRST_USER = 5_000_000_000

/** Starts copies of the bot on one database behind a balancer, and a Bot API. */
export async function startCopies({ copies, delay, model, profile, knowledge, program, isPressing }: CopiesOptions) {
  const isRefusal = createIsRefusal()
  const [dir, database] = [await mkdtemp(join(tmpdir(), 'wenzheng-copies-')), await createServerDatabase()]
  const ports = await Promise.all(Array.from({ length: copies }, findFreePort))
  const balancer = await startBalancer(ports)
  const queries = shuffle((await readRoundTableQueries()).map(({ query }) => query.trim()))
  const asked: string[] = []
  const answers = new Map<number, Besides>()
  /** The update of each user, or of each press. */
  let updates = new Map<number, number>()
  let [tally, isBegun, votes] = [createTally(isRefusal), false, 0]
  const api = await startLoadApi({
    delay,
    port: balancer.port,
    onMessage(chatId, at, text, besides) {
      if (isBegun && isPressing) return
      answers.set(chatId, besides)
      tally.reply(chatId, at, text)
    },
    onPress: (id, at) => tally.reply(Number(id), at, 'pressed'),
  })
  const codes: (number | null)[] = []
  const running: BotProcess[] = []
  for (const place of ports.keys()) running.push(await start(place))
  await balancer.countReady()

  async function start(place: number): Promise<BotProcess> {
    const keptIn = join(dir, String(place))
    await mkdir(keptIn, { recursive: true })
    const given = { model, profile, ...(knowledge && { knowledge }), ...(program && { program }) }
    const [port = '', server] = [ports[place], database.url]
    return startBotProcess({ way: 'webhook', apiRoot: api.url, port, keptIn, server, ...given })
  }

  return {
    ask(due: number): void {
      const user = FIRST_USER + asked.length
      const text = queries[asked.length % queries.length] ?? ''
      asked.push(text)
      tally.ask(user, due)
      updates.set(user, api.push({ message: toMessage(user, asked.length, text) }))
    },
    /** Has users press a button of their answer: every other one a vote. */
    press(due: number): void {
      const place = updates.size
      const user = FIRST_USER + place
      tally.ask(place, due)
      const pressed = toPress(user, place, answers.get(user))
      if (parseVote(pressed.data)) votes++
      updates.set(place, api.push({ callback_query: pressed }))
    },
    waiting: () => tally.waiting(),
    /** Counts anew. */
    begin(): void {
      ;[tally, isBegun, updates] = [createTally(isRefusal), true, new Map<number, number>()]
    },
    sum: () => tally.sum(),
    async read() {
      const times = await Promise.all(running.map((one) => one.coreTime()))
      const isKnown = times.every((time) => time !== undefined)
      return {
        copies: isKnown ? times.reduce((sum, time) => sum + (time ?? 0), 0) : undefined,
        database: await database.coreTime(),
        transactions: await database.countTransactions(),
      }
    },
    async replace(place: number, how: 'kill' | 'stop'): Promise<void> {
      if (how === 'kill') await running[place]?.kill()
      else codes.push((await running[place]?.stop())?.code ?? null)
      running[place] = await start(place)
    },
    /** Counts those answered twice that a copy had, and that were first answered since a time. */
    countTwiceOf: (copy: number, since: number) =>
      tally.listTwice().filter(([key, first]) => {
        const handed = balancer.handed(updates.get(key) ?? 0)
        return first >= since && handed.some((one) => one.copy === copy)
      }).length,
    async stop() {
      const left = await Promise.all(running.map((one) => one.stop()))
      const missing = isPressing
        ? votes - (await database.countVotes())
        : countLogged(asked, await database.readLogged()).missing
      const told = [...new Set(left.flatMap((one) => one.told))]
      return {
        missing,
        told,
        again: api.again(),
        refusals: api.refusals,
        codes: [...codes, ...left.map((o) => o.code)],
      }
    },
    async close(): Promise<void> {
      await api.close()
      await balancer.close()
      await database.drop()
      await rm(dir, { recursive: true })
    },
  }
}

function toPress(user: number, place: number, { message_id, reply_markup }: Besides = {}) {
  const { from, chat, date } = toMessage(user, 0, '')
  const buttons = reply_markup?.inline_keyboard.flat() ?? []
  const wanted = buttons.find((button) => (findVote(button) !== undefined) === (place % 2 === 0))
  const button = wanted ?? buttons[0]
  const data = button && 'callback_data' in button ? button.callback_data : 'none'
  const message = { message_id, date, chat, text: 'answer', reply_markup }
  return { id: String(place), from, chat_instance: '1', data, message }
}
