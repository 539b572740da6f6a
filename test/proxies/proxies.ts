import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type IncomingMessage, createServer as createHttpServer, request as startRequest } from 'node:http'
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net'
import { join } from 'node:path'
import { createServer as createTlsServer } from 'node:tls'
import { onTestFinished } from 'vitest'

/** A host that no DNS knows: only the proxies find it. */
export const HOST = 'bot-api.test'
/** The certificate of what is served with TLS, made for the host and for this machine; it is its own authority. */
export const CERTIFICATE = join(import.meta.dirname, 'certificate.pem')

const TLS = { cert: readFileSync(CERTIFICATE), key: readFileSync(join(import.meta.dirname, 'key.pem')) }

/** User and password that a proxy wants; without them it takes anybody. */
export interface Credentials {
  readonly user: string
  readonly password: string
}

/** Starts a proxy of HTTP, which finds the host at a port of this machine, and counts what goes through it. */
export async function startHttpProxy(target: number, credentials?: Credentials) {
  const seen: string[] = []
  const wanted = credentials && `Basic ${btoa(`${credentials.user}:${credentials.password}`)}`
  const isKnown = ({ headers }: IncomingMessage) => !wanted || headers['proxy-authorization'] === wanted
  const server = createHttpServer((request, response) => {
    const { pathname, host } = new URL(request.url ?? '')
    seen.push(`GET ${host}`)
    if (!isKnown(request)) return void response.writeHead(407).end('who are you?')
    const { method, headers } = request
    const onward = startRequest({ port: target, path: pathname, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  server.on('connect', (request, socket: Socket) => {
    seen.push(`CONNECT ${request.url}`)
    if (!isKnown(request)) return void socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\nwho are you?')
    connectBoth(socket, target, () => socket.write('HTTP/1.1 200 OK\r\n\r\n'))
  })
  return { port: await listen(server), seen }
}

/** Starts a proxy of SOCKS 5, which finds the host at a port of this machine, and counts what goes through it. */
export async function startSocksProxy(target: number, credentials?: Credentials) {
  const seen: string[] = []
  const server = createServer((socket) => {
    serveSocks(socket, target, seen, credentials).catch(() => socket.destroy())
  })
  return { port: await listen(server), seen }
}

/** Serves a port of this machine with TLS at another. */
export async function startTls(port: number): Promise<number> {
  return listen(createTlsServer(TLS, (socket) => connectBoth(socket, port, () => {})))
}

/** Starts a proxy to a port, which cuts all connections and refuses others, or says nothing on any, until it is open again. */
export async function startSwitch(target: number) {
  const sockets = new Set<Socket>()
  let isSilent = false
  let connections = 0
  const server = createServer((socket) => {
    connections++
    sockets.add(socket.on('error', () => {}))
    // Reads, and answers nothing: not even once it is open again.
    if (isSilent) return void socket.resume()
    connectBoth(socket, target, () => {})
  })
  const port = await listen(server)
  return {
    port,
    /** Connections so far. */
    connections: () => connections,
    silence(): void {
      isSilent = true
      for (const socket of sockets) socket.unpipe().resume()
    },
    /** Says nothing more on the connections that there are. */
    freeze(): void {
      for (const socket of sockets) socket.unpipe().resume()
    },
    async cut(): Promise<void> {
      server.close()
      for (const socket of sockets) socket.destroy()
      sockets.clear()
    },
    async open(): Promise<void> {
      isSilent = false
      if (!server.listening) await once(server.listen(port, '127.0.0.1'), 'listening')
    },
  }
}

async function serveSocks(
  socket: Socket,
  target: number,
  seen: string[],
  credentials: Credentials | undefined,
): Promise<void> {
  const take = async (count: number): Promise<Buffer> => {
    for (;;) {
      // Bytes, as no encoding is set; null until there are enough.
      const bytes = socket.read(count) as Buffer | null
      if (bytes) return bytes
      await once(socket, 'readable')
    }
  }
  const takeText = async () => (await take((await take(1))[0] ?? 0)).toString()
  await take((await take(2))[1] ?? 0)
  socket.write(Buffer.from([5, credentials ? 2 : 0]))
  if (credentials) {
    await take(1)
    const isKnown = (await takeText()) === credentials.user && (await takeText()) === credentials.password
    socket.write(Buffer.from([1, isKnown ? 0 : 1]))
    if (!isKnown) return void socket.end()
  }
  const [, , , kind] = await take(4)
  // A name; of an address the bot itself would have asked the DNS.
  if (kind !== 3) return void socket.end(Buffer.from([5, 8, 0, 1, 0, 0, 0, 0, 0, 0]))
  const host = await takeText()
  seen.push(`SOCKS ${host}:${(await take(2)).readUInt16BE()}`)
  connectBoth(socket, target, () => socket.write(Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])))
}

function connectBoth(socket: Socket, port: number, greet: () => void): void {
  const onward = connect(port, '127.0.0.1', greet)
  socket.pipe(onward).pipe(socket)
  socket.on('error', () => onward.destroy())
  onward.on('error', () => socket.destroy())
}

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  // A server that listens on a port has an address with a port.
  return (server.address() as AddressInfo).port
}
