import { type RequestListener, createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFetchFile } from '../../../src/bot/telegram/file.ts'

const TOKEN = '7000000001:AAF-made_up_for_the_tests'

/** Serves files by a listener; fetches one whose path is given. */
async function start(listener: RequestListener, path: string | undefined = 'documents/file 1.md') {
  const lines: string[] = []
  const paths: (string | undefined)[] = []
  const server = createServer((request, response) => {
    paths.push(request.url)
    listener(request, response)
  }).listen(0)
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo
  const fetchFile = createFetchFile({
    token: TOKEN,
    apiRoot: `http://127.0.0.1:${port}`,
    log: pino({}, { write: (line: string) => void lines.push(line) }),
    retry: { delays: [1], patience: 100 },
  })
  const getFile = async () => ({ file_id: 'a', file_unique_id: 'b', ...(path !== undefined && { file_path: path }) })
  const fetched = await fetchFile({ getFile }, 'a', 10)
  expect(lines.join('')).not.toContain(TOKEN.split(':')[1])
  return { fetched, lines, paths }
}

describe('a file of the Bot API', () => {
  it('is fetched by its path, each part of it escaped', async () => {
    const { fetched, paths } = await start((_, response) => void response.end('0123456789'))
    expect(fetched).toEqual({ kind: 'fetched', bytes: Buffer.from('0123456789') })
    expect(paths).toEqual([`/file/bot${TOKEN}/documents/file%201.md`])
  })

  it('is read no further than it may be long, though it never ends', async () => {
    const { fetched } = await start((_, response) => {
      response.on('error', () => {})
      const write = (): void => void (response.destroyed || (response.write('0123456789'), setImmediate(write)))
      write()
    })
    expect(fetched).toEqual({ kind: 'tooLarge' })
  })

  it.each([
    ['hangs up', (_, response) => void response.destroy()],
    ['hangs up amid the file', (_, response) => void (response.write('01234'), setImmediate(() => response.destroy()))],
    ['fails', (_, response) => void response.writeHead(500).end()],
    ['sends elsewhere', (_, response) => void response.writeHead(302, { location: 'https://elsewhere.example' }).end()],
  ] satisfies [string, RequestListener][])(
    'is given up, with a line in the log, where the server %s',
    async (_, listener) => {
      const { fetched, lines } = await start(listener)
      expect(fetched).toEqual({ kind: 'unreachable' })
      expect(lines.join('')).toContain('a file could not be fetched from Telegram')
    },
  )

  it('is not looked for where Telegram names no path, or one of its own machine', async () => {
    const unasked: RequestListener = (_, response) => void response.end('no')
    expect(await start(unasked, '/var/lib/telegram-bot-api/documents/file_1.md')).toMatchObject({
      fetched: { kind: 'unreachable' },
      paths: [],
      lines: [expect.stringContaining('--local')],
    })
  })
})
