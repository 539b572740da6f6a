import { expect, it } from 'vitest'
import { registerCommands } from '../../src/bot/commands.ts'
import { ADMIN, QUERY, quotationsIn, useBot } from './start-bot.ts'

const OTHER_ADMIN = 9010

const bot = useBot()

const register = () => registerCommands(bot.running.bot, new Set([ADMIN, OTHER_ADMIN]), bot.running.log)
const menus = () => bot.api.calls.filter((call) => call.method === 'setMyCommands')

it('shows /reload to the admins only', async () => {
  await register()
  expect(menus().map(({ payload: { scope, commands } }) => [scope, commands.map(({ command }) => command)])).toEqual([
    [{ type: 'all_private_chats' }, ['ask', 'help']],
    [{ type: 'all_group_chats' }, ['ask']],
    [{ type: 'chat', chat_id: ADMIN }, ['ask', 'help', 'reload']],
    [{ type: 'chat', chat_id: OTHER_ADMIN }, ['ask', 'help', 'reload']],
  ])
})

it('is not stopped by a menu that Telegram refuses', async () => {
  const notFound = { error_code: 400, description: 'Bad Request: chat not found' }
  bot.api.failWith((method, payload) => method === 'setMyCommands' && JSON.stringify(payload).includes(String(ADMIN)) ? notFound : undefined)
  await register()
  expect(menus().map(({ error }) => error?.description)).toEqual([undefined, undefined, 'Bad Request: chat not found', undefined])
  const logged = bot.running.lines.filter((line) => line.includes('chat not found'))
  expect(logged).toHaveLength(1)
  expect(logged[0]).toContain(`"chat_id":${ADMIN}`)
  expect(quotationsIn((await bot.api.ask(QUERY)).answer)).not.toEqual([])
})
