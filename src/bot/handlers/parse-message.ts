import type { Message, User } from 'grammy/types'
import type { Link } from '../../answer/browse/link.ts'

/** What a message wants of the bot. */
export type Request =
  /** Who calls by a command or writes in private waits for an answer, whatever was said; `told` is the message of the bot that it replies to. */
  | { readonly kind: 'query'; readonly text: string; readonly isExpected: boolean; readonly told?: ToldMessage }
  /** Something to look through without a query. */
  | { readonly kind: 'browse'; readonly link: Link }
  /** What a link to the bot leads to. */
  | { readonly kind: 'open'; readonly parameter: string }
  /** Forced, it passes over checks that do not hold. */
  | { readonly kind: 'reload'; readonly isForced: boolean }
  | { readonly kind: 'start' | 'help' | 'language' | 'gaps' | 'stats' | 'empty' | 'unknown' }

/** A message of the bot, as a reply to it carries it. */
export interface ToldMessage {
  readonly id: number
  readonly text: string
  /** The ids of the passages that it links to. */
  readonly linked: readonly string[]
  /** The data of its buttons. */
  readonly data: readonly string[]
}

type Me = User & { username: string }

/** Telegram takes a command to end where no letter, digit or _ goes on. */
const COMMAND = /^\/([a-z0-9_]{1,32})(?:@(\w+))?(?![\p{L}\p{N}_@])/iu
/** What `toPassageLink` writes. */
const PASSAGE_LINK = /[?]start=p_([a-z0-9_-]+)$/u
const FORCE = /^\s*force\s*$/iu
const LEADING_SIGNS = /^[\s：:，,、。；;—-]+/u

const LINKS: Readonly<Record<string, Link>> = {
  topics: { kind: 'topics', at: '', page: 0 },
  speakers: { kind: 'speakers', page: 0 },
  article: { kind: 'article', at: '' },
}

/**
 * Reads what a text message wants; undefined where it is not for the bot.
 *
 * In private every text is. In a group only /ask, /reload, a mention with a query, a reply to the bot, and a command that
 * names the bot are: whatever else is said there, to other bots too, is none of its business.
 */
export function toRequest(message: Message.TextMessage, me: Me, adminIds: ReadonlySet<number>): Request | undefined {
  if (isNobodysQuery(message, me)) return undefined
  const isPrivate = message.chat.type === 'private'
  const command = COMMAND.exec(message.text)
  if (command) return toCommand(message, command, me, isPrivate, adminIds)
  const told = toTold(message, me)
  const withoutMention = removeMention(message, me)
  // A remark may name the bot to which it replies.
  if (isPrivate) return toQuery((told.told && withoutMention) || message.text, true, told)
  if (withoutMention !== undefined) return withoutMention === '' ? undefined : toQuery(withoutMention, false, told)
  return isReplyTo(message, me) && !mentionsAnother(message) ? toQuery(message.text, false, told) : undefined
}

/** The message of the bot that this replies to, if any. */
function toTold(message: Message.TextMessage, me: User): Pick<Extract<Request, { kind: 'query' }>, 'told'> {
  const { message_id: id, text, entities = [], reply_markup } = message.reply_to_message ?? {}
  const linked = entities.flatMap((entity) =>
    entity.type === 'text_link' ? (PASSAGE_LINK.exec(entity.url)?.[1] ?? []) : [],
  )
  const data = (reply_markup?.inline_keyboard ?? [])
    .flat()
    .flatMap((button) => ('callback_data' in button ? button.callback_data : []))
  return isReplyTo(message, me) && id !== undefined && text !== undefined ? { told: { id, text, linked, data } } : {}
}

/** A channel's post passed on to its group, what was sent through the bot's own inline mode, and other bots' messages. */
function isNobodysQuery({ is_automatic_forward, via_bot, from, sender_chat }: Message.TextMessage, me: User): boolean {
  // An anonymous admin writes as GroupAnonymousBot, and a channel as Channel_Bot: both carry a sender_chat.
  return is_automatic_forward === true || via_bot?.id === me.id || (from?.is_bot === true && sender_chat === undefined)
}

function toCommand(
  message: Message.TextMessage,
  [whole, name = '', target]: RegExpExecArray,
  me: Me,
  isPrivate: boolean,
  adminIds: ReadonlySet<number>,
): Request | undefined {
  const { text, from, sender_chat } = message
  const isForMe = target === undefined || target.toLowerCase() === me.username.toLowerCase()
  const command = isForMe ? name.toLowerCase() : ''
  const argument = text.slice(whole.length)
  if (command === 'ask') return toQuery(argument.replace(LEADING_SIGNS, ''), true, toTold(message, me))
  // Who writes in the name of a group or channel has no id of their own, but one that all such writers share.
  const isAdmin = from !== undefined && !sender_chat && adminIds.has(from.id)
  if (command === 'reload' && isAdmin) return { kind: 'reload', isForced: FORCE.test(argument) }
  // What people ask is nobody else's business, in a group neither.
  if ((command === 'stats' || command === 'gaps') && isAdmin && isPrivate) return { kind: command }
  const link = Object.hasOwn(LINKS, command) ? LINKS[command] : undefined
  // Another bot in the group may have such a command too.
  if (link && (isPrivate || target !== undefined)) return { kind: 'browse', link }
  if (!isPrivate) return undefined
  if (command === 'start' && argument.trim() !== '') return { kind: 'open', parameter: argument.trim() }
  return command === 'start' || command === 'help' || command === 'language' ? { kind: command } : { kind: 'unknown' }
}

function toQuery(text: string, isExpected: boolean, told: Pick<Extract<Request, { kind: 'query' }>, 'told'>): Request {
  const query = text.trim()
  return query === '' ? { kind: 'empty' } : { kind: 'query', text: query, isExpected, ...told }
}

/** The bot is not mentioned where this is asked. */
function mentionsAnother({ entities = [] }: Message.TextMessage): boolean {
  return entities.some(({ type }) => type === 'mention' || type === 'text_mention')
}

/** The text without the mentions of the bot; undefined where it is not mentioned. */
function removeMention({ text, entities = [] }: Message.TextMessage, me: Me): string | undefined {
  const handle = `@${me.username}`.toLowerCase()
  const mentions = entities.filter(
    (entity) =>
      (entity.type === 'mention' &&
        text.slice(entity.offset, entity.offset + entity.length).toLowerCase() === handle) ||
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
