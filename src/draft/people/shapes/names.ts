import { createIsWordBoundary, segmentWords } from '../../../text/terms.ts'

/** The surnames of nearly all Chinese, in Simplified characters. */
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏' +
  '钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪' +
  '严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳' +
  '裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉' +
  '简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗' +
  '匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺水云昌凤酆皮卿湛禹狄贝茅麻危骆夏瞿经丰养荣羊惠储芮羿麴松段富乌巴弓' +
  '牧隗山宓蓬郗班仰秋伊暴斜厉戎祖束幸韶蓟印宿怀蒲鄂索咸籍能苍双闻莘逄佘佴伯仉佐肖闫付覃仝苏谯逯练邝么代车禤裘缪贲杭诸嵇荀於汲邴钭邰堵雍璩濮寿扈浦农茹宦戈庾暨寇禄阙殴殳蔚厍阚毋乜巢蒯桓平支宣阴劳鱼容慎居满国隆师元亓晁昝訾钮郦綦茆亢况郏腾衡修尚'
/** Surnames that are first of all other words: such a name needs an office before it, or a place where only a name stands. */
const ALSO_WORDS = /^[时都来和能原向位解强双全计经台保代官么水云山花富元修尚况衡平支宣阴劳鱼容慎居满国隆师寿农广习]/u
const COMPOUND_SURNAMES =
  '欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|端木|夏侯|南宫|独孤|长孙|宇文|闻人|西门|呼延|轩辕|澹台|申屠|张廖|高金|范姜|张简|濮阳|鲜于|公冶|太史|钟离|宗政|赫连|淳于|单于|太叔|公羊|仲孙|闾丘|子车|颛孙|司空|司寇|亓官|巫马|公西|漆雕|壤驷|公良|拓跋|夹谷|宰父|谷梁|段干|百里|东郭|羊舌|微生|梁丘|左丘|完颜|纳兰|叶赫|万俟'
/** Characters that begin no given name, and those that end none. */
const NO_GIVEN_NAME =
  /^[的了是们这那它把被就也都还又更等但]|[的了在是有和与及或对从被把就也都还又更这那其他她它们等将会要并但而个者答说称谈问讲访副则]$/u
/** Words for bodies begin like names. */
const NO_NAME = /单位|银行|公司|机关|部门|学校|医院|口罩|项目|党委|支部|管理/u
const SURNAME = new RegExp(`^(?:${COMPOUND_SURNAMES}|[${SURNAMES}])`, 'u')
const COMPOUND = new RegExp(`^(?:${COMPOUND_SURNAMES})`, 'u')

/** What calls a person of whom only the surname is told: 王女士, 李先生, 张某. */
const CALLED_BY_SURNAME = new RegExp(
  `^(?:${COMPOUND_SURNAMES}|[${SURNAMES}])(?:先生|女士|小姐|太太|某某?|大爷|大妈|阿姨|师傅)$`,
  'u',
)
/** Parts of a foreign name in Chinese characters are joined by a dot. */
const FOREIGN_NAME =
  /^(?:\p{Script=Han}{1,4}-)?\p{Script=Han}{1,8}(?:[·•・‧](?:\p{Script=Han}{1,4}-)?\p{Script=Han}{1,8}){1,3}$/u
const LONGEST_HAN_NAME = 4
const LONGEST_FOREIGN_NAME = 30

/** Titles that end an office, or follow a surname; the longer before those that they end with. */
export const TITLES: readonly string[] = (
  '副主任委员|主任委员|总工程师|总经济师|总会计师|总规划师|首席科学家|首席经济学家|首席分析师|首席研究员|高级工程师|特聘教授|' +
  '副总经理|董事长|副董事长|理事长|副理事长|总经理|秘书长|副秘书长|检察长|审判长|研究员|副研究员|发言人|负责人|主持人|召集人|' +
  '召集委员|经济学家|科学家|分析师|工程师|建筑师|会计师|规划师|设计师|律师|教师|导师|药师|技师|讲师|总裁|副总裁|总监|经理|副经理|会长|副会长|校长|副校长|' +
  '院长|副院长|主任|副主任|主席|副主席|主委|副主委|书记|副书记|部长|副部长|次长|局长|副局长|处长|副处长|科长|厅长|副厅长|署长|副署长|' +
  '司长|副司长|市长|副市长|区长|副区长|县长|副县长|省长|副省长|镇长|乡长|村长|厂长|馆长|副馆长|所长|副所长|站长|园长|行长|副行长|台长|社长|' +
  '组长|副组长|队长|副队长|院士|教授|副教授|博士|主编|副主编|总编|医师|医生|护士|法官|检察官|警官|记者|编辑|' +
  '委员|代表|议员|议长|副议长|支队长|大队长|中队长|分局长|课长|股长|立委|总统|总理|副总理|首相|大使|总领事|国务委员|国务卿|司令|将军|学者|专家|顾问|参事|作家|评论员|' +
  '常委|党委书记|创始人|合伙人|干事|专员|助理|秘书|老师|同志|先生|女士|书长|总长|关务长|审议委员|会计长|审计长|主计长|技正|编审|人事长|特首|局座|' +
  '牧民|渔民|农户|职工|店员|摊主|老板|护士长|护理长|护理师|机长|船长|教练|导演|领队|创办人|院士|馆员|队员|职员|店主|村民|居民|市民|学生|家长|司机|店长|业主|农民|工人|校友|志愿者|师傅|支书|班长'
).split('|')
const TITLE_AT_END = new RegExp(`(?:${TITLES.toSorted((a, b) => b.length - a.length).join('|')})$`, 'u')
const TITLE_AT_START = new RegExp(`^(?:${TITLES.toSorted((a, b) => b.length - a.length).join('|')})`, 'u')
/** Titles that anybody may have: they make no office of what stands before a name. */
export const ANYBODYS_TITLE =
  /^(?:先生|女士|同志|老师|代表|委员|专家|学者|店主|村民|居民|市民|学生|家长|司机|店长|业主|农民|工人|校友|志愿者|职员|队员|馆员|牧民|渔民|农户|职工|店员|摊主|老板)$/u
/** The longest title, with its prefix. */
const LONGEST_TITLE = 8

/** A piece of a text, `end` exclusive. */
export interface Place {
  readonly start: number
  readonly end: number
}

/** Tells whether characters have the shape of a Chinese name, or of a foreign one with its dot. */
export function isHanName(plain: string): boolean {
  if (FOREIGN_NAME.test(plain) || CALLED_BY_SURNAME.test(plain)) return true
  if (!/^\p{Script=Han}{2,4}$/u.test(plain) || !SURNAME.test(plain)) return false
  if (NO_NAME.test(plain) || (plain.length > 2 && /[乡镇县市区省]$/u.test(plain))) return false
  const surname = toSurname(plain)
  const given = plain.slice(surname.length)
  return given.length > 0 && given.length <= 2 && !NO_GIVEN_NAME.test(given)
}

/** What stands between an office and a verb, or in a name's place, and is in no name. */
const IN_NO_NAME =
  /[的了着过在是有和与及或对从把被就也都还又更这他她它你我们上下里内后时则亦再将会要并但而很不没已曾向为以于所得地到笑说称指等各每两几]/u

/** 网信办, 居委会: bodies have a name's length. */
const ENDS_A_BODY = /[办局部委厅处科所院社厂店馆站队组团会室公司校]$/u

/** Tells whether characters are a name where only one can stand, whatever the surname: behind an office and a blank. */
export function isNameByPlace(plain: string): boolean {
  if (isHanName(plain)) return true
  if (!/^\p{Script=Han}{2,6}$/u.test(plain) || NO_NAME.test(plain) || IN_NO_NAME.test(plain)) return false
  if (toKindAtEnd(plain) !== '' || ENDS_A_BODY.test(plain)) return false
  const words = segmentWords(plain)
  return words.length > 1 && words.filter(({ segment }) => segment.length > 1).length <= 1
}

/** Tells whether only the surname of somebody is told: a passer-by, whom an editor may leave to the narration. */
export function isCalledBySurname(plain: string): boolean {
  return CALLED_BY_SURNAME.test(plain)
}

/** Tells whether a name may as well be a word, so that it needs an office or a list to be one. */
export function isLikeWord(plain: string): boolean {
  if (FOREIGN_NAME.test(plain) || CALLED_BY_SURNAME.test(plain)) return false
  return ALSO_WORDS.test(plain) || isWord(plain)
}

/** Tells whether a name is a word of the dictionary. */
export function isWord(plain: string): boolean {
  return segmentWords(plain).length === 1
}

export function toSurname(plain: string): string {
  return plain.length > 2 && COMPOUND.test(plain) ? plain.slice(0, 2) : plain.slice(0, 1)
}

/** Finds the title at the end of a text, in its Simplified form; empty where there is none. */
export function toTitleAtEnd(plain: string): string {
  return TITLE_AT_END.exec(plain.slice(-LONGEST_TITLE))?.[0] ?? ''
}

/** Finds the title at the end of a text, or what people are called after their work or kind: 传承人, 大户. */
export function toKindAtEnd(plain: string): string {
  return (
    toTitleAtEnd(plain) ||
    (/\p{Script=Han}{1,3}(?:[员师者手工民士]|大户|[承始头投当候监经业]人)$/u.exec(plain)?.[0] ?? '')
  )
}

/** Finds the title at the start of a text; empty where there is none. */
export function toTitleAtStart(plain: string): string {
  return TITLE_AT_START.exec(plain.slice(0, LONGEST_TITLE))?.[0] ?? ''
}

/** Lists where a name may stand that ends at a place, the longest first. */
export function listNamesEndingAt(plain: string, start: number, end: number): Place[] {
  const found: Place[] = []
  for (let length = Math.min(LONGEST_HAN_NAME, end - start); length >= 2; length--) {
    if (isHanName(plain.slice(end - length, end))) found.push({ start: end - length, end })
  }
  return [...listForeignEndingAt(plain, start, end), ...found]
}

/** 约翰·史密斯: where its first part begins, only what stands before can tell. */
function listForeignEndingAt(plain: string, start: number, end: number): Place[] {
  const from = Math.max(start, end - LONGEST_FOREIGN_NAME)
  if (!/[·•・‧]/u.test(plain.slice(from, end))) return []
  const tail = /(\p{Script=Han}{1,8})(?:[·•・‧]\p{Script=Han}{1,8}){1,3}$/u.exec(plain.slice(from, end))
  const first = (tail?.[1] ?? '').replace(/^.*[请由让邀问的]/u, '').length
  const begin = from + (tail?.index ?? 0) + (tail?.[1]?.length ?? 0) - first
  const places = Array.from({ length: first }, (_, skipped) => ({ start: begin + skipped, end }))
  const titleBefore = (place: Place) => toTitleAtEnd(plain.slice(start, place.start)).length
  const isBegun = (place: Place) =>
    Number(place.start === start || startsBehindWord(plain.slice(start, end), place.start - start))
  return places.toSorted((a, b) => titleBefore(b) - titleBefore(a) || isBegun(b) - isBegun(a))
}

/** 青年卡照·古拉斯: the first part of a strange name is cut into single characters behind the last word. */
function startsBehindWord(text: string, place: number): boolean {
  const dot = text.search(/[·•・‧]/u)
  const word = segmentWords(text.slice(0, dot)).findLast(({ segment }) => segment.length > 1)
  return word !== undefined && word.index + word.segment.length === place
}

/** Tells whether a place is a boundary of the dictionary's words, in a stretch around it. */
export function isBoundary(plain: string, place: number): boolean {
  const from = Math.max(0, place - 8)
  return createIsWordBoundary(plain.slice(from, place + 8))(place - from)
}

/** Names in Latin letters: two words or more that begin with capitals, initials and particles among them. */
const LATIN_WORD = String.raw`(?!(?:OF|THE|AND|FOR|ON|IN|TO|BY|AT|WITH)\b)\p{Lu}[\p{L}'’-]{1,20}`
/** What stands between the parts of a name in small letters. */
export const PARTICLES =
  'de|van|von|der|den|ter|ten|te|het|al|el|bin|binti|bint|ibn|la|le|lo|les|del|della|da|do|das|dos|di|du|des|zu|zum|af|av|ap|ab|ferch|y|e|i|ua'
/** What stands before a name in full without being part of it. */
export const HONORIFICS = 'Mr|Mrs|Ms|Miss|Dr|Prof|Rep|Sen|Hon|Col|Gen|Capt|Lt|Maj|Adm|Gov|Cllr|Rev'
export const LATIN_NAME = String.raw`(?:(?:${HONORIFICS}|Sir|Dame|Lord|Lady)\.? )?${LATIN_WORD}(?: (?:\p{Lu}\.|(?:(?:${PARTICLES}) ){0,2}${LATIN_WORD})){1,5}`
