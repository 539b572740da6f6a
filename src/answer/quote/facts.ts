import type { Range } from '../../search/highlight.ts'
import type { Fact } from '../answer.ts'

/** Rates for each text the share of the query that it holds, 0 to 1. */
type Rate = (query: string, texts: readonly string[]) => number[]

const ASKS_DATE =
  /什么时候|何时|几时|啥时候?|哪一?[年天月日]|几[月号]|(?:什么|哪个)(?:时间|年份|日期)|\bwhen\b|\bwhat (?:year|date)\b/u
const ASKS_NUMBER =
  /多少|几(?!乎|何|经|时)|好多(?:个|人|名|家|钱)|多大(?!意义)|总数|总量|规模|人数|数量|百分之|比例|\bhow (?:many|much|big|large)\b|\bnumber of\b|\btotal\b/u
const HAN_NUMBER = '[〇零一二三四五六七八九十]'
const DAY = String.raw`(?:(?:\d{1,2}|${HAN_NUMBER}{1,3})月)?(?:(?:\d{1,2}|${HAN_NUMBER}{1,3})日)?`
const DATE = new RegExp(
  String.raw`(?:\d{4}|${HAN_NUMBER}{4}|今|去|明|前|后)年${DAY}|(?:\d{1,2}|${HAN_NUMBER}{1,3})月(?:(?:\d{1,2}|${HAN_NUMBER}{1,3})日|底|初|中旬|上旬|下旬)?`,
  'gu',
)
/** A number with its unit; dates are excluded. */
const NUMBER =
  /(?!\d{4}年|\d{1,2}[月日])(?<!\d)(?:\d[\d,]*(?:\.\d+)?|[一二三四五六七八九两十百千]+(?=余?[万亿]|[个名家项条支种类大级所]))(?:余|多)?[百千]?[万亿]?(?:余|多)?(?:平方米|公里|人次|亿元|万元|元|人|名|个|项|条|家|支|批|种|类|所|级|倍|岁|次|天|%|％|年(?!底|度|间|来))?/gu
const ASKS_MONEY = /钱|价|资金|投资|金额|经费|[万亿]?元|\b(?:money|cost|price|invest(?:ed|ment)?|funds?)\b/u
const MONEY = /(?<![\d.])(?:\d[\d,]*(?:\.\d+)?|[一二三四五六七八九两十百千]+)(?:余|多)?[百千]?[万亿]?(?:余|多)?元/gu
const SENTENCE = /[^。！？!?\n]+[。！？!?]*[”’」』）)]*/gu
const CLAUSE = /[^，；,;。！？!?\n]+/gu

/** A kind of fact: the words of a folded query that ask for it, and what a folded passage that holds one contains. */
interface FactKind {
  readonly asked: RegExp
  readonly held: RegExp
}

const FACT_KINDS: readonly FactKind[] = [
  {
    asked: /多少钱|几多钱|好多钱|几块钱|多少(?:万|亿)?元|\bhow much (?:money|does it cost)\b/u,
    held: /[\d一二三四五六七八九十百千两]+(?:\.\d+)?(?:余|多)?(?:万|亿)?余?元/u,
  },
  {
    asked:
      /起薪|月薪|年薪|底薪|薪水|工资|补贴|补助|津贴|奖金|安家费|\bsalary\b|\bwages?\b|\bsubsid(?:y|ies)\b|\ballowances?\b|\bprize money\b/u,
    held: /薪|工资|补贴|补助|津贴|奖金|安家费/u,
  },
  { asked: /学费|房价|价格|价钱|收费|\bfees?\b|\bprices?\b/u, held: /学费|房价|价|收费|费用|\d元/u },
  {
    asked: /电话|热线|手机号|联系方式|微信号|邮箱|\bphone\b|\bemail\b|\bcontact number\b/u,
    held: /\d{3,4}-?\d{4,}|@/u,
  },
  { asked: /网址|网站|官网|链接|下载|\bwebsite\b|\burl\b|\blink\b/u, held: /https?:|www\.|网址|网站|官网/u },
  {
    asked:
      /(?:怎么|如何|在哪里?|哪儿)(?:报名|办理|申请|申报)|(?:申请|申报|报名)(?:条件|材料|流程)|(?:什么|哪些)材料|截止|\bhow (?:do|can) i apply\b/u,
    held: /申请|申报|报名|办理|材料|截止/u,
  },
]

/** A year, or another number of two digits or more; 5g and covid-19 are names. */
const NUMBER_ASKED = /(?<![a-z\d.,+-])\d(?:[\d,]*\d)(?:\.\d+)?(?![\d.,]*[a-z+])/gu

/**
 * Finds the sentence of a passage with the figure or date that a query asks for; undefined where the query asks for
 * none or the passage holds none.
 */
export function findFact(query: string, text: string, rate: Rate): Fact | undefined {
  const pattern = toPattern(query, text)
  if (!pattern) return undefined
  const sentence = pickBest(
    query,
    listRanges(text, SENTENCE).filter((range) => holds(text, range, pattern)),
    text,
    rate,
  )
  if (!sentence) return undefined
  const words = text.slice(sentence.start, sentence.end)
  const clauses = listRanges(words, CLAUSE).filter((range) => holds(words, range, pattern))
  const clause = pickBest(query, clauses, words, rate)
  if (!clause) return undefined
  const figures = listRanges(words.slice(clause.start, clause.end), pattern)
  const shift = sentence.start + clause.start
  return {
    sentence,
    clause: { start: shift, end: sentence.start + clause.end },
    figures: figures.map(({ start, end }) => ({ start: start + shift, end: end + shift })),
  }
}

/**
 * Lists the patterns of what a passage must hold to answer a query for certain facts: a query for a sum, a telephone
 * number, a website, a procedure or a year is not answered by a passage that is only on the same subject. Most queries
 * need none.
 */
export function listNeededFacts(foldedQuery: string): RegExp[] {
  const numbers = (foldedQuery.match(NUMBER_ASKED) ?? []).map((number) => new RegExp(toSource(number), 'u'))
  return [...numbers, ...FACT_KINDS.filter(({ asked }) => asked.test(foldedQuery)).map(({ held }) => held)]
}

/** A number with the commas of thousands or without. */
function toSource(number: string): string {
  const [whole = '', ...decimals] = number.replaceAll(',', '').split('.')
  return String.raw`(?<!\d)${[[...whole].join(',?'), ...decimals].join(String.raw`\.`)}(?!\d)`
}

/** The pattern of what the query asks for: a date, a sum of money, or any number. */
function toPattern(query: string, text: string): RegExp | undefined {
  if (ASKS_DATE.test(query)) return DATE
  if (!ASKS_NUMBER.test(query)) return undefined
  return ASKS_MONEY.test(query) && text.search(MONEY) >= 0 ? MONEY : NUMBER
}

function pickBest(query: string, ranges: readonly Range[], text: string, rate: Rate): Range | undefined {
  const rates = rate(
    query,
    ranges.map(({ start, end }) => text.slice(start, end)),
  )
  return ranges[rates.indexOf(Math.max(...rates))]
}

function listRanges(text: string, pattern: RegExp): Range[] {
  return [...text.matchAll(pattern)].map(({ 0: match, index }) => ({ start: index, end: index + match.length }))
}

function holds(text: string, { start, end }: Range, pattern: RegExp): boolean {
  return text.slice(start, end).search(pattern) >= 0
}
