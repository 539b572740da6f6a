import { Api, HttpError, InputFile } from 'grammy'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createFetch } from '../../src/bot/telegram/api-fetch.ts'
import { createFetchFile } from '../../src/bot/telegram/file.ts'
import { describeError } from '../../src/bot/log.ts'
import { createFolder, BERTHS_QUERY } from '../bot/admin/knowledge-folder.ts'
import { quotationsIn } from '../bot/start-bot.ts'
import { startProcess } from '../bot/start-process.ts'
import { startFakeBotApi } from '../fake-bot-api/fake-bot-api.ts'
import { CERTIFICATE, HOST, startHttpProxy, startSocksProxy, startTls } from './proxies.ts'

const PASSWORD = 'p@ss:made_up'
const CREDENTIALS = { user: 'ann', password: PASSWORD }
const ENCODED = `ann:${encodeURIComponent(PASSWORD)}`
const CHAT = 5005
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABc3UBGAAAAABJRU5ErkJggg==',
  'base64',
)

async function startApi() {
  const fake = await startFakeBotApi()
  onTestFinished(fake.close)
  fake.addChat({ id: CHAT, type: 'private', first_name: 'A' })
  return { fake, port: Number(new URL(fake.url).port) }
}

/** Creates a client of the host that only the proxy finds. */
const createApi = (token: string, proxy: string) =>
  new Api(token, { apiRoot: `http://${HOST}`, fetch: createFetch(new URL(proxy)) })

describe('a client behind a proxy', () => {
  it.each([
    ['http', startHttpProxy, `GET ${HOST}`],
    ['socks5', startSocksProxy, `SOCKS ${HOST}:80`],
  ] as const)('of %s polls, sends messages and files and fetches them through it', async (protocol, start, through) => {
    const { fake, port } = await startApi()
    const proxy = await start(port, CREDENTIALS)
    const api = createApi(fake.token, `${protocol}://${ENCODED}@127.0.0.1:${proxy.port}`)
    fake.message('你好', { from: 41 })
    expect(await api.getUpdates({ timeout: 30 })).toHaveLength(1)
    await api.sendMessage(CHAT, '你好')
    const { photo } = await api.sendPhoto(CHAT, new InputFile(PNG, 'picture.png'))
    expect(fake.photo(photo.at(-1)?.file_id ?? '')).toEqual(PNG)
    const fetchFile = createFetchFile({
      token: fake.token,
      apiRoot: `http://${HOST}`,
      proxy: new URL(`${protocol}://${ENCODED}@127.0.0.1:${proxy.port}`),
      log: pino({ level: 'silent' }),
    })
    const { file_id: id } = fake.document('你好')
    expect(await fetchFile(api, id, 100)).toEqual({ kind: 'fetched', bytes: Buffer.from('你好') })
    expect(new Set(proxy.seen)).toEqual(new Set([through]))
    expect(fake.faults).toEqual([])
  })

  it.each([
    ['http', startHttpProxy, 'PROXY_407', 'user and a password'],
    ['socks5', startSocksProxy, 'PROXY_REFUSED', 'the proxy refuses'],
  ] as const)(
    'of %s that refuses its password is told what to do, without the password',
    async (protocol, start, code, advice) => {
      const { fake, port } = await startApi()
      const proxy = await start(port, CREDENTIALS)
      const api = createApi(fake.token, `${protocol}://ann:wrong-secret@127.0.0.1:${proxy.port}`)
      const error: unknown = await api.getMe().catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(HttpError)
      const lines: string[] = []
      pino({}, { write: (line: string) => void lines.push(line) }).warn(describeError(error, fake.token))
      expect(lines.join('')).toContain(code)
      expect(lines.join('')).toContain(advice)
      expect(lines.join('')).toContain('"host":"127.0.0.1"')
      expect(lines.join('')).not.toContain('wrong-secret')
      expect(lines.join('')).not.toContain(fake.token)
    },
  )
})

describe('the bot', () => {
  /** Starts it with a Bot API of HTTPS at the host that only the proxy finds. */
  async function startBehind(toSettings: (port: number) => Promise<object>) {
    const { fake, port } = await startApi()
    const folder = await createFolder()
    onTestFinished(folder.delete)
    const settings = await toSettings(await startTls(port))
    const own = { BOT_TOKEN: fake.token, BOT_API_ROOT: `https://${HOST}`, KNOWLEDGE_DIR: folder.dir }
    const main = startProcess('main.ts', { ...own, NODE_EXTRA_CA_CERTS: CERTIFICATE, DEBUG: '*', ...settings })
    onTestFinished(() => main.kill('SIGKILL'))
    return { fake, main }
  }

  it.for([
    ['PROXY_URL', 'http', startHttpProxy],
    ['HTTPS_PROXY', 'https', startHttpProxy],
    ['all_proxy', 'socks5', startSocksProxy],
  ] as const)(
    'with an address in %s reaches Telegram through a proxy of %s alone',
    async ([variable, protocol, start]) => {
      const seen: string[][] = []
      const { fake, main } = await startBehind(async (port) => {
        const proxy = await start(port, CREDENTIALS)
        seen.push(proxy.seen)
        const at = protocol === 'https' ? await startTls(proxy.port) : proxy.port
        return { [variable]: `${protocol}://${ENCODED}@127.0.0.1:${at}`, NO_PROXY: 'example.org,.bot-api.tes' }
      })
      await main.seen('the bot answers')
      expect(quotationsIn((await fake.ask(BERTHS_QUERY)).answer)).not.toEqual([])
      main.kill('SIGTERM')
      expect(await main.ended).toEqual({ code: 0, signal: null })
      expect(new Set(seen.flat())).toEqual(new Set([`${protocol === 'socks5' ? 'SOCKS' : 'CONNECT'} ${HOST}:443`]))
      const printed = main.printed.stdout + main.printed.stderr
      expect(main.printed.stdout).toContain(`"proxy":"${protocol}://127.0.0.1:`)
      for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), btoa(`ann:${PASSWORD}`), fake.token])
        expect(printed).not.toContain(secret)
    },
  )

  it('goes past the proxy where NO_PROXY says so', async () => {
    const seen: string[][] = []
    const { main } = await startBehind(async (port) => {
      const proxy = await startHttpProxy(port)
      seen.push(proxy.seen)
      return { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: 'localhost, .test' }
    })
    await main.seen('"host":"bot-api.test"')
    expect(main.printed.stdout).toMatch(/ENOTFOUND|EAI_AGAIN/u)
    expect(main.printed.stdout).toContain('the name of the host is not known here')
    expect(seen.flat()).toEqual([])
  })

  it('does not start with a proxy that is none, and does not print it', async () => {
    const { main } = await startBehind(async () => ({ PROXY_URL: `ftp://${ENCODED}@127.0.0.1:1` }))
    expect((await main.ended).code).toBe(1)
    expect(main.printed.stderr).toContain('PROXY_URL must be the http, https or socks5 address of a proxy')
    expect(main.printed.stderr).not.toContain('made_up')
  })

  it.for([
    ['http', startHttpProxy],
    ['socks5', startSocksProxy],
  ] as const)(
    'tells behind a proxy of %s that it does not trust a certificate, and what to do',
    async ([protocol, start]) => {
      const { main } = await startBehind(async (port) => {
        const proxy = await start(port)
        return { PROXY_URL: `${protocol}://127.0.0.1:${proxy.port}`, NODE_EXTRA_CA_CERTS: '' }
      })
      await main.seen('the certificate is not trusted')
      expect(main.printed.stdout).toContain('"host":"bot-api.test"')
    },
  )
})
