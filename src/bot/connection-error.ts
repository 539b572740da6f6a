/** No response came; the message tells why, and holds neither the address, in which the token is, nor a password. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  /** Of the system, of TLS, or of those below; undefined where there is none. */
  readonly code: string | undefined
  /** Which the connection was to: the proxy's, where one is used. */
  readonly host: string

  constructor(message: string, host: string, code?: string) {
    super(message)
    this.host = host
    this.code = code
  }
}

/** Codes of this program. */
export const CODES = {
  /** The connection is given up before it is established. */
  timeout: 'CONNECT_TIMEOUT',
  /** The body of a response has more bytes than are read of one. */
  tooLong: 'TOO_LONG',
  /** Followed by the status with which a proxy refuses. */
  proxy: 'PROXY_',
  /** A SOCKS proxy refuses the connection, or its user. */
  socks: 'PROXY_REFUSED',
} as const

/** Codes for a connection that was never established, so that nothing was sent. */
const NEVER_CONNECTED: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  CODES.timeout,
]

/** Whether nothing can have been sent. */
export function isNeverConnected(error: unknown): boolean {
  const code = error instanceof ConnectionError ? error.code : undefined
  return code !== undefined && (NEVER_CONNECTED.includes(code) || code.startsWith(CODES.proxy))
}

const UNREACHABLE =
  'the network does not reach the host: a firewall, or a country that blocks Telegram; a proxy may (PROXY_URL)'
const UNTRUSTED =
  'the certificate is not trusted: check the clock of this machine; ' +
  'for a server or proxy with an authority of its own name its file in NODE_EXTRA_CA_CERTS'
const UNKNOWN_HOST = 'the name of the host is not known here: check the network, its DNS, and BOT_API_ROOT or PROXY_URL'

/** What to do, by the beginning of a code. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [/^(?:ENOTFOUND|EAI_)/u, UNKNOWN_HOST],
  [/^ECONNREFUSED/u, 'nothing listens at the host: check BOT_API_ROOT or PROXY_URL, or a firewall'],
  [/^(?:ETIMEDOUT|CONNECT_TIMEOUT|ECONNRESET|ECONNABORTED|EPIPE|EHOST|ENET)/u, UNREACHABLE],
  [/CERT|^UNABLE_TO_|^HOSTNAME_MISMATCH|^INVALID_CA|^PATH_LENGTH/u, UNTRUSTED],
  [
    /^(?:EPROTO|ERR_SSL|ERR_TLS)/u,
    'the host does not speak TLS there: check whether the address begins with http or https',
  ],
  [/^PROXY_407/u, 'the proxy wants a user and a password: http://user:password@host:port in PROXY_URL'],
  [/^PROXY_/u, 'the proxy refuses the connection: check its rules, and the user and password in PROXY_URL'],
]

/** Tells in a sentence what to do about a code; undefined where nothing is known about it. */
export function toAdvice(code: string | undefined): string | undefined {
  return code === undefined ? undefined : ADVICE.find(([pattern]) => pattern.test(code))?.[1]
}
