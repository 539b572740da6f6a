const TAG = /<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*)?\/?>/giu
/** Tags that end a line; others stand within one. */
const BLOCK_TAGS = /^(?:br|p|div|li|tr|h[1-6]|blockquote)$/iu
const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  middot: '·',
  mdash: '—',
  hellip: '…',
  ldquo: '“',
  rdquo: '”',
}
const ENTITY = /&(?:([a-z]+)|#(\d{1,7})|#x([\da-f]{1,6}));/giu
/** Signs that have no glyph: zero-width spaces, soft hyphens, byte order marks, signs of direction. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}+/gu
/** A blank behind a character that stands alone pads a name (林 海) or spaces a title out. */
const PADDING = /(?<=(?<!\p{Script=Han})\p{Script=Han})[^\S\n]+(?=\p{Script=Han})/gu

/** Before 邊 and 點 these make another word: 周邊個體戶, 重點解決. */
const NOT_BESIDE = '(?<![周身旁這这那兩两雙双一河江路海])'
const NOT_A_POINT = '(?<![重几幾一二三四五六七八九十兩两難难特觀观焦熱热痛要優优起終终站节節景网網試试弱缺考地])'

/** Words by which Cantonese asks, in either script, and those of Mandarin. */
const CANTONESE: readonly (readonly [RegExp, string])[] = [
  [/[係系]唔[係系]|[係系]咪/gu, '是不是'],
  [/[喺響响][邊边][度個个]?/gu, '在哪里'],
  [new RegExp(`${NOT_BESIDE}[邊边][個个](?![體体人案性])`, 'gu'), '谁'],
  [/[邊边]位/gu, '哪位'],
  [/[邊边]啲/gu, '哪些'],
  [new RegExp(`${NOT_BESIDE}[邊边]度(?![假過过])`, 'gu'), '哪里'],
  [/乜[嘢野]?|咩嘢/gu, '什么'],
  [new RegExp(`${NOT_A_POINT}[點点]解(?![決决釋释讀读放除說说答析])`, 'gu'), '为什么'],
  [/[點点]睇/gu, '怎么看'],
  [/[點点][樣样]/gu, '怎么样'],
  [/[幾几][時时]/gu, '什么时候'],
  [/[幾几]多/gu, '多少'],
  [/有冇/gu, '有没有'],
  [/[係系](?=谁|什么|哪)/gu, '是'],
]

/** Rewrites a query as it would be typed plainly: without markup, padding and invisible signs, asking in Mandarin. */
export function toPlainQuery(query: string): string {
  const visible = query.normalize('NFC').replace(TAG, toBlank).replace(ENTITY, decode).replace(INVISIBLE, '')
  const unpadded = visible.replace(PADDING, '')
  return CANTONESE.reduce((text, [pattern, mandarin]) => text.replace(pattern, mandarin), unpadded)
}

function toBlank(_tag: string, _slash: string, name: string): string {
  return BLOCK_TAGS.test(name) ? '\n' : ''
}

/** Decodes a reference; one that is none stays as it is. */
function decode(written: string, name?: string, decimal?: string, hex?: string): string {
  if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? written
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
  const isCharacter = code > 0x1f && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
  return isCharacter ? String.fromCodePoint(code) : written
}
