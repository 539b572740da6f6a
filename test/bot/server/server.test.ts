import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openServer } from '../../../src/bot/server/server.ts'

const SETTINGS = { host: '127.0.0.1', port: 0, metricsPort: undefined, webhook: undefined, token: '1:a' }
const log = pino({ level: 'silent' })

async function start() {
  const server = await openServer(SETTINGS, log)
  onTestFinished(() => server.close())
  return server
}

describe('the server', () => {
  it('reports that the process is alive, and ready only while it is set ready', async () => {
    const server = await start()
    const ask = async (path: string) => (await fetch(`http://127.0.0.1:${server.port}${path}`)).status
    expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 503])
    server.setReady(true)
    expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 200])
    server.setReady(false)
    expect([await ask('/healthz'), await ask('/readyz')]).toEqual([200, 503])
    expect(await ask('/metrics')).toBe(404)
  })

  it('listens on the given address and no other', async () => {
    const server = await openServer({ ...SETTINGS, host: '127.0.0.2' }, log)
    onTestFinished(() => server.close())
    const ask = async (host: string) => (await fetch(`http://${host}:${server.port}/healthz`)).status
    expect(await ask('127.0.0.2')).toBe(200)
    await expect(ask('127.0.0.1')).rejects.toThrow()
  })

  it('rejects an address that the machine does not have, with an error that names its setting', async () => {
    await expect(openServer({ ...SETTINGS, host: '192.0.2.1' }, log)).rejects.toThrow(
      'PORT: port 0 cannot be listened on (EADDRNOTAVAIL): HOST 192.0.2.1 is no address of this machine',
    )
  })

  it('rejects a port that is taken, with an error that names its setting', async () => {
    const { port } = await start()
    await expect(openServer({ ...SETTINGS, port }, log)).rejects.toMatchObject({
      name: 'PortError',
      message: `PORT: port ${port} cannot be listened on (EADDRINUSE)`,
    })
  })

  it('cuts a request whose body does not end, at the deadline of its close', async () => {
    const server = await openServer(
      { ...SETTINGS, webhook: { url: 'https://bot.example/hook', secret: 'made_up' } },
      log,
      { closeDeadline: 10 },
    )
    const request = fetch(`http://127.0.0.1:${server.port}/hook`, {
      method: 'POST',
      headers: { 'x-telegram-bot-api-secret-token': 'made_up' },
      body: new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) }),
      duplex: 'half',
    })
    const cut = expect(request).rejects.toThrow('fetch failed')
    await server.close()
    await cut
  })
})
