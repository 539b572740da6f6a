import type { Citation } from '../../knowledge/article.ts'
import { listClauses } from '../../text/clauses.ts'
import { listContentWords } from '../../text/content-words.ts'
import type { Fold } from '../../text/fold.ts'
import { blankAskingWords } from '../../text/normalize.ts'
import type { ProposedAsk } from './proposals.ts'

const DIGITS = String.raw`(?<![\d.,])\d+(?:[,，]\d{3})*(?:\.\d+)?`
const HAN_NUMBER = '[〇零一二三四五六七八九十百千两兩]'
const YEAR = '(?:\\d{4}|[〇零一二三四五六七八九]{4})年'
const DAY = String.raw`(?:\d{1,2}|${HAN_NUMBER}{1,3})月(?:(?:\d{1,2}|${HAN_NUMBER}{1,3})日|底|初|中旬|上旬|下旬)?`
const UNITS =
  '个百分点|個百分點|平方公里|平方米|公里|公顷|公頃|人次|[美欧歐日]?元|[人名位个個项項条條家户戶支批种種类類所件座辆輛艘台套倍岁歲次天亩畝吨噸]'

/** What is asked for in the place of a figure or date; the first that makes a question is taken. */
const ASKED: readonly (readonly [pattern: RegExp, asking: string])[] = [
  [new RegExp(`(?:百分之[\\d.${HAN_NUMBER.slice(1, -1)}点點]+|${DIGITS}[%％])`, 'gu'), '百分之多少'],
  [new RegExp(`${DIGITS}[余餘多]?[百千]?[万萬亿億]?[余餘多]?(?=${UNITS})`, 'gu'), '多少'],
  // 年间 and 年度 are other words.
  [new RegExp(`(?:${YEAR}(?:${DAY}|底|初)?|${DAY})(?![间間度代份来來])`, 'gu'), '什么时候'],
]
/** What belongs to the clause before. */
const JOINT =
  /^(?:其中|但是?|而且?|并且?|並且?|此外|同时|同時|目前|当前|當前|如今|因此|所以|另外|还|還|也|则|則|却|卻)+/u
/** UTF-16 units of a question. */
const LONGEST = 36
/** Words of a question that decide what it asks for: with one of them it might be anything. */
const LEAST_WORDS = 2

/** Asks for each figure and date that stands alone in its clause: the clause, with the asking word in its place. */
export function askForFigures({ passage: { id, text } }: Citation, fold: Fold): ProposedAsk[] {
  return listClauses(text).flatMap(({ start, end }) => {
    const span = text.slice(start, end).replace(/[。！!？?；;]+$/u, '')
    const ask = ASKED.flatMap(([pattern, asking]) => turn(span, pattern, asking)).find((one) => isQuestion(one, fold))
    return ask === undefined ? [] : [{ passage: id, ask, span }]
  })
}

function turn(clause: string, pattern: RegExp, asking: string): string[] {
  const [figure, ...others] = clause.matchAll(pattern)
  if (!figure || others.length > 0) return []
  return [(clause.slice(0, figure.index) + asking + clause.slice(figure.index + figure[0].length)).replace(JOINT, '')]
}

function isQuestion(ask: string, fold: Fold): boolean {
  const isPlain = ask.length <= LONGEST && !/[“”‘’「」『』（）()《》：:]|\d(?!\d{0,3}年)/u.test(ask)
  return isPlain && listContentWords(blankAskingWords(fold(ask).text), []).length >= LEAST_WORDS
}
