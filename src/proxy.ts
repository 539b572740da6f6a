/** A proxy, and the variable that names it. */
export interface Proxy {
  readonly url: URL
  readonly variable: string
}

type Environment = Readonly<Record<string, string | undefined>>

const PROTOCOLS = /^(?:https?|socks5h?):$/u

/** What a value of a variable must be; it does not quote the value, which may hold a password. */
export function describeProxy(variable: string): string {
  return `${variable} must be the http, https or socks5 address of a proxy, such as socks5://user:password@127.0.0.1:1080`
}

/** Parses the address of a proxy; without a scheme it is one of HTTP. Undefined where it is none. */
export function parseProxy(value: string): URL | undefined {
  const text = value.trim()
  try {
    const url = new URL(/^[a-z][a-z\d+.-]*:\/\//iu.test(text) ? text : `http://${text}`)
    return PROTOCOLS.test(url.protocol) && url.hostname !== '' ? url : undefined
  } catch {
    return undefined
  }
}

/**
 * Finds the variable with the proxy for an address: PROXY_URL, or else the usual one of its protocol, or ALL_PROXY.
 * Undefined where there is none, or NO_PROXY excepts the address.
 */
export function findProxyVariable(
  environment: Environment,
  address: string,
): [name: string, value: string] | undefined {
  const { hostname, port, protocol } = new URL(address)
  if (isExcepted(hostname, port || (protocol === 'https:' ? '443' : '80'), readUsual(environment, 'NO_PROXY')?.[1]))
    return undefined
  return (
    read(environment, 'PROXY_URL') ??
    readUsual(environment, protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ??
    readUsual(environment, 'ALL_PROXY')
  )
}

/** Programs read these in small letters too, and some only so. */
function readUsual(environment: Environment, name: string): [name: string, value: string] | undefined {
  return read(environment, name.toLowerCase()) ?? read(environment, name)
}

function read(environment: Environment, name: string): [name: string, value: string] | undefined {
  const value = environment[name]?.trim()
  return value ? [name, value] : undefined
}

/** Whether a list of hosts has a host or a domain above it; `*` is every host. */
function isExcepted(hostname: string, port: string, list = ''): boolean {
  return list
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = entry, only = port] = /^(\[.*\]|[^:]*):(\d+)$/u.exec(entry) ?? []
      const domain = name.replace(/^\*?\./u, '')
      const host = hostname.replaceAll(/^\[|\]$/gu, '')
      const isNamed = domain === '*' || host === domain.replaceAll(/^\[|\]$/gu, '') || host.endsWith(`.${domain}`)
      return isNamed && only === port
    })
}
