/**
 * What a folded query asks for by its wording: who someone is, who took part, what the reporters asked, what someone
 * said, or anything else (`content`).
 */
export type Intent = 'identity' | 'participants' | 'questions' | 'statements' | 'content'

/** Verbs that ask for someone's words. */
export const SAYING_VERBS: readonly string[] = '说|讲|谈|提|建议|主张|强调|表示|认为|评价|指出|呼吁'.split('|')
/** Nouns for someone's words. */
const OPINION_NOUNS: readonly string[] = '观点|看法|意见|想法|态度'.split('|')

const anyOf = (...patterns: string[]) => new RegExp(patterns.join('|'), 'gu')

/** Asks for a name. */
const WHO_IS = [
  '谁是',
  '是谁',
  '(?:是)?哪一?位(?:是)?',
  '何许人',
  '是什么人',
  '是啥人',
  '谁啊',
  '谁呀',
  '叫什么',
  '叫啥',
  '姓什么',
  '名字',
  "\\bwho(?:'s| is| was)\\b",
]
/** Asks for an office or an employer. */
const WHAT_IS = [
  '(?:什么|啥)(?:职务|职位|身份|头衔|来头|官|级别)',
  '(?:在|是|来自|属于|就职于|任职于)?(?:哪|什么)(?:个|家|所)?(?:单位|公司|大学|学校|医院|机构|部门|企业|媒体|报社|报纸)',
  '在哪(?:里|儿|个单位|家单位)?(?:工作|上班|任职)',
  '(?:是)?(?:干|做)(?:什么|啥|嘛)的',
  '担任什么',
  '任什么职',
  '介绍一下',
  '介绍下',
  '简介',
  '一把手',
  '职务',
  '身份',
  '\\bwhat is .{0,20}\\b(?:title|position|job|office)\\b',
]
const IDENTITY = anyOf(...WHO_IS, ...WHAT_IS)
/** Asks for a name; "who presided" does so by its verb alone. */
const NAME_ASKED = anyOf(...WHO_IS, '谁(?:来|在|给)?主持', '\\bwho (?:hosted|moderated|hosts|moderates)\\b')
/** Words that join. */
const JOINERS = '[、和与跟及同]|以及|分别|各自|一起'
/** What a query for a person may also contain. */
const IDENTITY_FILLER = anyOf(
  JOINERS,
  '[的是吗呢啊呀吧请在他她那个所上了]',
  '什么|啥|工作|单位|头衔|现任|目前|现在|到底|究竟|一下|介绍|那位|这位|这个人|那个人|先生|女士|委员|代表|老师|查|聊',
  '\\b(?:and|the|he|she|his|her)\\b',
)

/** Words for the occasion itself. */
const OCCASION_WORDS =
  '这次|本次|今天|此次|这场|这篇|本文|圆桌会?|座谈会?|访谈|会议?|论坛|活动|文章|报道|讨论|记者|一共|总共|里面?|[都有的了中上是过在来]'
const OCCASION = anyOf(
  OCCASION_WORDS,
  '发言|出席|与会|参加|采访',
  '\\b(?:in|the|at|this|round-?table|discussion|article|interview)\\b',
)
const WHO = '(?:谁|哪些人|什么人|哪几位|几位|几个人|多少人|(?:哪些|多少|几位)?嘉宾|哪些代表|哪些委员|哪些专家)'
const TAKING_PART = '(?:参加|参与|出席|受访|接受了?采访|访谈|座谈|发言|发了言|发过言|说了话|与会|到场|在场|来了)'
/** Only words for the occasion may stand between: who took part in something else is another question. */
const BETWEEN = `(?:${OCCASION_WORDS}){0,4}`
const PARTICIPANTS = anyOf(
  `${WHO}${BETWEEN}${TAKING_PART}`,
  `(?:${TAKING_PART}|采访)${BETWEEN}(?:${WHO}|有哪些|名单)`,
  '嘉宾(?:名单|是谁|有谁|都有谁|有哪些)',
  '有?(?:哪些|多少|几位)(?:嘉宾|发言人|代表委员)',
  '(?:参会人员|与会者|参加者|发言人)(?:名单|是谁|都?有谁|都?有哪些)',
  '(?:这次|会|文章|报道)里?都?有谁',
  '^\\s*都有谁',
  '\\bwho (?:took part|participated|attended|spoke)\\b',
  '\\bwho (?:are|were) the (?:guests|participants|speakers|experts)\\b',
  '\\blist of (?:guests|participants|speakers)\\b',
)

/** Asks for the reporters' questions. */
const QUESTIONS = anyOf(
  '(?:记者|主持人|报社|报纸|报道|文章)里?(?:[都一共总共分别到底]*)问(?:了|过|到)?(?:些)?(?:什么|啥|哪些|哪几个|几个|多少)?(?:个|道)?(?:问题|题目)?',
  '(?:记者|主持人|报社|报纸|报道|文章)里?(?:[都一共总共分别到底]*)提(?:了|过|出)?(?:些)?(?:什么|啥|哪些|哪几个|几个|多少)(?:个|道)?(?:问题|题目)',
  '(?:哪些|哪几个|几个|多少)个?(?:提问|问题)(?:被问|是记者问的)?',
  '(?:提问|问题)(?:清单|列表|有哪些|都?是什么)',
  '\\bwhat (?:questions )?(?:did|does|do|were) (?:the )?(?:reporters?|journalists?|hosts?|moderators?|paper)?\\s*(?:ask|asked)\\b',
  '\\bquestions (?:were )?asked\\b',
  '\\blist of questions\\b',
)

const STATEMENTS = anyOf(
  JOINERS,
  `都?(?:${SAYING_VERBS.join('|')}|介绍)(?:了|过|到)(?:些)?`,
  `都?(?:${SAYING_VERBS.join('|')})(?:些)?`,
  ...OPINION_NOUNS,
  '发言|对此|[的有他她]',
  '\\bwhat (?:did|does|has)\\b',
  '\\b(?:say|said|think|suggest|propose)\\b',
)
const WORDS_ASKED = anyOf(
  ...SAYING_VERBS,
  ...OPINION_NOUNS,
  '觉得|希望|怎么看|如何看|看待',
  '回应|回答|答复|答应|承诺|透露|宣布|解释|坦言|直言|声明|声称|告诉|反驳|批评|赞成|反对',
  '\\b(?:say|said|think|thought|tell|told|talk|speak|spoke|suggest|propose|opinion|view|argue|claim|explain)(?:e?[ds])?\\b',
  '\\b(?:mention|comment|recommend|believe|announce|promise|answer|reply|replie|respond)(?:e?[ds])?\\b',
)
const ASKING =
  /什么|哪些|哪几[条点句个]|几[条点句个]|怎么|怎样|如何|一共|总共|全部|所有|一条条|逐条|逐一|都|给我|看看|列出来?|列一?[下列]|列全|列|一下|出来|把|全|话|[啥咋吗呢看提说讲过了的]/gu

/** Greetings, thanks and assent: a text of nothing else asks nothing. */
const POLITE = anyOf(
  '收到|好的|好吧|明白了?|知道了?|了解了?|辛苦了?|厉害了?|谢谢你?|谢啦|多谢|感谢|你好|您好|大家好|早上好|晚上好|再见|在吗|不错|真好用|原来如此|可以的?|支持|不是|666|\\+1',
  '[哈嗯哦呵嘿赞牛对好行是]+',
  '\\b(?:ok|okay|hi|hello|hey|thanks|thank you|bye|lol)\\b',
)
/** Asks, among other things, for someone's present office or employer. */
const WHO_ONE =
  /^\s*(?:先生|女士|委员|代表)?\s*(?:是谁|谁啊|是什么人|何许人)(?=$|[^\p{Script=Han}]|[啊呀呢])|(?:什么|啥)(?:职务|职位|身份|头衔|来头)|(?:哪|什么|啥)(?:个|家)?(?:单位|公司|医院|机构|部门|企业|媒体|报社)|看(?:什么|啥)科?病?的?(?:大夫|医生)?|哪个?党派|在哪(?:里|儿|个|家|所)?(?:大学|学校|单位)?(?:上班|工作|教书|任教|任职)|当的?(?:什么|啥)官|[干做](?:什么|啥)的|担任|是.{0,6}(?:医生|大夫|教授|代表|委员)(?:吗|么|$)/u
/** Asks for a former office instead. */
const FORMER = /之前|以前|原来|曾经|毕业|导师|同学|老家/u
const NOT_WORDS = /[^\p{L}\p{N}]+/gu

/**
 * Reads from its wording what a query asks for. Participants, questions, statements and the identity of named people
 * are asked for only by a query that contains nothing else.
 *
 * @param rest the folded query without the names of speakers
 */
export function toIntent(rest: string, namesSomeone: boolean): Intent {
  if (rest.search(PARTICIPANTS) >= 0 && isBare(rest, PARTICIPANTS, OCCASION)) return 'participants'
  if (rest.search(QUESTIONS) >= 0 && isBare(rest, QUESTIONS, OCCASION, ASKING)) return 'questions'
  if (!namesSomeone) return rest.search(NAME_ASKED) >= 0 ? 'identity' : 'content'
  if (isBare(rest, IDENTITY, IDENTITY_FILLER) && !/介绍[了过]/u.test(rest)) return 'identity'
  return isBare(rest, STATEMENTS, ASKING, /一/gu) ? 'statements' : 'content'
}

/** Tells whether a query asks for someone's own words rather than for what is said about them. */
export function asksForWords(rest: string): boolean {
  return rest.search(WORDS_ASKED) >= 0
}

/** Tells whether a query that names someone asks, among other things, for their present office. */
export function asksWhoOne(rest: string): boolean {
  return rest.search(WHO_ONE) >= 0 && !FORMER.test(rest)
}

/** Asks what somebody says or thinks, whom the query may call by an institution. */
export const SOMEBODY_SAYS = /怎么看|怎么讲|咋看|咋说|如何看|建议|主张|提出|希望|认为|觉得|呼吁/u

/** Finds the verb by which a query asks for a wish or an opinion: 建议, 主张. */
export function findSayingVerb(rest: string): string | undefined {
  return /建议|主张|呼吁|希望|强调|认为/u.exec(rest)?.[0]
}

/** Blanks the words that ask for a name, so that the description of an office is left. */
export function blankIdentityWords(folded: string): string {
  return folded.replace(IDENTITY, ' ').replace(/那位|这位|哪位|那个|这个|[谁的是]/gu, ' ')
}

/** Tells whether a folded text asks for anything; greetings, thanks and emoji do not. */
export function saysSomething(folded: string): boolean {
  return !isBare(folded, POLITE, ASKING, /请问|想问|问一下/gu)
}

function isBare(text: string, ...without: RegExp[]): boolean {
  return without.reduce((left, pattern) => left.replace(pattern, ''), text).replace(NOT_WORDS, '') === ''
}
