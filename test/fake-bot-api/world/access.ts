import type { Chat, ResponseParameters } from 'grammy/types'
import { Refusal } from '../server/refusal.ts'

/** What a request does with a chat; `type` shows that the bot is typing. */
export type Deed = 'read' | 'type' | 'write' | 'edit'

/** A reason for which some deeds are refused in a chat. */
interface Bar {
  code: number
  description: string
  parameters?: ResponseParameters
  deeds: readonly Deed[]
  /** True once a refusal has reported it; another try is a fault. */
  isTold: boolean
}

/** Keeps and refuses what the bot may no longer do in a chat; the first refusal is no fault, the bot cannot foresee it. */
export function createAccess() {
  const bars = new Map<number, Bar>()
  const muted = new Set<number>()
  const closedTopics = new Set<string>()

  function check({ id }: Chat, deed: Deed): void {
    const bar = bars.get(id)
    if (!bar?.deeds.includes(deed)) return
    const { code, description, parameters } = bar
    // Typing runs beside another request: that one reports the bar to the bot, perhaps too late for this one.
    const isFault = bar.isTold && deed !== 'type'
    if (deed === 'write' || deed === 'edit') bar.isTold = true
    throw new Refusal(code, description, { isFault, ...(parameters && { parameters }) })
  }

  function checkRights({ id }: Chat, what: string): void {
    if (muted.has(id)) refuseBlameless(`not enough rights to send ${what} to the chat`)
  }

  function checkTopic({ id }: Chat, topic: number): void {
    if (closedTopics.has(`${id}:${topic}`)) refuseBlameless('TOPIC_CLOSED')
  }

  function open(id: number): void {
    bars.delete(id)
    muted.delete(id)
  }

  return {
    check,
    checkRights,
    checkTopic,
    open,
    leave: ({ id, type }: Chat): void => {
      bars.set(id, { ...forbidden, description: `Forbidden: bot is not a member of the ${type} chat`, isTold: true })
    },
    kick: ({ id, type }: Chat): void => {
      bars.set(id, { ...forbidden, description: `Forbidden: bot was kicked from the ${type} chat` })
    },
    block: ({ id }: Chat): void => {
      bars.set(id, { ...forbidden, description: 'Forbidden: bot was blocked by the user', deeds: ['write', 'type'] })
    },
    upgrade: ({ id }: Chat, migrate_to_chat_id: number): void => {
      bars.set(id, { ...upgraded, parameters: { migrate_to_chat_id } })
    },
    mute: ({ id }: Chat): void => {
      muted.add(id)
    },
    closeTopic: ({ id }: Chat, topic: number): void => {
      closedTopics.add(`${id}:${topic}`)
    },
  }
}

const forbidden = { code: 403, deeds: ['read', 'type', 'write', 'edit'], isTold: false } as const
const upgraded = {
  code: 400,
  description: 'Bad Request: group chat was upgraded to a supergroup chat',
  deeds: ['type', 'write', 'edit'],
  isTold: false,
} as const

// No update says that the bot may write again: it can only try, each time.
function refuseBlameless(reason: string): never {
  throw new Refusal(400, `Bad Request: ${reason}`, { isFault: false })
}
