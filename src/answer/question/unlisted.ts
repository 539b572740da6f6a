import { SAYING_VERBS } from './saying.ts'

/** The usual surnames of one character. */
const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文褚娄'
const NAMED = new RegExp(
  `(?:^|请问|[，,、。？?\\s])([${SURNAMES}](?![董总局处科院校厂工家姓某])\\p{Script=Han}{1,2})(?:怎么[看讲说谈想评]|如何[看评]|咋[看说]|觉得|(?:都|还)?(?:${SAYING_VERBS.join('|')}))`,
  'u',
)
const WORDS = new Intl.Segmenter('zh', { granularity: 'word' })

/**
 * Tells whether a folded query asks what somebody says who is not listed: 刘小刚怎么看, where nobody but 刘小康 is.
 * What the dictionary knows as a word is no name: 高校建议.
 */
export function namesUnlisted(folded: string): boolean {
  const name = NAMED.exec(folded)?.[1]
  return name !== undefined && [...WORDS.segment(name)].every(({ segment }) => segment.length === 1)
}
