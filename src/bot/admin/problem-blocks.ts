import { FormattedString } from '@grammyjs/parse-mode'
import { addTo } from '../../answer/catalog.ts'
import type { NearestLine } from '../../answer/quote/nearest-line.ts'
import type { FailedCheck, Finding } from '../../answer/teaching/checks.ts'
import { type Problem, renderAdvice, renderProblem } from '../../knowledge/problems/problem.ts'
import type { Reader } from '../reader.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'
import { type Line, type OutgoingMessage, cut, fitLines, join, renderStrangersWords } from '../view/outgoing-message.ts'
import { renderNearestLine } from './nearest-line-view.ts'

/** What is said once of faults that are alike. */
export interface Block {
  readonly lines: readonly Line[]
  /** The number of faults. */
  readonly total: number
}

/** UTF-16 units of a fault, a quoted line and a query, and what is listed of faults that are alike. */
const MOST = { fault: 400, quote: 60, query: 80, places: 3, queries: 3, found: 2 }

/** Joins sentences and as many blocks as fit below them; a last line counts the faults of the others. */
export function fitBlocks(head: readonly Line[], blocks: readonly Block[], texts: Texts): OutgoingMessage {
  const paragraphs = blocks.map(({ lines }) => FormattedString.join(['', ...lines], '\n'))
  const countLast = (left: number) => blocks.slice(-left).reduce((sum, { total }) => sum + total, 0)
  return fitLines([...head, ...paragraphs], (left) => texts.moreProblems(countLast(left)))
}

/** Renders faults of files: each with its line, and what is mended alike only once. */
export function toFaultBlocks(problems: readonly Problem[], { language, sameProblem }: Texts): Block[] {
  const groups = new Map<string, Problem[]>()
  for (const problem of problems) addTo(groups, `${problem.text.id} ${renderAdvice(problem, language)}`, problem)
  return [...groups.values()].map(([first, ...others]) => {
    if (!first) return { lines: [], total: 0 }
    const sentence = cut(renderProblem(first, language), MOST.fault)
    const places = others.slice(0, MOST.places).map((one) => FormattedString.join([toPlace(one), ...toQuote(one)], ' '))
    const rest = others.length > MOST.places ? [SIGNS.more] : []
    const alike = others.length > 0 ? [sameProblem(others.length), ...places, ...rest] : []
    return { lines: [markPlace(sentence, first), ...toQuote(first), ...alike], total: 1 + others.length }
  })
}

/** Renders failed checks: the query, what must be found and what is, and what fails alike only once. */
export function toCheckBlocks(failed: readonly FailedCheck[], reader: Reader): Block[] {
  const groups = new Map<string, Finding[]>()
  for (const { finding } of failed) if (finding) addTo(groups, identify(finding), finding)
  const findings = [...groups.values()].map((alike, index) => toFindingBlock(alike, index + 1, reader))
  // A file has to be mended where it names a passage that is gone.
  const gone = failed.filter(({ finding }) => !finding)
  return [...toFaultBlocks(gone, reader.texts), ...findings]
}

function toFindingBlock(alike: readonly Finding[], number: number, reader: Reader): Block {
  const { texts } = reader
  const { expected, found = [] } = alike[0] ?? {}
  const queries = [...new Set(alike.map(({ query }) => query))].map((query) => renderStrangersWords(query, MOST.query))
  const [only, ...others] = queries
  const left = queries.length - MOST.queries
  const asked =
    only && others.length === 0
      ? [join(`${number}. `, only, alike.length > 1 ? ` × ${alike.length}` : '')]
      : [
          `${number}. ${texts.failedAlike(alike.length)}`,
          ...queries.slice(0, MOST.queries).map((query) => join(SIGNS.item(''), query)),
          ...(left > 0 ? [texts.moreWordings(left)] : []),
        ]
  const wanted = expected ? join(texts.expected, toText(expected, reader)) : texts.expectedNothing
  const came = found.slice(0, MOST.found).map((line) => join(texts.instead, toText(line, reader)))
  const more = found.length > MOST.found ? [texts.morePassages(found.length - MOST.found)] : []
  return {
    lines: [...asked, wanted, ...(came.length > 0 ? came : [texts.insteadNothing]), ...more],
    total: alike.length,
  }
}

/** Identifies what a check expects and what came of it. */
function identify({ expected, found }: Finding): string {
  const toId = ({ from }: NearestLine) => ('passage' in from ? from.passage.id : from.question.id)
  return [expected ? toId(expected) : '', ...found.map(toId)].join(' ')
}

/** Without links: the passages of a folder that is not in use cannot be opened. */
function toText(line: NearestLine, reader: Reader): string {
  return renderNearestLine(line, reader).text
}

/** Telegram would make a link of a file's name: park.md */
function markPlace(sentence: string, { file, line }: Problem): FormattedString {
  const length = Math.min(sentence.length, `${file}:${line}`.length)
  return new FormattedString(sentence, [{ type: 'code', offset: 0, length }])
}

function toPlace({ file, line }: Problem): FormattedString {
  return FormattedString.code(`${file}:${line}`)
}

function toQuote({ quote }: Problem): FormattedString[] {
  return quote === undefined ? [] : [renderStrangersWords(quote, MOST.quote)]
}
