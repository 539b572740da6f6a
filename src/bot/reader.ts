import type { Texts } from './texts/texts.ts'

/** The characters in which quotes are shown: those of the article, or Traditional ones converted from them. */
export type Script = 'original' | 'traditional'

/** The person a message is rendered for, and the place where they read it. */
export interface Reader {
  readonly texts: Texts
  /** The bot's username, for links to the bot. */
  readonly username: string
  readonly isPrivate: boolean
  /** In a group: the user who asked, and who may press the buttons; 0 for an asker without an id of their own. */
  readonly asker?: number
  /** `original` unless given; a button keeps the one in which it was shown. */
  readonly script?: Script | undefined
  /** Present where a quotation in another language comes with the hint that Telegram translates it. */
  readonly isHinted?: true
}
