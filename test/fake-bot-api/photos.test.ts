import { deflateSync } from 'node:zlib'
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

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
}

/** A grey picture, whose checksums nobody reads, and as many bytes behind as wanted. */
function png(width: number, height: number, more = 0): Buffer {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width)
  size.writeUInt32BE(height, 4)
  const end = Buffer.from('0000000049454e44ae426082', 'hex')
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(Buffer.alloc(width))),
    Buffer.alloc(more),
    end,
  ])
}

/** Uploads as browsers do; grammY's own form is seen where the bot sends a picture. */
function upload(content: Buffer, fields: Record<string, string> = {}, photo = 'attach://file') {
  const form = new FormData()
  for (const [name, value] of Object.entries({ chat_id: String(CHAT), photo, ...fields })) form.set(name, value)
  form.set('file', new Blob([new Uint8Array(content)]), 'picture.png')
  // The form brings its own content type; the caller's is for JSON.
  return call('sendPhoto', {}, { body: form, headers: {} })
}

it('takes a PNG with its caption, and keeps its bytes', async () => {
  const content = png(1000, 500)
  const caption_entities = [{ type: 'bold', offset: 0, length: 2 }]
  expect(await upload(content, { caption: '123', caption_entities: JSON.stringify(caption_entities) })).toMatchObject({
    ok: true,
    result: {
      chat: { id: CHAT },
      caption: '123',
      caption_entities,
      photo: [{ width: 1000, height: 500, file_size: content.length }],
    },
  })
  expect(api.photo('attach://file')).toEqual(content)
  expect(api.calls).toMatchObject([
    { method: 'sendPhoto', payload: { chat_id: CHAT, caption: '123', photo: 'attach://file' } },
  ])
  expect(api.faults).toEqual([])
})

it.each<[string, Buffer, string]>([
  ['what is no PNG', Buffer.from('GIF89a'.repeat(20)), 'IMAGE_PROCESS_FAILED'],
  ['a PNG that breaks off', png(10, 10).subarray(0, -4), 'IMAGE_PROCESS_FAILED'],
  ['more than 10 MB', png(10, 10, 10 * MEGABYTE), 'file is too big'],
  ['width and height of more than 10000', png(9000, 1001), 'PHOTO_INVALID_DIMENSIONS'],
  ['a side of more than 20 of the other', png(2001, 100), 'PHOTO_INVALID_DIMENSIONS'],
  ['no pixel', png(0, 0), 'PHOTO_INVALID_DIMENSIONS'],
])('refuses %s', async (_, content, reason) => {
  expect(await upload(content)).toMatchObject({
    ok: false,
    error_code: 400,
    description: expect.stringContaining(reason),
  })
  expect(api.faults).toHaveLength(1)
})

it('takes the largest', async () => {
  for (const content of [png(9000, 1000), png(2000, 100), png(10, 10, 10 * MEGABYTE - png(10, 10).length)])
    expect(await upload(content)).toMatchObject({ ok: true })
})

it('refuses a caption of more than 1024, and a photo that is not there', async () => {
  expect(await upload(png(1, 1), { caption: '字'.repeat(1024) })).toMatchObject({ ok: true })
  expect(await upload(png(1, 1), { caption: '字'.repeat(1025) })).toMatchObject({
    description: expect.stringContaining('caption is too long'),
  })
  expect(await upload(png(1, 1), {}, 'attach://other')).toMatchObject({
    description: expect.stringContaining('no photo'),
  })
})

it.each([
  ['without its end', '--b\r\ncontent-disposition: form-data; name="chat_id"\r\n\r\n2002\r\n'],
  ['whose part has no name', '--b\r\ncontent-disposition: form-data\r\n\r\n2002\r\n--b--\r\n'],
  [
    'with a field twice',
    `${'--b\r\ncontent-disposition: form-data; name="chat_id"\r\n\r\n2002\r\n'.repeat(2)}--b--\r\n`,
  ],
])('refuses a form %s', async (_, body) => {
  expect(
    await call('sendPhoto', {}, { body, headers: { 'content-type': 'multipart/form-data; boundary=b' } }),
  ).toMatchObject({ ok: false, error_code: 400, description: expect.stringContaining('multipart') })
})
