import type { ApiMethods } from 'grammy/types'
import { botMethods } from './methods-bot.ts'
import { chatMethods } from './methods-chat.ts'
import { editMethods } from './methods-edit.ts'
import { queryMethods } from './methods-query.ts'
import { sendMethods } from './methods-send.ts'
import type { Method, Payloads } from './payloads.ts'
import type { World } from './world.ts'

export type Handlers<M extends Method = Method> = { [K in M]: (payload: Payloads[K]) => ReturnType<ApiMethods[K]> }

/** Gives what each method does once its payload has the right types; it refuses what Telegram refuses. */
export function createMethods(world: World): Handlers<Exclude<Method, 'getUpdates'>> {
  return {
    ...botMethods(world),
    ...chatMethods(world),
    ...sendMethods(world),
    ...editMethods(world),
    ...queryMethods(world),
  }
}
