import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { InlineKeyboardMarkup } from 'grammy/types'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './faults.ts'
import { createPolls, type Poll } from './polls.ts'
import { createPosts } from './posts.ts'

export const TOKEN = '7000000001:AAF-made_up_for_the_load_and_nothing_else'

export interface ApiSettings {
  /** Milliseconds that a message takes before it is answered. */
  readonly delay: number
  /** The bot's port, to which a proxy would hand what is posted to its webhook. */
  readonly port: string
  /** The messages that are sent and edited, with what is asked for them besides. */
  readonly onMessage: (chatId: number, at: number, text: string, besides: Besides) => void
  /** The inline queries that are answered. */
  readonly onInline?: (queryId: string) => void
  /** The presses that are answered. */
  readonly onPress?: (pressId: string, at: number) => void
  /** What goes wrong with a request; nothing by default. */
  readonly findFault?: (method: string) => Fault | undefined
}

/** What a message is sent with, and the number that it gets. */
export interface Besides {
  readonly message_id?: number
  readonly reply_parameters?: { readonly message_id: number }
  readonly reply_markup?: InlineKeyboardMarkup
}

/** The result that a method gives, as JSON, or why it is refused. */
type Given = { readonly result: string } | { readonly code: number; readonly description: string }

/** Telegram's, where the bot names none. */
const CONNECTIONS = 40
/** UTF-16 units of a message. */
const LONGEST = 4096
const ME = {
  id: 7000000001,
  is_bot: true,
  first_name: 'Wenzheng Load',
  username: 'wenzheng_load_bot',
  can_join_groups: true,
  can_read_all_group_messages: true,
  supports_inline_queries: true,
}

/**
 * Starts a Bot API that does what a load needs and no more. It carries more than the strict one of
 * the tests, which checks every request against a schema and keeps it. Any other request is refused, and counted.
 */
export async function startLoadApi(settings: ApiSettings) {
  const updates = createUpdates(settings.port)
  const refusals: string[] = []
  const carryOut = createCarryOut(settings, updates)
  const served = { carryOut, refusals, findFault: settings.findFault ?? (() => undefined) }
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing, served))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    refusals,
    push: updates.push,
    pending: updates.pending,
    again: updates.again,
    async close(): Promise<void> {
      updates.close()
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}

type Updates = ReturnType<typeof createUpdates>

/** Keeps updates for polls or, once there is a webhook, posts them there. */
function createUpdates(port: string) {
  const polls = createPolls()
  let posts: ReturnType<typeof createPosts> | undefined
  let lastId = 1000
  return {
    polls,
    /** Returns the id of the update. */
    push: (fields: object): number => {
      const id = ++lastId
      ;(posts ?? polls).push({ id, json: JSON.stringify({ update_id: id, ...fields }) })
      return id
    },
    setWebhook({ url, secret_token: secret = '', max_connections: connections = CONNECTIONS }: Asked): void {
      // Each copy of a bot sets the same one.
      posts ??= createPosts({ url: `http://127.0.0.1:${port}${new URL(String(url)).pathname}`, secret, connections })
    },
    pending: () => polls.pending() + (posts?.pending() ?? 0),
    again: () => posts?.again() ?? 0,
    close(): void {
      polls.close()
      posts?.close()
    },
  }
}

/** What of a request is read here. */
interface Asked extends Poll, Besides {
  readonly chat_id?: number
  /** Of a message that is edited. */
  readonly message_id?: number
  readonly text?: string
  readonly inline_query_id?: string
  readonly callback_query_id?: string
  readonly url?: string
  readonly secret_token?: string
  readonly max_connections?: number
}

type CarryOut = (method: string, asked: Asked, client: Client) => Promise<Given>

interface Client {
  /** When its request was here. */
  readonly at: number
  /** Aborted when it hangs up. */
  readonly gone: AbortSignal
}

function createCarryOut({ delay, onMessage, onInline, onPress }: ApiSettings, updates: Updates): CarryOut {
  let lastMessageId = 0
  return async (method, asked, { at, gone }) => {
    if (method === 'getMe') return { result: JSON.stringify(ME) }
    if (method === 'getUpdates') return poll(updates, asked, gone)
    if (method === 'setWebhook') updates.setWebhook(asked)
    if (method === 'answerInlineQuery') onInline?.(asked.inline_query_id ?? '')
    if (method === 'answerCallbackQuery') onPress?.(asked.callback_query_id ?? '', at)
    if (
      /^(?:setWebhook|deleteWebhook|sendChatAction|answerInlineQuery|answerCallbackQuery|(?:set|delete)My\w+)$/u.test(
        method,
      )
    )
      return { result: 'true' }
    if (!/^(?:sendMessage|editMessage(?:Text|ReplyMarkup))$/u.test(method))
      return { code: 404, description: 'Not Found' }
    const { chat_id: id, message_id: messageId = ++lastMessageId, text = '', ...rest } = asked
    if (method === 'editMessageReplyMarkup') return { result: 'true' }
    if (id === undefined || text === '' || text.length > LONGEST)
      return { code: 400, description: 'Bad Request: message has no chat, is empty or too long' }
    onMessage(id, at, text, { ...rest, message_id: messageId })
    if (delay > 0) await sleep(delay)
    return {
      result: JSON.stringify({
        message_id: messageId,
        date: unixTime(),
        from: ME,
        chat: { id, type: 'private', first_name: `User ${id}` },
        text,
        ...rest,
      }),
    }
  }
}

async function poll({ polls }: Updates, asked: Poll, gone: AbortSignal): Promise<Given> {
  const batch = await polls.take(asked, gone)
  return batch
    ? { result: `[${batch.map(({ json }) => json).join()}]` }
    : { code: 409, description: 'Conflict: terminated by other getUpdates request' }
}

interface Served extends Required<Pick<ApiSettings, 'findFault'>> {
  readonly carryOut: CarryOut
  readonly refusals: string[]
}

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, served: Served): Promise<void> {
  const { carryOut, refusals, findFault } = served
  const body = await readBody(incoming).catch(() => undefined)
  // A client that hangs up before the end has asked nothing.
  if (body === undefined) return
  const at = performance.now()
  const client = new AbortController()
  outgoing.once('close', () => client.abort())
  const [, token = '', method = ''] = /^\/bot([^/]+)\/(\w+)$/u.exec(decodeURIComponent(incoming.url ?? '')) ?? []
  const fault = findFault(method)
  if (fault?.kind === 'status') return answerFault(outgoing, fault)
  if (fault?.kind === 'reset' && !fault.isTaken) return void outgoing.destroy()
  const given: Given =
    token === TOKEN
      ? await carryOut(method, parse(body), { at, gone: client.signal })
      : { code: 401, description: 'Unauthorized' }
  if (fault) return void outgoing.destroy()
  const isRefused = 'code' in given
  if (isRefused) refusals.push(`${method}: ${given.description}`)
  outgoing.writeHead(isRefused ? given.code : 200, { 'content-type': 'application/json' })
  outgoing.end(
    isRefused
      ? JSON.stringify({ ok: false, error_code: given.code, description: given.description })
      : `{"ok":true,"result":${given.result}}`,
  )
}

function answerFault(outgoing: ServerResponse, { code, retryAfter }: Extract<Fault, { kind: 'status' }>): void {
  outgoing.writeHead(code, { 'content-type': 'application/json' })
  const parameters = retryAfter === undefined ? {} : { parameters: { retry_after: retryAfter } }
  outgoing.end(JSON.stringify({ ok: false, error_code: code, description: 'a fault of the load', ...parameters }))
}

function parse(body: string): Asked {
  // Only grammY asks here, and of what is read each field is used as the Bot API has it.
  return body === '' ? {} : (JSON.parse(body) as Asked)
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  // A request that has no encoding set gives buffers.
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

/** Makes a message as a user sends it in private. */
export function toMessage(id: number, messageId: number, text: string) {
  return {
    message_id: messageId,
    date: unixTime(),
    text,
    from: { id, is_bot: false, first_name: `User ${id}`, language_code: 'zh-hans' },
    chat: { id, type: 'private', first_name: `User ${id}` },
  }
}

/** Tells the time as Telegram does, in whole seconds. */
function unixTime(): number {
  return Math.floor(Date.now() / 1000)
}
