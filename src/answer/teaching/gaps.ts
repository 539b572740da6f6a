import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Citation, Speaker } from '../../knowledge/article.ts'
import { shorten, toWordingKey } from '../../text/wording.ts'
import { answerQuery, isAsking, prepareQuery } from '../answer-query.ts'
import { type Answer, listQuotedIds, listShown } from '../answer.ts'
import { isAnswered } from '../browse/content.ts'
import { toCode } from '../browse/codes.ts'
import { type Quotable, findPassage, findQuotable } from '../catalog.ts'
import { mayContinue } from '../conversation.ts'
import type { Corpus } from '../corpus.ts'
import { interleaveAll } from '../interleave.ts'
import { type NearestLine, toNearestLine } from '../quote/nearest-line.ts'
import { isRemark } from '../replies.ts'

/** A wording that found no answer, or whose answer was voted down, with the counts of both. */
export interface UnmetWording {
  readonly wording: string
  readonly unanswered: number
  readonly disliked: number
  /** The reasons that were given with the votes. */
  readonly reasons: readonly string[]
  /** The ids of the passages that were voted down. */
  readonly shown: readonly string[]
}

/** Unmet wordings of one meaning, the most frequent first. */
export interface Gap extends Omit<UnmetWording, 'wording'> {
  readonly wordings: readonly string[]
}

/** Wordings that are grouped: each is compared with all others, and an admin handles far fewer. */
const MOST_WORDINGS = 500
const MOST_SUGGESTIONS = 8
/** Passages that are shown with a gap, and its wordings that are: a phone shows them together with the buttons. */
const MOST_SHOWN = 3
const MOST_REPLIES = 5
/** Wordings of a gap by which passages are searched. */
const MOST_SEARCHED = 3

/** What the bot answers to a wording, as an admin is told of it. */
export type Reply =
  /** Words that answer, that are only the closest, or that somebody said without its being known whether they answer. */
  | { readonly kind: 'quoted' | 'offered' | 'unjudged'; readonly line: NearestLine }
  | { readonly kind: 'unsaid'; readonly people: readonly Speaker[] }
  /** People, or questions, or a choice of them. */
  | { readonly kind: 'listed' }
  | { readonly kind: 'declined' }

/** Wordings that get the same reply. */
export interface Replied {
  readonly wordings: readonly string[]
  readonly reply: Reply
}

/** What a gap is answered, and might be. */
export interface GapDescription {
  readonly replies: readonly Replied[]
  /** The passages that come closest, best first, without the one that was voted down. */
  readonly suggested: readonly NearestLine[]
}

/** Groups the wordings that are still unmet into gaps, the most frequent first. */
export async function listGaps(corpus: Corpus, unmet: readonly UnmetWording[]): Promise<Gap[]> {
  const open: UnmetWording[] = []
  for (const one of unmet) {
    if (open.length === MOST_WORDINGS) break
    if (!asksByItself(corpus, one.wording)) continue
    // By meaning too, as the bot answers whoever asks.
    await prepareQuery(corpus, one.wording)
    const left = toStillUnmet(corpus, one, answerQuery(corpus, one.wording))
    if (left.unanswered + left.disliked > 0) open.push(left)
    await nextTurn()
  }
  const groups = await corpus.index.group(open.map(({ wording }) => shorten(wording)))
  const gaps = groups.map((places) => toGap(places.flatMap((place) => open[place] ?? [])))
  return gaps.toSorted((a, b) => b.unanswered + b.disliked - a.unanswered - a.disliked)
}

/** Makes the code of a wording; wordings with the same key (see `toWordingKey`) share it. */
export function toGapCode({ fold }: Corpus, wording: string): string {
  return toCode('gap', toWordingKey(shorten(wording), fold))
}

/** Tells whether a wording asks anything, and needs nothing that was said before it. */
function asksByItself(corpus: Corpus, wording: string): boolean {
  return isAsking(corpus, wording) && !isRemark(corpus, wording) && !mayContinue(corpus, wording)
}

/** Describes a gap by what the bot answers to its wordings now, and by what it might answer instead. */
export function describeGap(corpus: Corpus, { wordings, shown: [disliked] }: Gap): GapDescription {
  const isOther = ({ from }: NearestLine) => !('passage' in from) || from.passage.id !== disliked
  return {
    replies: listReplies(corpus, wordings.slice(0, MOST_REPLIES)),
    suggested: suggestLines(corpus, wordings).filter(isOther).slice(0, MOST_SHOWN),
  }
}

/** Lists passages that are close to wordings, best first, each by the sentence that is nearest to the first of them. */
export function suggestLines(corpus: Corpus, wordings: readonly string[]): NearestLine[] {
  return suggestPassages(corpus, wordings).map((citation) => toNearestLine(corpus, wordings[0] ?? '', citation))
}

/** Groups wordings by what the bot answers to them, in the order of the first of each. */
function listReplies(corpus: Corpus, wordings: readonly string[]): Replied[] {
  const groups = new Map<string, { readonly wordings: string[]; readonly reply: Reply }>()
  for (const wording of wordings) {
    const answer = answerQuery(corpus, wording)
    const key = [answer.kind, ...listQuotedIds(answer), ...listShown(answer).map(({ passage }) => passage.id)].join(' ')
    const group = groups.get(key)
    if (group) group.wordings.push(wording)
    else groups.set(key, { wordings: [wording], reply: toReply(corpus, wording, answer) })
  }
  return [...groups.values()]
}

function toReply(corpus: Corpus, wording: string, answer: Answer): Reply {
  if (answer.kind === 'none' || answer.kind === 'unasked') return { kind: 'declined' }
  if (answer.kind === 'unsaid') return { kind: 'unsaid', people: answer.people }
  const first: Quotable | undefined =
    answer.kind === 'stated' ? findQuotable(corpus, answer.question.id) : listShown(answer)[0]
  if (!first) return { kind: 'listed' }
  const line = toNearestLine(corpus, wording, first)
  const isClaim = answer.kind !== 'offered' && answer.kind !== 'unjudged'
  return { kind: isClaim ? 'quoted' : answer.kind, line }
}

/** Lists passages that are close to wordings, whether they answer or not, best first. */
export function suggestPassages(corpus: Corpus, wordings: readonly string[]): Citation[] {
  const found = wordings.slice(0, MOST_SEARCHED).map((wording) => searchIds(corpus, shorten(wording)))
  const ids = [...new Set(interleaveAll(found))]
  return ids.slice(0, MOST_SUGGESTIONS).flatMap((id) => findPassage(corpus, id) ?? [])
}

/** Keeps the counts that still hold: the wording may be answered by now, or known to be unanswered. */
function toStillUnmet({ index }: Corpus, unmet: UnmetWording, answer: Answer): UnmetWording {
  const isKnown = index.findAsked(shorten(unmet.wording))?.kind === 'unanswered'
  const first = listShown(answer)[0]?.passage.id ?? listQuotedIds(answer)[0]
  const isStillShown = unmet.shown.length === 0 || first === unmet.shown[0]
  return {
    ...unmet,
    unanswered: isKnown || isAnswered(answer) ? 0 : unmet.unanswered,
    disliked: isStillShown ? unmet.disliked : 0,
  }
}

function toGap(members: readonly UnmetWording[]): Gap {
  return {
    wordings: members.map(({ wording }) => wording),
    unanswered: members.reduce((sum, { unanswered }) => sum + unanswered, 0),
    disliked: members.reduce((sum, { disliked }) => sum + disliked, 0),
    reasons: members.flatMap(({ reasons }) => reasons),
    shown: members.find(({ shown }) => shown.length > 0)?.shown ?? [],
  }
}

function searchIds({ index, fold }: Corpus, wording: string): string[] {
  const { hits } = index.search(wording)
  const corrected = hits.length > 0 ? undefined : index.respell(fold(wording).text)
  const found = corrected === undefined ? hits : index.search(corrected).hits
  return found.map(({ citation }) => citation.passage.id)
}
