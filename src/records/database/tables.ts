import type { ColumnType, Generated } from 'kysely'

/**
 * The tables after the latest migration. Users and messages are keyed hashes, never ids. Times are milliseconds since
 * 1970.
 */
export interface Tables {
  readonly chosen_languages: { readonly user: string; readonly language: string }
  readonly queries: {
    readonly id: Generated<number>
    readonly at: number
    readonly user: string
    /** A hash of the chat and the message with the answer, by which a press or a vote refers to its query. */
    readonly message: string
    /** private, group, supergroup or channel. */
    readonly chat_kind: string
    readonly language: string
    /** The text; null if no texts are kept. */
    readonly query: string | null
    /** found, near, none … */
    readonly outcome: string
    readonly is_answered: number
    /** The ids of the passages in the answer, as a JSON array. */
    readonly passages: string
    readonly milliseconds: number
  }
  readonly presses: {
    readonly id: Generated<number>
    readonly at: number
    readonly message: string
    readonly user: string
    readonly kind: string
  }
  /** One vote per user and message, about the latest query that the message had answered at that time. */
  readonly votes: {
    readonly message: string
    readonly user: string
    readonly at: number
    readonly is_up: number
    readonly reason: string | null
  }
  /** An admin's decision on a wording: a hash of its wording key, so that it outlasts the text. */
  readonly decisions: {
    readonly wording: string
    readonly at: number
    readonly kind: string
    /** The id of the decision, shared by all wordings of it. */
    readonly lesson: string
  }
  /** The vector of a text of the knowledge folder, of int8 components. */
  readonly vectors: {
    /** A hash of the text and of how the vector was made of it. */
    readonly hash: string
    /** The model, and how it reads texts. */
    readonly recipe: string
    /** When it was last loaded or stored, to within a week. */
    readonly used_at: number
    /** Read as what the driver has for bytes. */
    readonly vector: ColumnType<ArrayBuffer | Uint8Array, Uint8Array>
  }
  /** Counts the changes that copies of the bot tell each other of. */
  readonly versions: { readonly subject: string; readonly version: number }
  /** The copies that run. */
  readonly copies: {
    readonly id: string
    readonly name: string
    readonly updates: 'polling' | 'webhook'
    readonly seen_at: number
  }
  /** Which state of the knowledge all copies answer from: one row. */
  readonly knowledge_in_use: { readonly id: string; readonly version: number; readonly state: string }
  /** The files of the knowledge that the bot wrote, lessons and articles: they are no secret, as the folder is none. */
  readonly written_files: {
    readonly file: string
    readonly content: ColumnType<ArrayBuffer | Uint8Array, Uint8Array>
    readonly base: ColumnType<ArrayBuffer | Uint8Array | null, Uint8Array | null>
    readonly exported: ColumnType<ArrayBuffer | Uint8Array | null, Uint8Array | null>
    /** Of the knowledge in use, which began with it. */
    readonly version: number
  }
  /** The reloads that were proposed to all copies. */
  readonly reloads: {
    readonly id: string
    readonly at: number
    readonly proposer: string
    readonly force: string
    readonly version: number
    readonly decision: 'open' | 'taken' | 'given up'
  }
  /** What each copy says to the latest of them; null where it cannot. */
  readonly reload_votes: {
    readonly reload: string
    readonly copy: string
    readonly name: string
    readonly state: string | null
  }
  /** What copies of the bot remember together for minutes. */
  readonly memories: {
    /** A keyed hash. */
    readonly key: string
    /** JSON, sealed with the bot's token. */
    readonly content: ColumnType<ArrayBuffer | Uint8Array, Uint8Array>
    readonly until: number
    /** Counts the changes, so that none is made on top of what has been changed. */
    readonly version: number
  }
  /** What Telegram delivered: to be answered while it has a content, and known for a day after that. */
  readonly updates: {
    /** A hash of the bot's token. */
    readonly bot: string
    /** Telegram's number of the update, which names nobody. */
    readonly id: number
    readonly at: number
    /** When the process that answers it counts as ended; null once it is answered. */
    readonly held_until: number | null
    /** A hash of the update. A Bot API server that is set up anew counts from its start: the number alone is not enough. */
    readonly digest: string
    /** How many processes have begun to answer it. */
    readonly starts: number
    /** The update, sealed with the bot's token; null once it is answered. */
    readonly content: ColumnType<ArrayBuffer | Uint8Array | null, Uint8Array | null>
  }
}
