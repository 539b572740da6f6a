import { LRUCache } from 'lru-cache'
import { Converter } from 'opencc-js/t2cn'
import type { JoinedBlock } from '../../columns/joined-block.ts'
import { hasStopLabels } from './stop-labels.ts'

/** A block with what the rules read of it. */
export interface ReadBlock {
  readonly block: JoinedBlock
  readonly text: string
  /** The text in one writing, place for place: Simplified characters, “” for every quotation mark, full-width marks beside Han. */
  readonly plain: string
  readonly isHeading: boolean
  readonly quotations: readonly Quotation[]
  /** Whether the page sets an honorific and a name before a full stop to tell who speaks. */
  readonly hasStopLabels?: boolean
}

/** What stands between quotation marks, with them; the offsets are those of the text. */
export interface Quotation {
  readonly start: number
  readonly end: number
  /** Whether a whole remark is quoted, not a term or a title. */
  readonly isRemark: boolean
  /** Whether the mark that opens it has none that closes it, as in a quotation that goes on in the next paragraph. */
  readonly isOpen: boolean
}

/** A heading is short, and a sentence's end makes a paragraph of it. */
const LONGEST_HEADING = 40
/** A term in quotation marks is shorter, or a list of terms. */
const SHORTEST_REMARK = 8
const SHORTEST_SENTENCE = 3
const SENTENCE_END = /[。！？!?；;.…：:][”’」』）)\]*]*$/u
const FULL_WIDTH: Readonly<Record<string, string>> = {
  ',': '，',
  ':': '：',
  ';': '；',
  '?': '？',
  '!': '！',
  '(': '（',
  ')': '）',
}
const HALF_WIDTH_BESIDE_HAN = /(?<=[\p{Script=Han}”）])[,:;?!()]|[,:;?!()](?=[\p{Script=Han}“（])/gu
const QUOTE_MARKS: Readonly<Record<string, string>> = { '「': '“', '」': '”', '『': '‘', '』': '’', '｢': '“', '｣': '”' }

/** Reads blocks: their writing, their quotations, and which of them are headings. */
export function readBlocks(blocks: readonly JoinedBlock[]): ReadBlock[] {
  const hasStops = hasStopLabels(blocks.map(({ text }) => text))
  return blocks.map((block) => {
    const plain = toPlain(block.text)
    return {
      block,
      text: block.text,
      plain,
      isHeading: isHeading(block),
      quotations: findQuotations(plain),
      hasStopLabels: hasStops,
    }
  })
}

/** Names and offices are compared with every label of a page, and are written in the one writing each time. */
const LONGEST_KEPT = 80
const kept = new LRUCache<string, string>({ max: 10_000, memoMethod: write })

/** Writes a text in one writing, so that every unit keeps its place. */
export function toPlain(text: string): string {
  return text.length <= LONGEST_KEPT ? kept.memo(text) : write(text)
}

function write(text: string): string {
  const simplified = simplify(text)
  const quoted = simplified.replace(/[「」『』｢｣]/gu, (mark) => QUOTE_MARKS[mark] ?? mark)
  let isOpen = false
  const paired = quoted.replace(/["＂\n]/gu, (mark) => {
    isOpen = mark !== '\n' && !isOpen
    if (mark === '\n') return mark
    return isOpen ? '“' : '”'
  })
  return paired.replace(HALF_WIDTH_BESIDE_HAN, (mark) => FULL_WIDTH[mark] ?? mark)
}

/** OpenCC's converter, made when the first text is read. */
let converter: ((text: string) => string) | undefined

function simplify(text: string): string {
  const convert = (converter ??= Converter({ from: 't', to: 'cn' }))
  const simplified = convert(text)
  if (simplified.length === text.length) return simplified
  return Array.from(text, (character) => {
    const one = convert(character)
    return one.length === character.length ? one : character
  }).join('')
}

function isHeading({ text, depth, isBold }: JoinedBlock): boolean {
  if (depth !== undefined) return true
  const line = text.trim()
  const isShort = line.length > 0 && line.length <= LONGEST_HEADING && !line.includes('\n')
  return isShort && !SENTENCE_END.test(line) && (isBold === true || !/[：:“「]/u.test(line))
}

function findQuotations(plain: string): Quotation[] {
  const found: Quotation[] = []
  for (let start = plain.indexOf('“'); start >= 0;) {
    const close = plain.indexOf('”', start + 1)
    const again = plain.indexOf('“', start + 1)
    const isOpen = close < 0
    const end = isOpen ? plain.length : close + 1
    found.push({ start, end, isOpen, isRemark: isRemark(plain.slice(start + 1, isOpen ? end : close), isOpen) })
    start = isOpen || again < 0 ? -1 : plain.indexOf('“', end)
  }
  return found
}

function isRemark(words: string, isOpen: boolean): boolean {
  if (isOpen) return words.length >= SHORTEST_REMARK
  if (/[。！？]$/u.test(words) && words.length > SHORTEST_SENTENCE) return true
  const isWordy = /\p{Script=Latin}/u.test(words) ? words.split(' ').length > 3 : words.length >= SHORTEST_REMARK
  return isWordy && (/[，。！？；,.!?]/u.test(words) || words.length >= 3 * SHORTEST_REMARK)
}
