import { type Article, type Citation, type Speaker, toSpeakers } from '../knowledge/article.ts'
import type { Fold } from '../search/fold.ts'
import { isSingle, toTerms } from '../search/terms.ts'
import type { Card } from './answer.ts'

/** Someone listed in an article. */
interface Listed {
  readonly article: Article
  readonly speaker: Speaker
}

export type Names = ReadonlySet<string>

/** Those whom a query names, and the folded query without their names. */
export interface Mention {
  readonly names: Names
  readonly rest: string
}

/** Finds people in folded queries. */
export interface SpeakerFinder {
  /** Finds those named by name or other name, longest match first. */
  findNamed(folded: string): Mention
  /** Finds those whose office holds nearly all terms of a folded text. */
  findHolders(folded: string): Names
  toCards(names: Names): Card[]
}

/**
 * The share of a description's pairs that an office must hold. At 0.6 「重庆大学校长」 would be 重庆邮电大学's;
 * what describes an office rightly lacks a joint: of 「民政局局长」 「民政局党组书记、局长」 holds three in four.
 */
const OFFICE_COVER = 0.75
const MIN_OFFICE_TERMS = 2

/** Creates the finder of everyone whom the articles list. */
export function createSpeakerFinder(articles: readonly Article[], fold: Fold): SpeakerFinder {
  const listed = articles.flatMap((article) => article.speakers.map((speaker) => ({ article, speaker })))
  const handles = listed
    .flatMap(({ speaker }) => [speaker.name, ...speaker.aliases].map((handle) => ({ handle: fold(handle).text, name: speaker.name })))
    .toSorted((a, b) => b.handle.length - a.handle.length)
  const offices = listed.map(({ speaker }) => ({ name: speaker.name, terms: toTermSet(fold(speaker.office).text) }))
  return {
    findNamed: (folded) => findNamed(folded, handles),
    findHolders(folded) {
      const terms = [...toTermSet(folded)]
      if (terms.length < MIN_OFFICE_TERMS) return new Set()
      const covers = (office: ReadonlySet<string>) => terms.filter((term) => office.has(term)).length / terms.length >= OFFICE_COVER
      return new Set(offices.filter((office) => covers(office.terms)).map(({ name }) => name))
    },
    toCards: (names) => listed.filter(({ speaker }) => names.has(speaker.name)).map(toCard),
  }
}

/** Tells whether a passage is the speech of one of those named, or about them. */
export function concerns(names: Names): (citation: Citation) => boolean {
  return ({ passage }) => toSpeakers(passage.voice).some(({ name }) => names.has(name))
}

/** Tells whether a passage is the speech of one of those named. */
export function speaks(names: Names): (citation: Citation) => boolean {
  return (citation) => citation.passage.voice.kind === 'speech' && concerns(names)(citation)
}

function findNamed(folded: string, handles: readonly { handle: string; name: string }[]): Mention {
  const names = new Set<string>()
  const taken = new Set<string>()
  let rest = folded
  for (const { handle, name } of handles) {
    // Two people may share an other name: then both are meant.
    if (taken.has(handle)) names.add(name)
    const at = findWord(rest, handle)
    if (at < 0) continue
    names.add(name)
    taken.add(handle)
    rest = rest.replaceAll(handle, ' '.repeat(handle.length))
  }
  return { names, rest }
}

/** Where a handle stands in a text; a Latin one only as whole words. */
function findWord(text: string, handle: string): number {
  if (!/^[\p{Script=Latin}\p{N}]/u.test(handle)) return text.indexOf(handle)
  const at = text.indexOf(handle)
  const bounded = !/[\p{Script=Latin}\p{N}]/u.test(`${text[at - 1] ?? ''}${text[at + handle.length] ?? ''}`)
  return at >= 0 && bounded ? at : -1
}

/** Pairs and words: single characters of one office stand in any other. */
function toTermSet(folded: string): ReadonlySet<string> {
  return new Set(toTerms(folded).flatMap(({ text }) => (isSingle(text) ? [] : [text])))
}

function toCard({ article, speaker }: Listed): Card {
  const spoken = article.exchanges.filter(({ passages }) =>
    passages.some(({ voice }) => voice.kind === 'speech' && voice.speakers.some(({ name }) => name === speaker.name)),
  )
  return { article, speaker, topics: [...new Set(spoken.flatMap(({ headings }) => headings.at(-1) ?? []))] }
}
