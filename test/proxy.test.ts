import { expect, it } from 'vitest'
import { findProxyVariable, parseProxy } from '../src/proxy.ts'

const TELEGRAM = 'https://api.telegram.org'
const find = (environment: Record<string, string>, address = TELEGRAM) => findProxyVariable(environment, address)?.[0]

it('takes PROXY_URL before the usual variables, and the one of the protocol before the one for all', () => {
  const all = { PROXY_URL: 'a', HTTPS_PROXY: 'b', HTTP_PROXY: 'c', ALL_PROXY: 'd' }
  const { PROXY_URL: _, ...usual } = all
  expect(find(all)).toBe('PROXY_URL')
  expect(find(usual)).toBe('HTTPS_PROXY')
  expect(find(usual, 'http://127.0.0.1:8081')).toBe('HTTP_PROXY')
  expect(find({ all_proxy: 'd', HTTP_PROXY: 'c' })).toBe('all_proxy')
  expect(find({ HTTPS_PROXY: ' ' })).toBeUndefined()
})

it.each([
  ['*', TELEGRAM],
  ['api.telegram.org', TELEGRAM],
  ['localhost, .telegram.org', TELEGRAM],
  ['localhost *.telegram.org', TELEGRAM],
  ['TELEGRAM.org:443', TELEGRAM],
  ['127.0.0.1:8081', 'http://127.0.0.1:8081'],
  ['::1', 'http://[::1]:8081'],
  ['[::1]:8081', 'http://[::1]:8081'],
])('leaves out what NO_PROXY excepts: %s', (NO_PROXY, address) => {
  expect(find({ PROXY_URL: 'a', NO_PROXY }, address)).toBeUndefined()
})

it.each(['gram.org', 'telegram.org:80', 'api.telegram.org.example', '', ','])(
  'takes %j as no exception',
  (no_proxy) => {
    expect(find({ PROXY_URL: 'a', no_proxy })).toBe('PROXY_URL')
  },
)

it('parses addresses of http, https and socks5, without a scheme as http', () => {
  expect(parseProxy('proxy.example:3128')?.href).toBe('http://proxy.example:3128/')
  for (const url of ['https://a.example', 'socks5://u:p@127.0.0.1:1080', 'socks5h://a.example'])
    expect(parseProxy(url)?.href).toContain(url)
  for (const other of ['ftp://a.example', 'socks4://a.example', 'http://', '://', 'a b'])
    expect(parseProxy(other)).toBeUndefined()
})
