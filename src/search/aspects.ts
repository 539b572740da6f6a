/** What a wording asks of its subject, each by the words that ask it, in folded form. Who asks when asks something else than who asks where. */
const ASPECTS = {
  when: /什么时候|啥子?时候|何时|几时|几号|几月|几点|哪天|哪年|哪一年|时间|截止|开始|日期|\bwhen\b|\bdeadline\b|\bwhat time\b/u,
  howLong: /多久|多长|几年|几个月|几天|\bhow long\b/u,
  where: /哪里|哪儿|哪点|在哪|去哪|地址|位置|地方|\bwhere\b|\baddress\b/u,
  why: /为什么|为啥|为何|咋没|怎么没|\bwhy\b/u,
  how: /怎么|怎样|如何|咋|点样|流程|手续|步骤|\bhow (?:to|do|can|does)\b/u,
  amount: /多少|好多|几多|几个|几[万千百块]|几十|金额|数量|多大|几岁|\bhow (?:much|many|old)\b/u,
  whether: /有没有|有没得|有吗|吗\P{L}*$|是不是|能不能|可不可以|\b(?:is|are) there\b/u,
  what: /是什么|是啥|什么意思|\bwhat is\b/u,
  who: /谁|哪位|边个|\bwho\b/u,
} as const

export type Aspect = keyof typeof ASPECTS

// The keys of a table that has every aspect.
const NAMES = Object.keys(ASPECTS) as Aspect[]

/** Lists what a folded wording asks; nothing where it does not say. */
export function toAspects(folded: string): Aspect[] {
  return NAMES.filter((name) => ASPECTS[name].test(folded))
}
