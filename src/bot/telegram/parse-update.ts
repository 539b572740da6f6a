import type { Update } from 'grammy/types'
import { z } from 'zod'

const userSchema = z.looseObject({ id: z.int(), is_bot: z.boolean().optional(), language_code: z.string().optional() })
const chatSchema = z.looseObject({ id: z.int(), type: z.string() })
const entitiesSchema = z.array(z.looseObject({ type: z.string(), offset: z.int(), length: z.int() })).optional()
const buttonSchema = z.looseObject({ text: z.string(), callback_data: z.string().optional() })

const plainMessageSchema = z.looseObject({
  message_id: z.int(),
  /** 0 for a message that is out of reach. */
  date: z.int(),
  edit_date: z.int().optional(),
  chat: chatSchema,
  from: userSchema.optional(),
  sender_chat: chatSchema.optional(),
  via_bot: userSchema.optional(),
  text: z.string().optional(),
  caption: z.string().optional(),
  entities: entitiesSchema,
  caption_entities: entitiesSchema,
  quote: z.looseObject({ text: z.string() }).optional(),
  media_group_id: z.string().optional(),
  message_thread_id: z.int().optional(),
  is_topic_message: z.boolean().optional(),
  reply_markup: z.looseObject({ inline_keyboard: z.array(z.array(buttonSchema)) }).optional(),
})
const messageSchema = plainMessageSchema.extend({ reply_to_message: plainMessageSchema.optional() })

/** What the bot reads of an update; kinds of update that it has no handler for are left out. */
const updateSchema = z.object({
  update_id: z.int(),
  message: messageSchema.optional(),
  edited_message: messageSchema.optional(),
  callback_query: z
    .looseObject({
      id: z.string(),
      from: userSchema,
      message: plainMessageSchema.optional(),
      inline_message_id: z.string().optional(),
      data: z.string().optional(),
    })
    .optional(),
  inline_query: z.looseObject({ id: z.string(), from: userSchema, query: z.string(), offset: z.string() }).optional(),
  my_chat_member: z
    .looseObject({ chat: chatSchema, from: userSchema, new_chat_member: z.looseObject({ status: z.string() }) })
    .optional(),
})

/**
 * Reads an update from the network; undefined where it is not as the Bot API describes it, in a part that the bot reads.
 */
export function parseUpdate(value: unknown): Update | undefined {
  if (!isShallow(value)) return undefined
  const { success, data } = updateSchema.safeParse(value)
  // Telegram fills in the rest; what is read is checked above.
  return success ? (data as unknown as Update) : undefined
}

/** Levels of an update, which has a dozen: one of thousands could not be written as JSON again, as the database has it. */
const MOST_LEVELS = 100

function isShallow(value: unknown): boolean {
  let level = [value]
  for (let depth = 0; depth < MOST_LEVELS && level.length > 0; depth++)
    level = level.flatMap((one): unknown[] => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  return level.length === 0
}

/** The number of whatever claims to be an update; undefined without one. */
export function readUpdateId(value: unknown): number | undefined {
  const { success, data } = z.object({ update_id: z.int() }).safeParse(value)
  return success ? data.update_id : undefined
}
