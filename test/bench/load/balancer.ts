import { once } from 'node:events'
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'

/** An update that was handed to a copy of the bot, at a time of `performance.now()`. */
export interface Handed {
  readonly copy: number
  readonly at: number
}

interface Copy {
  readonly place: number
  readonly port: string
  isReady: boolean
}

/** Milliseconds between looks at which copies are ready. */
const LOOK = 1000
/** Milliseconds after which a look counts as unready. */
const PATIENCE = 1000
const postedSchema = z.object({ update_id: z.number() })

/**
 * Starts what stands before the copies of a bot. A post goes to one of those whose /readyz says that they are ready, in
 * turns; where that fails or gets 503, to the next.
 *
 * @param ports of the copies
 */
export async function startBalancer(ports: readonly string[], look = LOOK) {
  const agent = new Agent({ keepAlive: true })
  const copies = ports.map((port, place): Copy => ({ place, port, isReady: false }))
  const handed = new Map<number, Handed[]>()
  let turns = 0

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readBody(incoming)
    const id = postedSchema.parse(JSON.parse(body.toString('utf8'))).update_id
    const ready = copies.filter((copy) => copy.isReady)
    const first = turns++ % Math.max(1, ready.length)
    for (const copy of [...ready.slice(first), ...ready.slice(0, first)]) {
      handed.set(id, [...(handed.get(id) ?? []), { copy: copy.place, at: performance.now() }])
      const status = await post(agent, copy.port, incoming, body)
      // A copy that is gone gets no more until the next look.
      if (status === undefined) copy.isReady = false
      else if (status !== 503) return void outgoing.writeHead(status).end()
    }
    outgoing.writeHead(503).end()
  }

  const lookAtAll = () => Promise.all(copies.map(async (copy) => (copy.isReady = await saysReady(copy.port))))
  const looking = setInterval(() => void lookAtAll(), look)
  const server = createServer((incoming, outgoing) => {
    pass(incoming, outgoing).catch(() => outgoing.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return {
    // A server that listens on a port has an address with one.
    port: String((server.address() as AddressInfo).port),
    /** Looks at once, and tells how many are ready. */
    countReady: async () => (await lookAtAll()).filter(Boolean).length,
    /** To which copies an update was handed, in that order. */
    handed: (updateId: number): readonly Handed[] => handed.get(updateId) ?? [],
    async close(): Promise<void> {
      clearInterval(looking)
      server.closeAllConnections()
      await once(server.close(), 'close')
      agent.destroy()
    },
  }
}

async function saysReady(port: string): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(PATIENCE) }).catch(
    () => undefined,
  )
  await response?.text().catch(() => undefined)
  return response?.ok === true
}

/** Hands a post on; undefined where nothing comes back. */
function post(agent: Agent, port: string, { url, headers }: IncomingMessage, body: Buffer) {
  return new Promise<number | undefined>((resolve) => {
    const onward = request({ port, host: '127.0.0.1', path: url, method: 'POST', agent, headers }, (response) => {
      response.resume().once('close', () => resolve(response.complete ? response.statusCode : undefined))
    })
    onward.once('error', () => resolve(undefined)).end(body)
  })
}

async function readBody(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  // A request that has no encoding set gives buffers.
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
