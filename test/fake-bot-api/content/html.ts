import type { MessageEntity } from 'grammy/types'
import { entityOf, type OpenTag } from './html-tags.ts'
import { inOrder } from './entities.ts'
import { refuseBad } from '../server/refusal.ts'

/** Parses Telegram's HTML to text and entities, and refuses the markup that Telegram refuses. */
export function parseHtml(html: string): { text: string; entities: MessageEntity[] } {
  const state: State = { text: '', open: [], entities: [] }
  for (let at = 0; at < html.length;) {
    tokens.lastIndex = at
    const match = tokens.exec(html)
    if (!match) refuseHtml(`Unclosed start tag at byte offset ${byteOffset(html, at)}`)
    const { tag, close, rest, plain } = match.groups ?? {}
    if (plain !== undefined) state.text += decode(plain)
    else if (close) closeTag(state, (tag ?? '') + (rest ?? '').trim(), byteOffset(html, at))
    else openTag(state, (tag ?? '').toLowerCase(), rest ?? '', byteOffset(html, at))
    at += match[0].length
  }
  const left = state.open.at(-1)
  if (left) refuseHtml(`Can't find end tag corresponding to start tag "${left.name}"`)
  return { text: state.text, entities: inOrder(state.entities) }
}

interface State {
  text: string
  open: OpenTag[]
  entities: MessageEntity[]
}

const tokens = /(?<plain>[^<]+)|<(?<close>\/?)(?<tag>[^\s>]*)(?<rest>(?:[^>"']|"[^"]*"|'[^']*')*)>/y
const attribute = /\s+([^\s=>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w.-]+)(?=\s|$)))?/y
const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }
const allowed = new Set([
  'b',
  'strong',
  'i',
  'em',
  'u',
  'ins',
  's',
  'strike',
  'del',
  'span',
  'tg-spoiler',
  'a',
  'code',
  'pre',
  'blockquote',
  'tg-emoji',
  'tg-time',
])

function openTag(state: State, name: string, rest: string, at: number): void {
  if (!allowed.has(name)) refuseHtml(`Unsupported start tag "${name}" at byte offset ${at}`)
  const attributes = attributesOf(name, rest, at)
  if (name === 'span' && attributes['class'] !== 'tg-spoiler') {
    refuseHtml(`Tag "span" must have class "tg-spoiler" at byte offset ${at}`)
  }
  state.open.push({ name, attributes, offset: state.text.length })
}

function closeTag(state: State, name: string, at: number): void {
  const open = state.open.pop()
  if (!open) refuseHtml(`Unexpected end tag at byte offset ${at}`)
  if (name !== '' && name !== open.name) {
    refuseHtml(`Unmatched end tag at byte offset ${at}, expected "</${open.name}>", found "</${name}>"`)
  }
  const length = state.text.length - open.offset
  const inner = state.entities.at(-1)
  if (open.name === 'pre') {
    // Telegram reads <pre><code class="language-x"> as one entity only where the two tags hold the same text.
    if (inner?.type === 'code' && inner.offset === open.offset && inner.length === length) state.entities.pop()
    else delete open.attributes['language']
  }
  if (length > 0) state.entities.push(...entityOf(open, state.text))
  const parent = state.open.at(-1)
  const language = open.attributes['class']?.replace(/^language-/, '')
  if (open.name === 'code' && parent?.name === 'pre' && language) parent.attributes['language'] = language
}

function attributesOf(name: string, rest: string, at: number): Record<string, string> {
  const attributes: Record<string, string> = {}
  const source = rest.trimEnd()
  for (let from = 0; from < source.length;) {
    attribute.lastIndex = from
    const match = attribute.exec(source)
    if (!match) refuseHtml(`Can't read the attributes of the tag "${name}" at byte offset ${at}`)
    attributes[match[1] ?? ''] = decode(match[2] ?? match[3] ?? match[4] ?? '')
    from += match[0].length
  }
  return attributes
}

// Telegram leaves an ampersand alone where it begins no character reference that it knows.
function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(lt|gt|amp|quot));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name)] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole
  })
}

function byteOffset(html: string, at: number): number {
  return Buffer.byteLength(html.slice(0, at))
}

function refuseHtml(reason: string): never {
  return refuseBad(`can't parse entities: ${reason}`)
}
