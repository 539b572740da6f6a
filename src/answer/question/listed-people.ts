import type { Article } from '../../knowledge/article.ts'
import type { Fold } from '../../text/fold.ts'
import { toLatinNames } from '../../text/pinyin.ts'
import { type Entry, addTo, identifyPerson } from '../catalog.ts'
import { memoize } from '../memoize.ts'
import { type Office, type OfficeIndex, indexOffices } from './offices.ts'

/** An entry with what queries may call its speaker by, folded. */
export interface ListedPerson extends Entry {
  readonly name: string
  /** Those of the front matter. */
  readonly aliases: readonly string[]
  readonly office: Office
  readonly role: string
  /** Office and role. */
  readonly officeAndRole: Office
}

/** A name or alias with its owners. */
export interface OwnedHandle {
  readonly text: string
  readonly isName: boolean
  /** All people whom the handle may mean. */
  readonly owners: readonly ListedPerson[]
  /** Of the handles of one length names come first; then they are looked for in this order. */
  readonly order: number
}

/** The people whom the articles list, prepared for finding them in queries. */
export interface ListedPeople {
  readonly fold: Fold
  readonly inOrder: readonly ListedPerson[]
  readonly names: TextIndex<OwnedHandle>
  /** Those with a role of their own, by the role. */
  readonly byRole: ReadonlyMap<string, readonly ListedPerson[]>
}

/** Roles that an article may give to several people. */
export const SHARED_ROLE = /嘉宾|代表|委员|专家|声音|记者/u
const SHORTEST_ROLE = 2
const HAN = /^\p{Script=Han}/u
/** Between Han characters. */
export const BLANKS_IN_HAN = /(?<=\p{Script=Han})\s+(?=\p{Script=Han})/gu

/** Prepares the people whom the articles list. */
export function listPeople(articles: readonly Article[], fold: Fold): ListedPeople {
  const inOrder = articles.flatMap((article) => foldPeople(article, fold))
  const byRole = new Map<string, ListedPerson[]>()
  for (const person of inOrder) {
    const { role } = person
    if (role.length >= SHORTEST_ROLE && !SHARED_ROLE.test(role)) addTo(byRole, role, person)
  }
  return { fold, inOrder, byRole, names: indexTexts(toNameHandles(inOrder)) }
}

/** The aliases that begin with a Han character. */
export const hanAliasesOf = memoize((listed: ListedPeople) =>
  indexTexts(toAliasHandles(listed, ({ aliases }) => aliases.filter((alias) => HAN.test(alias)))),
)
/** All others: each name has five ways to be written in Latin letters, and few queries any such letter. */
export const otherAliasesOf = memoize((listed: ListedPeople) =>
  indexTexts(
    toAliasHandles(listed, (person) => {
      const latin = latinNamesOf(person).map((name) => listed.fold(name).text)
      return [...person.aliases.filter((alias) => !HAN.test(alias)), ...latin]
    }),
  ),
)

const latinNamesOf = memoize(({ speaker: { name } }: ListedPerson) => toLatinNames(name))

/** Finds the surname of a person in Latin letters; undefined for a name that is not Chinese. */
export function toLatinSurname(person: ListedPerson): string | undefined {
  // The third way has the syllables apart.
  return latinNamesOf(person)[2]?.split(' ')[0]
}

/** The offices of the listed people. */
export const officesOf: (people: ListedPeople) => OfficeIndex<ListedPerson> = memoize(({ inOrder }: ListedPeople) =>
  indexOffices(inOrder.map((person) => [person.office, person] as const)),
)

/** Sorts listed people into the order of the articles, each once. */
export function sortPeople(listed: ListedPeople, people: Iterable<ListedPerson>): ListedPerson[] {
  const unique = [...new Set(people)]
  if (unique.length < 2) return unique
  const places = placesOf(listed)
  return unique.toSorted((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
}

const placesOf = memoize(({ inOrder }: ListedPeople) => new Map(inOrder.map((person, place) => [person, place])))

const foldPeople = memoize((article: Article, fold: Fold): readonly ListedPerson[] =>
  article.speakers.map((speaker) => {
    const [office, role] = [fold(speaker.office).text, fold(speaker.role ?? '').text]
    return {
      article,
      speaker,
      // A paper may pad a name of two characters with a blank.
      name: fold(speaker.name).text.replace(BLANKS_IN_HAN, ''),
      aliases: speaker.aliases.map((alias) => fold(alias).text),
      office: { text: office },
      role,
      officeAndRole: { text: `${office},${role}` },
    }
  }),
)

/** A name means the people who bear it, never the people who have it as an alias. */
function toNameHandles(people: readonly ListedPerson[]): Map<string, OwnedHandle> {
  const names = new Map<string, ListedPerson[]>()
  for (const person of people) addTo(names, person.name, person)
  return toHandles(names, true)
}

function toAliasHandles(
  { inOrder, names }: ListedPeople,
  listAliases: (person: ListedPerson) => readonly string[],
): Map<string, OwnedHandle> {
  const samePeople = new Map<string, ListedPerson[]>()
  for (const person of inOrder) addTo(samePeople, identifyPerson(person.speaker), person)
  const aliases = new Map<string, ListedPerson[]>()
  for (const person of inOrder) {
    for (const alias of listAliases(person)) {
      if (names.byText.has(alias)) continue
      // A person who is listed in two articles is found by the aliases of both.
      for (const same of samePeople.get(identifyPerson(person.speaker)) ?? []) addTo(aliases, alias, same)
    }
  }
  return toHandles(aliases, false)
}

function toHandles(owned: ReadonlyMap<string, readonly ListedPerson[]>, isName: boolean): Map<string, OwnedHandle> {
  const handles = new Map<string, OwnedHandle>()
  for (const [text, owners] of owned) {
    const unique = owners.length > 1 ? [...new Set(owners)] : owners
    handles.set(text, { text, isName, owners: unique, order: handles.size })
  }
  return handles
}

/** Things by their texts, prepared for finding which of the texts a query contains. */
export interface TextIndex<T> {
  readonly byText: ReadonlyMap<string, T>
  /** The lengths of the texts by their first two units; of a text of one unit by that unit. */
  readonly lengths: ReadonlyMap<string, readonly number[]>
}

/** Indexes things by their texts, none of them empty. */
export function indexTexts<T>(byText: ReadonlyMap<string, T>): TextIndex<T> {
  const lengths = new Map<string, number[]>()
  for (const text of byText.keys()) {
    const start = text.slice(0, 2)
    if (!lengths.get(start)?.includes(text.length)) addTo(lengths, start, text.length)
  }
  return { byText, lengths }
}
