import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { type IncomingMessage, createServer } from 'node:http'
import { Session } from 'node:inspector/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Message, Update } from 'grammy/types'

/**
 * Lists the files of `src` whose functions run for a private query, once the vectors are there, and for a press, by V8's
 * precise coverage.
 */

const QUERY = '卓越工程师有哪些举措？'
const SRC = fileURLToPath(new URL('../../src', import.meta.url))
/** Milliseconds until the query log has written its rows. */
const FLUSHED = 1000
/** Readings in succession without the model from which on all vectors count as made: its load, too, is silent. */
const QUIET = 10
const ME = { id: 1, is_bot: true, first_name: 'wenzheng', username: 'wenzheng_bot', can_join_groups: true } as const
const USER = { id: 2, is_bot: false, first_name: 'Reader', language_code: 'zh-hans' } as const
const CHAT = { id: USER.id, type: 'private', first_name: USER.first_name } as const

const session = new Session()
session.connect()
await session.post('Profiler.enable')
// Coverage starts before the first module is loaded; each reading resets it.
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })

const updates: Update[] = []
const sent: Message[] = []
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json')
  void answerCall(request).then((result) => response.end(JSON.stringify({ ok: true, result })))
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
Object.assign(process.env, {
  BOT_TOKEN: `${ME.id}:bench`,
  // A server that listens on a port has an address with one.
  BOT_API_ROOT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  DATABASE_URL: `file:${join(await mkdtemp(join(tmpdir(), 'bench-files-')), 'wenzheng.db')}`,
  LOG_LEVEL: 'error',
})
void import('../../src/main.ts')
await handInMessage('/start')
for (let quiet = 0; quiet < QUIET;) quiet = (await takeFiles()).some(isOfModel) ? 0 : quiet + 1
const message = await handInMessage(QUERY)
report('a private query', await takeFiles())
const button = message.reply_markup?.inline_keyboard.flat().find((one) => 'callback_data' in one)
if (!button) throw new Error('the query was answered without a button')
updates.push({
  update_id: 3,
  callback_query: { id: '1', chat_instance: '1', from: USER, data: button.callback_data, message },
})
report('a press', await takeFiles())
process.kill(process.pid, 'SIGTERM')

function isOfModel(file: string): boolean {
  return file.startsWith('embedding')
}

/** Stands in for the Bot API: hands in updates, and keeps what is sent. */
async function answerCall(request: IncomingMessage): Promise<unknown> {
  const method = request.url?.split('/').at(-1)
  // The bot posts every payload as JSON.
  const payload = (await json(request)) as Pick<Message, 'text' | 'reply_markup'>
  if (method === 'getMe') return ME
  if (method === 'getUpdates') {
    await sleep(updates.length > 0 ? 0 : 20)
    return updates.splice(0)
  }
  if (method !== 'sendMessage') return true
  const whole: Message = { ...payload, message_id: sent.length + 100, date: 1, chat: CHAT, from: ME }
  sent.push(whole)
  return whole
}

async function handInMessage(text: string): Promise<Message> {
  const id = sent.length + 1
  updates.push({ update_id: id, message: { message_id: id, date: 1, chat: CHAT, from: USER, text } })
  for (;;) {
    const [answer] = sent.slice(id - 1)
    if (answer) return answer
    await sleep(50)
  }
}

/** Lists the files in which a function ran since the last reading. */
async function takeFiles(): Promise<string[]> {
  await sleep(FLUSHED)
  const { result } = await session.post('Profiler.takePreciseCoverage')
  const ran = result.filter(({ functions }) => functions.some(({ ranges }) => (ranges[0]?.count ?? 0) > 0))
  const paths = ran.filter(({ url }) => url.startsWith('file:')).map(({ url }) => relative(SRC, fileURLToPath(url)))
  return [...new Set(paths)].filter((path) => !path.startsWith('..')).toSorted()
}

function report(name: string, files: readonly string[]): void {
  console.log(`${name}: ${files.length} files\n${files.map((file) => `  ${file}`).join('\n')}`)
}
