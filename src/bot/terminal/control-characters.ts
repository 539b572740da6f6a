/** Controls but for line breaks and tabs, and signs that turn the direction of what follows them. */
const PRINTED = /[^\P{Cc}\n\t]|\p{Bidi_Control}/gu
/** Those beyond ASCII, whose own controls are keys to a line editor. */
const TYPED = /[\u0080-\u009f]|\p{Bidi_Control}/gu

/** Removes every character that a terminal obeys instead of showing it. */
export function removeControls(text: string): string {
  return text.replace(PRINTED, '')
}

/** Removes those that a line editor would show as they are. */
export function removeTypedControls(text: string): string {
  return text.replace(TYPED, '')
}
