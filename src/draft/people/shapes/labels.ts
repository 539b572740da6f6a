import { LATIN_NAME, PARTICLES, isHanName, isLikeWord, isNameByPlace, toTitleAtEnd } from './names.ts'
import { type Person, parsePerson } from './person.ts'
import { type ReadBlock, toPlain } from './reading.ts'
import { HONORED_STOP, MIXED_STOP } from './stop-labels.ts'

/** What stands before a colon at the start of a paragraph and tells whose words follow. */
export interface Label {
  readonly kind: 'question' | 'answer' | 'role' | 'person'
  /** The characters of the paragraph that the label takes, with its colon and the blanks behind it. */
  readonly end: number
  /** The words of the label alone. */
  readonly words: string
  readonly person?: Person | undefined
  /** In what part the person speaks: 主席, 主持人, Moderator. */
  readonly role?: string | undefined
}

const LONGEST_LABEL = 80
const HAN_LABEL = /^\s*(?:\*\*)?([^：。！？；“”\n]{1,80})：\s*/u
const BRACKETED = /^\s*[[［【〔]([^\]］】〕。！？\n]{1,40})[\]］】〕]\s*：?\s*/u
const LATIN_LABEL = /^\s*(?:\*\*)?(?:Q\d{1,4}\s+)?([\p{L}\p{N}'’.,&() -]{1,80}?)\s?[:：]\s*(?=\S|$)/u
const HAN_QUESTION =
  /^(?:问|提问|追问|网友|听众|观众|现场提问|Q\d{0,3}|[^，、]{0,24}记者(?:问|提问|\s?\p{Script=Han}{2,4})?|[^，、]{2,20}(?:电视台|通讯社|日报|晚报|早报|新闻网|新闻社|周刊|时报|电台|广播)|媒体[^，]{0,6}|《[^《》]{2,20}》(?:杂志|周刊)?|[^，、]{2,12}(?:新闻|周末|观察|财经|杂志))$/u
/** 网友“小满”： asks under a name of its own. */
const HAN_ASKER = /^\s*(?:网友|网民|观众|听众|读者)\s?[“”\p{L}\p{N}_]{1,16}：\s*/u
const HAN_ANSWER = /^(?:答|回答|答复|A\d{0,3})$/u
const LATIN_QUESTION =
  /^(?:Q\d{0,3}|Question(?: \d{1,3})?|Reporter|Journalist|The press|Interviewer|Press|(?:Male|Female|Audience) \w+)$/iu
const LATIN_ANSWER = /^(?:A\d{0,3}|Answer)$/iu
/** Briefings write Q and a run of blanks. */
const SPACED_QUESTION = /^\s*([QA])(?:\s{2,}|\t|\.\s+)(?=\S)/u
export const HAN_ROLES =
  '主席|主持人|主持|召集委员|会议主席|院长|秘书长|司仪|访谈嘉宾|特邀嘉宾|本期嘉宾|对话嘉宾|受访嘉宾|嘉宾|受访者|受访专家|被访者|被采访者|采访对象|访谈对象|访谈人|对话人|发布人|主讲人|主讲|' +
  '发言人|新闻发言人|与会专家|专家|出席领导|出席嘉宾|出席人员|列席人员|列席官员|出席委员|列席委员|与会嘉宾|与会人员|点评嘉宾|圆桌嘉宾|讲者|讨论嘉宾|证人|列席|出席|会议主持人|会议主持|召集人|[出列]席(?:代表|议员|单位|机关|专家学者|学者专家|专家|学者)|(?:政府|机关|部会)代表|(?:应询|参会|与会|到会|参加|答复)人员'
const HAN_ROLE = new RegExp(`^(?:${HAN_ROLES})$`, 'u')
const HAN_ROLE_WITH_NAME = new RegExp(`^(${HAN_ROLES})[\\s（]*([^（）]{2,30})）?$`, 'u')
export const LATIN_ROLES =
  'The Chair|Chair|Chairman|Chairwoman|The Chairman|The Chairwoman|The Chairperson|Chairperson|Moderator|Host|Guests?|Speakers?|Panell?ists?|Participants|Interviewee|The Speaker|The President|Witness(?:es)?|(?:[\\p{L}-]+ ){1,3}present|Members|Present|In attendance|Attendees|Panel|Operator|Presenter|Facilitator|In the Chair|Chaired by|Presiding'
const LATIN_ROLE = new RegExp(`^(?:${LATIN_ROLES})$`, 'iu')
const HONORED = new RegExp(
  String.raw`^(?:Mr|Mrs|Ms|Miss|Dr|Prof|Rep|Sen|Col|Gen|Capt|Lt|Adm|Gov|Hon|Cllr|Rev|Professor|Sir|Dame|Lord|Lady|Baroness|Senator|Secretary|Minister|Chairman|Chairwoman|President|Director|Commissioner|Councillor|Representative|Governor|Mayor|Judge|General|Ambassador|Admiral|Justice|Vice President|Deputy \w+)\.? (?:(?:${PARTICLES}) ){0,2}\p{Lu}[\p{L}'’-]+(?: (?:(?:${PARTICLES}) ){0,2}\p{Lu}[\p{L}'’-]+){0,2}$`,
  'iu',
)
const OFFICE_ALONE =
  /^(?:The )?(?:(?:Prime |Deputy |Acting |First )?(?:Minister|Secretary|Director|Mayor|Premier|Commissioner|President|Chancellor)|Chief Executive|Attorney General|Solicitor General)$/u
const LATIN_SPEAKER = new RegExp(String.raw`^${LATIN_NAME}$`, 'u')
const ALL_CAPITALS = /^\p{Lu}[\p{Lu}'’. -]{2,40}$/u

/** Reads the label of a paragraph; undefined where none begins it. */
export function readLabel({ text, plain, isHeading, block, hasStopLabels }: ReadBlock): Label | undefined {
  if (isHeading && block.depth !== undefined) return undefined
  const head = plain.slice(0, 2 * LONGEST_LABEL)
  const asker = HAN_ASKER.exec(head)
  if (asker && /[？?]/u.test(plain))
    return { kind: 'question', end: asker[0].length, words: text.slice(0, asker[0].length).trim().slice(0, -1) }
  const stops = hasStopLabels === true ? [HONORED_STOP, MIXED_STOP] : [HONORED_STOP]
  for (const pattern of [BRACKETED, HAN_LABEL, LATIN_LABEL, ...stops, SPACED_QUESTION]) {
    const found = pattern.exec(head)
    const start = found?.[1] === undefined ? -1 : found[0].indexOf(found[1])
    if (!found || start < 0) continue
    const words = { text: text.slice(start, start + (found[1]?.length ?? 0)), plain: (found[1] ?? '').trim() }
    const label = toLabel({ text: words.text.trim(), plain: words.plain }, found[0].length)
    if (label) return label
  }
  return undefined
}

function toLabel(words: { text: string; plain: string }, end: number): Label | undefined {
  const plain = words.plain.replace(/^(\p{Script=Han})\s+(\p{Script=Han})$/u, '$1$2')
  const base = { end, words: words.text }
  if (HAN_QUESTION.test(plain) || LATIN_QUESTION.test(plain)) return { ...base, kind: 'question' }
  if (HAN_ANSWER.test(plain) || LATIN_ANSWER.test(plain)) return { ...base, kind: 'answer' }
  if (HAN_ROLE.test(plain) || LATIN_ROLE.test(plain)) return { ...base, kind: 'role', role: words.text }
  const withName = HAN_ROLE_WITH_NAME.exec(words.plain)
  if (withName?.[1] !== undefined && withName[2] !== undefined) {
    const start = words.plain.lastIndexOf(withName[2])
    const inner = { text: words.text.slice(start, start + withName[2].length), plain: withName[2] }
    const person = parsePerson(inner)
    if (person) return { ...base, kind: 'person', person, role: words.text.slice(0, withName[1].length) }
  }
  const said = /(?:[说问]|回?答|回应|表示|指出)$/u.exec(plain)?.[0].length ?? 0
  const person = toSpeaker({
    text: words.text.slice(0, words.text.length - said),
    plain: plain.slice(0, plain.length - said),
  })
  return person && { ...base, kind: 'person', person }
}

/** 张三（黄坪村养蜂户）： whatever stands there is what the page says of the person. */
const INSIDE = /[（(]([^（）()]{2,40})[）)]$/u
const NO_OFFICE = /^[左中右前后]|化名|音译?$|图$|视频|连线|\d/u

/** Reads the person whom a label names; a label that is a word or a kind of thing names none. */
function toSpeaker(words: { text: string; plain: string }): Person | undefined {
  const { text, plain } = words
  if (/\p{Script=Han}/u.test(plain)) {
    const person = parsePerson({
      text: text.replace(/[（(][^（）()]*[）)]$/u, '').trim(),
      plain: plain.replace(/（[^（）]*）$/u, '').trim(),
    })
    const inParentheses = parsePerson(words)
    const [, inside = ''] = INSIDE.exec(text) ?? []
    // 元志华（某局局长）：, whatever the surname.
    if (toTitleAtEnd(toPlain(inside)) !== '' && /^\p{Script=Han}{2,4}（[^（]+）$/u.test(plain))
      return inParentheses ?? { name: text.slice(0, text.search(/[（(]/u)), office: inside, isBare: false }
    const told =
      person?.isBare === true && inside.length > 2 && !NO_OFFICE.test(toPlain(inside))
        ? { ...person, office: inside, isBare: false }
        : person
    const found = inParentheses && !inParentheses.isBare ? inParentheses : told
    if (!found) return /\s/u.test(plain) ? undefined : toTitled(text, plain)
    const key = plain.replace(/\s/gu, '')
    return found.isBare && isHanName(key) && isLikeWord(key) ? undefined : found
  }
  const bare = text.replace(/\s*\([^()]*\)/gu, '').trim()
  if (HONORED.test(bare) || LATIN_SPEAKER.test(bare)) return { name: bare, isBare: true, ...officeOf(text, bare) }
  if (OFFICE_ALONE.test(bare)) return { name: bare, isBare: true }
  if (ALL_CAPITALS.test(bare) && bare.split(' ').length <= 4) return { name: bare, isBare: true }
  const person = parsePerson({ text: bare, plain: bare })
  return person && !person.isBare ? person : undefined
}

/** 笪建国委员, 新闻中心负责人: a name before a title, whatever the surname, or nothing but an office. */
function toTitled(text: string, plain: string): Person | undefined {
  const title = toTitleAtEnd(plain)
  const name = plain.slice(0, plain.length - title.length)
  if (title === '' || plain.length <= 2) return undefined
  if (name.length < 2 || !isNameByPlace(name) || (name.length === 2 && !isHanName(name)))
    return { name: text, isBare: true }
  return { name: text.slice(0, name.length), office: text.slice(name.length), isBare: false }
}

function officeOf(text: string, bare: string): { readonly office?: string } {
  const [, inside] = /\(([^()]{2,80})\)/u.exec(text.slice(bare.length)) ?? []
  return inside !== undefined &&
    (toTitleAtEnd(inside) !== '' || /\b(?:director|minister|professor|officer|chair|head|manager)\b/iu.test(inside))
    ? { office: inside }
    : {}
}

/** Makes the writings of one role equal: The CHAIR, Chairman and Chair; 主持 and 主持人. */
export function toRoleKey(plain: string): string {
  const role = plain.replaceAll(/\s/gu, '').toLowerCase().replace(/^the/u, '')
  if (/^(?:chair(?:man|woman|person)?|inthechair|chairedby|presiding)$/u.test(role)) return 'chair'
  return /^(?:会议)?主持人?$/u.test(role) ? '主持人' : role.replace(/^会议(?=主席)/u, '')
}
