import type { InlineKeyboardButton } from 'grammy/types'

/** Matches the callback data of the button that takes a refused folder all the same, and of no other button. */
export const TAKE_DATA = /^=([A-Za-z0-9_-]{16})$/u

/** Makes the button that takes the folder all the same, as long as it is in this state. */
export function toTakeButton(text: string, state: string): InlineKeyboardButton {
  return { text, callback_data: `=${state}` }
}
