import { type Article, type Citation, type Speaker, toSpeakers } from '../knowledge/article.ts'
import type { Fold } from '../search/fold.ts'
import type { Card } from './answer.ts'
import { type Handle, findNamings } from './handles.ts'
import { isOffice } from './offices.ts'

/** Listed people: the entries of the articles' heads, so that two who share a name stay two. */
export type People = ReadonlySet<Speaker>

/** Those whom a query names, those whom it leaves out, and the folded query without their names. */
export interface Mention {
  readonly people: People
  readonly excluded: People
  readonly rest: string
}

/** Finds people in folded queries. */
export interface SpeakerFinder {
  /** Finds those named by name or other name, longest match first. */
  findNamed(folded: string): Mention
  /** Finds those whose office a folded text describes. */
  findHolders(folded: string): People
  toCards(people: People): Card[]
}

/** Creates the finder of everyone whom the articles list. */
export function createSpeakerFinder(articles: readonly Article[], fold: Fold): SpeakerFinder {
  const listed = articles.flatMap((article) => article.speakers.map((speaker) => ({ article, speaker })))
  const owners = toOwners(listed.map(({ speaker }) => speaker), fold)
  const offices = listed.map(({ speaker }) => ({ speaker, office: fold(speaker.office).text }))
  return {
    findNamed: (folded) => findNamed(folded, owners),
    findHolders: (folded) => new Set(offices.filter(({ office }) => isOffice(folded, office)).map(({ speaker }) => speaker)),
    toCards: (people) => listed.filter(({ speaker }) => people.has(speaker)).map(toCard),
  }
}

/** Tells whether a passage is the speech of one of these people, or about them. */
export function concerns(people: People): (citation: Citation) => boolean {
  return ({ passage }) => toSpeakers(passage.voice).some((speaker) => people.has(speaker))
}

/** Tells whether a passage is the speech of one of these people. */
export function speaks(people: People): (citation: Citation) => boolean {
  return (citation) => citation.passage.voice.kind === 'speech' && concerns(people)(citation)
}

interface Owned extends Handle {
  /** All whom the handle may mean. */
  readonly owners: readonly Speaker[]
}

/** Lists every handle with its owners, longest first. One person in two articles is met by the handles of both. */
function toOwners(speakers: readonly Speaker[], fold: Fold): Owned[] {
  const handles = new Map<string, { isName: boolean; owners: Set<Speaker> }>()
  for (const speaker of speakers) {
    const same = speakers.filter(({ name, office }) => name === speaker.name && office === speaker.office)
    for (const handle of [speaker.name, ...speaker.aliases]) {
      const text = fold(handle).text
      const owned = handles.get(text) ?? { isName: false, owners: new Set() }
      for (const owner of same) owned.owners.add(owner)
      handles.set(text, { owners: owned.owners, isName: owned.isName || handle === speaker.name })
    }
  }
  return [...handles]
    .map(([text, { isName, owners }]) => ({ text, isName, owners: [...owners] }))
    .toSorted((a, b) => b.text.length - a.text.length)
}

function findNamed(folded: string, owned: readonly Owned[]): Mention {
  const people = new Set<Speaker>()
  const excluded = new Set<Speaker>()
  let rest = folded
  for (const { owners, ...handle } of owned) {
    for (const { start, end, isExcluded } of findNamings(rest, handle)) {
      for (const owner of owners) (isExcluded ? excluded : people).add(owner)
      rest = rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end)
    }
  }
  return { people, excluded, rest }
}

function toCard({ article, speaker }: { article: Article; speaker: Speaker }): Card {
  const spoken = article.exchanges.filter(({ passages }) =>
    passages.some(({ voice }) => voice.kind === 'speech' && voice.speakers.includes(speaker)),
  )
  return { article, speaker, topics: [...new Set(spoken.flatMap(({ headings }) => headings.at(-1) ?? []))] }
}
