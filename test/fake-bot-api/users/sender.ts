import type { Chat, User } from 'grammy/types'

export interface Place {
  /** Who writes: an id (2002 if not given) or a whole user. */
  from?: number | User
  /** Where: an id or a whole chat; without it the private chat with the writer, or one made-up chat of the type. */
  chat?: number | Chat
  type?: Chat['type']
  /** A forum topic; it makes the chat a forum. */
  topic?: number
  /** True for the General topic of a forum, whose messages name no topic. */
  forum?: boolean
  languageCode?: string
}

/** Returns the user that the options name. */
export function userOf({ from = 2002, languageCode = 'zh-hans' }: Pick<Place, 'from' | 'languageCode'>): User {
  return typeof from === 'number'
    ? { id: from, is_bot: false, first_name: `User ${from}`, language_code: languageCode }
    : from
}

/** Returns the chat that the options name; a known chat stays as it is, unless the options say otherwise. */
export function chatOf(place: Place, writer: User, known: (id: number) => Chat | undefined): Chat {
  const { chat, type, topic, forum = topic !== undefined } = place
  if (typeof chat === 'object') return chat
  const id = chat ?? madeUpId(type, forum) ?? writer.id
  const familiar = known(id)
  const isEnough = familiar && (!type || type === familiar.type) && (!forum || familiar.is_forum)
  return isEnough ? familiar : newChat(id, type ?? (forum ? 'supergroup' : typeOf(id)), writer, forum)
}

/** Telegram's stand-ins for a sender who is not a person. */
export const anonymousAdmin: User = { id: 1087968824, is_bot: true, first_name: 'Group', username: 'GroupAnonymousBot' }
export const telegram: User = { id: 777000, is_bot: false, first_name: 'Telegram' }

/** The id of the made-up chat of a type; undefined for a private chat, which has its writer's id. */
function madeUpId(type: Chat['type'] | undefined, forum: boolean): number | undefined {
  if (type && type !== 'private') return madeUp[type]
  return forum ? madeUp.supergroup : undefined
}

const madeUp = { group: -3003, supergroup: -1003003003003, channel: -1004004004004 }

function typeOf(id: number): Chat['type'] {
  if (id > 0) return 'private'
  return id < -1000000000000 ? 'supergroup' : 'group'
}

function newChat(id: number, type: Chat['type'], { first_name }: User, forum: boolean): Chat {
  if (type === 'private') return { id, type, first_name }
  const title = `${type} ${id}`
  return type === 'supergroup' && forum ? { id, type, title, is_forum: true } : { id, type, title }
}
