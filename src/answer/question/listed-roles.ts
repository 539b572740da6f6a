import type { Fold } from '../../text/fold.ts'
import { addTo } from '../catalog.ts'
import { memoize } from '../memoize.ts'
import {
  type ListedPeople,
  type ListedPerson,
  SHARED_ROLE,
  type TextIndex,
  indexTexts,
  toLatinSurname,
} from './listed-people.ts'
import { type Office, type OfficeIndex, TITLES, holdsTitle, indexOffices, listPrefixes } from './offices.ts'

/** Normalizes a text: folded, with the articles' words for synonyms. */
export type Normalize = (text: string) => string

/** The offices and roles of the listed people, prepared for finding them in queries. */
export interface ListedRoles {
  readonly people: ListedPeople
  /** What a query may call people by, all folded. */
  readonly calls: TextIndex<readonly OrderedCall[]>
  /** The roles that the articles give to one person each. */
  readonly roles: ReadonlySet<string>
  /** The holders of a title by its prefixes, made when a query first has the title. */
  readonly holders: Map<string, ReadonlyMap<string, readonly ListedPerson[]>>
}

/** A call with the place of its turn: the first that means somebody counts. */
export interface OrderedCall {
  readonly call: Call
  readonly turn: number
}

/** What a query may call people by, with the titles it stands for. */
export type Call = readonly [called: string, titles: readonly string[]]

/** Words for the holders of a title, where they are not the title itself. */
const TRADES: readonly Call[] = [
  ['老板', ['董事长', '总经理', '总裁']],
  ['老总', ['董事长', '总经理', '总裁']],
  ['掌门人', ['董事长', '总经理', '总裁']],
  ['一把手', ['董事长', '总经理', '校长', '院长', '书记']],
  ['人大代表', ['人大代表']],
  ['政协委员', ['政协委员']],
  ['代表', ['代表']],
  ['委员', ['委员']],
  ['总', ['董事长', '总经理', '总裁']],
  ['负责人', ['董事长', '总经理', '校长', '院长', '主任', '会长', '负责人']],
  ['医生', ['医师', '医生']],
  ['大夫', ['医师', '医生']],
]
/** Titles that keep their meaning inside longer ones: a 主任医师 is a 医师. */
const UNDIVIDED: readonly string[] = ['医师', '代表', '委员', '人大代表', '政协委员']
/** Titles of people who ask and report. */
const REPORTERS: readonly string[] = ['记者', '主编', '总编', '发言人']

/** Prepares the offices and roles of the listed people. */
export function listRoles(people: ListedPeople, fold: Fold): ListedRoles {
  const all = new Set(people.inOrder.flatMap(({ speaker: { role } }) => role ?? []))
  const roles = new Set([...all].filter((role) => !SHARED_ROLE.test(role)))
  const ofRoles = [...roles].map((role): Call => [fold(role).text, [fold(role).text]])
  const ofTitles = TITLES.map((title): Call => [title, [title]])
  const calls = [...ofRoles, ...TRADES, ...ofTitles].filter(([called]) => called !== '' && !REPORTERS.includes(called))
  const byText = new Map<string, OrderedCall[]>()
  for (const [turn, call] of calls.entries()) addTo(byText, call[0], { call, turn })
  return { people, roles, calls: indexTexts(byText), holders: new Map() }
}

/** A title within a longer one is another title, but for the undivided ones. */
export function holds(office: string, prefix: string, title: string): boolean {
  return UNDIVIDED.includes(title) ? office.includes(title) : holdsTitle(office, { prefix, title })
}

/** Lists the people whose offices hold a title with a prefix; of an undivided title with any. */
export function listHolders({ people, holders }: ListedRoles, prefix: string, title: string): readonly ListedPerson[] {
  const known = holders.get(title) ?? groupByPrefix(officesWithRolesOf(people), title)
  holders.set(title, known)
  return known.get(UNDIVIDED.includes(title) ? '' : prefix) ?? []
}

function groupByPrefix({ all }: OfficeIndex<ListedPerson>, title: string): Map<string, ListedPerson[]> {
  const byPrefix = new Map<string, ListedPerson[]>()
  for (const { office, holders } of all) {
    if (!office.text.includes(title)) continue
    const prefixes = UNDIVIDED.includes(title) ? [''] : listPrefixes(office.text, title)
    for (const prefix of new Set(prefixes)) {
      for (const holder of holders) addTo(byPrefix, prefix, holder)
    }
  }
  return byPrefix
}

/** Offices with roles. */
export const officesWithRolesOf: (people: ListedPeople) => OfficeIndex<ListedPerson> = memoize(
  ({ inOrder }: ListedPeople) => indexOffices(inOrder.map((person) => [person.officeAndRole, person] as const)),
)
export const normalizedOfficesOf = memoize(({ inOrder }: ListedPeople, normalize: Normalize) =>
  indexOffices(inOrder.map((person) => [normalizedBy(normalize)(person.officeAndRole), person] as const)),
)
/** Another normalizer has another vocabulary. */
const normalizedBy = memoize((normalize: Normalize) =>
  memoize(({ text }: Office): Office => ({ text: normalize(text) })),
)
/** The people by the first character of the name. */
export const surnamesOf = memoize(({ inOrder }: ListedPeople) =>
  groupBySurname(inOrder, ({ speaker }) => speaker.name.charAt(0)),
)
export const latinSurnamesOf = memoize(({ inOrder }: ListedPeople) => groupBySurname(inOrder, toLatinSurname))

function groupBySurname(
  people: readonly ListedPerson[],
  toSurname: (person: ListedPerson) => string | undefined,
): Map<string, ListedPerson[]> {
  const bySurname = new Map<string, ListedPerson[]>()
  for (const person of people) {
    const surname = toSurname(person)
    if (surname !== undefined) addTo(bySurname, surname, person)
  }
  return bySurname
}
