import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFetch } from '../../../src/bot/telegram/api-fetch.ts'
import { createComplete } from '../../../src/draft/asks/endpoint.ts'
import { type Respond, complete, startEndpoint } from './stand-in.ts'

const KEY = 'sk-made-up-4711'
const PROMPT = { system: 'a', user: 'b' }
const PATIENCE = { answer: 60_000, pause: 1, longestPause: 5000 }
const LONGEST = 1024 ** 2

async function ask(respond: Respond, patience: Partial<typeof PATIENCE> = {}) {
  const { url, seen } = await startEndpoint(respond)
  const send = createFetch(undefined, LONGEST)
  const completion = await createComplete({ url, model: 'm', key: KEY }, send, { ...PATIENCE, ...patience })(PROMPT)
  expect(JSON.stringify(completion)).not.toContain(KEY)
  return { completion, seen }
}

describe('createComplete', () => {
  it('posts a chat with the key in a header alone, and gives the text', async () => {
    const { completion, seen } = await ask((response) => complete(response, '{"asks":[]}'))
    expect(completion).toEqual({ kind: 'completed', text: '{"asks":[]}', isCut: false })
    expect(seen).toMatchObject([
      {
        path: '/v1/chat/completions',
        headers: { authorization: `Bearer ${KEY}` },
        body: { model: 'm', response_format: { type: 'json_object' } },
      },
    ])
    expect(JSON.stringify([seen[0]?.path, seen[0]?.body])).not.toContain(KEY)
  })

  it('tells an answer that was cut by its length', async () => {
    const { completion } = await ask((response) => complete(response, '{"asks":[{"ask"', 'length'))
    expect(completion).toMatchObject({ kind: 'completed', isCut: true })
  })

  it('tries again where the endpoint is busy, after the time that it names', async () => {
    const { completion, seen } = await ask((response, _, place) => {
      if (place === 0) response.writeHead(429, { 'retry-after': '0' }).end()
      else if (place === 1) response.writeHead(503, { 'retry-after': new Date(0).toUTCString() }).end()
      else complete(response, 'x')
    })
    expect(completion).toMatchObject({ kind: 'completed' })
    expect(seen).toHaveLength(3)
  })

  it('gives a request up that is to wait too long', async () => {
    const { completion, seen } = await ask((response) => response.writeHead(429, { 'retry-after': '3600' }).end())
    expect(completion).toMatchObject({
      kind: 'failed',
      isFinal: false,
      reason: expect.stringContaining('3600 s') as string,
    })
    expect(seen).toHaveLength(1)
  })

  it('gives a request up after four errors of the server', async () => {
    const { completion, seen } = await ask((response) => response.writeHead(500).end(`boom ${KEY}`))
    expect(completion).toEqual({ kind: 'failed', isFinal: false, reason: 'it answers with status 500, 4 times' })
    expect(seen).toHaveLength(4)
  })

  it('asks without a form where the endpoint does not know it, whichever of several requests is told so first', async () => {
    const { url, seen } = await startEndpoint((response, { body }) => {
      if ('response_format' in body) response.writeHead(400).end()
      else complete(response, 'x')
    })
    const completeChat = createComplete({ url, model: 'm', key: KEY }, createFetch(undefined, LONGEST), PATIENCE)
    const completions = await Promise.all([completeChat(PROMPT), completeChat(PROMPT), completeChat(PROMPT)])
    expect(completions.map(({ kind }) => kind)).toEqual(['completed', 'completed', 'completed'])
    expect(await completeChat(PROMPT)).toMatchObject({ kind: 'completed' })
    expect(seen.filter(({ body }) => 'response_format' in body)).toHaveLength(3)
  })

  it('gives a request up that is refused in any form', async () => {
    const { completion, seen } = await ask((response) => response.writeHead(400).end())
    expect(completion).toMatchObject({ kind: 'failed', isFinal: false })
    expect(seen).toHaveLength(2)
  })

  it.each([401, 402, 403, 404, 405])('gives all requests up at status %i', async (status) => {
    const { completion, seen } = await ask((response) => response.writeHead(status).end(`Incorrect API key: ${KEY}`))
    expect(completion).toMatchObject({ kind: 'failed', isFinal: true })
    expect(seen).toHaveLength(1)
  })

  it('does not follow a redirection, which would hand the key to another', async () => {
    const other = await startEndpoint((response) => complete(response, 'x'))
    const { completion } = await ask((response) => response.writeHead(307, { location: other.url }).end())
    expect(completion).toMatchObject({ kind: 'failed', isFinal: true })
    expect(other.seen).toEqual([])
  })

  it('gives a request up that is never answered', async () => {
    const { completion } = await ask(() => {}, { answer: 50 })
    expect(completion).toEqual({ kind: 'failed', isFinal: false, reason: 'it did not answer in time, 4 times' })
  })

  it('gives a request up whose answer never ends', async () => {
    const { completion } = await ask((response) => void response.write('{"choices":['), { answer: 50 })
    expect(completion).toMatchObject({ kind: 'failed', reason: 'it did not answer in time, 4 times' })
  })

  it('tries again where the connection is cut, and tells the code alone', async () => {
    const { completion, seen } = await ask((response) => response.destroy())
    expect(completion).toMatchObject({ kind: 'failed', reason: 'it cannot be reached (ECONNRESET), 4 times' })
    expect(seen).toHaveLength(4)
  })

  it.each([
    ['what is not JSON', '<html>', 'what it answers is not JSON'],
    ['JSON of another form', '[]', 'what it answers is no completion of a chat'],
    ['no choice', '{"choices":[]}', 'what it answers is no completion of a chat'],
    ['an empty answer', '{"choices":[{"message":{"content":" "}}]}', 'its answer is empty'],
    ['none', '{"choices":[{"message":{"content":null}}]}', 'its answer is empty'],
    [
      'a nested prototype',
      '{"__proto__":{"choices":[{"message":{"content":"x"}}]}}',
      'what it answers is no completion of a chat',
    ],
    ['ten megabytes', 'x'.repeat(10 * 1024 ** 2), 'its answer is too long'],
  ])('refuses %s', async (_, body, reason) => {
    const { completion, seen } = await ask((response) => response.end(body))
    expect(completion).toEqual({ kind: 'failed', isFinal: false, reason })
    expect(seen).toHaveLength(1)
  })

  it('goes through a proxy', async () => {
    const { url, seen } = await startEndpoint((response) => complete(response, 'x'))
    const asked: unknown[] = []
    const proxy = createServer((request, response) => {
      asked.push(request.url)
      complete(response, 'from the proxy')
    })
    onTestFinished(() => {
      proxy.close()
      proxy.closeAllConnections()
    })
    await once(proxy.listen(0, '127.0.0.1'), 'listening')
    const { port } = proxy.address() as AddressInfo
    const send = createFetch(new URL(`http://127.0.0.1:${port}`), LONGEST)
    const completion = await createComplete({ url, model: 'm', key: KEY }, send, PATIENCE)(PROMPT)
    expect(completion).toMatchObject({ text: 'from the proxy' })
    expect([asked, seen]).toEqual([[`${url}/chat/completions`], []])
  })
})
