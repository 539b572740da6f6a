import { type Article, toCitations } from '../../knowledge/article.ts'
import { LONGEST_WORDING, toOneLine } from '../../knowledge/companions/wordings.ts'
import type { Fold } from '../../text/fold.ts'
import { toWordingKey } from '../../text/wording.ts'
import { createIsAnswered } from './is-answered.ts'
import type { Proposals, ProposedAsk, ProposedUnanswered } from './proposals.ts'

/** Why proposals are left out. */
export type Fault =
  /** Without words, or longer than an ask may be. */
  | 'noLine'
  /** The article has it, or another proposal says the same. */
  | 'repeated'
  /** The passage does not have the words that are said to answer it. */
  | 'noSpan'
  /** Proposed as unanswered, and a passage answers it. */
  | 'answered'

/** The proposals that are left, with the number of those left out. */
export interface Sifted extends Proposals {
  readonly dropped: Readonly<Record<Fault, number>>
}

/** UTF-16 units of a span, without signs: a single character would be found in nearly any passage. */
const SHORTEST_SPAN = 2

/**
 * Leaves out the proposals that an editor need not look at: what is no line of asking, what is repeated under folding,
 * asks whose span their passage does not have word for word, and unanswered lines that a passage answers.
 */
export function siftProposals(article: Article, { asks, unanswered }: Proposals, fold: Fold): Sifted {
  const dropped: Record<Fault, number> = { noLine: 0, repeated: 0, noSpan: 0, answered: 0 }
  const toKey = (text: string) => toWordingKey(text, fold)
  const seen = new Set(listKnown(article).map(toKey))
  const texts = new Map(toCitations([article]).map(({ passage: { id, text } }) => [id, text]))
  const take = <T extends { readonly ask: string }>(proposed: T, findFault: (line: T) => Fault | undefined): T[] => {
    const line = { ...proposed, ask: toOneLine(proposed.ask) }
    const key = toKey(line.ask)
    const fault = findLineFault(line.ask, key, seen) ?? findFault(line)
    if (fault) dropped[fault]++
    else seen.add(key)
    return fault ? [] : [line]
  }
  const isSpan = ({ passage, span }: ProposedAsk) =>
    toKey(span).length >= SHORTEST_SPAN && (texts.get(passage)?.includes(span) ?? false)
  const kept = asks.flatMap((one) =>
    take({ ...one, span: one.span.trim() }, (line) => (isSpan(line) ? undefined : 'noSpan')),
  )
  const isAnswered = createIsAnswered(article, kept, fold)
  const isFound = ({ ask, span = '' }: ProposedUnanswered) =>
    isAnswered(ask) || (span.trim() !== '' && [...texts.values()].some((text) => text.includes(span.trim())))
  const left = unanswered.flatMap((one) => take(one, (line) => (isFound(line) ? 'answered' : undefined)))
  return { asks: kept, unanswered: left, dropped }
}

function findLineFault(ask: string, key: string, seen: ReadonlySet<string>): Fault | undefined {
  if (key === '' || ask.length > LONGEST_WORDING) return 'noLine'
  return seen.has(key) ? 'repeated' : undefined
}

function listKnown(article: Article): string[] {
  return [...(article.unanswered ?? []), ...toCitations([article]).flatMap(({ passage }) => passage.asks ?? [])]
}
