import { type RequestListener, createServer } from 'node:http'
import { gzipSync } from 'node:zlib'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OperatorError } from '../src/errors.ts'
import { fetchPage } from '../src/fetch-page.ts'

const LIMITS = { bytes: 1000, fetching: 60_000, redirections: 2 }
const closing: (() => void)[] = []

beforeEach(() => vi.stubEnv('NO_PROXY', '*').stubEnv('no_proxy', '*'))
afterEach(() => {
  for (const close of closing.splice(0)) close()
  vi.unstubAllEnvs()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  const address = server.address()
  return `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

describe('a page is fetched', () => {
  it('with its name and its address, after redirections and unpacked', async () => {
    const host = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/news/a?id=1#top' }).end()
      else
        response
          .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' })
          .end(gzipSync('<p>好。</p>'))
    })
    const { bytes, name, link } = await fetchPage(`http://user:secret@${host}/old`, LIMITS)
    expect(new TextDecoder().decode(bytes)).toBe('<p>好。</p>')
    expect([name, link]).toEqual(['a.html', `http://${host}/news/a?id=1`])
  })

  it('to a little above the limit and no further', async () => {
    const host = await serve((_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('a'.repeat(10_000_000))),
    )
    const { bytes } = await fetchPage(`http://${host}/`, LIMITS)
    expect(bytes.length).toBeGreaterThan(LIMITS.bytes)
    expect(bytes.length).toBeLessThan(1_000_000)
  })
})

describe('what cannot be fetched is told by the host and a code, without password', () => {
  const refusalOf = async (address: string, limits = LIMITS) => {
    const error: unknown = await fetchPage(address, limits).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(OperatorError)
    return error instanceof Error ? error.message : ''
  }

  it.each([
    ['a refusal', (response: Parameters<RequestListener>[1]) => response.writeHead(403).end(), '403'],
    ['a circle', (response: Parameters<RequestListener>[1]) => response.writeHead(301, { location: '/' }).end(), '301'],
    ['a broken connection', (response: Parameters<RequestListener>[1]) => response.destroy(), 'ECONNRESET'],
  ])('%s', async (_, answer, code) => {
    const host = await serve((__, response) => void answer(response))
    const message = await refusalOf(`http://user:secret@${host}/`)
    expect(message).toContain(`${host} 读到网页（${code}）`)
    expect(message).not.toContain('secret')
  })

  it('a server that does not answer in time', async () => {
    const host = await serve(() => {})
    expect(await refusalOf(`http://${host}/`, { ...LIMITS, fetching: 50 })).toContain('ETIMEDOUT')
  })

  it('an address of another kind, as a redirection too', async () => {
    expect(await refusalOf('file:///etc/hostname')).toContain('http://')
    const host = await serve((_, response) => response.writeHead(302, { location: 'file:///etc/hostname' }).end())
    expect(await refusalOf(`http://${host}/`)).toContain('http://')
  })
})
