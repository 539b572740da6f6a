import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCaller } from './caller.ts'
import { type FakeBotApi, startFakeBotApi } from './fake-bot-api.ts'

const CHAT = 2002
const MEGABYTE = 1024 * 1024

let api: FakeBotApi
const { call } = createCaller(() => api)

beforeEach(async () => {
  api = await startFakeBotApi()
  api.addChat({ id: CHAT, type: 'private', first_name: 'P' })
})
afterEach(() => api.close())

async function pathOf(file_id: string): Promise<string> {
  const reply = await call('getFile', { file_id })
  // Every other reply fails the test below.
  return reply.ok ? (reply.result as { file_path: string }).file_path : reply.description
}

const get = (path: string, token = api.token) => fetch(`${api.url}/file/bot${token}/${path}`)

it('gives a file by an address that is good for an hour', async () => {
  const { file_id } = api.document('你好', { name: 'a.md' })
  const path = await pathOf(file_id)
  expect(path).toMatch(/^documents\/file_\d+\.md$/u)
  expect(await (await get(path)).text()).toBe('你好')
  expect((await get(path, 'another')).status).toBe(401)
  api.expireFiles()
  expect((await get(path)).status).toBe(404)
  expect(await (await get(await pathOf(file_id))).text()).toBe('你好')
})

it('refuses a file that it does not know, and one of over 20 MB', async () => {
  expect(await pathOf('none')).toContain('wrong file_id')
  const { file_id } = api.document('a', { size: 20 * MEGABYTE + 1 })
  expect(await pathOf(file_id)).toContain('file is too big')
  const { file_id: removed } = api.document('a')
  api.removeFile(removed)
  expect(await pathOf(removed)).toContain('wrong file_id')
})

it('keeps a document that the bot sends, with its name, for the bot to fetch', async () => {
  const form = new FormData()
  form.set('chat_id', String(CHAT))
  form.set('document', 'attach://x')
  form.set('x', new Blob(['草稿']), 'draft.md')
  const response = await fetch(`${api.url}/bot${api.token}/sendDocument`, { method: 'POST', body: form })
  expect(response.status).toBe(200)
  const [message] = api.sent(CHAT)
  expect(message?.document).toMatchObject({ file_name: 'draft.md', file_size: 6 })
  expect(Buffer.from(api.fileContent(message?.document?.file_id ?? '') ?? []).toString()).toBe('草稿')
})

it('refuses a document that was not uploaded', async () => {
  const reply = await call('sendDocument', { chat_id: CHAT, document: 'attach://none' })
  expect(reply).toMatchObject({ ok: false, description: expect.stringContaining('no document') })
})
