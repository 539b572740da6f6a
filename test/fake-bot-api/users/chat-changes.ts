import type { Chat, ChatMember, Update, User } from 'grammy/types'
import type { UpdateMaker } from './make-updates.ts'
import { chatOf, userOf, type Place } from './sender.ts'
import { unixTime, type World } from '../world/world.ts'

/** Who did it. */
type Who = Pick<Place, 'from' | 'languageCode'>

/** Creates functions that change where the bot may write; each queues the updates that Telegram sends about it. */
export function createChatChanges(world: World, { message }: UpdateMaker) {
  const { chats, access, self } = world

  function chatFrom(given: Chat | number, who: Who = {}): Chat {
    const chat = chatOf({ chat: given }, userOf(who), chats.known)
    chats.add(chat)
    return chat
  }

  function turn(chat: Chat, from: User, before: Status, now: Status): Update {
    const members = { old_chat_member: memberOf(self, before), new_chat_member: memberOf(self, now) }
    return world.inject({ my_chat_member: { chat, from, date: unixTime(), ...members } })
  }

  /** Turns a group into a supergroup with another id; sends to the old id are refused. */
  function migrate(
    from: Chat | number,
    toId: number,
    who: Who = {},
  ): { chat: Chat.SupergroupChat; updates: [Update, Update] } {
    const old = chatFrom(from)
    if (old.type !== 'group') throw new Error(`A ${old.type} chat cannot become a supergroup`)
    const chat: Chat.SupergroupChat = { id: toId, type: 'supergroup', title: old.title }
    const gone = message('', { ...who, chat: old, fields: { migrate_to_chat_id: toId } })
    const here = message('', { ...who, chat, fields: { migrate_from_chat_id: old.id } })
    chats.inherit(old.id, toId)
    access.upgrade(old, toId)
    return { chat, updates: [gone.update, here.update] }
  }

  /** Removes the bot from a group, supergroup or channel. */
  function remove(given: Chat | number, who: Who = {}): Update {
    const chat = chatFrom(given)
    access.kick(chat)
    return turn(chat, userOf(who), 'member', 'kicked')
  }

  /** Blocks the bot in a private chat. */
  function block(userId: number): Update {
    const chat = chatFrom(userId, { from: userId })
    access.block(chat)
    return turn(chat, userOf({ from: userId }), 'member', 'kicked')
  }

  /** Adds the bot to a chat, for the first time or again; in a private chat, its user unblocks the bot. */
  function addBot(given: Chat | number, who: Who = {}): Update {
    const chat = chatFrom(given)
    const isPrivate = chat.type === 'private'
    return turn(chat, userOf(isPrivate ? { from: chat.id, ...who } : who), isPrivate ? 'kicked' : 'left', 'member')
  }

  /** Closes a forum topic: the bot can no longer write there. */
  function closeTopic(chat: Chat | number, topic: number, who: Who = {}): Update {
    const closed = message('', { ...who, chat, topic, fields: { forum_topic_closed: {} } })
    access.closeTopic(closed.message.chat, topic)
    return closed.update
  }

  /** Takes the right to write from all members of a chat, the bot included; Telegram sends no update of that. */
  function mute(given: Chat | number): void {
    access.mute(chatFrom(given))
  }

  return { migrate, remove, block, addBot, closeTopic, mute }
}

type Status = 'member' | 'left' | 'kicked'

function memberOf(user: User, status: Status): ChatMember {
  return status === 'kicked' ? { status, user, until_date: 0 } : { status, user }
}
