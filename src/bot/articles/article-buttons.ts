import type { InlineKeyboardButton } from 'grammy/types'

/** What a button under the preview of an article does; `digest` is that of the file that the preview is of. */
export type ArticleAction =
  | { readonly kind: 'add'; readonly digest: string }
  /** Replaces the file that was named, as long as it is the one with this digest. */
  | { readonly kind: 'replace'; readonly digest: string; readonly replaces: string }
  /** Shows the preview again. */
  | { readonly kind: 'show'; readonly digest: string }
  /** Adds it though checks fail, as long as the folder with it is in this state. */
  | {
      readonly kind: 'force'
      readonly digest: string
      readonly state: string
      readonly replaces?: string | undefined
    }

/** Matches the callback data of the buttons under an article, and of no other button. */
export const ARTICLE_DATA = /^\*/u

const LETTERS = { add: 'a', replace: 'r', show: 's', force: 'f' } as const satisfies Record<
  ArticleAction['kind'],
  string
>
const DATA = /^\*([arsf])([A-Za-z0-9_-]{16})([A-Za-z0-9_-]{16})?([A-Za-z0-9_-]{16})?$/u

/** Makes a button; its data takes 50 of Telegram's 64 bytes at most. */
export function toArticleButton(text: string, action: ArticleAction): InlineKeyboardButton {
  const state = action.kind === 'force' ? action.state : ''
  const replaces = 'replaces' in action ? (action.replaces ?? '') : ''
  return { text, callback_data: `*${LETTERS[action.kind]}${action.digest}${state}${replaces}` }
}

/** Reads what a button does; undefined for any other data. */
export function parseArticleAction(data: string): ArticleAction | undefined {
  const [, letter, digest = '', first, second] = DATA.exec(data) ?? []
  if (letter === LETTERS.add && first === undefined) return { kind: 'add', digest }
  if (letter === LETTERS.show && first === undefined) return { kind: 'show', digest }
  if (first === undefined) return undefined
  if (letter === LETTERS.replace && second === undefined) return { kind: 'replace', digest, replaces: first }
  return letter === LETTERS.force ? { kind: 'force', digest, state: first, replaces: second } : undefined
}
