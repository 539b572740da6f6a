import { type Article, type Speaker } from '../../knowledge/article.ts'
import type { Fold } from '../../text/fold.ts'
import { contradicts } from './offices.ts'
import { SAYING_VERBS } from './saying.ts'
import { type People, SHARED_ROLE } from './people.ts'
import { toLatinNames } from '../../text/pinyin.ts'
import { isSingle, toTerms } from '../../text/terms.ts'
import { PREFIX, TITLES, holdsTitle } from './titles.ts'

/** Whom a query calls by office, institution or trade. */
export interface RoleMention {
  /** Those who fit; nobody where the office is one that nobody listed holds. */
  readonly people: People
  /** The words by which the query calls them. */
  readonly called: string
  /** The query without those words. */
  readonly rest: string
}

/** Finds whom a folded query calls by what they are. */
export type FindRole = (folded: string) => RoleMention | undefined

/** What people call those who hold a title, where it is not the title itself. */
const TRADES: readonly (readonly [called: string, titles: readonly string[]])[] = [
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
/** Only said of somebody by surname: 王总, and not 总量. */
const SURNAMED = '总'
/** Titles that stand inside longer ones and mean the same there. */
const UNDIVIDED: readonly string[] = ['医师', '代表', '委员', '人大代表', '政协委员']
/** Titles of those who ask and report. */
const REPORTERS: readonly string[] = ['记者', '主编', '总编', '发言人']

const SAYS = String.raw`(?:[他她]|先生|女士|代表|委员|老师|那边|们?也?都?)?(?:怎么[看讲说谈想评]|咋[看说讲]|如何[看评]|觉得|希望|主张|提出|还?${SAYING_VERBS.join('|还?')}|想|看重|关注|支持|反对|赞成|对|在|给)`
const PREFIX_AT_END = new RegExp(`${PREFIX}$`, 'u')
/** Whoever this makes of a title is somebody else: 校长助理. */
const BESIDE = /^(?:的)?(?:助理|秘书|助手|办公室|夫人|候选人|办)/u
const POINTER = /(?:的)?(?:那一?位|这一?位|那个|这个)$/u
const BOUNDARY =
  /请问|想问|问一?下|关于|听说|对于|有没有|哪一?位|哪个|各位|几位|那一?位|这一?位|那个|这个|一位|是不是|认为|觉得|[是和与跟对让给由被比请找问说了呢，,。？?！!；;：:\s]/u
/** Words for a kind of institution, or for nobody in particular. */
const GENERIC =
  /^(?:大学|高校|学校|院校|医院|公司|企业|单位|集团|机构|民企|国企|央企|部门|本地|当地|我们?|咱们?|市里?|这[场次个]|本[场次]|圆桌会?|访谈|座谈会?|会议?|论坛|活动|女|男|年轻|老|优秀|多|一|每|其他|别的|哪些?|某|任何|所有)*的?$/u
/** A name that is written out is shortened no more: 重庆大学 is not 重庆邮电大学. */
const FULL_NAME = /(?:大学|学院|医院|局|(?<!党)委|厅|省|市|区|县|州)$/u
/** The share of a description's pairs that an office must hold where it is not written out in it. */
const MIN_SHARE = 0.5
const SHORTEST_CALL = 2
/** Two characters stand in their order in far too many names: 重大 in 重庆邮电大学. */
const SHORTEST_SHORT = 3
const WORDS = new Intl.Segmenter('zh', { granularity: 'word' })

/** Creates the finding of those whom the articles list, by their offices. */
export function createFindRole(articles: readonly Article[], fold: Fold, read: (text: string) => string): FindRole {
  const holders = articles.flatMap(({ speakers }) =>
    speakers.map((speaker) => ({ speaker, office: fold(`${speaker.office}，${speaker.role ?? ''}`).text })),
  )
  const roles = [...new Set(articles.flatMap(({ speakers }) => speakers.flatMap(({ role }) => role ?? [])))].filter(
    (role) => !SHARED_ROLE.test(role),
  )
  const calls = [
    ...roles.map((role) => [fold(role).text, [fold(role).text]] as const),
    ...TRADES,
    ...TITLES.map((title) => [title, [title]] as const),
  ].filter(([called]) => !REPORTERS.includes(called))
  return (folded) => findByTitle(folded, holders, calls, roles, read) ?? findByInstitution(folded, holders, read)
}

interface Holder {
  readonly speaker: Speaker
  readonly office: string
}

function findByTitle(
  folded: string,
  holders: readonly Holder[],
  calls: readonly (readonly [string, readonly string[]])[],
  roles: readonly string[],
  read: (text: string) => string,
): RoleMention | undefined {
  for (const [called, titles] of calls) {
    const place = folded.indexOf(called)
    if (place < 0) continue
    const [prefix = ''] = PREFIX_AT_END.exec(folded.slice(0, place)) ?? []
    const before = folded.slice(0, place - prefix.length)
    const pointed = POINTER.test(before)
    const description = (before.replace(POINTER, '').split(BOUNDARY).at(-1) ?? '').replace(/的$/u, '')
    const speaks = new RegExp(`^${SAYS}`, 'u').test(folded.slice(place + called.length))
    const isGeneric = GENERIC.test(description)
    if (called === SURNAMED && description.length !== 1) continue
    if (BESIDE.test(folded.slice(place + called.length))) return { people: new Set(), called, rest: folded }
    if (isGeneric && !pointed && !speaks && !roles.includes(called)) continue
    const fitting = holders.filter(
      ({ speaker, office }) =>
        titles.some((title) => holds(office, prefix, title)) &&
        (isGeneric || isMeant(description, speaker, office, read)),
    )
    // Of a shortened name it cannot be told that it is none of these.
    const isKnown = holders.some(({ speaker, office }) => isMeant(description, speaker, office, read))
    const isStranger = isGeneric
      ? TITLES.includes(called)
      : isKnown || !holders.some(({ office }) => resembles(description, office))
    if (fitting.length === 0 && !(speaks && isStranger)) {
      if (isGeneric || !speaks) continue
      return undefined
    }
    const start = isGeneric ? place - prefix.length : before.lastIndexOf(description)
    const end = place + called.length
    return { people: toPeople(fitting), called: folded.slice(start, end), rest: blank(folded, start, end) }
  }
  return undefined
}

/** One character before a title is a surname: 王代表. */
function isMeant(description: string, { name }: Speaker, office: string, read: (text: string) => string): boolean {
  const [surname] = toLatinNames(name)[2]?.split(' ') ?? []
  return (
    description === surname ||
    (description.length === 1 ? name.startsWith(description) : fits(description, office, read))
  )
}

/** A title that others only begin or end with is none of theirs, but 主任医师 is a 医师. */
function holds(office: string, prefix: string, title: string): boolean {
  return UNDIVIDED.includes(title) ? office.includes(title) : holdsTitle(office, { prefix, title })
}

/** An institution that speaks: 讯飞怎么看, 网润集团建议. */
function findByInstitution(
  folded: string,
  holders: readonly Holder[],
  read: (text: string) => string,
): RoleMention | undefined {
  const spoken = new RegExp(
    String.raw`^(.{2,20}?)(?:的人|的代表|的嘉宾|那位|的那位)?(?:怎么看|怎么讲|咋看|咋说|如何看|建议|主张|提出|希望|认为|觉得|呼吁)`,
    'u',
  ).exec(folded)
  const description = spoken?.[1]?.split(BOUNDARY).at(-1)?.replace(/的$/u, '') ?? ''
  if (description.length < SHORTEST_CALL || GENERIC.test(description) || isCommonWord(description)) return undefined
  const fitting = holders.filter(
    ({ office }) => office.includes(description) || read(office).includes(read(description)),
  )
  if (fitting.length !== 1) return undefined
  const start = folded.indexOf(description)
  return { people: toPeople(fitting), called: description, rest: blank(folded, start, start + description.length) }
}

/** Words of the dictionary inside the name of an institution is another thing: 人工智能, 日报, 教育部. */
function isCommonWord(text: string): boolean {
  return (
    !/(?:大学|学院|集团|公司|医院)$/u.test(text) && [...WORDS.segment(text)].every(({ segment }) => segment.length > 1)
  )
}

/** Whether an office is what a description means, by its own words or by those that the articles use for the same. */
function fits(description: string, office: string, read: (text: string) => string): boolean {
  return isFor(description, office) || isFor(read(description), read(office))
}

/** Whether an office is written out in a description, or shortened. */
function isFor(description: string, office: string): boolean {
  if (contradicts(description, office)) return false
  return (
    standsIn(description, office) ||
    (!FULL_NAME.test(description) && office.split(/[，,、]/u).some((part) => isShortFor(description, part)))
  )
}

/** Whether an office holds a description, from where a word begins: 电大 is not in 重庆邮电大学. */
function standsIn(description: string, office: string): boolean {
  const place = office.indexOf(description)
  return place >= 0 && [...WORDS.segment(office)].some(({ index }) => index === place)
}

/** Whether an office may be meant by a description, whose words it mostly holds. */
function resembles(description: string, office: string): boolean {
  return !contradicts(description, office) && shareOfPairs(description, office) >= MIN_SHARE
}

/** 医科大 for 重庆医科大学: its characters in their order. */
function isShortFor(short: string, long: string): boolean {
  let place = -1
  return (
    short.length >= SHORTEST_SHORT && [...short].every((character) => (place = long.indexOf(character, place + 1)) >= 0)
  )
}

function shareOfPairs(description: string, office: string): number {
  const pairs = toTerms(description).filter(({ text }) => !isSingle(text))
  return pairs.length < SHORTEST_CALL ? 0 : pairs.filter(({ text }) => office.includes(text)).length / pairs.length
}

function toPeople(holders: readonly Holder[]): People {
  return new Set(holders.map(({ speaker }) => speaker))
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end)
}
