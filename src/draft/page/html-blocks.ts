import { Parser } from 'htmlparser2'
import { pageLimits } from './page-limits.ts'
import type { Block, PageNotice } from './page.ts'

/** What stands in HTML, read without running or loading anything. */
export interface HtmlBlocks {
  readonly blocks: readonly HtmlBlock[]
  /** By name or property, the first of each: `og:title`, and `title` for that element. */
  readonly metas: ReadonlyMap<string, string>
  readonly counts: Readonly<Record<'image' | 'table' | 'footnote' | 'script', number>>
  /** The structure alone, each block in a `<span data-block="number">`. */
  readonly skeleton: string
}

export interface HtmlBlock extends Block {
  /** The share of its characters that are links. */
  readonly linked: number
}

const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' '),
)
/** Elements whose words nobody sees. */
const UNSEEN: ReadonlySet<string> = new Set(
  'script style noscript template svg math iframe object embed audio video canvas select textarea head'.split(' '),
)
const BOLD: ReadonlySet<string> = new Set(['b', 'strong'])
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/iu
const HEADING = /^h([1-6])$/u
/** Links between a text and its notes, as the converter of Word files writes them; their words are its own. */
const NOTE_LINK = /^#(?:foot|end)note-/u
/** Attributes that tell the parts of a page apart. */
const KEPT = ['class', 'id', 'role', 'itemprop', 'rel'] as const
/** UTF-16 units that are parsed at a time; the limits are looked at in between. */
const CHUNK = 32_768

interface OpenElement {
  readonly name: string
  readonly isUnseen: boolean
  readonly isWritten: boolean
}

interface HtmlState {
  readonly open: OpenElement[]
  readonly blocks: HtmlBlock[]
  readonly metas: Map<string, string>
  readonly counts: { image: number; table: number; footnote: number; script: number }
  readonly skeleton: string[]
  elements: number
  unseen: number
  written: number
  run: Run | undefined
}

/** The words since a block began or ended. */
interface Run {
  text: string
  bold: number
  linked: number
  readonly skeleton: string[]
}

/** Parts HTML into blocks; undefined where it has more elements than a page. */
export function toHtmlBlocks(html: string): HtmlBlocks | undefined {
  const state: HtmlState = {
    open: [],
    blocks: [],
    metas: new Map(),
    counts: { image: 0, table: 0, footnote: 0, script: 0 },
    skeleton: [],
    elements: 0,
    unseen: 0,
    written: 0,
    run: undefined,
  }
  const parser = new Parser({
    onopentag: (name, attributes) => openElement(state, name, attributes),
    ontext: (text) => addText(state, text),
    onclosetag: () => closeElement(state),
  })
  for (let start = 0; start < html.length; start += CHUNK) {
    parser.write(html.slice(start, start + CHUNK))
    if (state.elements > pageLimits.elements) return undefined
  }
  parser.end()
  endRun(state)
  const { blocks, metas, counts, skeleton } = state
  return { blocks, metas, counts, skeleton: skeleton.join('') }
}

/** Lists what was left out of a page, or reads otherwise than it looks. */
export function toNotices(counts: HtmlBlocks['counts']): PageNotice[] {
  const kinds = ['image', 'table', 'footnote', 'script'] as const
  return kinds.flatMap((what) => (counts[what] > 0 ? [{ kind: 'leftOut', what, count: counts[what] }] : []))
}

export function toBlock({ text, line, depth, isBold }: HtmlBlock): Block {
  return { text, line, ...(depth !== undefined && { depth }), ...(isBold === true && { isBold }) }
}

function openElement(state: HtmlState, name: string, attributes: Readonly<Record<string, string>>): void {
  state.elements++
  count(state, name, attributes)
  const isUnseen =
    UNSEEN.has(name) ||
    'hidden' in attributes ||
    HIDDEN.test(attributes.style ?? '') ||
    NOTE_LINK.test(attributes.href ?? '')
  if (BLOCKS.has(name)) endRun(state)
  else if (name === 'br' && state.run) state.run.text += '\n'
  const isWritten = BLOCKS.has(name) && !isUnseen && state.unseen === 0 && state.written < pageLimits.depth
  if (isWritten) state.skeleton.push(`<${name}${writeAttributes(attributes)}>`)
  state.open.push({ name, isUnseen, isWritten })
  state.unseen += isUnseen ? 1 : 0
  state.written += isWritten ? 1 : 0
}

function closeElement(state: HtmlState): void {
  const element = state.open.pop()
  if (!element) return
  if (BLOCKS.has(element.name)) endRun(state, element)
  if (element.isWritten) state.skeleton.push(`</${element.name}>`)
  state.unseen -= element.isUnseen ? 1 : 0
  state.written -= element.isWritten ? 1 : 0
}

function count({ counts, metas }: HtmlState, name: string, attributes: Readonly<Record<string, string>>): void {
  const key = (attributes.property ?? attributes.name ?? attributes.itemprop ?? '').toLowerCase()
  if (name === 'img') counts.image++
  if (name === 'script') counts.script++
  if (name === 'table') counts.table++
  if (/^(?:foot|end)note-\d+$/u.test(attributes.id ?? '')) counts.footnote++
  if (name === 'meta') remember(metas, key, attributes.content)
  if (name === 'time') remember(metas, 'time', attributes.datetime)
  if (name === 'link' && attributes.rel === 'canonical') remember(metas, 'canonical', attributes.href)
}

function remember(metas: Map<string, string>, key: string, value: string | undefined): void {
  const text = value?.trim()
  if (key !== '' && text && !metas.has(key)) metas.set(key, text)
}

function addText(state: HtmlState, text: string): void {
  const inner = state.open.at(-1)
  if (inner?.name === 'title' && state.unseen === 1) {
    state.metas.set('title', `${state.metas.get('title') ?? ''}${text}`)
    return
  }
  if (state.unseen > 0 || (!state.run && text.trim() === '')) return
  state.run ??= { text: '', bold: 0, linked: 0, skeleton: [] }
  const isPre = isWithin(state, (name) => name === 'pre')
  const isLinked = isWithin(state, (name) => name === 'a')
  const length = text.replaceAll(/\s/gu, '').length
  state.run.text += isPre ? text : text.replaceAll(/\s+/gu, (space) => (/[\u00a0\u3000]/u.test(space) ? space : ' '))
  state.run.bold += isWithin(state, (name) => BOLD.has(name)) ? length : 0
  state.run.linked += isLinked ? length : 0
  state.run.skeleton.push(isLinked ? `<a href="#">${escapeHtml(text)}</a>` : escapeHtml(text))
}

/** Looks through the elements that are open, but not through all of a page that opens thousands. */
function isWithin({ open }: HtmlState, accepts: (name: string) => boolean): boolean {
  return open.slice(-20).some(({ name }) => accepts(name))
}

/** Ends the words of a block; two line breaks end a paragraph within them. */
function endRun(state: HtmlState, closed?: OpenElement): void {
  const { run } = state
  state.run = undefined
  const parts = run?.text.split(/\n\s*\n/u).map((part) => part.replaceAll(/[ \t]*\n[ \t]*/gu, '\n').trim()) ?? []
  const texts = parts.filter((part) => part !== '')
  if (!run || texts.length === 0) return
  const total = run.text.replaceAll(/\s/gu, '').length
  const heading = [...state.open.slice(-20), ...(closed ? [closed] : [])].findLast(({ name }) => HEADING.test(name))
  const depth = heading && Number(HEADING.exec(heading.name)?.[1])
  const first = state.blocks.length + 1
  for (const text of texts) {
    const looks = { linked: run.linked / total, isBold: run.bold >= total && depth === undefined }
    state.blocks.push({ text, line: state.blocks.length + 1, ...(depth !== undefined && { depth }), ...looks })
  }
  const lines = texts.map((_, index) => first + index).join(' ')
  state.skeleton.push(`<span data-block="${lines}">`, ...run.skeleton, '</span>')
}

function writeAttributes(attributes: Readonly<Record<string, string>>): string {
  return KEPT.map((name) => (attributes[name] ? ` ${name}="${escapeHtml(attributes[name])}"` : '')).join('')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
