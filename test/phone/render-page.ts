import { type ShownMessage, renderMessage } from './render-message.ts'

/** CSS pixels: the width of a small phone, as wide as most. */
export const WIDTH = 360

/**
 * The look of Telegram for Android: text of 16 px, quotations of 14 in a bubble of 280 px, and a quotation that can be
 * unfolded shows three lines.
 */
const STYLE = `
* { box-sizing: border-box; margin: 0 }
body { width: ${WIDTH}px; padding: 8px; background: #d5e4c9; color: #000;
  font: 16px/1.35 Roboto, 'Noto Sans CJK SC', 'Noto Color Emoji', sans-serif }
body:lang(zh-hant) { font-family: Roboto, 'Noto Sans CJK TC', 'Noto Color Emoji', sans-serif }
.message { width: fit-content; max-width: 302px; margin-bottom: 8px; overflow-wrap: anywhere }
.own { margin-left: auto }
.group .other { margin-left: 42px; max-width: 250px }
.bubble { border-radius: 14px; padding: 7px 11px; background: #fff }
.own .bubble { background: #e3ffc8 }
.pictured { padding: 3px }
.pictured .text { padding: 6px 8px }
img { display: block; width: 100%; border-radius: 12px }
.sender, .replied b { color: #3a8fd1; font-size: 14px; font-weight: 500 }
.replied { border-left: 3px solid #3a8fd1; border-radius: 4px; padding: 2px 8px; margin-bottom: 4px; background: #3a8fd11a;
  font-size: 14px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.text { white-space: pre-wrap }
a { color: #2678b6 }
b { font-weight: 700 }
code { font: 14px 'Roboto Mono', 'DejaVu Sans Mono', 'Noto Sans CJK SC', monospace; color: #2678b6 }
.spoiler { background: #888; color: transparent }
blockquote { position: relative; margin: 3px 0; padding: 2px 20px 2px 9px; border-left: 3px solid #3a8fd1; border-radius: 4px;
  background: #3a8fd11a; font-size: 14px }
.folded { padding-bottom: 4px }
.folded > div { max-height: calc(3 * 1.35 * 14px); overflow: hidden;
  mask-image: linear-gradient(#000 60%, #0004 100%) }
.folded::after { content: ''; position: absolute; right: 8px; bottom: 9px; width: 7px; height: 7px; transform: rotate(45deg);
  border: solid #3a8fd1; border-width: 0 2px 2px 0 }
.keyboard { padding-top: 3px; min-width: 250px }
.row { display: flex; gap: 3px; margin-top: 3px }
button { position: relative; flex: 1 1 0; min-width: 0; height: 40px; padding: 0 7px; border: 0; border-radius: 8px; background: #8aa57f;
  color: #fff; font: 500 14px Roboto, 'Noto Sans CJK SC', 'Noto Color Emoji', sans-serif }
button span { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis }
.leading::after { content: '↗'; position: absolute; top: 1px; right: 4px; font-size: 10px }
`

/** What only the laid out text tells: a quotation of more lines than three is folded. */
const FOLD = `
for (const quote of document.querySelectorAll('.expandable'))
  if (quote.firstElementChild.getClientRects()[0].height > 3.5 * 1.35 * 14) quote.classList.add('folded')
`

/** Renders messages of one chat as a page in the look of Telegram on a phone. */
export function renderPage(messages: readonly ShownMessage[], language: string): string {
  const isGroup = messages.some(({ message }) => message.chat.type !== 'private')
  const body = messages.map(renderMessage).join('\n')
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><style>${STYLE}</style>
<body class="${isGroup ? 'group' : 'private'}">${body}<script>${FOLD}</script></body></html>`
}
