/** What a folded query is after, as far as its wording tells. */
export type Intent = 'identity' | 'participants' | 'statements' | 'content'

const IDENTITY = new RegExp(
  [
    '是谁', '是哪位', '是哪一位', '何许人', '是什么人', '是啥人', '谁啊', '谁呀', '介绍一下', '介绍下', '简介', '叫什么', '叫啥', '姓什么', '名字',
    '什么职务', '啥职务', '什么职位', '什么身份', '什么头衔', '什么来头', '什么官', '哪个单位', '什么单位', '哪家单位', '哪家公司', '哪个公司', '哪所大学', '哪个大学', '哪家医院', '哪个医院',
    '在哪工作', '在哪里工作', '在哪儿工作', '(?:是)?(?:干|做)(?:什么|啥|嘛)的', '担任什么', '任什么职',
    "\\bwho(?:'s| is| was)\\b", '\\bwhat is .{1,40}\\b(?:title|position|job|office)\\b',
  ].join('|'),
  'gu',
)
const WHO = '(?:谁|哪些人|什么人|哪几位|几位|几个人|多少人|多少嘉宾|哪些嘉宾|哪些代表|哪些委员|哪些专家|嘉宾)'
const TAKING_PART = '(?:参加|参与|出席|受访|采访|访谈|座谈|发言|发了言|发过言|说了话|与会|到场|在场|来了)'
const PARTICIPANTS = new RegExp(
  `${WHO}.{0,8}?${TAKING_PART}|${TAKING_PART}.{0,8}?(?:${WHO}|有哪些|名单)|嘉宾(?:名单|是谁|有谁|都有谁|有哪些)|` +
    '\\bwho (?:took part|participated|attended|spoke)\\b|\\bwho (?:are|were) the (?:guests|participants|speakers|experts)\\b|\\blist of (?:guests|participants|speakers)\\b',
  'gu',
)
const STATEMENTS = /(?:都)?(?:说|讲|谈|提|建议|主张|强调|表示|认为|评价)(?:了|过|到)?(?:些)?|观点|看法|意见|建议|想法|发言|态度|的|有|他|她|对此|\bwhat (?:did|does|has)\b|\b(?:say|said|think|suggest|propose)\b/gu
const ASKING = /什么|哪些|怎么|怎样|如何|啥|吗|呢|看/gu
/** Words that only point at the occasion itself. */
const OCCASION = /发言|出席|与会|这次|本次|今天|此次|这场|圆桌会?|座谈会?|访谈|会议?|论坛|活动|文章|报道|讨论|采访|都|有|的|了|一共|总共|参加|里面?|中|上|是|\b(?:in|the|at|this|round-?table|discussion|article|interview)\b/gu
const NOT_WORDS = /[^\p{L}\p{N}]+/gu

/**
 * Reads what a query asks for from its wording.
 *
 * A query for the participants says nothing besides; one for statements names its speaker and nothing besides.
 *
 * @param rest the folded query without the names of speakers
 */
export function toIntent(rest: string, namesSomeone: boolean): Intent {
  if (rest.search(PARTICIPANTS) >= 0 && isBare(rest, PARTICIPANTS, OCCASION)) return 'participants'
  if (rest.search(IDENTITY) >= 0 || (namesSomeone && isBare(rest))) return 'identity'
  return namesSomeone && isBare(rest, STATEMENTS, ASKING) ? 'statements' : 'content'
}

/** Blanks what only asks for an identity, so that the description of an office is left. */
export function blankIdentityWords(folded: string): string {
  return folded.replace(IDENTITY, ' ').replace(/那位|这位|哪位|那个|这个|谁|的|是/gu, ' ')
}

function isBare(text: string, ...without: RegExp[]): boolean {
  return without.reduce((left, pattern) => left.replace(pattern, ''), text).replace(NOT_WORDS, '') === ''
}
