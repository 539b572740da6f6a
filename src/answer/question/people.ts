import { type Citation, type Speaker, toSpeakers } from '../../knowledge/article.ts'
import { SAYING_VERBS } from './intent.ts'
import {
  BLANKS_IN_HAN,
  type ListedPeople,
  type ListedPerson,
  type OwnedHandle,
  type TextIndex,
  hanAliasesOf,
  officesOf,
  otherAliasesOf,
  sortPeople,
} from './listed-people.ts'

import { TITLES, findMeant } from './offices.ts'

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

/** A folded name or alias of listed people. */
export interface Handle {
  readonly text: string
  readonly isName: boolean
  readonly owners: readonly Pick<ListedPerson, 'office'>[]
}

/** Where a text holds a handle: it names the owner, or it is part of a stranger's longer name. */
interface Naming {
  readonly start: number
  readonly end: number
  readonly meaning: 'named' | 'longer'
}

const NOT_HAN = /(?!\p{Script=Han})[\p{L}\p{N}]/u
const HAN = /^\p{Script=Han}/u
const WORD = /[\p{Script=Latin}\p{N}]/u

/** What follows a person's name; whole words where their first character also occurs in given names. */
const AFTER_NAME = new RegExp(
  `^(?:$|\\P{Script=Han}|[的了吗呢啊呀吧么各是在有对把被将让给从自向往到去来想看做担任又都也还就才只已曾能应该须需没不未这那其她他怎咋啥几多哪谁什何为和与跟及或等之所以外]|` +
    `${SAYING_VERBS.join('|')}|希望|如何|可以|可能|可曾|介绍|支持|反对|赞同|同意|关于|关心|关注|针对|觉得|要求|推荐|推动|推出|回答|写|期待|期望|担心|会不会|会怎|同[^志]|` +
    `现任|目前|现在|当时|最近|本人|个人|身份|简历|简介|履历|职务|学历|背景|头衔|先生|女士|老师|同志|博士|委员|代表|${TITLES.join('|')})`,
  'u',
)
/** What may stand before a surname with a title: 提高校长 and 建立高校 are other words. */
const BEFORE_TITLE =
  /(?:^|\P{Script=Han}|[的地和与跟同及或是为在对把被将让给叫从自向到说讲谈问请听看据按照由于除如像找了过位]|大学|学院|公司|集团|医院|中心|协会)$/u
/** 是不是 and 要不要 ask and exclude nobody. */
const EXCLUDED_BEFORE = /(?:除了?|除开|除去|除却|排除|(?<!是)不是|并非|(?<!要)不要)\s*$/u
const EXCLUDED_AFTER = /^\s*(?:等人?)?(?:以|之)?外/u
/** Follows a name and means someone beside the one named: a colleague, a relative. */
const SOMEBODY_ELSE =
  /^\s*的?(?:同事|秘书|前任|继任者?|下属|部下|上司|学生|老师|导师|助理|助手|徒弟|司机|妻子|老婆|丈夫|老公|爱人|儿子|女儿|孩子|父亲|母亲|父母|家人|朋友|对手)/u
const JOINER = /^[\s、，,和与跟及同]*(?:以及)?\s*$/u
/** Common surnames of one character. */
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏' +
  '钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文褚娄'
/** A surname and a given name before a verb that asks for someone's words. */
const NAME_BEFORE_VERB = new RegExp(
  `(?:^|请问|[，,、。？?\\s])([${SURNAMES}](?![董总局处科院校厂工家姓某])\\p{Script=Han}{1,2})(?:怎么[看讲说谈想评]|如何[看评]|咋[看说]|觉得|(?:都|还)?(?:${SAYING_VERBS.join('|')}))`,
  'u',
)
const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' })
/** A name of two characters may be the beginning of a longer one; a name of three hardly ever is. */
const SHORT_NAME = 2
/** Finds the people whom a folded query names by name or alias, the longest match first. */
export function findNamed(listed: ListedPeople, folded: string): PeopleInQuery {
  const found: (Naming & { owners: readonly Speaker[] })[] = []
  let rest = folded
  for (const handle of findHandles(listed, folded)) {
    for (const naming of findNamings(rest, handle)) {
      found.push({ ...naming, owners: handle.owners.map(({ speaker }) => speaker) })
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

/** Removes the blanks inside the listed names that a query holds, and no others: a blank may pad a name of two characters. */
export function joinSpacedNames({ fold, names }: ListedPeople, query: string): string {
  const parts = query.split(BLANKS_IN_HAN)
  const joined = parts.join('')
  const { text } = fold(joined)
  if (parts.length === 1 || text.length !== joined.length) return query
  const held = findContained(names, text).flatMap((handle) => findNamings(text, handle))
  const gaps = query.match(BLANKS_IN_HAN) ?? []
  let place = 0
  return parts.reduce((whole, part, index) => {
    place += parts[index - 1]?.length ?? 0
    const isInside = held.some(({ start, end, meaning }) => meaning === 'named' && start < place && place < end)
    return whole + (isInside ? '' : gaps[index - 1]) + part
  })
}

/** Finds the names and aliases that a folded query contains, the longest first. */
function findHandles(listed: ListedPeople, folded: string): OwnedHandle[] {
  const contained = [
    ...findContained(listed.names, folded),
    ...findContained(hanAliasesOf(listed), folded),
    ...(NOT_HAN.test(folded) ? findContained(otherAliasesOf(listed), folded) : []),
  ]
  return contained.toSorted(
    (a, b) => b.text.length - a.text.length || Number(b.isName) - Number(a.isName) || a.order - b.order,
  )
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

/** Finds the people whose office, or role in the occasion, a folded description means. */
export function findHolders(listed: ListedPeople, description: string): People {
  const ofRole = [...listed.byRole].flatMap(([role, people]) => (isRole(description, role) ? people : []))
  const holders = sortPeople(listed, [...findMeant(officesOf(listed), { text: description }), ...ofRole])
  return new Set(holders.map(({ speaker }) => speaker))
}

/** Tells whether a passage is the speech of one of these people, or about one of them. */
export function concerns({ passage }: Citation, people: People): boolean {
  return toSpeakers(passage.voice).some((speaker) => people.has(speaker))
}

/** Tells whether a passage is the speech of these people and of nobody else. */
export function speaksAlone({ passage: { voice } }: Citation, people: People): boolean {
  return voice.kind === 'speech' && voice.speakers.every((speaker) => people.has(speaker))
}

/** Tells whether a description means a role in the occasion: 这场访谈的主持人, 谁主持的. */
function isRole(description: string, role: string): boolean {
  return description.trim().endsWith(role) || (role.endsWith('人') && description.includes(role.slice(0, -1)))
}

/** Finds where a folded text names an owner of a handle, or a stranger whose longer name holds it. */
export function findNamings(text: string, handle: Handle): Naming[] {
  const namings: Naming[] = []
  for (
    let start = text.indexOf(handle.text);
    start >= 0;
    start = text.indexOf(handle.text, start + handle.text.length)
  ) {
    const end = start + handle.text.length
    const meaning = toMeaning(handle, text.slice(0, start), text.slice(end))
    if (meaning === 'longer') namings.push({ start, end: end + 1, meaning })
    if (meaning === 'named') namings.push({ start, end, meaning })
  }
  return namings
}

function toMeaning({ text, isName, owners }: Handle, before: string, after: string): Naming['meaning'] | 'nothing' {
  if (SOMEBODY_ELSE.test(after)) return 'longer'
  if (!HAN.test(text)) return WORD.test(before.slice(-1)) || WORD.test(after.slice(0, 1)) ? 'nothing' : 'named'
  if (isName)
    return text.length === SHORT_NAME && !AFTER_NAME.test(after) && AFTER_NAME.test(after.slice(1)) ? 'longer' : 'named'
  const isOfOffice = before.length > 1 && owners.some(({ office }) => office.text.includes(before.slice(-2)))
  return AFTER_NAME.test(after) && (isOfOffice || BEFORE_TITLE.test(before)) ? 'named' : 'nothing'
}

/** Tells for each naming, in the order of the text, whether it excludes the people it names: 除了甲和乙, 甲以外. */
export function findExcluded(text: string, namings: readonly Naming[]): boolean[] {
  const excluded: boolean[] = []
  namings.forEach(({ start, end }, index) => {
    const before = namings[index - 1]
    const isCarried = before !== undefined && excluded[index - 1] === true && JOINER.test(text.slice(before.end, start))
    excluded.push(isCarried || EXCLUDED_BEFORE.test(text.slice(0, start)) || EXCLUDED_AFTER.test(text.slice(end)))
  })
  return excluded
}

/**
 * Tells whether a folded query asks for the words of someone who is not listed: 刘小刚怎么看, where only 刘小康 is listed.
 * A word of the segmenter's dictionary is no name: 高校建议.
 */
export function namesUnlisted(folded: string): boolean {
  const name = NAME_BEFORE_VERB.exec(folded)?.[1]
  return name !== undefined && [...SEGMENTER.segment(name)].every(({ segment }) => segment.length === 1)
}
