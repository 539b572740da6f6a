/** What a short text leaves to the query and the answer before it. */
export type Continuation =
  /** Another subject in the place of the former one: 那博士后呢. */
  | { readonly kind: 'instead'; readonly subject: string }
  /** Somebody whom a pronoun stands for: 她怎么看; an office that is asked for without a name: 是哪个学校的. */
  | { readonly kind: 'person'; readonly pronoun: string; readonly before: string; readonly after: string }
  /** Something that a pronoun stands for: 这个什么时候开始. */
  | { readonly kind: 'thing'; readonly pronoun: string; readonly after: string }
  /** A question without a subject: 怎么申请. */
  | { readonly kind: 'bare'; readonly text: string }

/** The parts of a query: 青年人才 | 有什么 | 政策. */
export interface QueryParts {
  readonly head: string
  readonly asking: string
  readonly object: string
}

/** UTF-16 units: a longer text says by itself what it is about. */
export const LONGEST_CONTINUATION = 60

const OPENING = String.raw`(?:那么?|然后|还有|换成|(?:and|so|then|but)\b)[\s,，、]*`
const MARKS = String.raw`[\s\p{P}呀啊嘛吧]*`
const ASKING_WORD =
  /什么|啥|怎么|怎样|如何|咋|多少|几|谁|哪|为何|何时|是否|有没有|能不能|会不会|吗|\b(?:what|how|who|whom|when|where|why|which|does|did|is|are|was|can)\b/u
const INSTEAD = [
  new RegExp(
    String.raw`^${OPENING}(?:那个|这个|个)?(?<subject>(?!呢).{1,20}?)(?:的话)?(?:呢|怎么样|又?如何)?${MARKS}$`,
    'du',
  ),
  new RegExp(String.raw`^(?:那个|这个)?(?<subject>(?!呢).{1,16}?)(?:的话)?呢${MARKS}$`, 'du'),
  new RegExp(String.raw`^(?:and\s+|so\s+)?(?:what|how)\s+about\s+(?:the\s+)?(?<subject>.{1,40}?)${MARKS}$`, 'du'),
]
/** Somebody whom the text itself tells of. */
const OWN_PERSON = /[我你]|爸|妈|孩|老人|朋友|同事|亲|[人者员生][\s\p{P}]*$/u
/** UTF-16 units: a longer text tells whom its pronoun means. */
const LONGEST_WITH_PERSON = 24
/** 其他, 吉他 and 维他命 hold no pronoun. */
const HAN_PERSON = String.raw`(?<![其吉维])(?:[他她佢](?![人山乡律])(?:们|哋)?|(?<=^(?:那么?|请问)?[\s,，]*)(?:这|那)(?:个人|一?位|名)(?:先生|女士|委员|代表|专家|教授)?(?=$|[怎说是在有还的对讲谈提认主建什叫为觉呢,，\s])|此人)`
const PERSON = new RegExp(
  String.raw`^(?<before>.{0,8}?)(?<pronoun>${HAN_PERSON}|\b(?:he|she|him|her|his|they|them|their)\b)(?<after>.*)$`,
  'du',
)
const ENGLISH_PERSON = /^(?<before>.{0,30}?)(?<pronoun>\b(?:he|she|him|her|his|they|them|their)\b)(?<after>.*)$/du
const THING =
  /^(?:那么?|请问)?[\s,，]*(?<pronoun>(?:这(?:个|些|项|种|件)?|那(?:个|些|项|种|件))(?:政策|措施|办法|计划|项目|事情?|问题|东西|制度)?|它们?|\b(?:this|that|it)\b|该(?:政策|计划|项目|办法))(?<after>(?!呢)[^\p{P}].*)$/du
/** Nothing but a pronoun. */
const POINTING = /^(?:[这那](?:个|些|项|种|件|样)?|它们?)$/u
const ASKING =
  /(?:都|分别|到底|究竟|一共|总共|目前|现在)*(?:有没有|有(?:什么|啥|哪些|哪几[个项条]|几[个项条名]|多少|何)|是(?:什么|啥|怎么|怎样|如何|多少|不是|否|哪|谁)|怎么(?:看待?|样|办|说|评价)?|怎样|如何(?:看待?|评价)?|咋[看说]?|为什么|为何|什么时候|何时|什么|啥|多少|几(?=[个名位家项条种年月天])|哪[些里个位儿]|谁|能不能|会不会|要不要|对.{1,8}(?:有何|有什么))/du
const LEFT_OVER = /[\s\p{P}的了吗呢啊在对于是]+$/u
/** An office that is asked for without a name. */
const OFFICE_ALONE =
  /^(?:那么?|请问)?(?:又?是|在|来自|属于)(?:哪|什么|啥|干什么|做什么|干啥|干嘛)(?!时候|意思).{0,10}$|^(?:那么?|请问)?(?:什么|啥)(?:职务|职位|身份|头衔|来头|官)$|^(?:哪个|什么)(?:单位|公司|大学|学校|医院|机构|部门)的?$|^(?:做|干)(?:什么|啥|嘛)的$/u
/** A question that names no subject: what it asks for, and a verb. */
const BARE =
  /^(?:那么?|请问)?[\s,，]*(?=.{2,12}$)(?:具体|大概|一共|总共|最后|后来)*(?:是?什么时候|何时|几时|(?:要|有)?多久|(?:要|有)?多少[钱人个家万元]{0,2}|几[个名家年项]|怎么|如何|在?哪里?|在?哪儿|为什么|为何|谁)[\p{Script=Han}]{0,4}$|^(?:when|where|why|how(?: much| many| long)?|who)(?: (?:is|was|did|does|will|it|that|this|so|start|begin|happen|apply|for)){0,4}$/u
const END_MARKS = /^[\s\p{P}]+|[\s\p{P}]+$/gu

/** Reads what a folded text leaves to the query before it; undefined for one that says all by itself. */
export function readContinuation(folded: string): Continuation | undefined {
  const text = folded.replace(END_MARKS, '')
  if (text === '' || text.length > LONGEST_CONTINUATION) return undefined
  const person = (/[a-z]/u.test(text) ? ENGLISH_PERSON.exec(text) : null) ?? PERSON.exec(text)
  const isShort = text.length <= (/[a-z]/u.test(text) ? LONGEST_CONTINUATION : LONGEST_WITH_PERSON)
  if (person?.groups && isShort && !OWN_PERSON.test(person.groups.before ?? ''))
    return { kind: 'person', ...toReference(person.groups) }
  if (OFFICE_ALONE.test(text))
    return { kind: 'person', pronoun: '', before: '', after: text.replace(/^(?:那么?|请问)/u, '') }
  if (BARE.test(text)) return { kind: 'bare', text: text.replace(/^(?:那么?|请问)[\s,，]*/u, '') }
  return readInstead(folded.trim()) ?? readThing(text)
}

function readInstead(text: string): Continuation | undefined {
  for (const pattern of INSTEAD) {
    const subject = pattern.exec(text)?.groups?.subject?.trim() ?? ''
    if (POINTING.test(subject)) return { kind: 'thing', pronoun: subject, after: '' }
    if (subject !== '' && !ASKING_WORD.test(subject)) return { kind: 'instead', subject }
  }
  return undefined
}

function readThing(text: string): Continuation | undefined {
  const { pronoun, after } = THING.exec(text)?.groups ?? {}
  return pronoun === undefined || after === undefined ? undefined : { kind: 'thing', pronoun, after }
}

/** Asks for further words of somebody who is named or meant: 还说了什么. */
const ELSE =
  /^(?:都|就此|对此)?(?:还|另外|此外)(?:有)?(?:说|讲|提|谈|聊|建议|主张|表示|强调|指出)(?:了|过|到|出)?(?:些|点)?(?:什么|啥|哪些|别的|其[他它]的?)?(?:话|建议|观点|看法|意见)?$|^还有(?:什么|啥|哪些|别的|其[他它]的?)(?:话|说法|建议|观点|看法|意见|要说的)?$|^(?:的)?(?:其[他它]|别的|更多)的?(?:话|发言|观点|建议|看法)$/u
const ENGLISH_ELSE =
  /^(?:what|anything)\s+else\s+(?:did|does|has|from|by|was)?\s*(?:say|said|suggest(?:ed)?|propose[ds]?|think|mention(?:ed)?)?$/u

/** Tells whether a folded text, without its pronoun or name, asks for further words of that person. */
export function asksElse(rest: string): boolean {
  const bare = rest
    .replace(/(?:那么?|请问|吗|呢)/gu, '')
    .replace(END_MARKS, '')
    .replace(/\s+/gu, ' ')
  return ELSE.test(bare) || ENGLISH_ELSE.test(bare)
}

/** Cuts a folded query at what it asks by; the head is all of one that asks by nothing. */
export function cutQuery(folded: string): QueryParts {
  const text = folded.replace(END_MARKS, '')
  const match = ASKING.exec(text)
  if (!match) return { head: text, asking: '', object: '' }
  const end = match.index + match[0].length
  return { head: text.slice(0, match.index).replace(LEFT_OVER, ''), asking: match[0], object: text.slice(end) }
}

function toReference({ before = '', pronoun = '', after = '' }: Readonly<Record<string, string>>) {
  return { pronoun, before: before.replace(/^(?:那么?|请问|and |so |then )/u, ''), after }
}
