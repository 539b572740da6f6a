import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { readRoundTableQueries } from '../answer/round-table-queries.ts'
import { findFreePort } from '../bot/start-process.ts'
import { startLoadApi, toMessage } from './load/api.ts'
import { type BotProcess, startBotProcess } from './load/bot-process.ts'
import { CYCLE, KILL_AT, RELOAD_AT, findFault } from './load/faults.ts'
import { createTally } from './load/tally.ts'

/**
 * Asks the bot for minutes while Telegram fails, the material is reloaded and the bot is killed in between, all once
 * in two minutes; prints what was asked, lost and answered twice, and the memory at each quarter. It fails where anything is lost.
 */

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '15' }, rate: { type: 'string', default: '5' } },
})
const [minutes, rate] = [Number(values.minutes), Number(values.rate)]
if (!(minutes > 0 && rate > 0)) throw new Error('--minutes and --rate must be numbers above 0')

const ADMIN = 4_000_000_000
const FIRST_USER = 5_000_000_000
const FIRST_GROUP = -1_002_000_000_000
/** Of so many queries one is asked in a group, and one inline beside them. */
const GROUP_EVERY = 10
const INLINE_EVERY = 10
/** Milliseconds without any message after which those that wait are lost. */
const PATIENCE = 90_000

const dir = await mkdtemp(join(tmpdir(), 'wenzheng-soak-'))
try {
  await soak()
} finally {
  await rm(dir, { recursive: true })
}

async function soak(): Promise<void> {
  const [knowledge, keptIn, port] = [join(dir, 'knowledge'), join(dir, 'kept'), await findFreePort()]
  await cp('knowledge', knowledge, { recursive: true })
  await mkdir(keptIn)
  const tally = createTally(() => false)
  const counts = { inline: 0, inlineAnswered: 0, reloads: 0, reloaded: 0, kills: 0 }
  let began = Infinity
  const api = await startLoadApi({
    delay: 0,
    port,
    onMessage(chatId, at, text) {
      if (chatId !== ADMIN) tally.reply(chatId, at, text)
      else if (/重新载入|reloaded/iu.test(text)) counts.reloaded++
    },
    onInline: () => counts.inlineAnswered++,
    findFault: (method) => findFault((performance.now() - began) / 1000, method),
  })
  const start = () => startBotProcess({ way: 'polling', apiRoot: api.url, port, knowledge, keptIn, admin: ADMIN })
  let bot: BotProcess = await start()
  const queries = (await readRoundTableQueries()).map(({ query }) => query.trim())
  const memory: (number | undefined)[] = []
  began = performance.now()
  const end = minutes * 60
  let [asked, cycle, hasReloaded, hasKilled] = [0, 0, false, false]
  for (let second = 0; second < end; second = (performance.now() - began) / 1000) {
    while (asked < second * rate) ask(asked++)
    if (memory.length < Math.floor((4 * second) / end)) memory.push((await bot.usage())?.memory)
    if (Math.floor(second / CYCLE) > cycle) [cycle, hasReloaded, hasKilled] = [cycle + 1, false, false]
    if (!hasReloaded && second % CYCLE >= RELOAD_AT) hasReloaded = await reload()
    if (!hasKilled && second % CYCLE >= KILL_AT) hasKilled = await kill()
    await sleep(20)
  }
  began = Infinity
  await drain()
  memory.push((await bot.usage())?.memory)
  const { told } = await bot.stop()
  await api.close()
  report(told)

  function ask(place: number): void {
    const text = queries[place % queries.length] ?? ''
    const user = FIRST_USER + place
    const isInGroup = place % GROUP_EVERY === 0
    const group = FIRST_GROUP - place
    tally.ask(isInGroup ? group : user, performance.now())
    const message = toMessage(user, place + 1, isInGroup ? `/ask ${text}` : text)
    const entities = [{ type: 'bot_command', offset: 0, length: 4 }]
    const chat = { id: group, type: 'supergroup', title: `Group ${place}` }
    api.push({ message: isInGroup ? { ...message, chat, entities } : message })
    if (place % INLINE_EVERY !== 1) return
    counts.inline++
    api.push({ inline_query: { id: String(place), from: message.from, query: text, offset: '' } })
  }

  async function reload(): Promise<true> {
    counts.reloads++
    await writeFile(join(knowledge, 'soak.md'), toArticle(counts.reloads))
    api.push({ message: toMessage(ADMIN, 1_000_000 + counts.reloads, '/reload') })
    return true
  }

  async function kill(): Promise<true> {
    counts.kills++
    await bot.kill()
    bot = await start()
    return true
  }

  async function drain(): Promise<void> {
    let [least, since] = [tally.waiting(), performance.now()]
    while (least > 0 && performance.now() - since < PATIENCE) {
      await sleep(100)
      if (tally.waiting() < least) [least, since] = [tally.waiting(), performance.now()]
    }
    await sleep(2000)
  }

  function report(logged: readonly string[]): void {
    const { sent, lost, twice, strays } = tally.sum()
    const rows: readonly (readonly [string, unknown])[] = [
      ['queries', sent],
      ['lost', lost],
      ['answered twice', twice],
      ['messages to nobody', strays],
      ['inline queries, answered', `${counts.inline}, ${counts.inlineAnswered}`],
      ['reloads, told of', `${counts.reloads}, ${counts.reloaded}`],
      ['kills', counts.kills],
      ['memory at each quarter, MB', memory.map((one) => one?.toFixed(0) ?? 'unknown').join(', ')],
      ['told in the log', logged.join('; ') || 'no error, no warning'],
    ]
    console.log(`${minutes} minutes at ${rate}/s on ${availableParallelism()} cores, Node ${process.version}`)
    for (const [label, value] of rows) console.log(`  ${label.padEnd(28)} ${String(value)}`)
    if (lost > 0) process.exitCode = 1
  }
}

function toArticle(version: number): string {
  return `---
id: soak
title: 试验
publication: 试验报
date: 2026-01-01
---

## 观察

【叙述】候鸟保护区的观鸟步道第${version}次改了走向。 ^path
`
}
