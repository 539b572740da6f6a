import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'vitest'
import { articleOf } from '../admin/knowledge-folder.ts'
import { startProcess } from '../start-process.ts'

const TOKEN = '123456789:AAE-made_up'
const TIMEOUT = 20_000

it.concurrent(
  'the bot names every setting that is wrong, each in a sentence, and ends with 1',
  async ({ expect }) => {
    const wrong = { ADMIN_IDS: '12, @someone', BOT_API_ROOT: 'api.telegram.org', LOG_LEVEL: 'loud' }
    const { printed, ended } = startProcess('main.ts', { BOT_TOKEN: TOKEN, ...wrong })
    expect(await ended).toEqual({ code: 1, signal: null })
    expect(printed.stdout).toBe('')
    expect(printed.stderr.trimEnd().split('\n')).toEqual([
      'BOT_API_ROOT must be an http(s) address, such as https://api.telegram.org',
      'ADMIN_IDS must be Telegram user ids such as 1234567, separated by commas; "@someone" is none',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, silent',
    ])
  },
  TIMEOUT,
)

it.concurrent(
  'without a token the bot says in one line how to get one, and ends with 1',
  async ({ expect }) => {
    const { printed, ended } = startProcess('main.ts')
    expect(await ended).toEqual({ code: 1, signal: null })
    expect(printed.stdout).toBe('')
    expect(printed.stderr).toMatch(/^BOT_TOKEN is not set: .*@BotFather.*npm run chat\n$/u)
  },
  TIMEOUT,
)

it.concurrent(
  'what is no token is named and not repeated',
  async ({ expect }) => {
    const { printed, ended } = startProcess('main.ts', { BOT_TOKEN: 'AAE-made up' })
    expect(await ended).toEqual({ code: 1, signal: null })
    expect(printed.stderr).toMatch(/^BOT_TOKEN does not look like a token of @BotFather.*\n$/u)
    expect(printed.stderr).not.toContain('made up')
  },
  TIMEOUT,
)

it.concurrent.for(['main.ts', 'chat.ts'])(
  '%s tells everything that is wrong with the knowledge, and ends with 1',
  { timeout: TIMEOUT },
  async (program, test) => {
    const { expect, onTestFinished } = test
    const dir = await mkdtemp(join(tmpdir(), 'knowledge-'))
    onTestFinished(() => rm(dir, { recursive: true }))
    await writeFile(join(dir, 'bad.md'), articleOf('bad', '没有写完', '好的。').replace('title:', 'titel:'))
    const { printed, ended } = startProcess(program, { BOT_TOKEN: TOKEN, KNOWLEDGE_DIR: dir }, '你好\n')
    expect(await ended).toEqual({ code: 1, signal: null })
    expect(printed.stdout).toBe('')
    expect(
      printed.stderr
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['bad.md:2', 'bad.md:3', 'bad.md:12'])
  },
)
