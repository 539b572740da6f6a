import type { ApiMethods } from 'grammy/types'
import { botMethods } from './bot-methods.ts'
import { chatMethods } from './chat-methods.ts'
import { editMethods } from './edit-methods.ts'
import { queryMethods } from './query-methods.ts'
import { sendMethods } from './send-methods.ts'
import type { Method, Payloads } from '../payloads/payloads.ts'
import type { World } from '../world/world.ts'

export type Handlers<M extends Method = Method> = { [K in M]: (payload: Payloads[K]) => ReturnType<ApiMethods[K]> }

/** Creates the methods, which take payloads of the right types and refuse what Telegram refuses. */
export function createMethods(world: World): Handlers<Exclude<Method, 'getUpdates'>> {
  return {
    ...botMethods(world),
    ...chatMethods(world),
    ...sendMethods(world),
    ...editMethods(world),
    ...queryMethods(world),
  }
}
