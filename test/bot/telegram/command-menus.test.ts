import { expect, it } from 'vitest'
import { registerCommands } from '../../../src/bot/telegram/command-menus.ts'
import type { Command } from '../../../src/bot/texts/texts.ts'
import type { Language } from '../../../src/i18n/languages.ts'
import { ADMIN, allTexts, QUERY, quotationsIn, useBot } from '../start-bot.ts'

const OTHER_ADMIN = 9010
const FOR_EVERYONE: readonly Command[] = ['ask', 'topics', 'speakers', 'article', 'language', 'help']
const PRIVATE = { type: 'all_private_chats' } as const
const GROUPS = { type: 'all_group_chats' } as const

const bot = useBot()

const register = () => registerCommands(bot.running.bot, new Set([ADMIN, OTHER_ADMIN]), allTexts, bot.running.log)
const menuOf = (language: Language, commands: readonly Command[]) =>
  commands.map((command) => ({ command, description: allTexts[language].command(command) }))

/** The menus of whoever has no Chinese app are in English. */
it.each<[string, string | undefined, Language]>([
  ['no language of its own', undefined, 'en'],
  ['en', 'en', 'en'],
  ['zh', 'zh', 'zh-hans'],
])(
  'for %s the menus are in its language, and /gaps, /stats and /reload are shown to the admins only',
  async (_, code, language) => {
    await register()
    expect(bot.api.menu(PRIVATE, code)).toEqual(menuOf(language, FOR_EVERYONE))
    expect(bot.api.menu(GROUPS, code)).toEqual(menuOf(language, ['ask']))
    for (const id of [ADMIN, OTHER_ADMIN])
      expect(bot.api.menu({ type: 'chat', chat_id: id }, code)).toEqual(
        menuOf(language, [...FOR_EVERYONE, 'gaps', 'stats', 'reload']),
      )
    expect(bot.api.menu({ type: 'default' }, code)).toEqual([])
  },
)

it('the descriptions are in both scripts for Chinese, in English for English, and in English and Chinese for all others', async () => {
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

it('is not stopped by what Telegram refuses', async () => {
  const notFound = { error_code: 400, description: 'Bad Request: chat not found' }
  bot.api.failWith((method, payload) =>
    method === 'setMyCommands' && JSON.stringify(payload).includes(String(ADMIN)) ? notFound : undefined,
  )
  await register()
  expect(bot.api.menu({ type: 'chat', chat_id: OTHER_ADMIN }, 'zh')).toHaveLength(FOR_EVERYONE.length + 3)
  expect(bot.api.shortDescription('zh')).not.toBe('')
  const logged = bot.running.lines.filter((line) => line.includes('chat not found'))
  expect(logged).toHaveLength(3)
  expect(quotationsIn((await bot.api.ask(QUERY)).answer)).not.toEqual([])
})
