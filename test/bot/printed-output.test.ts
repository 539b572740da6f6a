import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import type { Chat, User } from 'grammy/types'
import { describe, it, type TestContext } from 'vitest'
import { type FakeBotApi, startFakeBotApi } from '../fake-bot-api/fake-bot-api.ts'
import { createFolder } from './admin/knowledge-folder.ts'
import { buttonsIn, QUERY } from './start-bot.ts'
import { findFreePort, startProcess } from './start-process.ts'

const TIMEOUT = 60_000
const PATIENCE = { timeoutMs: 30_000 }
const SECRET = 'made_up-secret_of-the_tests'
const ADMIN = 7_309_876_501
const USER: User = {
  id: 7_301_234_567,
  is_bot: false,
  first_name: '欧阳小雨',
  last_name: '司徒',
  username: 'ouyang_xiaoyu',
  language_code: 'zh-hans',
}
const OTHER: User = { ...USER, id: 7_301_234_568, first_name: '上官大山', username: 'shangguan_dashan' }
const GROUP: Chat = { id: -7_003_334_445, type: 'group', title: '幸福路业主群' }
const SUPERGROUP = -1_007_005_556_667
/** In every text that a user writes, and in none that a bot does. */
const MARK = '幸福路三号'
const asking = (text: string): string => `${text}，我家住在${MARK}`

type Settings = Parameters<typeof startProcess>[1]

async function setUp({ expect, onTestFinished }: TestContext, settings: Settings = {}) {
  const api = await startFakeBotApi()
  const folder = await createFolder()
  const data = await mkdtemp(join(tmpdir(), 'printed-'))
  const main = startProcess('main.ts', {
    BOT_TOKEN: api.token,
    BOT_API_ROOT: api.url,
    KNOWLEDGE_DIR: folder.dir,
    DATABASE_URL: `file:${join(data, 'test.db')}`,
    ADMIN_IDS: String(ADMIN),
    LOG_LEVEL: 'debug',
    ...settings,
  })
  onTestFinished(async () => {
    main.kill('SIGKILL')
    await api.close()
    await Promise.all([folder.delete(), rm(data, { recursive: true })])
  })

  /** Stops the bot, and expects it to have printed each of some sentences, and nothing that belongs to anybody. */
  async function expectClean(...sentences: string[]): Promise<void> {
    main.kill('SIGTERM')
    expect(await main.ended).toEqual({ code: 0, signal: null })
    const printed = main.printed.stdout + main.printed.stderr
    for (const sentence of sentences) expect(printed).toContain(sentence)
    const people = [USER, OTHER].flatMap(({ id, first_name, last_name = '', username = '' }) => [
      String(id),
      first_name,
      last_name,
      username,
    ])
    const [, key = ''] = api.token.split(':')
    for (const kept of [
      MARK,
      ...people,
      ADMIN,
      Math.abs(GROUP.id),
      GROUP.title ?? '',
      Math.abs(SUPERGROUP),
      key,
      SECRET,
      data,
    ])
      expect(printed).not.toContain(String(kept))
  }
  return { api, main, database: join(data, 'test.db'), expectClean }
}

/** Lets the next requests of one method fail once each, and waits until the bot has printed that. */
async function fail(
  api: FakeBotApi,
  [method, failure]: [string, object],
  act: () => unknown,
  printed: Promise<void>,
): Promise<void> {
  let isDone = false
  api.failWith((called) => {
    if (called !== method || isDone) return
    isDone = true
    return failure
  })
  await act()
  await printed
  api.failWith()
}

describe.concurrent(
  'what the bot prints, at its most talkative, holds no token, and nothing of whom it talks with',
  { timeout: TIMEOUT },
  () => {
    it('where queries, presses and edits are answered, or fail', async (test) => {
      const { api, main, database, expectClean } = await setUp(test)
      api.failWith((method, payload) =>
        method === 'setMyCommands' && JSON.stringify(payload).includes(String(ADMIN))
          ? { error_code: 400, description: 'Bad Request: chat not found' }
          : undefined,
      )
      await main.seen('a command menu or description could not be set')
      await api.nextCall(
        ({ method, payload }) => method === 'setMyShortDescription' && JSON.stringify(payload).includes('"zh"'),
        { ...PATIENCE, after: 0 },
      )
      api.failWith()
      const other = new Libsql(database)
      other.exec('begin exclusive')
      const { answer, message } = await api.ask(asking(QUERY), { from: USER, ...PATIENCE })
      await main.seen('the database cannot be used')
      for (const label of buttonsIn(answer).slice(0, 2)) await api.press(answer, label, { from: USER, ...PATIENCE })
      api.callbackQuery(`c:${MARK}`, answer, { from: USER })
      api.edit(message, asking('王颖怎么看军地医疗'))
      await api.askInline(asking(QUERY), { from: USER, ...PATIENCE })
      await api.ask(`/ask ${asking(QUERY)}`, { from: OTHER, chat: GROUP, ...PATIENCE })
      await api.ask(`/start ${MARK}`, { from: USER, ...PATIENCE })
      api.message(asking('你们看到了吗'), { from: OTHER, chat: GROUP })
      other.exec('commit')
      api.addBot(GROUP, { from: OTHER })
      await main.seen('membership changed')
      const failing: [string, object, () => unknown, string][] = [
        [
          'sendMessage',
          { error_code: 403, description: 'Forbidden: bot was blocked by the user' },
          () => api.message(asking(QUERY), { from: USER }),
          'a chat takes no answer',
        ],
        [
          'sendMessage',
          { error_code: 400, description: 'Bad Request: message is too long' },
          () => api.message(asking(QUERY), { from: OTHER }),
          'message is too long',
        ],
        [
          'sendMessage',
          { drop: true },
          () => api.message(asking(QUERY), { from: OTHER }),
          'a request to Telegram failed, trying again',
        ],
        [
          'answerInlineQuery',
          { error_code: 400, description: 'Bad Request: RESULT_ID_INVALID' },
          () => api.inlineQuery(asking('王颖是谁'), { from: OTHER }),
          'RESULT_ID_INVALID',
        ],
        [
          'answerCallbackQuery',
          { error_code: 400, description: 'Bad Request: QUERY_ID_BAD' },
          () => api.callbackQuery(`x:${MARK}`, answer, { from: USER }),
          'QUERY_ID_BAD',
        ],
        [
          'getUpdates',
          { error_code: 429, description: 'Too Many Requests' },
          () => api.message('/help', { from: USER }),
          'Telegram gives no updates',
        ],
        ['getUpdates', { drop: true }, () => api.message('/help', { from: USER }), 'Telegram cannot be reached'],
      ]
      for (const [method, failure, act, sentence] of failing)
        await fail(api, [method, failure], act, main.seen(sentence))
      api.migrate(GROUP, SUPERGROUP, { from: OTHER })
      await expectClean('a command menu or description could not be set', 'chat not found')
    })

    it('where anything is posted to its webhook', async (test) => {
      const [PORT, METRICS_PORT] = [await findFreePort(), await findFreePort()]
      const { api, main, expectClean } = await setUp(test, {
        WEBHOOK_URL: 'https://bot.example/hook',
        WEBHOOK_SECRET: SECRET,
        PORT,
        METRICS_PORT,
      })
      await main.seen('the bot answers')
      const post = async (body: string, secret = SECRET) =>
        (
          await fetch(`http://127.0.0.1:${PORT}/hook`, {
            method: 'POST',
            headers: { 'x-telegram-bot-api-secret-token': secret, connection: 'close' },
            body,
          })
        ).status
      const { update, message } = api.message(asking(QUERY), { from: USER })
      const whole = JSON.stringify(update)
      test
        .expect([await post(whole), await post(whole, `${SECRET}x`), await post(whole.slice(1)), await post(MARK)])
        .toEqual([200, 401, 400, 400])
      // The bot may hang up while it is still being sent.
      test.expect(await post(whole + ' '.repeat(1024 * 1024)).catch(() => 413)).toBe(413)
      for (const broken of [
        { message: { ...message, chat: null } },
        { message: { ...message, from: MARK, entities: [{ type: 'mention', offset: MARK }] } },
        { edited_message: { text: MARK } },
        { callback_query: { data: MARK } },
        { inline_query: { query: MARK } },
        { message: MARK },
      ]) {
        test
          .expect(
            await post(
              JSON.stringify({ update_id: update.update_id + 1000 + Math.floor(Math.random() * 1e6), ...broken }),
            ),
          )
          .toBe(200)
      }
      await new Promise((resolve) => {
        const cut = connect(Number(PORT), '127.0.0.1', () =>
          cut.write(
            [
              `POST /hook?${MARK} HTTP/1.1`,
              'Host: bad host',
              `X-Telegram-Bot-Api-Secret-Token: ${SECRET}`,
              'Content-Length: 5000',
              '',
              whole,
            ].join('\r\n'),
            () => setTimeout(() => cut.destroy(), 200),
          ),
        )
        cut.once('close', resolve)
      })
      for (const port of [PORT, METRICS_PORT])
        test.expect((await fetch(`http://127.0.0.1:${port}/${MARK}?secret=${SECRET}`)).status).toBe(404)
      api.failWith((method) =>
        method === 'sendMessage' ? { error_code: 400, description: 'Bad Request: message is too long' } : undefined,
      )
      test.expect(await post(JSON.stringify(api.message(asking(QUERY), { from: OTHER }).update))).toBe(200)
      await expectClean('a handler failed', 'message is too long')
    })

    it.for(['', `user:${SECRET}@`])(
      'where something else than a Bot API is at its address (%j), and tells what was asked of it',
      async (login, test) => {
        const server = createServer(
          (request, response) => void response.writeHead(404).end(`${request.url ?? ''} not found`),
        ).listen(0)
        await new Promise((resolve) => void server.once('listening', resolve))
        test.onTestFinished(() => void server.close())
        // A server that listens on a port has an address with one.
        const { port } = server.address() as AddressInfo
        const { main, expectClean } = await setUp(test, { BOT_API_ROOT: `http://${login}127.0.0.1:${port}` })
        await main.seen('Telegram cannot be reached')
        await expectClean()
      },
    )
  },
)
