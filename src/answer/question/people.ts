import { type Article, type Citation, type Speaker, toSpeakers } from '../../knowledge/article.ts'
import type { Fold } from '../../text/fold.ts'
import { toLatinNames } from '../../text/pinyin.ts'
import { type Handle, type Naming, findExcluded, findNamings } from './names.ts'
import { isOffice } from './offices.ts'

/** Listed people: the entries of the articles' front matter, so that two people of one name stay two. */
export type People = ReadonlySet<Speaker>

/** The people whom a query names or excludes, and the folded query without their names. */
export interface PeopleInQuery {
  readonly people: People
  readonly excluded: People
  /** Whether the query names someone who is not listed: by a longer name than a listed one, or by an office. */
  readonly namesStranger: boolean
  /** Whether the stranger is named by office; an office is never taken for a misspelling. */
  readonly isSettled?: true
  /** The alias by which the query calls several people, of whom it may mean one. */
  readonly shared?: string
  readonly rest: string
}

/** Everyone whom the articles list, prepared for being found in queries. */
export interface ListedPeople {
  /** Names and aliases with their owners, longest first. */
  readonly handles: readonly OwnedHandle[]
  readonly offices: readonly ListedOffice[]
}

interface OwnedHandle extends Handle {
  /** All people whom the handle may mean. */
  readonly owners: readonly Speaker[]
}

interface ListedOffice {
  readonly speaker: Speaker
  /** Folded, as is the role. */
  readonly office: string
  readonly role: string
}

const SHORTEST_ROLE = 2
/** Roles that an article may give to several people. */
export const SHARED_ROLE = /嘉宾|代表|委员|专家|声音|记者/u

/** Prepares the listed people of the articles. */
export function listPeople(articles: readonly Article[], fold: Fold): ListedPeople {
  const speakers = articles.flatMap((article) => article.speakers)
  const offices = speakers.map((speaker) => {
    return { speaker, office: fold(speaker.office).text, role: fold(speaker.role ?? '').text }
  })
  return { handles: toHandles(speakers, fold), offices }
}

/** Finds the people whom a folded query names by name or alias, the longest match first. */
export function findNamed({ handles }: ListedPeople, folded: string): PeopleInQuery {
  const found: (Naming & { owners: readonly Speaker[] })[] = []
  let rest = folded
  for (const { owners, ...handle } of handles) {
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

/** Finds the people whose office, or role in the occasion, a folded description means. */
export function findHolders({ offices }: ListedPeople, description: string): People {
  const holders = offices.filter(({ office, role }) => isOffice(description, office) || isRole(description, role))
  return new Set(holders.map(({ speaker }) => speaker))
}

/** Tells whether a passage is the speech of one of these people, or about one of them. */
export function concerns({ passage }: Citation, people: People): boolean {
  return toSpeakers(passage.voice).some((speaker) => people.has(speaker))
}

/** Tells whether a passage is the speech of one of these people. */
export function speaks(citation: Citation, people: People): boolean {
  return citation.passage.voice.kind === 'speech' && concerns(citation, people)
}

/** Tells whether a passage is the speech of these people and of nobody else. */
export function speaksAlone({ passage: { voice } }: Citation, people: People): boolean {
  return voice.kind === 'speech' && voice.speakers.every((speaker) => people.has(speaker))
}

/** Tells whether a description means a role in the occasion: 这场访谈的主持人, 谁主持的. */
function isRole(description: string, role: string): boolean {
  if (role.length < SHORTEST_ROLE || SHARED_ROLE.test(role)) return false
  return description.trim().endsWith(role) || (role.endsWith('人') && description.includes(role.slice(0, -1)))
}

/** A name means the people who bear it, never the people who have it as an alias. */
function toHandles(speakers: readonly Speaker[], fold: Fold): OwnedHandle[] {
  const names = new Map<string, Set<Speaker>>()
  const aliases = new Map<string, Set<Speaker>>()
  for (const speaker of speakers) {
    addOwners(names, fold(speaker.name).text, [speaker])
    // A person who is listed in two articles is found by the aliases of both.
    const same = speakers.filter(({ name, office }) => name === speaker.name && office === speaker.office)
    for (const alias of [...speaker.aliases, ...toLatinNames(speaker.name)]) addOwners(aliases, fold(alias).text, same)
  }
  const toHandle = ([text, owners]: [string, Set<Speaker>], isName: boolean): OwnedHandle => {
    return { text, isName, owners: [...owners], offices: [...owners].map(({ office }) => fold(office).text) }
  }
  const others = [...aliases].filter(([text]) => !names.has(text))
  const handles = [
    ...[...names].map((entry) => toHandle(entry, true)),
    ...others.map((entry) => toHandle(entry, false)),
  ]
  return handles.toSorted((a, b) => b.text.length - a.text.length)
}

function addOwners(handles: Map<string, Set<Speaker>>, text: string, owners: readonly Speaker[]): void {
  handles.set(text, new Set([...(handles.get(text) ?? []), ...owners]))
}
