import type { Chat, ChatFullInfo, ChatMember, ChatMemberOwner, User } from 'grammy/types'
import type { Handlers } from './methods.ts'
import { refuseBad } from '../server/refusal.ts'
import type { World } from '../world/world.ts'

/** Creates the methods that read a chat, and the one that leaves it. */
export function chatMethods({
  me,
  chats,
  access,
}: World): Handlers<'getChat' | 'getChatMember' | 'getChatAdministrators' | 'leaveChat'> {
  return {
    getChat: ({ chat_id }) => fullInfo(chats.find(chat_id)),
    getChatMember: ({ chat_id, user_id }): ChatMember => {
      const chat = chats.find(chat_id)
      const owner = chats.administrators(chat).find((user) => user.id === user_id)
      if (owner) return asOwner(owner)
      const user = user_id === me.id ? me : chats.person(chat, user_id)
      return user ? { status: 'member', user } : { status: 'left', user: stranger(user_id) }
    },
    getChatAdministrators: ({ chat_id }) => {
      const chat = chats.find(chat_id)
      if (chat.type === 'private') refuseBad('there are no administrators in the private chat')
      return chats.administrators(chat).map(asOwner)
    },
    leaveChat: ({ chat_id }) => {
      const chat = chats.find(chat_id)
      if (chat.type === 'private') refuseBad("chat member status can't be changed in private chats")
      access.leave(chat)
      return true
    },
  }
}

function asOwner(user: User): ChatMemberOwner {
  return { status: 'creator', user, is_anonymous: false }
}

function stranger(id: number): User {
  return { id, is_bot: false, first_name: `User ${id}` }
}

function fullInfo(chat: Chat): ChatFullInfo {
  const gifts = {
    unlimited_gifts: false,
    limited_gifts: false,
    unique_gifts: false,
    premium_subscription: false,
    gifts_from_channels: false,
  }
  return { ...chat, accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: gifts }
}
