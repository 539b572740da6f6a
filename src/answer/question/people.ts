import { type Article, type Citation, type Speaker, toSpeakers } from '../../knowledge/article.ts'
import type { Fold } from '../../text/fold.ts'
import { toLatinNames } from '../../text/pinyin.ts'
import type { Card } from '../answer.ts'
import { listWords } from '../browse/related.ts'
import { type Handle, type Naming, findExcluded, findNamings } from './handles.ts'
import { isOffice } from './offices.ts'

/** Listed people: the entries of the articles' heads, so that two who share a name stay two. */
export type People = ReadonlySet<Speaker>

/** Those whom a query names, those whom it leaves out, and the folded query without their names. */
export interface PeopleInQuery {
  readonly people: People
  readonly excluded: People
  /** Whether it names somebody whom nobody lists: a longer name that begins like a listed one. */
  readonly namesStranger: boolean
  /** Whether the stranger is told by an office, which is not misspelt as a name is. */
  readonly isSettled?: true
  /** The other name by which it calls several people of whom it may mean one. */
  readonly shared?: string
  readonly rest: string
}

/** Finds people in folded queries. */
export interface SpeakerFinder {
  /** Finds those named by name or other name, longest match first. */
  findNamed(folded: string): PeopleInQuery
  /** Finds those whose office a folded text describes. */
  findHolders(folded: string): People
  toCards(people: People): Card[]
}

const SHORTEST_ROLE = 2
/** Parts in the occasion that an article may give to several. */
export const SHARED_ROLE = /嘉宾|代表|委员|专家|声音|记者/u

/** Whether a description is of the one who had a part in the occasion: 这场访谈的主持人, 谁主持的. */
function isRole(description: string, role: string): boolean {
  return (
    !SHARED_ROLE.test(role) &&
    (description.trim().endsWith(role) || (role.endsWith('人') && description.includes(role.slice(0, -1))))
  )
}

/** Creates the finder of everyone whom the articles list. */
export function createSpeakerFinder(articles: readonly Article[], fold: Fold): SpeakerFinder {
  const listed = articles.flatMap((article) => article.speakers.map((speaker) => ({ article, speaker })))
  const owners = toOwners(
    listed.map(({ speaker }) => speaker),
    fold,
  )
  const offices = listed.map(({ speaker }) => ({
    speaker,
    office: fold(speaker.office).text,
    role: fold(speaker.role ?? '').text,
  }))
  return {
    findNamed: (folded) => findNamed(folded, owners),
    findHolders: (folded) =>
      new Set(
        offices
          .filter(
            ({ office, role }) => isOffice(folded, office) || (role.length >= SHORTEST_ROLE && isRole(folded, role)),
          )
          .map(({ speaker }) => speaker),
      ),
    toCards: (people) => listed.filter(({ speaker }) => people.has(speaker)).map((one) => toCard(articles, one)),
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

/** Tells whether a passage is the speech of these people and of nobody besides. */
export function speaksAlone(people: People): (citation: Citation) => boolean {
  return ({ passage: { voice } }) => voice.kind === 'speech' && voice.speakers.every((speaker) => people.has(speaker))
}

interface Owned extends Handle {
  /** All whom the handle may mean. */
  readonly owners: readonly Speaker[]
}

/** Lists every handle with its owners, longest first. A name means those who bear it, and nobody's other name. */
function toOwners(speakers: readonly Speaker[], fold: Fold): Owned[] {
  const names = new Map<string, Set<Speaker>>()
  const aliases = new Map<string, Set<Speaker>>()
  for (const speaker of speakers) {
    addTo(names, fold(speaker.name).text, [speaker])
    // One person in two articles is met by the other names of both.
    const same = speakers.filter(({ name, office }) => name === speaker.name && office === speaker.office)
    for (const alias of [...speaker.aliases, ...toLatinNames(speaker.name)]) addTo(aliases, fold(alias).text, same)
  }
  const toOwned =
    (isName: boolean) =>
    ([text, owners]: [string, Set<Speaker>]): Owned => ({
      text,
      isName,
      owners: [...owners],
      offices: [...owners].map(({ office }) => fold(office).text),
    })
  const others = [...aliases].filter(([text]) => !names.has(text))
  return [...[...names].map(toOwned(true)), ...others.map(toOwned(false))].toSorted(
    (a, b) => b.text.length - a.text.length,
  )
}

function addTo(handles: Map<string, Set<Speaker>>, text: string, owners: readonly Speaker[]): void {
  handles.set(text, new Set([...(handles.get(text) ?? []), ...owners]))
}

function findNamed(folded: string, owned: readonly Owned[]): PeopleInQuery {
  const found: (Naming & { owners: readonly Speaker[] })[] = []
  let rest = folded
  for (const { owners, ...handle } of owned) {
    for (const naming of findNamings(rest, handle)) {
      found.push({ ...naming, owners })
      rest = rest.slice(0, naming.start) + ' '.repeat(naming.end - naming.start) + rest.slice(naming.end)
    }
  }
  const inOrder = found.toSorted((a, b) => a.start - b.start)
  const isExcluded = findExcluded(folded, inOrder)
  const listOwners = (isMeant: (naming: Naming, index: number) => boolean) =>
    new Set(inOrder.filter(isMeant).flatMap(({ owners }) => owners))
  const [only, ...others] = inOrder
  const isShared = only && others.length === 0 && new Set(only.owners.map(({ name }) => name)).size > 1
  return {
    ...(isShared && { shared: folded.slice(only.start, only.end) }),
    people: listOwners(({ meaning }, index) => meaning === 'named' && !isExcluded[index]),
    excluded: listOwners(({ meaning }, index) => meaning === 'named' && isExcluded[index] === true),
    namesStranger: inOrder.some(({ meaning }) => meaning === 'longer'),
    rest,
  }
}

/** Makes the card of someone in an article. */
export function toCard(
  articles: readonly Article[],
  { article, speaker }: { readonly article: Article; readonly speaker: Speaker },
): Card {
  const spoken = article.exchanges.filter(({ passages }) =>
    passages.some(({ voice }) => voice.kind === 'speech' && voice.speakers.includes(speaker)),
  )
  return {
    article,
    speaker,
    topics: [...new Set(spoken.flatMap(({ headings }) => headings.at(-1) ?? []))],
    words: listWords(articles, speaker).length,
  }
}
