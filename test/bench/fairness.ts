import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readRoundTableQueries } from '../answer/round-table-queries.ts'
import { findFreePort } from '../bot/start-process.ts'
import { type Besides, startLoadApi, toMessage } from './load/api.ts'
import { startBotProcess } from './load/bot-process.ts'
import { toQuantile } from './measures.ts'

/**
 * Prints what a query, an inline query and a press cost, in processor time and in requests, by which the rate limit
 * weighs them; and how long a stranger waits for an answer behind what one user has sent at once.
 */

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: '' },
    /** Milliseconds that Telegram takes for a message. */
    delay: { type: 'string', default: '100' },
    folder: { type: 'string', default: 'knowledge' },
  },
})
const FIRST_USER = 5_000_000_000
/** Of each kind, to measure the processor time of one, and before that to have the code compiled. */
const [MEASURED, WARM_UP] = [100, 50]
const ROUNDS = 5

let [messages, users, calls] = [0, FIRST_USER, 0]
interface Answer extends Besides {
  readonly chatId: number
  readonly text: string
}
let pressed: Answer | undefined
let onAnswer: (answer: Answer) => void = () => {}
let onInline: (id: string) => void = () => {}

const dir = await mkdtemp(join(tmpdir(), 'wenzheng-fairness-'))
const port = await findFreePort()
const api = await startLoadApi({
  delay: Number(values.delay),
  port,
  onMessage(chatId, _, text, besides) {
    calls++
    onAnswer({ chatId, text, ...besides })
  },
  onInline: (id) => onInline(id),
})
const knowledge = values.folder
const bot = await startBotProcess({
  way: 'polling',
  apiRoot: api.url,
  port,
  keptIn: dir,
  model: values.model,
  knowledge,
})
const queries = (await readRoundTableQueries()).map(({ query }) => query.trim())

console.log(
  `On ${availableParallelism()} cores with Node ${process.version}; Telegram takes ${values.delay} ms for a message`,
)
await measureCosts()
await measureDelays()
const { told } = await bot.stop()
console.log(told.join('; ') || 'no error, no warning')
await api.close()
await rm(dir, { recursive: true })

async function measureCosts(): Promise<void> {
  const kinds: readonly (readonly [string, (place: number) => Promise<unknown>])[] = [
    ['query', (place) => ask(users++, toQuery(place))],
    // Queries that were not asked before: what they found is in no cache.
    ['inline query', (place) => askInline(users++, toQuery(WARM_UP + MEASURED + place))],
    ['press', (place) => press(place)],
  ]
  for (const [name, doIt] of kinds) {
    for (let place = 0; place < WARM_UP; place++) await doIt(place)
    const before = await bot.coreTime()
    for (let place = 0; place < MEASURED; place++) await doIt(WARM_UP + place)
    const after = await bot.coreTime()
    const cost = before === undefined || after === undefined ? undefined : (after - before) / MEASURED
    console.log(`  ${name.padEnd(36)} ${cost?.toFixed(1) ?? 'unknown'} ms of a core`)
  }
}

async function measureDelays(): Promise<void> {
  const group = () => -1_002_000_000_000 - users
  const scenes: readonly (readonly [string, () => Promise<number | undefined> | number | undefined])[] = [
    ['alone', () => undefined],
    ['behind 40 inline queries', () => repeat(40, (place, user) => void pushInline(user, toQuery(place)))],
    [
      'behind 10 queries in 10 groups',
      () => repeat(10, (place, user) => pushQuery(user, toQuery(place), group() - place)),
    ],
    [
      'behind 10 queries in their group',
      () => inGroup(10, (place, user, chat) => pushQuery(user, toQuery(place), chat)),
    ],
    ['behind 40 presses in their group', pressInGroup],
  ]
  for (const [name, prepare] of scenes) {
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      users += 10
      const chat = await prepare()
      const began = performance.now()
      await ask(users + 1, toQuery(round * 7), chat)
      times.push(performance.now() - began)
      await quiet()
    }
    console.log(
      `  a stranger ${name.padEnd(36)} ${toQuantile(times, 0.5).toFixed(0)} ms, at most ${Math.max(...times).toFixed(0)}`,
    )
  }

  function inGroup(count: number, push: (place: number, user: number, chat: number) => void): number {
    const chat = group()
    repeat(count, (place, user) => push(place, user, chat))
    return chat
  }

  async function pressInGroup(): Promise<number> {
    const chat = group()
    const answer = await ask(users, toQuery(0), chat)
    for (let place = 0; place < 40; place++) pushPress(users, answer, place)
    return chat
  }
}

function repeat(count: number, push: (place: number, user: number) => void): undefined {
  for (let place = 0; place < count; place++) push(place, users)
}

function toQuery(place: number): string {
  return queries[(place * 7919) % queries.length] ?? ''
}

function pushQuery(user: number, text: string, chat?: number): number {
  const id = ++messages
  const message = toMessage(user, id, chat === undefined ? text : `/ask ${text}`)
  const entities = [{ type: 'bot_command', offset: 0, length: 4 }]
  const inChat = { chat: { id: chat, type: 'supergroup', title: 'Group' }, entities }
  api.push({ message: { ...message, ...(chat !== undefined && inChat) } })
  return id
}

function pushInline(user: number, query: string): string {
  const id = String(++messages)
  api.push({ inline_query: { id, from: toMessage(user, 0, '').from, query, offset: '' } })
  return id
}

function pushPress(user: number, { chatId, text, reply_markup }: Answer, place: number): void {
  const { from, chat: own, date } = toMessage(user, 0, '')
  const data = reply_markup?.inline_keyboard
    .flat()
    .flatMap((one) => ('callback_data' in one ? [one.callback_data] : []))
  const chat = chatId < 0 ? { id: chatId, type: 'supergroup', title: 'Group' } : own
  const message = { message_id: 1, date, chat, text, reply_markup }
  const update = { id: String(++messages), from, chat_instance: '1', data: data?.[place % 2] ?? '', message }
  api.push({ callback_query: update })
}

/** Asks as a user, in private or in a group, and resolves with the answer. */
function ask(user: number, text: string, chat?: number): Promise<Answer> {
  return new Promise((resolve) => {
    const id = pushQuery(user, text, chat)
    onAnswer = (answer) => {
      if (answer.chatId !== (chat ?? user)) return
      if (chat === undefined || answer.reply_parameters?.message_id === id) resolve(answer)
    }
  })
}

function askInline(user: number, query: string): Promise<void> {
  return new Promise((resolve) => {
    const id = pushInline(user, query)
    onInline = (answered) => {
      if (answered === id) resolve()
    }
  })
}

/** Presses a button of an answer as a user of its own, and resolves once its message has changed. */
async function press(place: number): Promise<void> {
  const answer = (pressed ??= await ask(users++, toQuery(0)))
  const user = users++
  return new Promise((resolve) => {
    onAnswer = ({ chatId }) => {
      if (chatId === user) resolve()
    }
    pushPress(user, { ...answer, chatId: user }, place)
  })
}

/** Resolves once the bot has sent nothing for a while. */
async function quiet(): Promise<void> {
  for (let seen = -1; seen !== calls;) {
    seen = calls
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}
