import type { Corpus } from './corpus.ts'
import { type Article, type Citation, toCitations } from '../knowledge/article.ts'
import type { Fold } from '../text/fold.ts'
import type { Answer } from './answer.ts'
import { toResults } from './browse/related.ts'
import { createCodeBook, toPassageCode } from './browse/codes.ts'
import { createFindQuoted, unifyVariants } from './find-quoted.ts'
import type { Link } from './browse/link.ts'
import { listQuotes } from './list-quotes.ts'
import type { Content } from './browse/opened.ts'

/** What somebody asks about an answer in two words: who said it, where it stands, what stands around it, whether there is more. */
export type Remark = 'who' | 'source' | 'context' | 'more'

/** What a remark is answered with, and the link that opens the same. */
export interface Remarked {
  readonly opened: Content
  readonly link?: Link
}

/** A message of the bot, as a reply shows it, with the query that it answers where that is still known. */
export interface RepliedMessage {
  readonly text: string
  readonly query?: string | undefined
  /** The ids of the passages that it links to. */
  readonly linked?: readonly string[]
  /** The codes that its buttons hold: what the answer found, best first. */
  readonly codes?: readonly string[]
}

const REMARKS: Readonly<Record<Remark, RegExp>> = {
  who: /^(?:请问)?(?:[这那]些?(?:话|句话|段话?)?是?|原话是?|话是|是)?(?:谁|哪一?[位个]|什么人)(?:(?:说|讲|提)(?:的|过)?|的)(?:话)?$|^说(?:这)?话的是(?:谁|哪一?位)$|^who(?:'s| is| was)?\s+(?:said|says|saying|wrote|told)\s+(?:this|that|it|these|so)$|^who(?:'s| is| was)\s+(?:this|that|it)(?:\s+(?:from|by))?$|^by whom$|^(?:发言人|讲话人|speaker|who)$/u,
  source:
    /^(?:请问|求)?(?:这是|这话|这段)?(?:有|的)?(?:出处|来源|原文链接|链接|哪篇文章|哪里说的|哪里?来的|哪儿来的|从哪里?来?的?|(?:这句话?)?出自哪里|出自哪篇文章?|来源链接|哪里看到的|什么文章)(?:是?(?:什么|哪里|哪儿|在哪里?|在哪儿?))?$|^(?:the\s+)?(?:sources?|references?|citations?|link)(?:\s+please)?$|^where(?:'s| is| does| did)?\s+(?:this|that|it)?\s*(?:come\s+)?from$|^what(?:'s| is)\s+the\s+source$/u,
  context:
    /^(?:看看?|看一下|查看)?(?:上下文|前后文|上文|下文|语境|全文|原文|前后怎么说的?|前面说了什么|后面|前文|后文)(?:是什么|在哪里?|在哪儿)?$|^(?:(?:show|see|give)\s+(?:me\s+)?)?(?:the\s+|in\s+|more\s+|full\s+)?context(?:\s+please)?$|^what(?:'s| is)\s+the\s+context$|^(?:the\s+)?full\s+text$|^展开$/u,
  more: /^(?:还有(?:没有)?(?:什么)?(?:别的|其[他它]的?|更多的?)?|(?:有没有)?更多的?|再来(?:点|一[条个段])?|继续(?:说|讲)?|下一[条个]|接着(?:说|讲)?|别的|其他的?)$|^(?:(?:any|anything|show|see|read|tell me|is there)\s+)?more(?:\s+please)?$|^(?:anything|what)\s+else$|^next(?:\s+one)?$|^go\s+on$|^continue$/u,
}
const ENDS = /^(?:[\s\p{P}]|谢谢你?|请问)+|(?:[\s\p{P}啊呀呢吧嘛哦吗]|(?<!什)么|谢谢你?)+$/gu
/** A message holds no more. */
const MOST_QUOTED = 3

/** Reads a text that says nothing but such a remark; undefined for any other. */
export function readRemark(folded: string): Remark | undefined {
  const bare = unifyVariants(folded).replace(ENDS, '')
  return (['who', 'source', 'context', 'more'] as const).find((remark) => REMARKS[remark].test(bare))
}

/**
 * Creates the answering of remarks about a message of the bot: what it quotes is told by its links and buttons, and read off
 * its words where they are lost, so that it is known after a restart too. It gives undefined for a text that is no remark,
 * or about a message that quotes nothing.
 */
export function createAnswerRemark(
  articles: readonly Article[],
  fold: Fold,
  answer: (query: string) => Answer,
  open: (link: Link) => Content | undefined,
): (text: string, told: RepliedMessage) => Remarked | undefined {
  const findQuoted = createFindQuoted(articles, fold)
  const findPassage = createCodeBook(toCitations(articles), toPassageCode)
  return (text, told) => {
    const remark = readRemark(fold(text).text)
    const quoted = remark ? findQuoted(told) : []
    const [first] = quoted
    if (!remark || !first) return undefined
    if (remark === 'who' || remark === 'source') return { opened: { kind: remark, citations: quoted } }
    const all =
      told.query === undefined
        ? (told.codes ?? []).flatMap((code) => findPassage(code) ?? [])
        : listFound(answer(told.query))
    const link = remark === 'context' ? toContextLink(first, 'around', quoted) : findMore(quoted, all)
    const opened = link && open(link)
    return opened ? { opened, link } : { opened: { kind: 'noMore' } }
  }
}

function listFound(answer: Answer): Citation[] {
  return [...listQuotes(answer), ...(answer.around?.further ?? [])]
}

/** What else was found or, where that is not known any more or was all seen, what follows in the exchange. */
function findMore(quoted: readonly Citation[], all: readonly Citation[]): Link | undefined {
  const shown = new Set(quoted.map(({ passage }) => passage.id))
  // Where the message is a page of further passages, what comes before them was seen.
  const start =
    all[0] && shown.has(all[0].passage.id) ? 0 : all.findLastIndex(({ passage }) => shown.has(passage.id)) + 1
  const unseen = all.slice(start).filter(({ passage }) => !shown.has(passage.id))
  if (unseen.length > 0) return { kind: 'more', page: 0, results: toResults(quoted.slice(0, MOST_QUOTED), unseen) }
  return toNextLink(quoted, new Set([...quoted, ...all].map(({ passage }) => passage.id)))
}

/** What follows in the exchange upon all that was seen of it. */
function toNextLink(quoted: readonly Citation[], seen: ReadonlySet<string>): Link | undefined {
  const last = quoted.at(-1)
  const passages = last?.exchange.passages ?? []
  const next = passages[passages.findLastIndex(({ id }) => seen.has(id)) + 1]
  return last && next ? toContextLink({ ...last, passage: next }, 'on', quoted) : undefined
}

function toContextLink(at: Citation, direction: 'around' | 'on', quoted: readonly Citation[]): Link {
  return { kind: 'context', at: toPassageCode(at), direction, results: toResults(quoted.slice(0, MOST_QUOTED), []) }
}

/** Answers a remark about a message of the bot (who said it, where from, what around it, what more); undefined for any other text. */
export function answerReply(corpus: Corpus, text: string, message: RepliedMessage): Remarked | undefined {
  return corpus.answerRemark(text, message)
}
