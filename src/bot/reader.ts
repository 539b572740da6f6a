import type { Texts } from './texts/texts.ts'

/** For whom a message is made, and where they read it. */
export interface Reader {
  readonly texts: Texts
  /** The bot's, for links to it. */
  readonly username: string
  readonly isPrivate: boolean
  /** In a group: who asked, and so may page; 0 for an asker without an id of their own. */
  readonly asker?: number
}

/** Makes the link that opens the bot in private with a start parameter. */
export function toStartLink({ username }: Reader, parameter: string): string {
  return `https://t.me/${username}?start=${parameter}`
}

/** Makes the link to a passage: it is made of the passage's id, and stays as long as that. */
export function toPassageLink(reader: Reader, id: string): string {
  return toStartLink(reader, `${PASSAGE_MARK}${id}`)
}

/** Stands where a button's data has a digit or a letter, so that none is taken for the other. */
export const PASSAGE_MARK = 'p_'
