import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UserFromGetMe } from 'grammy/types'
import { pino } from 'pino'
import { describe, expect, it, type TestContext } from 'vitest'
import { warnOfSettings } from '../../../src/bot/telegram/command-menus.ts'
import { startFakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { articleOf } from '../admin/knowledge-folder.ts'
import { startProcess } from '../start-process.ts'
import { problemsIn } from '../watch.ts'

const TIMEOUT = 20_000
/** What the README asks for. */
const GOOD = { can_join_groups: true, can_read_all_group_messages: true, supports_inline_queries: true } as const

const me: UserFromGetMe = {
  id: 7,
  is_bot: true,
  first_name: 'Bot',
  username: 'some_bot',
  ...GOOD,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
}

function warningsOf(changed: Partial<UserFromGetMe>): string[] {
  const lines: string[] = []
  warnOfSettings({ ...me, ...changed }, pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }))
  expect(problemsIn(lines).map(({ level }) => level)).toEqual(lines.map(() => 'warn'))
  return lines
}

describe('at the start', () => {
  it('nothing is said where all is as the README asks', () => {
    expect(warningsOf({})).toEqual([])
  })

  it.each([
    ['privacy mode', { can_read_all_group_messages: false }, '/setprivacy'],
    ['inline mode', { supports_inline_queries: false }, '/setinline'],
    ['groups', { can_join_groups: false }, '/setjoingroups'],
  ] as const)('the log warns once of %s, and says what to tell @BotFather', (_, changed, command) => {
    expect(warningsOf(changed)).toEqual([expect.stringContaining(command)])
    expect(warningsOf(changed)[0]).toContain('@BotFather')
  })

  it('the log warns of each', () => {
    expect(
      warningsOf({ can_read_all_group_messages: false, supports_inline_queries: false, can_join_groups: false }),
    ).toHaveLength(3)
  })
})

describe.concurrent('the bot, started', () => {
  async function startWith(changed: Partial<UserFromGetMe>, test: TestContext) {
    const dir = await mkdtemp(join(tmpdir(), 'knowledge-'))
    await writeFile(join(dir, 'park.md'), articleOf('park', '公园里要多种蝴蝶兰。'))
    const api = await startFakeBotApi({ me: changed })
    const main = startProcess('main.ts', { BOT_TOKEN: api.token, BOT_API_ROOT: api.url, KNOWLEDGE_DIR: dir })
    test.onTestFinished(async () => {
      main.kill('SIGKILL')
      await api.close()
      await rm(dir, { recursive: true })
    })
    await main.seen('the bot answers')
    await api.ask('蝴蝶兰', { timeoutMs: 10_000 })
    main.kill('SIGTERM')
    test.expect((await main.ended).code).toBe(0)
    test.expect(main.printed.stderr).toBe('')
    return problemsIn(main.printed.stdout.trimEnd().split('\n')).map(({ line }) => line)
  }

  it(
    'warns of what is not as the README asks',
    async (test) => {
      test
        .expect(await startWith({ can_read_all_group_messages: false, supports_inline_queries: false }, test))
        .toEqual([test.expect.stringContaining('/setprivacy'), test.expect.stringContaining('/setinline')])
    },
    TIMEOUT,
  )

  it(
    'is quiet where all is',
    async (test) => {
      test.expect(await startWith(GOOD, test)).toEqual([])
    },
    TIMEOUT,
  )
})
