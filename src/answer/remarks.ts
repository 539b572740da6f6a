import { type Article, type Citation, toCitations } from '../knowledge/article.ts'
import type { Fold } from '../search/fold.ts'
import type { Answer } from './answer.ts'
import { toResults } from './around.ts'
import { toPassageCode } from './codes.ts'
import type { Link } from './link.ts'
import { listQuotes } from './list-quotes.ts'
import type { Opened } from './opened.ts'

/** What somebody asks about an answer in two words: who said it, where it stands, what stands around it, whether there is more. */
export type Remark = 'who' | 'source' | 'context' | 'more'

/** What a remark is answered with, and the link that opens the same. */
export interface Remarked {
  readonly opened: Opened
  readonly link?: Link
}

/** A message of the bot, with the query that it answers where that is still known. */
export interface Told {
  readonly text: string
  readonly query?: string | undefined
}

const REMARKS: Readonly<Record<Remark, RegExp>> = {
  who: /^(?:请问)?(?:这是|这话是?|这句话?是?|这段话?是?|是)?(?:谁|哪一?[位个]|什么人)(?:说|讲|提)(?:的|过)?(?:话)?$|^who(?:'s| is| was)?\s+(?:said|says|saying|wrote|told)\s+(?:this|that|it|these|so)$|^who\s+(?:is|was)\s+(?:this|that|it)(?:\s+(?:from|by))?$|^(?:发言人|讲话人|speaker|who)$/u,
  source: /^(?:请问)?(?:这是|这话|这段|有)?(?:出处|来源|原文链接|链接|哪篇文章|哪里说的|哪来的|哪儿来的|从哪里?来的?|出自哪里|哪里看到的|什么文章)(?:是?(?:什么|哪里|哪儿|呢|在哪里?|在哪儿?))?$|^(?:the\s+)?(?:sources?|references?|citations?|link)$|^where(?:'s| is| does| did)?\s+(?:this|that|it)?\s*(?:come\s+)?from$|^what(?:'s| is)\s+the\s+source$/u,
  context: /^(?:看看?)?(?:上下文|前后文|上文|下文|语境|全文|原文|前后怎么说的?|前面说了什么|后面呢|前文|后文)(?:呢|是什么)?$|^(?:(?:show|see|give)\s+(?:me\s+)?)?(?:the\s+|in\s+|more\s+)?context$|^(?:the\s+)?full\s+text$/u,
  more: /^(?:还有|还有吗|还有么|还有没有|还有呢|还有别的|还有别的吗|还有其他的?吗?|还有更多吗?|更多|更多的?呢?|再来|再来点|继续|下一条|下一个|接着|别的呢|其他的?呢)$|^(?:any\s+|anything\s+|show\s+|see\s+|tell\s+me\s+)?more$|^(?:anything|what)\s+else$|^next$|^go\s+on$|^continue$/u,
}
/** A message holds no more. */
const MOST_QUOTED = 3
const ENDS = /^[\s\p{P}]+|[\s\p{P}啊呀呢吧嘛哦]+$/gu

/** Reads a text that says nothing but such a remark; undefined for any other. */
export function readRemark(folded: string): Remark | undefined {
  const bare = folded.replace(ENDS, '').trim()
  return (['who', 'source', 'context', 'more'] as const).find((remark) => REMARKS[remark].test(bare) || REMARKS[remark].test(folded.trim().replace(/[\s\p{P}]+$/u, '')))
}

/**
 * Creates the answering of remarks about a message of the bot: what it quotes is read off its own words, and so is known
 * after a restart too. It gives undefined for a text that is no remark, or about a message that quotes nothing.
 */
export function createAnswerRemark(
  articles: readonly Article[],
  fold: Fold,
  answer: (query: string) => Answer,
  open: (link: Link) => Opened | undefined,
): (text: string, told: Told) => Remarked | undefined {
  const findQuoted = createFindQuoted(articles, fold)
  return (text, told) => {
    const remark = readRemark(fold(text).text)
    const quoted = remark ? findQuoted(told.text) : []
    const [first] = quoted
    if (!remark || !first) return undefined
    if (remark === 'who' || remark === 'source') return { opened: { kind: remark, citations: quoted } }
    const link = remark === 'context' ? toContextLink(first, 'around', quoted) : (findMore(quoted, told, answer) ?? toNextLink(quoted))
    const opened = link && open(link)
    return opened ? { opened, link } : { opened: { kind: 'noMore' } }
  }
}

/** What else the query found, where that is still known. */
function findMore(quoted: readonly Citation[], { query }: Told, answer: (query: string) => Answer): Link | undefined {
  const found = query === undefined ? undefined : answer(query)
  if (!found) return undefined
  const shown = new Set(quoted.map(({ passage }) => passage.id))
  const unseen = [...listQuotes(found), ...(found.around?.further ?? [])].filter(({ passage }) => !shown.has(passage.id))
  return unseen.length > 0 ? { kind: 'more', page: 0, results: toResults(quoted.slice(0, MOST_QUOTED), unseen) } : undefined
}

/** What follows in the exchange. */
function toNextLink(quoted: readonly Citation[]): Link | undefined {
  const last = quoted.at(-1)
  const next = last?.exchange.passages[last.exchange.passages.indexOf(last.passage) + 1]
  return last && next && !quoted.some(({ passage }) => passage === next) ? toContextLink({ ...last, passage: next }, 'on', quoted) : undefined
}

function toContextLink(at: Citation, direction: 'around' | 'on', quoted: readonly Citation[]): Link {
  return { kind: 'context', at: toPassageCode(at), direction, results: toResults(quoted.slice(0, MOST_QUOTED), []) }
}

/** Creates the finding of the passages whose words stand in a text, in their order there. */
function createFindQuoted(articles: readonly Article[], fold: Fold): (text: string) => Citation[] {
  const folded = new Map<string, string>()
  const toFolded = ({ passage: { id, text } }: Citation) => {
    const known = folded.get(id) ?? fold(text).text
    folded.set(id, known)
    return known
  }
  return (text) => {
    const within = fold(text).text
    const placed = toCitations(articles).map((citation) => ({ citation, place: within.indexOf(toFolded(citation)) }))
    return placed.filter(({ place }) => place >= 0).toSorted((a, b) => a.place - b.place).map(({ citation }) => citation)
  }
}
