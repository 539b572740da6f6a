import type { Article } from '../../knowledge/article.ts'
import type { Fold } from '../../text/fold.ts'
import { toLatinNames } from '../../text/pinyin.ts'
import { type Entry, addTo, identifyPerson } from '../catalog.ts'
import { memoize } from '../memoize.ts'
import { type Office, type OfficeIndex, indexOffices } from './offices.ts'

/** An entry with what queries may call its speaker by, folded. */
export interface ListedPerson extends Entry {
  readonly name: string
  /** Each once; among them the ways to write the name in Latin letters. */
  readonly aliases: readonly string[]
  readonly office: Office
  readonly role: string
  /** Office and role. */
  readonly officeAndRole: Office
  /** The surname in Latin letters; absent for a name that is not Chinese. */
  readonly latinSurname?: string | undefined
}

/** A name or alias with its owners. */
export interface OwnedHandle {
  readonly text: string
  readonly isName: boolean
  /** All people whom the handle may mean. */
  readonly owners: readonly ListedPerson[]
  /** Handles of one length are looked for in this order. */
  readonly order: number
}

/** The people whom the articles list, prepared for finding them in queries. */
export interface ListedPeople {
  readonly inOrder: readonly ListedPerson[]
  readonly handles: TextIndex<OwnedHandle>
  /** Those with a role of their own, by the role. */
  readonly byRole: ReadonlyMap<string, readonly ListedPerson[]>
}

/** Roles that an article may give to several people. */
export const SHARED_ROLE = /嘉宾|代表|委员|专家|声音|记者/u
const SHORTEST_ROLE = 2

/** Prepares the people whom the articles list. */
export function listPeople(articles: readonly Article[], fold: Fold): ListedPeople {
  const inOrder = articles.flatMap((article) => foldPeople(article, fold))
  const byRole = new Map<string, ListedPerson[]>()
  for (const person of inOrder) {
    const { role } = person
    if (role.length >= SHORTEST_ROLE && !SHARED_ROLE.test(role)) addTo(byRole, role, person)
  }
  return { inOrder, byRole, handles: indexTexts(toHandles(inOrder)) }
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
    const latinNames = toLatinNames(speaker.name)
    const [office, role] = [fold(speaker.office).text, fold(speaker.role ?? '').text]
    return {
      article,
      speaker,
      name: fold(speaker.name).text,
      aliases: [...new Set([...speaker.aliases, ...latinNames].map((alias) => fold(alias).text))],
      office: { text: office },
      role,
      officeAndRole: { text: `${office},${role}` },
      // The third way has the syllables apart.
      latinSurname: latinNames[2]?.split(' ')[0],
    }
  }),
)

/** A name means the people who bear it, never the people who have it as an alias. */
function toHandles(people: readonly ListedPerson[]): (readonly [string, OwnedHandle])[] {
  const names = new Map<string, ListedPerson[]>()
  const aliases = new Map<string, ListedPerson[]>()
  const samePeople = new Map<string, ListedPerson[]>()
  for (const person of people) {
    addTo(names, person.name, person)
    addTo(samePeople, identifyPerson(person.speaker), person)
  }
  for (const person of people) {
    // A person who is listed in two articles is found by the aliases of both.
    const same = samePeople.get(identifyPerson(person.speaker)) ?? []
    for (const alias of person.aliases) {
      if (names.has(alias)) continue
      if (same.length === 1) addTo(aliases, alias, person)
      else aliases.set(alias, [...new Set([...(aliases.get(alias) ?? []), ...same])])
    }
  }
  let order = 0
  const toHandle = ([text, owners]: [string, ListedPerson[]], isName: boolean) =>
    [text, { text, isName, owners, order: order++ }] as const
  return [...[...names].map((one) => toHandle(one, true)), ...[...aliases].map((one) => toHandle(one, false))]
}

/** Things by their texts, prepared for finding which of the texts a query contains. */
export interface TextIndex<T> {
  readonly byText: ReadonlyMap<string, T>
  /** The lengths of the texts by their first two units; of a text of one unit by that unit. */
  readonly lengths: ReadonlyMap<string, readonly number[]>
}

/** Indexes things by their texts, none of them empty. */
export function indexTexts<T>(things: readonly (readonly [text: string, thing: T])[]): TextIndex<T> {
  const lengths = new Map<string, Set<number>>()
  for (const [text] of things) {
    const known = lengths.get(text.slice(0, 2))
    if (known) known.add(text.length)
    else lengths.set(text.slice(0, 2), new Set([text.length]))
  }
  return { byText: new Map(things), lengths: new Map([...lengths].map(([start, all]) => [start, [...all]])) }
}

/** Finds the things whose texts a query contains, each once. */
export function findContained<T>({ byText, lengths }: TextIndex<T>, query: string): T[] {
  const found = new Set<T>()
  for (let place = 0; place < query.length; place++) {
    for (const start of new Set([query.slice(place, place + 1), query.slice(place, place + 2)])) {
      for (const length of lengths.get(start) ?? []) {
        const thing = byText.get(query.slice(place, place + length))
        if (thing !== undefined) found.add(thing)
      }
    }
  }
  return [...found]
}
