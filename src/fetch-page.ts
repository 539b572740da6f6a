import { type IncomingMessage, type RequestOptions, get as getHttp } from 'node:http'
import { get as getHttps } from 'node:https'
import { basename } from 'node:path'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { createProxyAgents } from './bot/telegram/proxy-agents.ts'
import { readEnvironment } from './config.ts'
import { draftTexts } from './draft/draft-texts.ts'
import { OperatorError } from './errors.ts'
import { describeProxy, findProxyVariable, parseProxy } from './proxy.ts'

/** A page that a server has sent. */
export interface FetchedPage {
  readonly bytes: Uint8Array
  /** The last part of its address, with `.html` where the server calls it HTML. */
  readonly name: string
  /** Its address after all redirections, without user and password. */
  readonly link: string
}

export interface FetchLimits {
  /** Of what is sent one byte more is read, so that it shows. */
  readonly bytes: number
  /** Milliseconds until all must be there. */
  readonly fetching: number
  readonly redirections: number
}

const DECODERS = { gzip: createGunzip, br: createBrotliDecompress, deflate: createInflate } as const

/**
 * Fetches a page, through the proxy that the environment names.
 *
 * @throws OperatorError if there is none, naming the host alone: an address may hold a password
 */
export async function fetchPage(address: string, limits: FetchLimits): Promise<FetchedPage> {
  const signal = AbortSignal.timeout(limits.fetching)
  let url = parseAddress(address)
  try {
    for (let left = limits.redirections; ; left--) {
      const response = await request(url, signal)
      const { statusCode = 0, headers } = response
      if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined && left > 0) {
        response.destroy()
        url = parseAddress(new URL(headers.location, url).href)
      } else if (statusCode === 200) {
        return {
          bytes: await readBody(response, limits.bytes),
          name: toName(url, headers['content-type']),
          link: toLink(url),
        }
      } else {
        response.destroy()
        throw new OperatorError(draftTexts.notFetched(url.host, String(statusCode)))
      }
    }
  } catch (error) {
    if (error instanceof OperatorError) throw error
    throw new OperatorError(draftTexts.notFetched(url.host, toReason(error, signal)))
  }
}

function parseAddress(address: string): URL {
  try {
    const url = new URL(address)
    if (/^https?:$/u.test(url.protocol)) return url
  } catch {
    // Not an address.
  }
  throw new OperatorError(draftTexts.notAnAddress())
}

function request(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const isSecure = url.protocol === 'https:'
  const agents = findAgents(url.href)
  const options: RequestOptions = {
    signal,
    headers: {
      accept: 'text/html,*/*',
      'accept-encoding': 'gzip, br, deflate',
      'user-agent': 'Mozilla/5.0 (wenzheng draft)',
    },
    ...(agents && { agent: isSecure ? agents.https : agents.http }),
  }
  return new Promise((resolve, reject) => {
    const get = isSecure ? getHttps : getHttp
    get(url, options, resolve).on('error', reject)
  })
}

function findAgents(address: string): ReturnType<typeof createProxyAgents> | undefined {
  const [variable, value] = findProxyVariable(readEnvironment(), address) ?? []
  if (variable === undefined || value === undefined) return undefined
  const proxy = parseProxy(value)
  if (!proxy) throw new OperatorError(describeProxy(variable))
  return createProxyAgents(proxy, { keepAlive: false, timeout: 0 })
}

/** Reads at most a byte more than the limit, of what was sent and of what it unpacks to. */
async function readBody(response: IncomingMessage, limit: number): Promise<Uint8Array> {
  const encoding = response.headers['content-encoding']?.toLowerCase()
  const decoder =
    encoding !== undefined && encoding in DECODERS ? DECODERS[encoding as keyof typeof DECODERS]() : undefined
  const stream = decoder ? response.on('error', (error) => decoder.destroy(error)).pipe(decoder) : response
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) continue
    chunks.push(chunk)
    length += chunk.length
    if (length > limit) break
  }
  response.destroy()
  return Buffer.concat(chunks)
}

function toName({ pathname }: URL, type = ''): string {
  const name = basename(pathname)
  return /html/iu.test(type) ? `${name}.html` : name
}

function toLink(url: URL): string {
  const bare = new URL(url)
  ;[bare.username, bare.password, bare.hash] = ['', '', '']
  return bare.href
}

/** The code of a failure; its message may quote an address. */
function toReason(error: unknown, signal: AbortSignal): string {
  if (signal.aborted) return 'ETIMEDOUT'
  return error instanceof Error && 'code' in error ? String(error.code) : 'ERROR'
}
