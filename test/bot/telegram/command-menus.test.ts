import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UserFromGetMe } from 'grammy/types'
import { pino } from 'pino'
import { describe, expect, it, type TestContext } from 'vitest'
import { registerCommands, warnOfSettings } from '../../../src/bot/telegram/command-menus.ts'
import type { Command } from '../../../src/bot/texts/texts.ts'
import type { Language } from '../../../src/i18n/languages.ts'
import { HARBOUR } from '../../articles.ts'
import { startFakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { articleOf } from '../admin/knowledge-folder.ts'
import { ADMIN, allTexts, knowledgeOf, quotationsIn, useBot } from '../start-bot.ts'
import { startProcess } from '../start-process.ts'
import { problemsIn } from '../watch.ts'

const TIMEOUT = 60_000
const knowledge = knowledgeOf(HARBOUR)
const OTHER_ADMIN = 9010
const FOR_EVERYONE: readonly Command[] = ['ask', 'topics', 'speakers', 'article', 'language', 'privacy', 'help']
const PRIVATE = { type: 'all_private_chats' } as const
const GROUPS = { type: 'all_group_chats' } as const

/** The settings at @BotFather that the README asks for. */
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

/** Lists what is logged about a bot with some other settings. */
function warningsOf(changed: Partial<UserFromGetMe>): string[] {
  const lines: string[] = []
  warnOfSettings({ ...me, ...changed }, pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }))
  expect(problemsIn(lines).map(({ level }) => level)).toEqual(lines.map(() => 'warn'))
  return lines
}

describe('registerCommands', () => {
  const bot = useBot(() => knowledge)

  const register = () => registerCommands(bot.running.bot, new Set([ADMIN, OTHER_ADMIN]), allTexts, bot.running.log)
  const menuOf = (language: Language, commands: readonly Command[]) =>
    commands.map((command) => ({ command, description: allTexts[language].command(command) }))

  // Users of an app in any language but Chinese get English menus.
  it.each<[string, string | undefined, Language]>([
    ['no language of its own', undefined, 'en'],
    ['en', 'en', 'en'],
    ['zh', 'zh', 'zh-hans'],
  ])('sets menus for %s in its language, with /gaps, /stats and /reload for admins only', async (_, code, language) => {
    await register()
    expect(bot.api.menu(PRIVATE, code)).toEqual(menuOf(language, FOR_EVERYONE))
    expect(bot.api.menu(GROUPS, code)).toEqual(menuOf(language, ['ask']))
    for (const id of [ADMIN, OTHER_ADMIN])
      expect(bot.api.menu({ type: 'chat', chat_id: id }, code)).toEqual(
        menuOf(language, [...FOR_EVERYONE, 'gaps', 'stats', 'reload']),
      )
    expect(bot.api.menu({ type: 'default' }, code)).toEqual([])
  })

  it('sets descriptions in both scripts for Chinese, and in English and Chinese for other languages', async () => {
    await register()
    const { en, 'zh-hans': simplified, 'zh-hant': traditional } = allTexts
    expect([undefined, 'en', 'zh'].map((code) => bot.api.description(code))).toEqual([
      `${en.description}\n\n${simplified.description}`,
      en.description,
      `${simplified.description}\n\n${traditional.description}`,
    ])
    expect([undefined, 'en', 'zh'].map((code) => bot.api.shortDescription(code))).toEqual([
      `${en.shortDescription}\n\n${simplified.shortDescription}`,
      en.shortDescription,
      `${simplified.shortDescription}\n\n${traditional.shortDescription}`,
    ])
  })

  it('sets all other menus when Telegram refuses one, and logs the refusal', async () => {
    const notFound = { error_code: 400, description: 'Bad Request: chat not found' }
    bot.api.failWith((method, payload) =>
      method === 'setMyCommands' && JSON.stringify(payload).includes(String(ADMIN)) ? notFound : undefined,
    )
    await register()
    expect(bot.api.menu({ type: 'chat', chat_id: OTHER_ADMIN }, 'zh')).toHaveLength(FOR_EVERYONE.length + 3)
    expect(bot.api.shortDescription('zh')).not.toBe('')
    const logged = bot.running.lines.filter((line) => line.includes('chat not found'))
    expect(logged).toHaveLength(3)
    expect(quotationsIn((await bot.api.ask('新码头什么时候动工')).answer)).not.toEqual([])
  })
})

describe('warnOfSettings', () => {
  it('logs nothing for the settings of the README', () => {
    expect(warningsOf({})).toEqual([])
  })

  it.each([
    ['privacy mode', { can_read_all_group_messages: false }, '/setprivacy'],
    ['inline mode', { supports_inline_queries: false }, '/setinline'],
    ['groups', { can_join_groups: false }, '/setjoingroups'],
  ] as const)('logs one warning about %s, with the command for @BotFather', (_, changed, command) => {
    expect(warningsOf(changed)).toEqual([expect.stringContaining(command)])
    expect(warningsOf(changed)[0]).toContain('@BotFather')
  })

  it('logs a warning about each setting', () => {
    expect(
      warningsOf({ can_read_all_group_messages: false, supports_inline_queries: false, can_join_groups: false }),
    ).toHaveLength(3)
  })
})

describe.concurrent('the bot, at its start', () => {
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
    'logs a warning about each setting that differs from the README',
    async (test) => {
      test
        .expect(await startWith({ can_read_all_group_messages: false, supports_inline_queries: false }, test))
        .toEqual([test.expect.stringContaining('/setprivacy'), test.expect.stringContaining('/setinline')])
    },
    TIMEOUT,
  )

  it(
    'logs no warning about the settings of the README',
    async (test) => {
      test.expect(await startWith(GOOD, test)).toEqual([])
    },
    TIMEOUT,
  )
})
