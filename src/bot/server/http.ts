import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { OperatorError } from '../../errors.ts'

/** A port cannot be listened on; the message names its setting. */
export class PortError extends OperatorError {
  override readonly name = 'PortError'
}

/** Something that listens. */
export interface Listening {
  readonly port: number
  /** Lets the responses that are on their way out go, and closes every connection. */
  close(): Promise<void>
}

/** Milliseconds for responses that are made already: whoever is slow to read one, or to send a body, holds up no stop. */
const CLOSE_DEADLINE = 500
/** Milliseconds between looks at which connections have become idle. */
const CLOSE_CHECK = 20

/**
 * Serves on a port of every address of the machine; 0 takes any that is free.
 *
 * @param setting where the port comes from
 * @throws PortError when the port cannot be had
 */
export async function listen(app: Hono, port: number, setting: string): Promise<Listening> {
  // Without options of its own the adaptor makes a server of node:http.
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.listen(port)
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw new PortError(`${setting}: port ${port} cannot be listened on (${error.code ?? error.message})`)
  })
  // A server that listens on a port has an address with one.
  return { port: (server.address() as AddressInfo).port, close: () => close(server) }
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve())
  })
  // A connection that is kept alive becomes idle only once its response is out.
  const closing = setInterval(() => server.closeIdleConnections(), CLOSE_CHECK)
  await Promise.race([closed, sleep(CLOSE_DEADLINE)])
  clearInterval(closing)
  server.closeAllConnections()
}
