import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SettingsError, parseBotSettings, parseSettings, readTerminalSettings } from '../src/config.ts'

const BOT_TOKEN = '123456789:AAE-made_up'
const WEBHOOK = { WEBHOOK_URL: 'https://example.com/hook', WEBHOOK_SECRET: 'made_up', PORT: '65535' }

describe('parseSettings', () => {
  it('keeps caches beside the database unless a folder is given', () => {
    const cacheDirOf = (environment: Record<string, string>) => parseSettings(environment).CACHE_DIR
    expect(cacheDirOf({ DATABASE_URL: 'file:/var/lib/a/b.db', CACHE_DIR: '' })).toBe('/var/lib/a')
    expect(cacheDirOf({ DATABASE_URL: 'file:///var/lib/a/b.db' })).toBe('/var/lib/a')
    expect(cacheDirOf({ DATABASE_URL: 'file:b.db' })).toBe('.')
    expect(cacheDirOf({ DATABASE_URL: 'file:b.db', CACHE_DIR: '/var/cache/a' })).toBe('/var/cache/a')
  })

  it('has a default for every setting', () => {
    expect(parseSettings({})).toEqual({
      BOT_API_ROOT: 'https://api.telegram.org',
      ADMIN_IDS: new Set(),
      KNOWLEDGE_DIR: 'knowledge',
      DATABASE_URL: 'file:data/wenzheng.db',
      CACHE_DIR: 'data',
      INDEX_FILE_FROM: 2500,
      MODEL_DIR: resolve(import.meta.dirname, '../models/e5-small-zh-en'),
      LOG_LEVEL: 'info',
    })
  })

  it('takes an empty value as unset', () => {
    expect(parseSettings({ KNOWLEDGE_DIR: ' ', LOG_LEVEL: '' })).toEqual(parseSettings({}))
  })

  it('takes an empty folder of the model as none', () => {
    const modelDirOf = (MODEL_DIR: string) => parseSettings({ MODEL_DIR }).MODEL_DIR
    expect([modelDirOf(''), modelDirOf(' '), modelDirOf('models/other')]).toEqual([
      undefined,
      undefined,
      'models/other',
    ])
  })

  it('reads the ids of admins, with spaces and a trailing comma', () => {
    expect(parseSettings({ ADMIN_IDS: ' 12, 34 ,' }).ADMIN_IDS).toEqual(new Set([12, 34]))
  })

  it('removes a trailing slash from the Bot API address', () => {
    expect(parseSettings({ BOT_API_ROOT: 'http://127.0.0.1:8081/' }).BOT_API_ROOT).toBe('http://127.0.0.1:8081')
  })

  it.each([
    [{ ADMIN_IDS: '12,alice' }, '"alice"'],
    [{ ADMIN_IDS: '-100123' }, 'ADMIN_IDS'],
    [{ BOT_API_ROOT: 'telegram' }, 'BOT_API_ROOT'],
    [{ BOT_API_ROOT: 'ftp://x.org' }, 'BOT_API_ROOT'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  ])('names what is wrong with %o', (environment, named) => {
    expect(() => parseSettings(environment)).toThrow(SettingsError)
    expect(() => parseSettings(environment)).toThrow(named)
  })

  it('names every setting that is wrong', () => {
    expect(() => parseSettings({ ADMIN_IDS: 'x', LOG_LEVEL: 'y' })).toThrow(/ADMIN_IDS.*\n.*LOG_LEVEL/)
  })
})

describe('parseBotSettings', () => {
  it('reads the token', () => {
    expect(parseBotSettings({ BOT_TOKEN }).BOT_TOKEN).toBe(BOT_TOKEN)
  })

  it('keeps the database in data/ by default', () => {
    expect(parseBotSettings({ BOT_TOKEN }).DATABASE_URL).toBe('file:data/wenzheng.db')
    expect(parseBotSettings({ BOT_TOKEN, DATABASE_URL: 'file:/tmp/a.db' }).DATABASE_URL).toBe('file:/tmp/a.db')
  })

  it('takes the address of a PostgreSQL server, and says no password of one that it cannot read', () => {
    const url = 'postgres://bot:secret@db:5432/wenzheng'
    const { DATABASE_URL, CACHE_DIR } = parseBotSettings({ BOT_TOKEN, DATABASE_URL: url })
    expect([DATABASE_URL, CACHE_DIR]).toEqual([url, 'data'])
    const parse = (given: string) => () => parseBotSettings({ BOT_TOKEN, DATABASE_URL: given })
    expect(parse('mysql://bot:secret@db/wenzheng')).toThrow(/^DATABASE_URL must be file:(?!.*secret)/)
    expect(parse('postgres://bot:secret@db:port/wenzheng')).toThrow(/^DATABASE_URL must be file:(?!.*secret)/)
  })

  it('reads the address of the ports, by default the one that only this machine reaches', () => {
    expect(parseBotSettings({ BOT_TOKEN }).HOST).toBe('127.0.0.1')
    expect(parseBotSettings({ BOT_TOKEN, HOST: '::' }).HOST).toBe('::')
    expect(() => parseBotSettings({ BOT_TOKEN, HOST: 'localhost' })).toThrow('HOST must be an address')
  })

  it('says in one line how to get a token where none is set', () => {
    expect(() => parseBotSettings({})).toThrow(/^BOT_TOKEN is not set: [^\n]+npx wenzheng chat$/)
  })

  it('never repeats a token that it refuses', () => {
    expect(() => parseBotSettings({ BOT_TOKEN: 'secret token' })).toThrow(/^(?!.*secret)BOT_TOKEN does not look/)
  })

  it('polls and serves nothing by default', () => {
    const { WEBHOOK_URL, WEBHOOK_SECRET, PORT, METRICS_PORT } = parseBotSettings({ BOT_TOKEN })
    expect([WEBHOOK_URL, WEBHOOK_SECRET, PORT, METRICS_PORT]).toEqual([undefined, undefined, undefined, undefined])
    expect(parseBotSettings({ BOT_TOKEN, PORT: '8080', METRICS_PORT: '9090' })).toMatchObject({
      PORT: 8080,
      METRICS_PORT: 9090,
    })
  })

  it('watches the folder with 1 only', () => {
    expect(['1', '0', '', undefined].map((WATCH) => parseBotSettings({ BOT_TOKEN, WATCH }).WATCH)).toEqual([
      true,
      false,
      false,
      false,
    ])
    for (const WATCH of ['true', '2', 'yes', '01'])
      expect(() => parseBotSettings({ BOT_TOKEN, WATCH })).toThrow(/^WATCH must be 1, .+ or 0$/)
  })

  it('reads a webhook, with every secret that Telegram accepts', () => {
    for (const WEBHOOK_SECRET of ['a', 'Aa0_-', 'x'.repeat(256)]) {
      expect(parseBotSettings({ BOT_TOKEN, ...WEBHOOK, WEBHOOK_SECRET })).toMatchObject({
        WEBHOOK_URL: WEBHOOK.WEBHOOK_URL,
        WEBHOOK_SECRET,
        PORT: 65_535,
      })
    }
  })

  it.each([
    [{ ...WEBHOOK, WEBHOOK_SECRET: '' }, /^WEBHOOK_SECRET is not set: .+$/],
    [{ ...WEBHOOK, WEBHOOK_SECRET: 'no space' }, /^WEBHOOK_SECRET must be 1 to 256 of A-Z, a-z, 0-9, _ and -$/],
    [{ ...WEBHOOK, WEBHOOK_SECRET: 'x'.repeat(257) }, /^WEBHOOK_SECRET must be 1 to 256 .+$/],
    [{ ...WEBHOOK, WEBHOOK_SECRET: 'ä' }, /^WEBHOOK_SECRET must be 1 to 256 .+$/],
    [{ ...WEBHOOK, PORT: '' }, /^PORT is not set: .+$/],
    [{ ...WEBHOOK, WEBHOOK_URL: 'http://example.com/hook' }, /^WEBHOOK_URL must be the https address .+$/],
    [{ ...WEBHOOK, WEBHOOK_URL: 'example.com' }, /^WEBHOOK_URL must be the https address .+$/],
    [{ PORT: '0' }, /^PORT must be a port, .+$/],
    [{ PORT: '65536' }, /^PORT must be a port, .+$/],
    [{ PORT: '80a' }, /^PORT must be a port, .+$/],
    [{ METRICS_PORT: '1.5' }, /^METRICS_PORT must be a port, .+$/],
    [{ PORT: '8080', METRICS_PORT: '8080' }, /^METRICS_PORT must be another than PORT$/],
  ])('refuses %o with a sentence', (environment, sentence) => {
    expect(() => parseBotSettings({ BOT_TOKEN, ...environment })).toThrow(SettingsError)
    expect(() => parseBotSettings({ BOT_TOKEN, ...environment })).toThrow(sentence)
  })
})

describe('readTerminalSettings', () => {
  it('takes the language of the first locale that is set, and of none that of the articles', () => {
    const languageOf = (environment: Record<string, string>) => readTerminalSettings(environment).language
    expect(languageOf({})).toBe('zh-hans')
    expect(languageOf({ LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_TW.UTF-8' })).toBe('zh-hant')
    expect(languageOf({ LC_ALL: '', LC_MESSAGES: 'en_GB', LANG: 'zh_TW.UTF-8' })).toBe('en')
    expect(languageOf({ LC_ALL: 'zh_SG.GB18030', LC_MESSAGES: 'en_GB', LANG: 'zh_TW.UTF-8' })).toBe('zh-hans')
    expect([languageOf({ LANG: 'POSIX' }), languageOf({ LANG: 'C' })]).toEqual(['en', 'en'])
  })

  it('leaves bold type to a terminal that has it, unless NO_COLOR is set', () => {
    const isPlain = (environment: Record<string, string>) => readTerminalSettings(environment).isPlain
    expect([{}, { NO_COLOR: '', TERM: 'xterm' }].map(isPlain)).toEqual([false, false])
    expect([{ NO_COLOR: '1' }, { TERM: 'dumb' }].map(isPlain)).toEqual([true, true])
  })
})
