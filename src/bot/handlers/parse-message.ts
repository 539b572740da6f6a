import type { Message, User } from 'grammy/types'
import type { Link } from '../../answer/browse/link.ts'

/** What a message wants of the bot. */
export type MessageRequest =
  /**
   * `isExpected`: by a command or in private, where thanks are answered too. `repliedTo` is the message of the bot that
   * it replies to.
   */
  | { readonly kind: 'query'; readonly text: string; readonly isExpected: boolean; readonly repliedTo?: BotMessage }
  /** Opens a list or an article. */
  | { readonly kind: 'browse'; readonly link: Link }
  /** Opens what a link to the bot carries as its start parameter. */
  | { readonly kind: 'open'; readonly parameter: string }
  /** `isForced` reloads despite failed checks. */
  | { readonly kind: 'reload'; readonly isForced: boolean }
  | { readonly kind: 'start' | 'help' | 'language' | 'privacy' | 'gaps' | 'stats' | 'empty' | 'unknown' }

type Query = Extract<MessageRequest, { kind: 'query' }>

/** A message with the text that its writer wrote: its own, or the caption of a photo, a document, a voice, a video. */
export type WrittenMessage = Message & { readonly text: string }

/** Takes a caption for the text of a message; undefined for one that has neither. */
export function toWritten(message: Message): WrittenMessage | undefined {
  const { text, caption, caption_entities } = message
  if (text !== undefined) return { ...message, text }
  if (caption === undefined) return undefined
  return { ...message, text: caption, ...(caption_entities && { entities: caption_entities }) }
}

/** A message of the bot, as a reply to it carries it. */
export interface BotMessage {
  readonly id: number
  readonly text: string
  /** The ids of the passages that it links to. */
  readonly linked: readonly string[]
  /** The callback data of its buttons. */
  readonly data: readonly string[]
}

type Me = User & { username: string }

/** As in Telegram's apps, a command ends before the first character that is no letter, digit or underscore. */
const COMMAND = /^\/([a-z0-9_]{1,32})(?:@(\w+))?(?![\p{L}\p{N}_@])/iu
/** The end of a URL that `toPassageLink` makes. */
const PASSAGE_LINK = /[?]start=p_([a-z0-9_-]+)$/u
const FORCE = /^\s*force\s*$/iu
const LEADING_SIGNS = /^[\s：:，,、。；;—-]+/u

/** The commands of private chats that open no link. */
const OWN_COMMANDS = ['start', 'help', 'language', 'privacy'] as const

const LINKS: Readonly<Record<string, Link>> = {
  topics: { kind: 'topics', at: '', page: 0 },
  speakers: { kind: 'speakers', page: 0 },
  article: { kind: 'article', at: '' },
}

/**
 * Reads what a text message wants; undefined where it is not for the bot.
 *
 * In private every text is for the bot. In a group only /ask, /reload, a mention with a query, a reply to the bot, and a
 * command that names the bot are.
 */
export function parseMessage(
  message: WrittenMessage,
  me: Me,
  adminIds: ReadonlySet<number>,
): MessageRequest | undefined {
  if (isAutomatic(message, me)) return undefined
  const isPrivate = message.chat.type === 'private'
  const command = COMMAND.exec(message.text)
  if (command) return toCommand(message, command, me, isPrivate, adminIds)
  const replied = toReplied(message, me)
  const withoutMention = removeMention(message, me)
  // A reply to an answer may mention the bot beside its remark.
  if (isPrivate) return toQuery((replied.repliedTo && withoutMention) || message.text, true, replied)
  if (withoutMention !== undefined) {
    const isBare = withoutMention === ''
    return toQuery(isBare ? toPointedAt(message, me) : withoutMention, isBare, isBare ? {} : replied)
  }
  return isReplyTo(message, me) && !mentionsAnother(message) ? toQuery(message.text, false, replied) : undefined
}

/** The text of somebody else's message that a bare /ask or mention replies to: of a quotation only the quoted part. */
function toPointedAt(message: WrittenMessage, me: User): string {
  const { quote, reply_to_message: replied } = message
  if (isReplyTo(message, me)) return ''
  return quote?.text ?? replied?.text ?? replied?.caption ?? ''
}

function toReplied(message: WrittenMessage, me: User): Pick<Query, 'repliedTo'> {
  const { message_id: id, text, entities = [], reply_markup } = message.reply_to_message ?? {}
  if (!isReplyTo(message, me) || id === undefined || text === undefined) return {}
  const linked = entities.flatMap((entity) =>
    entity.type === 'text_link' ? (PASSAGE_LINK.exec(entity.url)?.[1] ?? []) : [],
  )
  const data = (reply_markup?.inline_keyboard ?? [])
    .flat()
    .flatMap((button) => ('callback_data' in button ? button.callback_data : []))
  return { repliedTo: { id, text, linked, data } }
}

/** A channel's post forwarded to its group, a message sent through the bot's own inline mode, or one of another bot. */
function isAutomatic({ is_automatic_forward, via_bot, from, sender_chat }: WrittenMessage, me: User): boolean {
  // An anonymous admin writes as GroupAnonymousBot, and a channel as Channel_Bot: both carry a sender_chat.
  return is_automatic_forward === true || via_bot?.id === me.id || (from?.is_bot === true && sender_chat === undefined)
}

function toCommand(
  message: WrittenMessage,
  [whole, name = '', target]: RegExpExecArray,
  me: Me,
  isPrivate: boolean,
  adminIds: ReadonlySet<number>,
): MessageRequest | undefined {
  const { text, from, sender_chat } = message
  const isForMe = target === undefined || target.toLowerCase() === me.username.toLowerCase()
  const command = isForMe ? name.toLowerCase() : ''
  const argument = text.slice(whole.length)
  if (command === 'ask') {
    const query = argument.replace(LEADING_SIGNS, '').trim()
    return query === '' ? toQuery(toPointedAt(message, me), true, {}) : toQuery(query, true, toReplied(message, me))
  }
  // Anonymous admins and channels share one user id. What somebody else or another bot worded is no admin's command.
  const isOwn = !sender_chat && message.forward_origin === undefined && message.via_bot === undefined
  const isAdmin = from !== undefined && isOwn && adminIds.has(from.id)
  if (command === 'reload' && isAdmin) return { kind: 'reload', isForced: FORCE.test(argument) }
  // Both show what people ask: never in a group.
  if ((command === 'stats' || command === 'gaps') && isAdmin && isPrivate) return { kind: command }
  const link = Object.hasOwn(LINKS, command) ? LINKS[command] : undefined
  // Another bot in the group may have such a command too.
  if (link && (isPrivate || target !== undefined)) return { kind: 'browse', link }
  if (!isPrivate) return undefined
  if (command === 'start' && argument.trim() !== '') return { kind: 'open', parameter: argument.trim() }
  const own = OWN_COMMANDS.find((one) => one === command)
  return { kind: own ?? 'unknown' }
}

function toQuery(text: string, isExpected: boolean, replied: Pick<Query, 'repliedTo'>): MessageRequest {
  const query = text.trim()
  return query === '' ? { kind: 'empty' } : { kind: 'query', text: query, isExpected, ...replied }
}

/** Called only for messages that do not mention the bot. */
function mentionsAnother({ entities = [] }: WrittenMessage): boolean {
  return entities.some(({ type }) => type === 'mention' || type === 'text_mention')
}

/** The text without the mentions of the bot; undefined where it is not mentioned. */
function removeMention({ text, entities = [] }: WrittenMessage, me: Me): string | undefined {
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

function isReplyTo({ reply_to_message }: WrittenMessage, me: User): boolean {
  // In a forum every message of a topic formally replies to the message that opened it.
  return reply_to_message?.from?.id === me.id && reply_to_message.forum_topic_created === undefined
}
