import { isSingle, toTerms } from '../../text/terms.ts'
import { holdsTitle, toTitle } from './titles.ts'

/**
 * The share of a description's pairs that an office must hold. At 0.6 「重庆大学校长」 would be 重庆邮电大学's;
 * what describes an office rightly lacks a joint: of 「民政局局长」 「民政局党组书记、局长」 holds three in four.
 */
const OFFICE_COVER = 0.75
/** A single pair is a bare title, which anybody may hold. */
const MIN_PAIRS = 2

/** Names of places that tell one institution from its like elsewhere. */
const PLACES =
  '中国|北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|' +
  '华东|华南|华北|华中|东北|西北|西南|东南|南京|苏州|杭州|宁波|广州|深圳|武汉|成都|西安|长沙|郑州|济南|青岛|合肥|南昌|福州|厦门|沈阳|大连|长春|哈尔滨|石家庄|太原|兰州|西宁|昆明|贵阳|南宁|海口|乌鲁木齐|拉萨|银川|呼和浩特|无锡|佛山|东莞|珠海'
/** What must stand in an office as it is where a description has it: a place, a district, a university or hospital by its name. */
const TELLING = new RegExp(
  String.raw`\p{Script=Han}{2,10}?(?:大学|学院|医院)|\p{Script=Han}{2,3}[省市区县州]|${PLACES}`,
  'gu',
)

/** Tells whether a description names a place or an institution that an office has not: 万州区 is not 开州区. */
export function contradicts(description: string, office: string): boolean {
  return [...description.matchAll(TELLING)].some(([name]) => !office.includes(name))
}

/** Tells whether an office is the one that a description means. Both are folded. */
export function isOffice(description: string, office: string): boolean {
  if (contradicts(description, office)) return false
  const terms = [...toTermSet(description)]
  const held = toTermSet(office)
  const covers = terms.filter((term) => held.has(term)).length >= terms.length * OFFICE_COVER
  const title = toTitle(description)
  // What an institution's name begins with tells it from its like: 商务局 from 港务局.
  const [beginning = ''] = terms
  return (
    terms.length >= MIN_PAIRS && covers && held.has(beginning) && (title === undefined || holdsTitle(office, title))
  )
}

/** Pairs and words: single characters of one office stand in any other. */
function toTermSet(folded: string): ReadonlySet<string> {
  return new Set(toTerms(folded).flatMap(({ text }) => (isSingle(text) ? [] : [text])))
}
