import type { Agent } from 'node:http'
import { HttpProxyAgent } from 'http-proxy-agent'
import { HttpsProxyAgent } from 'https-proxy-agent'
import { SocksProxyAgent } from 'socks-proxy-agent'

/** How connections are kept. */
interface KeepAlive {
  readonly keepAlive: boolean
  /** Milliseconds after which an unused one is closed. */
  readonly timeout: number
}

/** Creates the agents whose connections go through a proxy. Names are resolved by the proxy, as ours may be poisoned. */
export function createProxyAgents(proxy: URL, settings: KeepAlive): { readonly http: Agent; readonly https: Agent } {
  if (proxy.protocol.startsWith('socks')) {
    const url = new URL(proxy.href.replace(/^socks5?:/u, 'socks5h:'))
    const agent = new SocksProxyAgent(url, settings)
    // Of the agent's own a timeout would cut a long poll.
    agent.timeout = null
    return { http: agent, https: agent }
  }
  const { bare, headers } = partCredentials(proxy)
  return {
    http: new HttpProxyAgent(bare, { ...settings, headers }),
    https: new HttpsProxyAgent(bare, { ...settings, headers }),
  }
}

/** The agents print the address of the proxy where DEBUG is set: without user and password. */
function partCredentials(proxy: URL): { readonly bare: URL; readonly headers: Record<string, string> } {
  const bare = new URL(proxy.href)
  ;[bare.username, bare.password] = ['', '']
  if (proxy.username === '' && proxy.password === '') return { bare, headers: {} }
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  return { bare, headers: { 'Proxy-Authorization': `Basic ${Buffer.from(credentials).toString('base64')}` } }
}
