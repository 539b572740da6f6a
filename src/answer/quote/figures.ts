import type { Range } from '../../search/highlight.ts'
import { toStem } from '../../text/terms.ts'

/** Rates for each text the share of the query that it holds, 0 to 1. */
export type Rate = (query: string, texts: readonly string[]) => number[]

/** A clause of a passage with the figures or dates in it that a query asks for; ranges in the passage's text. */
export interface FigureClause {
  readonly clause: Range
  readonly figures: readonly Range[]
  /** How much of the query the clause holds, 0 to 1. */
  readonly rate: number
}

const ASKS_DATE =
  /什么时候|何时|几时|啥时候?|哪一?[年天月日]|几[月号]|(?:什么|哪个)(?:时间|年份|日期)|\bwhen\b|\bwhat (?:year|date)\b/u
const ASKS_NUMBER =
  /多少|几(?!乎|何|经|时)|好多(?:个|人|名|家|钱)|多大(?!意义)|总数|总量|规模|人数|数量|百分之|比例|\bhow (?:many|much|big|large)\b|\bnumber of\b|\btotal\b/u
const ASKS_MONEY =
  /多少[万亿]?元|钱|价|资金|投资|金额|经费|资本|[万亿]元|\b(?:money|costs?|price|invest(?:ed|ment)?|funds?|funding|fees?|wages?)\b/u

const HAN_NUMBER = '[〇零一二三四五六七八九十]'
const DAY = String.raw`(?:(?:\d{1,2}|${HAN_NUMBER}{1,3})月)?(?:(?:\d{1,2}|${HAN_NUMBER}{1,3})日)?`
const MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'
const DATE = new RegExp(
  [
    String.raw`(?:\d{4}|${HAN_NUMBER}{4}|今|去|明|前|后)年${DAY}`,
    String.raw`(?:\d{1,2}|${HAN_NUMBER}{1,3})月(?:(?:\d{1,2}|${HAN_NUMBER}{1,3})日|底|初|中旬|上旬|下旬)?`,
    String.raw`\b(?:${MONTHS})(?: \d{1,2}(?!\d))?(?:,? \d{4})?\b`,
    String.raw`\b(?:19|20)\d{2}\b`,
  ].join('|'),
  'gu',
)
const DIGITS = String.raw`\d+(?:,\d{3})*(?:\.\d+)?`
const UNITS =
  '平方公里|平方米|平米|公里|个百分点|人次|[美欧日]元|元|人|名|位|个|项|条|家|户|支|批|种|类|所|级|届|件|座|辆|艘|台|套|倍|岁|次|天|亩|公顷|㎡|%|％|年(?!底|度|间|来)'
/** A number with its unit; dates are excluded. */
const NUMBER = new RegExp(
  String.raw`(?!\d{4}年|\d{1,2}[月日])(?<![\d.])(?:[$€£¥]\s?)?(?:${DIGITS}(?:\s?(?:per ?cent|percentage points?|basis points?|thousand|million|billion|trillion)\b)?|[一二三四五六七八九两十百千]+(?=余?[万亿]|[个名位家项条支种类大级所]))(?:余|多)?[百千]?[万亿]?(?:余|多)?(?:${UNITS})?`,
  'gu',
)
const MONEY = new RegExp(
  String.raw`(?<![\d.])(?:${DIGITS}|[一二三四五六七八九两十百千]+)(?:余|多)?[百千]?[万亿]?(?:余|多)?[美欧日]?元|[$€£¥]\s?${DIGITS}(?:\s?(?:thousand|million|billion|trillion)\b)?`,
  'gu',
)

/** Units that measure the same; a unit of none of them counts things of any kind. */
const MEASURES = {
  people: /人次?|名|位/u,
  money: /元|块|[$€£¥]/u,
  share: /[%％]|百分|per ?cent|成$/u,
  area: /平方米|平米|㎡|亩|公顷|平方公里/u,
  length: /公里/u,
  time: /[年岁天]/u,
} as const
type Measure = keyof typeof MEASURES

/** The measure word of a query, and the noun behind it: 多少[名][工程师]. */
const ASKED_NOUN =
  /(?:多少|好多|几)[百千]?[万亿]?(人次|个百分点|平方公里|平方米|平米|㎡|m2|公里|[元块名位个项条家户支批种类所级届件座辆艘台套倍岁次天年亩])?(?:的)?(\p{Script=Han}*)/u
const ENGLISH_NOUN =
  /\b(?:how (?:many|much)|(?:total )?number of)\s+((?:(?!\b(?:is|are|was|were|be|do|does|did|has|have|had|will|would|can|could|in|on|at|of|there|to|for|from|by)\b)[a-z-]+\s*)+)/u
/** What may follow the noun asked for, or stand in its place. */
const NO_NOUN =
  /^(?:了|呢|啊|呀|哦|吗|嘛|是|在|有|会|能|要|来|被|由|从|给|让|把|到|左右|以上|以下|这|那|现在|目前|一共)/u
/** A noun that names people. */
const PEOPLE_NOUN = /(?:人|人才|人员|[师员生者工士手民]|专家|教授|院士|青年)$/u
const ENGLISH_PEOPLE =
  /\b(?:people|persons?|engineers?|doctors?|workers?|students?|teachers?|experts?|talents?|staff|employees)\b/u

/** Words between an English figure and what it counts. */
const WORDS_BESIDE = 4
const HAN = /\p{Script=Han}/u

/** What a query for a number asks for. */
interface AskedNumber {
  /** Undefined where it counts things of any kind. */
  readonly measure: Measure | undefined
  /** What is counted; the empty string where only the rest of the query tells. */
  readonly noun: string
}

/** The least share of the noun's words that a clause must hold for its figure to be one of that noun. */
const LEAST_OF_NOUN = 0.45
/** The least share of the query's words that a clause must hold, where no noun or unit tells what is counted. */
const LEAST_OF_QUERY = 0.1
/** A part of what was named before, and not the whole: "35万名，其中…5万名". */
const IS_PART = /^\s*其中/u
const WEIGHT_OF_PART = 0.5

/**
 * Finds the clauses of a passage with a figure or date that a query asks for; none where the query asks for none, or
 * every figure counts something else than the query asks for.
 *
 * @param folded the folded query
 */
export function findFigures(folded: string, text: string, clauses: readonly Range[], rate: Rate): FigureClause[] {
  const isDate = ASKS_DATE.test(folded)
  if (!isDate && !ASKS_NUMBER.test(folded)) return []
  const asked = readAsked(folded)
  const pattern = isDate ? DATE : toNumbers(folded, text, asked)
  const held = clauses.filter((range) => listRanges(text, range, pattern).length > 0)
  const words = held.map(({ start, end }) => text.slice(start, end))
  const rates = rate(folded, words)
  const ofNoun = isDate || asked.noun === '' ? undefined : rate(asked.noun, words)
  return held.flatMap((clause, place) => {
    const share =
      (rates[place] ?? 0) * (IS_PART.test(words[place] ?? '') && !folded.includes('其中') ? WEIGHT_OF_PART : 1)
    const all = listRanges(text, clause, pattern)
    const figures = isDate
      ? all
      : all.filter(
          ({ start, end }) =>
            isMeasure(text.slice(start, end), asked.measure) && isBeside(text, { start, end }, clause, asked.noun),
        )
    if (figures.length === 0) return []
    if (ofNoun && (ofNoun[place] ?? 0) < LEAST_OF_NOUN) return []
    if (!isDate && !ofNoun && asked.measure === undefined && share < LEAST_OF_QUERY) return []
    return [{ clause, figures, rate: share }]
  })
}

/** Tells whether a query asks for a figure or a date. */
export function asksFigure(folded: string): boolean {
  return ASKS_DATE.test(folded) || ASKS_NUMBER.test(folded)
}

/** The pattern of numbers: of sums where money is asked for and the passage holds one. */
function toNumbers(folded: string, text: string, { measure }: AskedNumber): RegExp {
  const isMoney = measure === 'money' || (measure === undefined && ASKS_MONEY.test(folded))
  return isMoney && text.search(MONEY) >= 0 ? MONEY : NUMBER
}

function readAsked(folded: string): AskedNumber {
  if (/百分之|比例|percent/u.test(folded)) return { measure: 'share', noun: '' }
  const english = ENGLISH_NOUN.exec(folded)?.[1]?.trim()
  if (english !== undefined) {
    if (ASKS_MONEY.test(english)) return { measure: 'money', noun: '' }
    return { measure: ENGLISH_PEOPLE.test(english) ? 'people' : undefined, noun: english }
  }
  const [, unit = '', behind = ''] = ASKED_NOUN.exec(folded) ?? []
  const noun = NO_NOUN.test(behind) || behind.length < 2 ? '' : behind
  if (/^(?:钱|资金|经费|资本)/u.test(behind)) return { measure: 'money', noun: '' }
  if (behind.startsWith('人') && unit === '' && !/^人[才员]/u.test(behind)) return { measure: 'people', noun: '' }
  return { measure: toMeasure(unit, noun), noun }
}

function toMeasure(unit: string, noun: string): Measure | undefined {
  // The keys of a table with every measure.
  const measures = Object.keys(MEASURES) as Measure[]
  const ofUnit = unit === '' || unit === '个' ? undefined : measures.find((one) => MEASURES[one].test(unit))
  return ofUnit ?? (PEOPLE_NOUN.test(noun) ? 'people' : undefined)
}

/** Tells whether a figure is one of a measure; a figure without a unit is one of any. */
function isMeasure(figure: string, measure: Measure | undefined): boolean {
  if (measure !== undefined) return MEASURES[measure].test(figure) || /^[\d,.]+[百千]?[万亿]?$/u.test(figure)
  return true
}

/** In English what is counted stands by its figure: of "469 teams of engineers" only the teams are counted. */
function isBeside(text: string, figure: Range, clause: Range, noun: string): boolean {
  const last = /[a-z]+$/u.exec(noun)?.[0]
  if (last === undefined || HAN.test(text.slice(clause.start, clause.end))) return true
  const stem = toStem(last)
  const [behind = ''] = text.slice(figure.end, clause.end).toLowerCase().split(/ of /u)
  const before = text.slice(clause.start, figure.start).toLowerCase()
  const near = [...listWords(behind).slice(0, WORDS_BESIDE), ...listWords(before).slice(-WORDS_BESIDE)]
  return near.some((word) => toStem(word) === stem)
}

function listWords(text: string): string[] {
  return text.match(/[a-z]+/gu) ?? []
}

function listRanges(text: string, { start, end }: Range, pattern: RegExp): Range[] {
  return [...text.slice(start, end).matchAll(pattern)].map(({ 0: match, index }) => ({
    start: start + index,
    end: start + index + match.length,
  }))
}
