import { isSingle, toTerms } from '../../text/terms.ts'
import { addTo } from '../catalog.ts'
import { memoize } from '../memoize.ts'

/** Titles that end the description of an office; a longer title stands before those that it ends with. */
export const TITLES: readonly string[] = (
  '总工程师|董事长|理事长|总经理|秘书长|检察长|审判长|研究员|发言人|' +
  '负责人|总裁|经理|会长|校长|院长|主任|主席|主委|书记|部长|局长|处长|' +
  '科长|厅长|署长|司长|市长|区长|县长|省长|镇长|厂长|馆长|所长|站长|' +
  '园长|教授|主编|医师|医生|记者|总监|总编'
).split('|')

/** Prefixes that make another office of a title: deputy, former, acting. */
export const PREFIX = '(?:常务副|副|原任|前任|上一?任|下一?任|首任|历任|时任|候任|继任|原|前|代|名誉|执行)?'
const TITLE_AT_END = new RegExp(`(${PREFIX})(${TITLES.join('|')})$`, 'u')

/**
 * The share of a description's pairs that an office must hold. At 0.6 「重庆大学校长」 would match 重庆邮电大学; a right
 * description lacks a joint: 「民政局党组书记、局长」 holds three in four pairs of 「民政局局长」.
 */
const OFFICE_COVER = 0.75
/** A single pair is a bare title, which anyone may hold. */
const MIN_PAIRS = 2

/** Names of places, which tell one institution from its namesakes. */
const PLACES =
  '中国|北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|' +
  '华东|华南|华北|华中|东北|西北|西南|东南|南京|苏州|杭州|宁波|广州|深圳|武汉|成都|西安|长沙|郑州|济南|青岛|合肥|南昌|福州|厦门|沈阳|大连|长春|哈尔滨|石家庄|太原|兰州|西宁|昆明|贵阳|南宁|海口|乌鲁木齐|拉萨|银川|呼和浩特|无锡|佛山|东莞|珠海'
/** Names that an office must hold literally where a description has them: a place, district, university or hospital. */
const PROPER_NAME = new RegExp(
  String.raw`\p{Script=Han}{2,10}?(?:大学|学院|医院)|\p{Script=Han}{2,3}[省市区县州]|${PLACES}`,
  'gu',
)

/** A full name is no abbreviation: 重庆大学 is not 重庆邮电大学. */
const FULL_NAME = /(?:大学|学院|医院|局|(?<!党)委|厅|省|市|区|县|州)$/u
/** Titles of those who lead the whole of an institution; deputies, deans and doctors belong to a part of it anyway. */
const HEADS: ReadonlySet<string> = new Set(['董事长', '理事长', '总裁', '总经理', '会长', '主席'])
/** What stands between an institution's short name and a title without naming a part. */
const GENERIC = new RegExp(
  `^[学院]|技术|科技|股份|有限|责任|公司|集团|控股|总部|大学|学院|医院|委员会|党委|党组|支部|常委|副|兼|的|${TITLES.join('|')}`,
  'gu',
)
/** The share of a description's pairs from which an office resembles it. */
const MIN_SHARE = 0.5
/** Two characters occur in their order in too many names: 重大 in 重庆邮电大学. */
const SHORTEST_SHORT = 3
const SEGMENTER = new Intl.Segmenter('zh', { granularity: 'word' })

/** A folded office, or a description of one; what comparisons need of it is made once. */
export interface Office {
  readonly text: string
}

/** A title with its prefix; the prefix is empty where there is none. */
export interface Title {
  readonly prefix: string
  readonly title: string
}

/** Offices with their holders, by the characters that they hold. */
export interface OfficeIndex<T> {
  /** Each text once. */
  readonly all: readonly HeldOffice<T>[]
  readonly byCharacter: ReadonlyMap<string, readonly HeldOffice<T>[]>
}

interface HeldOffice<T> {
  readonly office: Office
  readonly holders: readonly T[]
}

/** Indexes offices by their characters. */
export function indexOffices<T>(held: Iterable<readonly [office: Office, holder: T]>): OfficeIndex<T> {
  const byText = new Map<string, { readonly office: Office; readonly holders: T[] }>()
  for (const [office, holder] of held) {
    const known = byText.get(office.text)
    if (known) known.holders.push(holder)
    else byText.set(office.text, { office, holders: [holder] })
  }
  const all = [...byText.values()]
  const byCharacter = new Map<string, HeldOffice<T>[]>()
  for (const one of all) {
    for (const character of new Set(one.office.text)) addTo(byCharacter, character, one)
  }
  return { all, byCharacter }
}

/** Lists the offices that may hold all characters of a text: those that hold the rarest of them. */
export function listHolding<T>({ all, byCharacter }: OfficeIndex<T>, text: string): readonly HeldOffice<T>[] {
  const lists = Array.from(text, (character) => byCharacter.get(character) ?? [])
  return lists.reduce((rarest, list) => (list.length < rarest.length ? list : rarest), lists[0] ?? all)
}

/** Finds the title at the end of a folded description; undefined where it ends otherwise. */
export function toTitle(description: string): Title | undefined {
  const [, prefix = '', title] = TITLE_AT_END.exec(description.replace(/[^\p{L}\p{N}]+/gu, '')) ?? []
  return title === undefined ? undefined : { prefix, title }
}

/** Tells whether an office holds exactly this title: a deputy is not the chief, and a 主任医师 is not a 主任. */
export function holdsTitle(office: string, { prefix, title }: Title): boolean {
  return office.includes(title) && listPrefixes(office, title).includes(prefix)
}

/** Lists the prefixes with which an office holds a title; the empty one where it holds the title itself. */
export function listPrefixes(office: string, title: string): string[] {
  const escaped = title.replace(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`)
  const places = office.matchAll(new RegExp(`(${PREFIX})${escaped}(?=$|[^\\p{L}\\p{N}]|兼)`, 'gu'))
  return [...places].map(([, held = '']) => held)
}

/** Tells whether a description names a place or institution that an office does not: 万州区 is not 开州区. */
export function contradicts(description: Office, office: Office): boolean {
  return properNamesOf(description).some((name) => !office.text.includes(name))
}

/** Finds the holders of the offices that a folded description means. */
export function findMeant<T>(index: OfficeIndex<T>, description: Office): T[] {
  const [beginning = ''] = pairsOf(description)
  const candidates = listHolding(index, beginning + (titleOf(description)?.title ?? ''))
  return candidates.flatMap(({ office, holders }) => (isOffice(description, office) ? holders : []))
}

/** Tells whether a folded description means a folded office. */
export function isOffice(description: Office, office: Office): boolean {
  const terms = [...termsOf(description)]
  // The beginning of an institution's name tells it from its like: 商务局 from 港务局.
  const [beginning = ''] = terms
  if (terms.length < MIN_PAIRS || !office.text.includes(beginning) || contradicts(description, office)) return false
  const held = termsOf(office)
  const isCovered = terms.filter((term) => held.has(term)).length >= terms.length * OFFICE_COVER
  const title = titleOf(description)
  if (!held.has(beginning) || !isCovered) return false
  return (
    title === undefined ||
    (holdsTitle(office.text, title) && !isOfPart(toInstitution(description, title), title, office.text))
  )
}

/**
 * Tells whether an office is that of a part of the institution that a description names: whoever leads a company's
 * subsidiary does not lead the company.
 */
export function isOfPart(institution: string, { prefix, title }: Title, office: string): boolean {
  const part = office.split(/[，,]/u).find((one) => one.includes(institution) && one.includes(title))
  if (!HEADS.has(prefix + title) || institution.length < SHORTEST_SHORT || part === undefined) return false
  const between = part.slice(part.indexOf(institution) + institution.length, part.lastIndexOf(title))
  return /\p{Script=Han}/u.test(between.replace(/\([^)]*\)/gu, '').replace(GENERIC, ''))
}

function toInstitution({ text }: Office, { prefix, title }: Title): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '').slice(0, -(prefix + title).length)
}

/** Tells whether an office holds most of a description's words, so that the description may mean it. */
export function resemblesOffice(description: Office, office: Office): boolean {
  return shareOfPairs(description, office) >= MIN_SHARE && !contradicts(description, office)
}

/** Finds the holders of the offices that a description names. */
export function findNamedHolders<T>(index: OfficeIndex<T>, description: Office): T[] {
  const candidates = listHolding(index, description.text)
  return candidates.flatMap(({ office, holders }) => (namesOffice(description, office) ? holders : []))
}

/** Tells whether a description names an office in full or abbreviated. */
export function namesOffice(description: Office, office: Office): boolean {
  if (contradicts(description, office)) return false
  return (
    standsIn(description, office) ||
    (!FULL_NAME.test(description.text) &&
      office.text.split(/[，,、]/u).some((part) => isShortFor(description.text, part)))
  )
}

/** Tells whether an office holds a description from the start of a word on: 电大 is not in 重庆邮电大学. */
function standsIn({ text }: Office, office: Office): boolean {
  const place = office.text.indexOf(text)
  return place >= 0 && wordStartsOf(office).has(place)
}

/** Tells whether the characters of an abbreviation occur in their order: 医科大 for 重庆医科大学. */
function isShortFor(short: string, long: string): boolean {
  let place = -1
  return (
    short.length >= SHORTEST_SHORT && [...short].every((character) => (place = long.indexOf(character, place + 1)) >= 0)
  )
}

function shareOfPairs(description: Office, office: Office): number {
  const pairs = pairsOf(description)
  return pairs.length < MIN_PAIRS ? 0 : pairs.filter((pair) => office.text.includes(pair)).length / pairs.length
}

const properNamesOf = memoize(({ text }: Office) => text.match(PROPER_NAME) ?? [])
const titleOf = memoize(({ text }: Office) => toTitle(text))
const wordStartsOf = memoize(({ text }: Office) => new Set(Array.from(SEGMENTER.segment(text), ({ index }) => index)))
/** Pairs and words; a single character of one office stands in many others. */
const pairsOf = memoize(({ text: folded }: Office) =>
  toTerms(folded).flatMap(({ text }) => (isSingle(text) ? [] : [text])),
)
const termsOf: (office: Office) => ReadonlySet<string> = memoize((office: Office) => new Set(pairsOf(office)))
