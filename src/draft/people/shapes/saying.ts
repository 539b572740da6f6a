/** Verbs and turns by which a page gives somebody's words, in Simplified characters; a word that only begins so is none. */
const HAN_VERBS =
  '说(?![明法服起不辞])|表示|认为|指出|强调|介绍|建议(?!书)|告诉|坦言|直言|透露|称(?![为赞号职谓呼])|提出|呼吁|解释|分析(?!师|报告)|补充|回应(?!了)|回答(?!了)|答复(?!了)|答道|' +
  '看来|判断|预计|预测|谈到|谈道|谈及|谈起|提到|提及|讲到|讲道|讲述|感叹|感慨|总结|评价|希望|主张|相信|觉得|提醒|期待|写道|笑言|反问|问道|承认|否认|宣布|宣称|重申|提议|警告|质疑|批评|' +
  '回忆|叮嘱|倡议|建言|阐述|阐释|表态|坦承|戏称|解读|声明|申明|抱怨|痛批|怒批|疾呼|喊话|反驳|澄清|推测|估计|估算|断言|劝告|疑问|质询|追问|讲(?![话座究解堂述])|道(?=[，：])|' +
  '表达|归纳|剖析|点评|举例|披露|自豪地说|认定|确信|深信|担忧|担心|忧虑|声称|辩称|供称|主动谈|笑称|指(?=[，：出])|道出|深表'
/** Verbs that tell what somebody thinks or sees, and may as well tell of a deed. */
const HAN_STANCES = '赞同|同意|看到|注意到|感到|深知|深感|发现|欣慰|共鸣'
/** 张三提出的方案 tells of a plan, and 被认为 of what others think. */
const NO_SAYING_AFTER = '(?!的(?!是)|书|会议|权|信|者|人)'
const HAN_SAYING = new RegExp(`(?<![被所未不没据])(?:${HAN_VERBS})${NO_SAYING_AFTER}`, 'gu')
const HAN_STANCE = new RegExp(`(?:${HAN_STANCES})${NO_SAYING_AFTER}`, 'gu')

/** English verbs of saying in the forms that reports use. */
const LATIN_VERBS =
  'said|says|told|tells|added|adds|noted|notes|explained|explains|argued|argues|warned|warns|stressed|stresses|suggested|suggests|' +
  'stated|states|announced|announces|acknowledged|acknowledges|admitted|admits|insisted|insists|claimed|claims|replied|replies|' +
  'recalled|recalls|wrote|writes|concluded|concludes|emphasi[sz]ed|emphasi[sz]es|recommended|recommends|observed|observes|predicted|predicts|' +
  'urged|urges|continued|agreed|agrees|believes|believed|testified|commented|remarked|responded|called for|calls for|pointed out|points out|' +
  'estimates|estimated|cautioned|conceded|reiterated|declared|asked|asks|thinks|thought|hopes|hoped|joked|countered|proposed|proposes'
export const LATIN_SAYING = new RegExp(String.raw`\b(?:${LATIN_VERBS})\b`, 'gu')
const LATIN_ADVERBS = String.raw`(?:(?:\p{Ll}+ly|also|then|later|has|had|have|further|once|recently|however,|too) ){0,3}`

/** What may stand between a person and the verb: 在接受采访时, 对记者, 进一步. */
const HAN_GAP = '[^，。；！？：“”\\n]{0,28}?'
/** What tells after a person that somebody else is meant, or that the person only owns something. */
const NO_SUBJECT_AFTER = /^(?:的|等|们|之|被(?![追询提]?问)|所|提出的|建议的|[、，]?(?:代表|委员)们|主持(?!人))/u
/** What tells before a person that others speak to him, or ask or see him. */
const OBJECT_BEFORE =
  /(?:[对向给跟替请让问找]|告诉|采访|专访|询问|邀请|拜访|会见|指着|看着|引进|感谢|祝贺|联系|代表|授予|任命|支持|反对|同意|赞同)(?:了|到|过)?$|(?:^|[，。；！？“”\s])(?:与|和|同|跟)$/u

const SAYS_AFTER = new RegExp(`^${HAN_GAP}(?<![被据])(?:${HAN_VERBS})${NO_SAYING_AFTER}`, 'u')
const IS_OF_OPINION = /^(?:的(?:看法|观点|想法|建议|回答|话|说法|判断|意见)(?:是|说|来说|来讲|，)|看来|眼中|眼里)/u
/** A verb that begins a later clause of the sentence has the subject of the sentence: 他深知不易，建议要…. */
const SAYS_IN_A_LATER_CLAUSE = new RegExp(
  `^[^。；！？：“”\\n]{1,80}，(?:并|还|也|他|她|同时|因此|所以|于是|进而|随即|随后){0,2}(?<![被据])(?:${HAN_VERBS})${NO_SAYING_AFTER}`,
  'u',
)
const COLON_AFTER = /^[^。；！？“”\n]{0,24}：\s*“/u
/** 给出了一组数据：, 算了一笔账： */
const LEADS_TO = /^[^，。；！？“”\n的]{2,16}：(?!$)/u
const STANCE_AFTER = new RegExp(`^${HAN_GAP}(?:${HAN_STANCES})${NO_SAYING_AFTER}`, 'u')
const PRONOUN_SAYS = new RegExp(
  `(?:^|[，。；！？”\\n]|同时|此外|对此|为此)(?:他|她|其|前者|后者|该[^，。]{1,6})(?![们的])(?:[^，。；！？：“”的\\n]{0,16}?)(?<![被据])(?:${HAN_VERBS})${NO_SAYING_AFTER}`,
  'u',
)
const LATIN_PRONOUN_SAYS = new RegExp(
  String.raw`\b[Hh]e ${LATIN_ADVERBS}(?:${LATIN_VERBS})\b|\b[Ss]he ${LATIN_ADVERBS}(?:${LATIN_VERBS})\b|[,”"] ?(?:${LATIN_VERBS}) s?he\b`,
  'u',
)
const UNNAMED =
  '负责人|有关人士|人士|专家|官员|工作人员|学者|市民|居民|村民|网友|家长|学生|代表|委员|医生|发言人|业主|员工|商户|分析师|员|们'
const UNNAMED_SAYS = new RegExp(`(?:${UNNAMED})${HAN_GAP}(?<![被据])(?:${HAN_VERBS})${NO_SAYING_AFTER}(?!。)`, 'gu')
const LATIN_UNNAMED_SAYS = new RegExp(
  String.raw`\b(?:officials?|experts?|spokes(?:man|woman|person)|residents?|analysts?|researchers?|critics|sources?|employees?|authors?) ${LATIN_ADVERBS}(?:${LATIN_VERBS})\b`,
  'u',
)
/** Jane Doe of the University of Easton. */
export const LATIN_ORIGIN = String.raw`(?: (?:of|from|at|with|for) (?:the )?\p{Lu}[\p{L}’'&.-]{1,30}(?: (?:(?:of|the|and|for|in|at|&|on) ){0,2}\p{Lu}[\p{L}’'&.-]{0,30}){0,8})?`
const LATIN_APPOSITION = String.raw`${LATIN_ORIGIN}(?:, [^.;“”\n]{2,140},| \([^()\n]{2,80}\))?`
const LATIN_SAYS_AFTER = new RegExp(
  String.raw`^${LATIN_APPOSITION},? (?:who )?${LATIN_ADVERBS}(?:(?:${LATIN_VERBS})\b|\p{Ll}{3,12}(?:ed|s) that\b)`,
  'u',
)
/** ," said Keller; he said Keller had left names nobody who speaks. */
const LATIN_SAYS_BEFORE = new RegExp(
  String.raw`(?:[,”"’?!—–-]\s?(?:${LATIN_VERBS})|[Aa]ccording to)(?: (?!(?:that|of|to|about|by|with|for|from|in|on|if|when|how|why|and|as|at|his|her|their|it|he|she|they)\b)\p{Ll}+){0,4}(?: \p{Lu}[\p{L}.]*){0,4} ?$`,
  'u',
)

/** How a text that names a person gives the person's words: in so many words, by a stance, or not at all. */
export type SayingKind = 'says' | 'thinks' | undefined

/** Tells how a text goes on from a Han mention of a person, given before and after it. */
export function toHanSaying(before: string, after: string): SayingKind {
  if (/(?:据|按照?|依|用|在)$/u.test(before) && IS_OF_OPINION.test(after)) return 'says'
  if (IS_OF_OPINION.test(after) && !/^的(?:建议|回答|话)，/u.test(after))
    return /^的.{2}，/u.test(after) ? 'thinks' : 'says'
  if (OBJECT_BEFORE.test(before)) return undefined
  if (NO_SUBJECT_AFTER.test(after)) return undefined
  if (SAYS_AFTER.test(after) || COLON_AFTER.test(after)) return 'says'
  if (SAYS_IN_A_LATER_CLAUSE.test(after)) return 'says'
  return STANCE_AFTER.test(after) || LEADS_TO.test(after) ? 'thinks' : undefined
}

/** Tells how a text goes on from a Latin mention of a person. */
export function toLatinSaying(before: string, after: string): SayingKind {
  if (/^['’]s\b/u.test(after)) return undefined
  if (LATIN_SAYS_AFTER.test(after)) return 'says'
  return LATIN_SAYS_BEFORE.test(before) && !/\b(?:told|tells|asked|asks|urged|urges|warned|thought) ?$/u.test(before)
    ? 'says'
    : undefined
}

/** Tells whether a pronoun speaks in a text. */
export function hasPronounSaying(plain: string): boolean {
  return PRONOUN_SAYS.test(plain) || PRONOUN_LEADS_TO.test(plain) || LATIN_PRONOUN_SAYS.test(plain)
}

/** 她算了一笔账：…. */
const PRONOUN_LEADS_TO = /(?:^|[，。])(?:他|她)(?!们)[^，。；！？：“”\n的]{2,16}：(?!$)/u

const STARTS_SAYING = new RegExp(`^(?<![被据])(?:${HAN_VERBS})`, 'u')

/** Tells whether a text begins with a Han verb of saying. */
export function startsSaying(plain: string): boolean {
  return STARTS_SAYING.test(plain)
}

/** Tells whether a text has any verb of saying. */
export function hasSayingVerb(plain: string): boolean {
  return plain.search(HAN_SAYING) >= 0 || plain.search(LATIN_SAYING) >= 0
}

/** Lists where somebody speaks of whom only a kind is told: 有关负责人表示. */
export function listUnnamedSayings(plain: string): number[] {
  const latin = LATIN_UNNAMED_SAYS.exec(plain)
  return [...[...plain.matchAll(UNNAMED_SAYS)].map(({ index }) => index), ...(latin ? [latin.index] : [])]
}

/** Finds the verbs of saying in a Han text. */
export function findHanVerbs(plain: string): RegExpExecArray[] {
  return [...plain.matchAll(HAN_SAYING), ...plain.matchAll(HAN_STANCE)].toSorted((a, b) => a.index - b.index)
}

/** Finds the verbs of saying proper, which a stance is not. */
export function findHanSayings(plain: string): RegExpExecArray[] {
  return [...plain.matchAll(HAN_SAYING)]
}

const REPORTS = new RegExp(`(?<![被据提])(?:${HAN_VERBS})[，：]`, 'u')

/** Tells whether what is said follows a verb of saying: 该处回复本报称，…; English has no verb without it. */
export function hasReport(plain: string): boolean {
  return REPORTS.test(plain) || plain.search(LATIN_SAYING) >= 0
}
