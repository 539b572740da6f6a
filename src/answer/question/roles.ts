import { SAYING_VERBS, SOMEBODY_SAYS } from './intent.ts'
import { type ListedPerson, sortPeople } from './listed-people.ts'
import {
  type Call,
  type ListedRoles,
  type Normalize,
  type OrderedCall,
  holds,
  latinSurnamesOf,
  listHolders,
  normalizedOfficesOf,
  officesWithRolesOf,
  surnamesOf,
} from './listed-roles.ts'
import {
  type OfficeIndex,
  PREFIX,
  TITLES,
  findNamedHolders,
  isOfPart,
  listHolding,
  resemblesOffice,
} from './offices.ts'
import type { People } from './people.ts'

/** The people whom a query calls by office, institution or trade. */
export interface RoleMention {
  /** Empty where nobody who is listed holds the office. */
  readonly people: People
  /** The words by which the query calls them. */
  readonly called: string
  /** The query without those words. */
  readonly rest: string
}

/** A call that follows a surname: 王总, and not 总量. */
const SURNAMED = '总'
/** Follows a call and asks for the words of the person called. */
const SAYS = new RegExp(
  String.raw`^(?:[他她]|先生|女士|代表|委员|老师|那边|们?也?都?)?(?:怎么[看讲说谈想评]|咋[看说讲]|如何[看评]|觉得|希望|主张|提出|还?${SAYING_VERBS.join('|还?')}|想|看重|关注|支持|反对|赞成|对|在|给)`,
  'u',
)
const PREFIX_AT_END = new RegExp(`${PREFIX}$`, 'u')
/** Follows a title and makes it someone else's: 校长助理. */
const BESIDE = /^(?:的)?(?:助理|秘书|助手|办公室|夫人|候选人|办)/u
/** Precedes a title and points at one person. */
const POINTER = /(?:的)?(?:那一?位|这一?位|那个|这个)$/u
/** Ends what precedes the description of an office. */
const BOUNDARY =
  /请问|想问|问一?下|关于|听说|对于|有没有|哪一?位|哪个|各位|几位|那一?位|这一?位|那个|这个|一位|是不是|认为|觉得|[是和与跟对让给由被比请找问说了呢，,。？?！!；;：:\s]/u
/** A description of a kind of institution, or of nobody in particular. */
const GENERIC =
  /^(?:大学|高校|学校|院校|医院|公司|企业|单位|集团|机构|民企|国企|央企|部门|本地|当地|我们?|咱们?|市里?|这[场次个]|本[场次]|圆桌会?|访谈|座谈会?|会议?|论坛|活动|女|男|年轻|老|优秀|多|一|每|其他|别的|哪些?|某|任何|所有)*的?$/u
const SHORTEST_CALL = 2
const LATIN = /^[a-z]+$/u
/** An institution before a verb of saying: 讯飞怎么看, 网润集团建议. */
const INSTITUTION_SPEAKS = new RegExp(`^(.{2,20}?)(?:的人|的代表|的嘉宾|那位|的那位)?(?:${SOMEBODY_SAYS.source})`, 'u')
const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * Finds the people whom a folded query calls by title, trade or institution.
 *
 * @param calls those of the listed roles that the query contains
 */
export function findRole(
  listed: ListedRoles,
  calls: readonly OrderedCall[],
  folded: string,
  normalize: Normalize,
): RoleMention | undefined {
  return findByTitle(listed, calls, folded, normalize) ?? findByInstitution(listed, folded, normalize)
}

function findByTitle(
  listed: ListedRoles,
  calls: readonly OrderedCall[],
  folded: string,
  normalize: Normalize,
): RoleMention | undefined {
  for (const { call } of calls.toSorted((a, b) => a.turn - b.turn)) {
    const found = readCall(listed, call, folded, normalize)
    if (found === 'unknown') return undefined
    if (found) return found
  }
  return undefined
}

/**
 * Undefined where the query does not contain the call or means nobody by it; `unknown` where it may mean a stranger.
 */
function readCall(
  listed: ListedRoles,
  [called, titles]: Call,
  folded: string,
  normalize: Normalize,
): RoleMention | 'unknown' | undefined {
  const place = folded.indexOf(called)
  if (place < 0) return undefined
  const end = place + called.length
  const [prefix = ''] = PREFIX_AT_END.exec(folded.slice(0, place)) ?? []
  const before = folded.slice(0, place - prefix.length)
  const description = (before.replace(POINTER, '').split(BOUNDARY).at(-1) ?? '').replace(/的$/u, '')
  const speaks = SAYS.test(folded.slice(end))
  const isGeneric = GENERIC.test(description)
  if (called === SURNAMED && description.length !== 1) return undefined
  if (BESIDE.test(folded.slice(end))) return { people: new Set(), called, rest: folded }
  if (isGeneric && !POINTER.test(before) && !speaks && !listed.roles.has(called)) return undefined
  const described = isGeneric ? [] : findDescribed(listed, description, normalize)
  const fitting = isGeneric
    ? sortPeople(
        listed.people,
        titles.flatMap((title) => listHolders(listed, prefix, title)),
      )
    : described.filter(({ officeAndRole: { text } }) =>
        titles.some((title) => holds(text, prefix, title) && !isOfPart(description, { prefix, title }, text)),
      )
  if (fitting.length === 0) {
    if (!speaks || (isGeneric && !TITLES.includes(called))) return undefined
    // An abbreviation that resembles a listed office cannot be told from that office.
    const isStranger = isGeneric || described.length > 0 || !resemblesAny(listed, description)
    if (!isStranger) return 'unknown'
  }
  const start = isGeneric ? place - prefix.length : before.lastIndexOf(description)
  return { people: toPeople(fitting), called: folded.slice(start, end), rest: blank(folded, start, end) }
}

/** Finds those whom a description means. A single character before a title is a surname: 王代表. */
function findDescribed(listed: ListedRoles, description: string, normalize: Normalize): ListedPerson[] {
  const { people } = listed
  const surnames = LATIN.test(description) ? latinSurnamesOf(people) : surnamesOf(people)
  const bySurname = surnames.get(description) ?? []
  if (description.length === 1) return sortPeople(people, bySurname)
  const named = findNamedHolders(officesWithRolesOf(people), { text: description })
  const normalized = findNamedHolders(normalizedOfficesOf(people, normalize), { text: normalize(description) })
  return sortPeople(people, [...bySurname, ...named, ...normalized])
}

function resemblesAny({ people }: ListedRoles, text: string): boolean {
  const description = { text }
  return officesWithRolesOf(people).all.some(({ office }) => resemblesOffice(description, office))
}

function findByInstitution({ people }: ListedRoles, folded: string, normalize: Normalize): RoleMention | undefined {
  const [, spoken = ''] = INSTITUTION_SPEAKS.exec(folded) ?? []
  const description = spoken.split(BOUNDARY).at(-1)?.replace(/的$/u, '') ?? ''
  if (description.length < SHORTEST_CALL || GENERIC.test(description) || isCommonWord(description)) return undefined
  const fitting = sortPeople(people, [
    ...listHoldersOf(officesWithRolesOf(people), description),
    ...listHoldersOf(normalizedOfficesOf(people, normalize), normalize(description)),
  ])
  if (fitting.length !== 1) return undefined
  const start = folded.indexOf(description)
  return { people: toPeople(fitting), called: description, rest: blank(folded, start, start + description.length) }
}

function listHoldersOf(index: OfficeIndex<ListedPerson>, words: string): ListedPerson[] {
  return listHolding(index, words).flatMap(({ office, holders }) => (office.text.includes(words) ? holders : []))
}

/** Dictionary words that occur inside the names of institutions: 人工智能, 日报, 教育部. */
function isCommonWord(text: string): boolean {
  if (/(?:大学|学院|集团|公司|医院)$/u.test(text)) return false
  return [...SEGMENTER.segment(text)].every(({ segment }) => segment.length > 1)
}

function toPeople(holders: readonly ListedPerson[]): People {
  return new Set(holders.map(({ speaker }) => speaker))
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end)
}
