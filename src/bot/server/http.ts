import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { OperatorError } from '../../errors.ts'
import { type Log, describeError } from '../log.ts'

/** The server cannot listen on a port; the message names its setting. */
export class PortError extends OperatorError {
  override readonly name = 'PortError'
}

/** Where to listen. */
interface Address {
  readonly host: string
  readonly port: number
}

/** A port that is listened on. */
export interface Listening {
  readonly port: number
  /** Lets open responses finish, and closes every connection. */
  close(): Promise<void>
}

/** Milliseconds between checks for connections that have become idle. */
const CLOSE_CHECK = 20

/**
 * Listens on a port of an address; 0 takes any free one.
 *
 * @param setting the name of the port's setting
 * @param closeDeadline milliseconds that open responses may take to finish at the end
 * @throws PortError when the port is not available
 */
export async function listen(
  app: Hono,
  { host, port }: Address,
  setting: string,
  closeDeadline: number,
): Promise<Listening> {
  // Without options the adaptor creates a server of node:http.
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.listen(port, host)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const hint = error.code === 'EADDRNOTAVAIL' ? `: HOST ${host} is no address of this machine` : ''
    throw new PortError(`${setting}: port ${port} cannot be listened on (${error.code ?? error.message})${hint}`)
  })
  // A server that listens on a port has an address with a port.
  return { port: (server.address() as AddressInfo).port, close: () => close(server, closeDeadline) }
}

/** Serves /healthz for process managers, alive as long as the process is, and /readyz for load balancers. */
export function createHealth(isReady: () => boolean): Hono {
  return new Hono()
    .get('/healthz', (c) => c.text('alive'))
    .get('/readyz', (c) => (isReady() ? c.text('ready') : c.text('not ready', 503)))
}

/** Serves all of the parts. */
export function createApp(parts: readonly (Hono | undefined)[], token: string, log: Log): Hono {
  const app = new Hono()
  for (const part of parts) if (part) app.route('/', part)
  // Hono's default handler prints the whole error, and with it a user's text.
  return app.onError((error, c) => {
    // Who hangs up amid a request is no fault of the bot.
    if ('code' in error && error.code === 'ECONNRESET') log.info('a client hung up amid its request')
    else log.error(describeError(error, token), 'a request failed')
    return c.text('Internal Server Error', 500)
  })
}

async function close(server: Server, deadline: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  // A kept-alive connection becomes idle only after its response is sent.
  const closing = setInterval(() => server.closeIdleConnections(), CLOSE_CHECK)
  await Promise.race([closed, sleep(deadline)])
  clearInterval(closing)
  server.closeAllConnections()
}
