import { readFile } from 'node:fs/promises'
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import type { Message, MessageEntity } from 'grammy/types'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { createKnowledgeBase, type KnowledgeBase } from '../../src/answer/knowledge-base.ts'
import type { Reader } from '../../src/bot/reader.ts'
import { parseData } from '../../src/bot/view/callback-data.ts'
import { type BotParts, createBot } from '../../src/bot/create-bot.ts'
import { type ChosenLanguages, createPassingLanguages } from '../../src/records/chosen-languages.ts'
import { createSilentQueryLog, type QueryLog } from '../../src/records/query-log.ts'
import type { GapRecords } from '../../src/records/gap-records.ts'
import type { Statistics } from '../../src/records/statistics.ts'
import type { Log } from '../../src/bot/log.ts'
import { type IntakeOptions, createIntake } from '../../src/bot/telegram/intake.ts'
import { type PollingOptions, startPolling } from '../../src/bot/telegram/polling.ts'
import { createReachability } from '../../src/bot/telegram/reachability.ts'
import type { TakenUpdates } from '../../src/records/updates/taken-updates.ts'
import type { OutgoingMessage } from '../../src/bot/view/outgoing-message.ts'
import { createAllTexts, SIGNS } from '../../src/bot/texts/texts.ts'
import type { Article } from '../../src/knowledge/article.ts'
import { createFold } from '../../src/text/fold.ts'
import { roundTableKnowledge } from '../answer/round-table-queries.ts'
import { FERRY, HARBOUR, MARKET, loadedOf, toArticle } from '../articles.ts'
import { inOrder } from '../fake-bot-api/content/entities.ts'
import { type FakeBotApi, startFakeBotApi } from '../fake-bot-api/fake-bot-api.ts'
import { checkKeyboard } from '../fake-bot-api/content/keyboard.ts'
import { formatText } from '../fake-bot-api/content/text.ts'

export const ADMIN = 9009
export const FOLDER = 'knowledge'
export const ARTICLE = 'talent-2023.md'
export const fold = createFold()

/** A query that the repository's article answers with long and with short quotations. */
export const QUERY = '卓越工程师有哪些举措？'

type FailWith = Parameters<FakeBotApi['failWith']>[0]
export type RunningBot = Awaited<ReturnType<typeof startBot>>

interface BotOptions {
  knowledge?: KnowledgeBase
  failWith?: FailWith
  /** A Bot API that has served another bot; by default the bot gets its own. */
  api?: FakeBotApi
  /** The languages that users chose; by default none. */
  languages?: ChosenLanguages
  /** Keeps the queries; by default they are forgotten. */
  queryLog?: QueryLog
  /** Who may decide gaps and reload; by default one. */
  adminIds?: readonly number[]
  /** The unanswered queries; by default there is no database. */
  gapRecords?: GapRecords | undefined
  /** The numbers of /stats; by default there is no database. */
  statistics?: Statistics | undefined
  /** Finds the model; by default nothing is told of one. */
  findModel?: BotParts['findModel']
  /** Intervals of polling and of a stop; without them the bot's own. */
  polling?: PollingOptions & IntakeOptions
  /** How failed requests are tried again; without it as the bot does. */
  retry?: BotParts['retry']
  /** Where updates outlast the bot; by default they do not. */
  kept?: TakenUpdates
  /** The limits of users and groups; by default the bot's own. */
  rateLimits?: BotParts['rateLimits']
  /** When the progress of a reload is shown; without it at the bot's own times. */
  reloadTiming?: BotParts['reloadTiming']
}

/** What the bot says in each language; `texts` is 简体中文, the language of the fake Bot API's users. */
export const allTexts = createAllTexts()
export const texts = allTexts['zh-hans']

let article: Promise<KnowledgeBase> | undefined

const NO_ARTICLE = {}
/** By the first article, so that a base goes with the articles of its test. */
const bases = new WeakMap<object, { articles: readonly Article[]; base: Promise<KnowledgeBase> }[]>()

/** Creates a knowledge base of some articles alone, once a worker; it must not be reloaded with others. */
export function knowledgeOf(...articles: readonly Article[]): Promise<KnowledgeBase> {
  const first = articles[0] ?? NO_ARTICLE
  const sharing = bases.get(first) ?? []
  const isSame = (others: readonly Article[]): boolean =>
    others.length === articles.length && others.every((other, index) => other === articles[index])
  const found = sharing.find((one) => isSame(one.articles))
  if (found) return found.base
  const base = createKnowledgeBase(async () => loadedOf(...articles), fold)
  bases.set(first, [...sharing, { articles, base }])
  return base
}

/** Creates a knowledge base of three made-up articles, with questions, namesakes and figures. */
export function madeUpKnowledge(): Promise<KnowledgeBase> {
  return knowledgeOf(HARBOUR, MARKET, FERRY)
}

/** Creates a knowledge base of the repository's article without its asks; it must not be reloaded. */
export function articleKnowledge(): Promise<KnowledgeBase> {
  article ??= readFile(`${FOLDER}/${ARTICLE}`, 'utf8').then((markdown) => knowledgeOf(toArticle(markdown)))
  return article
}

/** Loads the repository's own folder, once a worker; it must not be reloaded. */
export const repositoryKnowledge = roundTableKnowledge

/** Starts the bot as main.ts does, against a Bot API of its own, by default with the repository's article. */
export async function startBot({ knowledge, failWith, ...given }: BotOptions = {}) {
  const api = given.api ?? (await startFakeBotApi(failWith && { failWith }))
  const lines: string[] = []
  const log: Log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })
  const base = knowledge ?? (await articleKnowledge())
  await base.prepared()
  const bot = createBot({
    token: api.token,
    apiRoot: api.url,
    adminIds: new Set(given.adminIds ?? [ADMIN]),
    knowledge: base,
    languages: given.languages ?? createPassingLanguages(),
    queryLog: given.queryLog ?? createSilentQueryLog(),
    gapRecords: given.gapRecords,
    statistics: given.statistics,
    findModel: given.findModel,
    ...(given.rateLimits && { rateLimits: given.rateLimits }),
    reloadTiming: given.reloadTiming,
    retry: given.retry,
    reachability: createReachability(api.token, log),
    allTexts,
    log,
  })
  await bot.init()
  const handling = watchHandling(bot, api)
  const intake = createIntake(log, given.polling)
  intake.open(bot, given.kept)
  const polling = startPolling(bot, intake, log, given.polling)

  let stopped: Promise<void> | undefined
  /** Lets running answers finish; a second call returns the promise of the first. */
  const stop = () =>
    (stopped ??= handling
      .end()
      .then(() => polling.stop())
      .then(api.close))

  return { api, bot, log, lines, polling, handled: handling.all, stop }
}

/** Milliseconds for handlers that a test has left running; polling.stop() has a deadline of its own. */
const LEFT_RUNNING = 1000

/**
 * Watches the updates that a bot handles; `end` resolves when it is handling none, and `all` when it has handled every
 * update that was queued for it, and polls for more. A bot that is stopped later looks only every 50 ms whether its
 * handlers are through, which a thousand tests would wait for.
 */
function watchHandling(bot: ReturnType<typeof createBot>, api: FakeBotApi) {
  const handle = bot.handleUpdate.bind(bot)
  const running = new Set<Promise<void>>()
  bot.handleUpdate = (...given) => {
    const handled = handle(...given).finally(() => running.delete(handled))
    running.add(handled)
    return handled
  }
  const all = async () => {
    while (running.size > 0 || api.pending().length > 0 || !api.isPolled()) await nextTurn()
  }
  const end = async () => {
    await Promise.race([Promise.allSettled(running), sleep(LEFT_RUNNING, undefined, { ref: false })])
  }
  return { all, end }
}

/**
 * Starts a bot for each test of a file, or one for all, and expects that Telegram would refuse none of its requests.
 * Tests that share a bot need users of their own, each of whom is limited to ten queries.
 */
export function useBot(
  load = articleKnowledge,
  { isShared = false } = {},
): { readonly running: RunningBot; readonly api: FakeBotApi } {
  const used: { running?: RunningBot } = {}
  const current = (): RunningBot => {
    if (!used.running) throw new Error('The bot is there only while a test runs')
    return used.running
  }
  const [before, after] = isShared ? [beforeAll, afterAll] : [beforeEach, afterEach]
  before(async () => {
    used.running = await startBot({ knowledge: await load() })
  })
  after(async () => {
    await current().stop()
    expect(current().api.faults).toEqual([])
  })
  return {
    get running() {
      return current()
    },
    get api() {
      return current().api
    },
  }
}

/** Lists what the bot tried to send since a mark, refused or not. */
export function sendsSince(api: FakeBotApi, mark: number) {
  return api.calls.slice(mark).filter((call) => call.method === 'sendMessage')
}

/** Lists the methods that sent or changed a message since a mark; the sign of typing is none. */
export function visibleSince(api: FakeBotApi, mark: number): string[] {
  const methods = api.calls.slice(mark).map(({ method }) => method)
  return methods.filter((method) => /^(?:send|edit)/u.test(method) && method !== 'sendChatAction')
}

/** Returns the words that an entity covers. */
export function wordsOf(text: string, { offset, length }: MessageEntity): string {
  return text.slice(offset, offset + length)
}

/** Lists the words that a message quotes. */
export function quotationsIn({ text = '', entities = [] }: Pick<Message, 'text' | 'entities'>): string[] {
  return entities.filter(isQuotation).map((entity) => wordsOf(text, entity))
}

/** Lists the words that a message has in bold. */
export function boldIn({ text = '', entities = [] }: Pick<Message, 'text' | 'entities'>): string[] {
  return entities.filter(({ type }) => type === 'bold').map((entity) => wordsOf(text, entity))
}

export function isQuotation({ type }: MessageEntity): boolean {
  return type === 'blockquote' || type === 'expandable_blockquote'
}

/** Lists the labels of a message's buttons. */
export function buttonsIn({ reply_markup }: Pick<Message, 'reply_markup'>): string[] {
  return (reply_markup?.inline_keyboard ?? []).flat().map(({ text }) => text)
}

/** Lists the labels of a message's buttons, except those to vote. */
export function pagesIn(message: Pick<Message, 'reply_markup'>): string[] {
  return buttonsIn(message).filter((label) => label !== SIGNS.up && label !== SIGNS.down)
}

/** Lists the queries that a message gives as items of a list. */
export function itemsIn({ text = '' }: Pick<Message, 'text'>): string[] {
  return [...text.matchAll(/^• (.+)$/gmu)].map(([, item = '']) => item)
}

/** A user in a private chat, with the app in 简体中文. */
export const READER: Reader = { texts, username: 'wenzheng_test_bot', isPrivate: true }

/** Expects that Telegram takes a message whole, by the checks of the fake Bot API. */
export function expectSendable({ text, entities, buttons = [] }: OutgoingMessage): void {
  expect(text.trim()).not.toBe('')
  expect(formatText({ text, entities })).toEqual({ text, entities: inOrder(entities) })
  expect(entities.length).toBeLessThanOrEqual(MOST_ENTITIES)
  expect(checkKeyboard({ inline_keyboard: buttons })?.inline_keyboard ?? []).toEqual(buttons)
  expect(buttons.filter((row) => row.length === 0)).toEqual([])
  for (const button of buttons.flat()) {
    if ('callback_data' in button) {
      expect(button.text.length).toBeLessThanOrEqual(LONGEST_LABEL)
      expect(parseData(button.callback_data), button.callback_data).toBeDefined()
    }
    if ('url' in button) expect(button.url).toMatch(/^https:\/\/t\.me\/wenzheng_test_bot\?start=[A-Za-z0-9_-]{1,64}$/u)
  }
  expect([text, ...buttons.flat().map((button) => button.text)].join('\n')).not.toMatch(/\p{Surrogate}/u)
}

/** Telegram silently drops the formatting beyond. */
const MOST_ENTITIES = 100
const LONGEST_LABEL = 60
