import type { Article, Speaker } from '../../knowledge/article.ts'
import type { Fold } from '../../text/fold.ts'
import { toLatinNames } from '../../text/pinyin.ts'
import { isSingle, toTerms } from '../../text/terms.ts'
import { SAYING_VERBS } from './intent.ts'
import { PREFIX, TITLES, contradicts, holdsTitle } from './offices.ts'
import { type People, SHARED_ROLE } from './people.ts'

/** The people whom a query calls by office, institution or trade. */
export interface RoleMention {
  /** Empty where nobody who is listed holds the office. */
  readonly people: People
  /** The words by which the query calls them. */
  readonly called: string
  /** The query without those words. */
  readonly rest: string
}

/** The listed people by office, prepared for being found in queries. */
export interface ListedRoles {
  readonly holders: readonly Holder[]
  /** What a query may call people by, with the titles it stands for, all folded. */
  readonly calls: readonly Call[]
  /** The roles that the articles give to one person each. */
  readonly roles: readonly string[]
}

interface Holder {
  readonly speaker: Speaker
  /** Folded office and role. */
  readonly office: string
}

type Call = readonly [called: string, titles: readonly string[]]
/** Normalizes a text: folded, with the articles' words for synonyms. */
type Normalize = (text: string) => string

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
/** A call that follows a surname: 王总, and not 总量. */
const SURNAMED = '总'
/** Titles that keep their meaning inside longer ones: a 主任医师 is a 医师. */
const UNDIVIDED: readonly string[] = ['医师', '代表', '委员', '人大代表', '政协委员']
/** Titles of people who ask and report. */
const REPORTERS: readonly string[] = ['记者', '主编', '总编', '发言人']

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
/** A full name is no abbreviation: 重庆大学 is not 重庆邮电大学. */
const FULL_NAME = /(?:大学|学院|医院|局|(?<!党)委|厅|省|市|区|县|州)$/u
/** The share of a description's pairs from which an office resembles it. */
const MIN_SHARE = 0.5
const SHORTEST_CALL = 2
/** Two characters occur in their order in too many names: 重大 in 重庆邮电大学. */
const SHORTEST_SHORT = 3
/** An institution before a verb of saying: 讯飞怎么看, 网润集团建议. */
const INSTITUTION_SPEAKS =
  /^(.{2,20}?)(?:的人|的代表|的嘉宾|那位|的那位)?(?:怎么看|怎么讲|咋看|咋说|如何看|建议|主张|提出|希望|认为|觉得|呼吁)/u
const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' })

/** Prepares the offices and roles that the articles list. */
export function listRoles(articles: readonly Article[], fold: Fold): ListedRoles {
  const speakers = articles.flatMap((article) => article.speakers)
  const holders = speakers.map((speaker) => {
    return { speaker, office: fold(`${speaker.office}，${speaker.role ?? ''}`).text }
  })
  const roles = [...new Set(speakers.flatMap(({ role }) => role ?? []))].filter((role) => !SHARED_ROLE.test(role))
  const ofRoles = roles.map((role): Call => [fold(role).text, [fold(role).text]])
  const ofTitles = TITLES.map((title): Call => [title, [title]])
  const calls = [...ofRoles, ...TRADES, ...ofTitles].filter(([called]) => !REPORTERS.includes(called))
  return { holders, calls, roles }
}

/** Finds the people whom a folded query calls by title, trade or institution. */
export function findRole(listed: ListedRoles, folded: string, normalize: Normalize): RoleMention | undefined {
  return findByTitle(listed, folded, normalize) ?? findByInstitution(listed, folded, normalize)
}

function findByTitle(listed: ListedRoles, folded: string, normalize: Normalize): RoleMention | undefined {
  for (const call of listed.calls) {
    const found = readCall(listed, call, folded, normalize)
    if (found === 'unknown') return undefined
    if (found) return found
  }
  return undefined
}

/** Undefined where the call is not in the query or names nobody in particular; `unknown` where it may name a stranger. */
function readCall(
  { holders, roles }: ListedRoles,
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
  if (isGeneric && !POINTER.test(before) && !speaks && !roles.includes(called)) return undefined
  const described = isGeneric ? holders : holders.filter((holder) => isMeant(description, holder, normalize))
  const fitting = described.filter(({ office }) => titles.some((title) => holds(office, prefix, title)))
  if (fitting.length === 0) {
    if (!speaks || (isGeneric && !TITLES.includes(called))) return undefined
    // An abbreviation that resembles a listed office cannot be told from that office.
    const isStranger =
      isGeneric || described.length > 0 || !holders.some(({ office }) => resembles(description, office))
    if (!isStranger) return 'unknown'
  }
  const start = isGeneric ? place - prefix.length : before.lastIndexOf(description)
  return { people: toPeople(fitting), called: folded.slice(start, end), rest: blank(folded, start, end) }
}

/** A single character before a title is a surname: 王代表. */
function isMeant(description: string, { speaker: { name }, office }: Holder, normalize: Normalize): boolean {
  const [surname] = toLatinNames(name)[2]?.split(' ') ?? []
  if (description === surname) return true
  return description.length === 1 ? name.startsWith(description) : fits(description, office, normalize)
}

/** A title within a longer one is another title, but for the undivided ones. */
function holds(office: string, prefix: string, title: string): boolean {
  return UNDIVIDED.includes(title) ? office.includes(title) : holdsTitle(office, { prefix, title })
}

function findByInstitution({ holders }: ListedRoles, folded: string, normalize: Normalize): RoleMention | undefined {
  const [, spoken = ''] = INSTITUTION_SPEAKS.exec(folded) ?? []
  const description = spoken.split(BOUNDARY).at(-1)?.replace(/的$/u, '') ?? ''
  if (description.length < SHORTEST_CALL || GENERIC.test(description) || isCommonWord(description)) return undefined
  const fitting = holders.filter(
    ({ office }) => office.includes(description) || normalize(office).includes(normalize(description)),
  )
  if (fitting.length !== 1) return undefined
  const start = folded.indexOf(description)
  return { people: toPeople(fitting), called: description, rest: blank(folded, start, start + description.length) }
}

/** Dictionary words that occur inside the names of institutions: 人工智能, 日报, 教育部. */
function isCommonWord(text: string): boolean {
  if (/(?:大学|学院|集团|公司|医院)$/u.test(text)) return false
  return [...SEGMENTER.segment(text)].every(({ segment }) => segment.length > 1)
}

/** Tells whether a description means an office, in its own words or in the articles' words for the same. */
function fits(description: string, office: string, normalize: Normalize): boolean {
  return names(description, office) || names(normalize(description), normalize(office))
}

/** Tells whether a description names an office in full or abbreviated. */
function names(description: string, office: string): boolean {
  if (contradicts(description, office)) return false
  return (
    standsIn(description, office) ||
    (!FULL_NAME.test(description) && office.split(/[，,、]/u).some((part) => isShortFor(description, part)))
  )
}

/** Tells whether an office holds a description from the start of a word on: 电大 is not in 重庆邮电大学. */
function standsIn(description: string, office: string): boolean {
  const place = office.indexOf(description)
  return place >= 0 && [...SEGMENTER.segment(office)].some(({ index }) => index === place)
}

/** Tells whether an office holds most of a description's words, so that the description may mean it. */
function resembles(description: string, office: string): boolean {
  return !contradicts(description, office) && shareOfPairs(description, office) >= MIN_SHARE
}

/** Tells whether the characters of an abbreviation occur in their order: 医科大 for 重庆医科大学. */
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
