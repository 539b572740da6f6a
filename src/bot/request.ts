import type { Message, User } from 'grammy/types'

/** What a message wants of the bot. */
export type Request =
  /** Who calls by a command or writes in private waits for an answer, whatever was said. */
  | { readonly kind: 'query'; readonly text: string; readonly isExpected: boolean }
  | { readonly kind: 'start' | 'help' | 'reload' | 'empty' | 'unknown' }

/** Telegram takes a command to end where no letter, digit or _ goes on. */
const COMMAND = /^\/([a-z0-9_]{1,32})(?:@(\w+))?(?![\p{L}\p{N}_@])/iu
const LEADING_SIGNS = /^[\s：:，,、。；;—-]+/u

/**
 * Reads what a text message wants; undefined where it is not for the bot.
 *
 * In private every text is. In a group only /ask, /reload, a mention with a query and a reply to the bot are:
 * whatever else is said there, to other bots too, is none of its business.
 */
export function toRequest(message: Message.TextMessage, me: User & { username: string }, adminIds: ReadonlySet<number>): Request | undefined {
  if (isNobodysQuery(message, me)) return undefined
  const isPrivate = message.chat.type === 'private'
  const command = COMMAND.exec(message.text)
  if (command) return toCommand(message, command, me, isPrivate, adminIds)
  if (isPrivate) return toQuery(message.text, true)
  const withoutMention = removeMention(message, me)
  if (withoutMention !== undefined) return withoutMention === '' ? undefined : toQuery(withoutMention, false)
  return isReplyTo(message, me) && !mentionsAnother(message) ? toQuery(message.text, false) : undefined
}

/** A channel's post passed on to its group, what was sent through the bot's own inline mode, and other bots' messages. */
function isNobodysQuery({ is_automatic_forward, via_bot, from, sender_chat }: Message.TextMessage, me: User): boolean {
  // An anonymous admin writes as GroupAnonymousBot, and a channel as Channel_Bot: both carry a sender_chat.
  return is_automatic_forward === true || via_bot?.id === me.id || (from?.is_bot === true && sender_chat === undefined)
}

function toCommand(
  { text, from, sender_chat }: Message.TextMessage,
  [whole, name = '', target]: RegExpExecArray,
  me: { username: string },
  isPrivate: boolean,
  adminIds: ReadonlySet<number>,
): Request | undefined {
  const isForMe = target === undefined || target.toLowerCase() === me.username.toLowerCase()
  const command = isForMe ? name.toLowerCase() : ''
  if (command === 'ask') return toQuery(text.slice(whole.length).replace(LEADING_SIGNS, ''), true)
  // Who writes in the name of a group or channel has no id of their own, but one that all such writers share.
  if (command === 'reload' && from && !sender_chat && adminIds.has(from.id)) return { kind: 'reload' }
  if (!isPrivate) return undefined
  return command === 'start' || command === 'help' ? { kind: command } : { kind: 'unknown' }
}

function toQuery(text: string, isExpected: boolean): Request {
  const query = text.trim()
  return query === '' ? { kind: 'empty' } : { kind: 'query', text: query, isExpected }
}

/** The bot is not mentioned where this is asked. */
function mentionsAnother({ entities = [] }: Message.TextMessage): boolean {
  return entities.some(({ type }) => type === 'mention' || type === 'text_mention')
}

/** The text without the mentions of the bot; undefined where it is not mentioned. */
function removeMention({ text, entities = [] }: Message.TextMessage, me: User & { username: string }): string | undefined {
  const handle = `@${me.username}`.toLowerCase()
  const mentions = entities.filter(
    (entity) =>
      (entity.type === 'mention' && text.slice(entity.offset, entity.offset + entity.length).toLowerCase() === handle) ||
      (entity.type === 'text_mention' && entity.user.id === me.id),
  )
  if (mentions.length === 0) return undefined
  return mentions
    .reduceRight((left, { offset, length }) => `${left.slice(0, offset)} ${left.slice(offset + length)}`, text)
    .trim()
}

function isReplyTo({ reply_to_message }: Message.TextMessage, me: User): boolean {
  // In a forum every message of a topic formally replies to the message that opened it.
  return reply_to_message?.from?.id === me.id && reply_to_message.forum_topic_created === undefined
}
