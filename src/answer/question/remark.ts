/**
 * A text of a few words about an answer: who said it, where it stands, what surrounds it, whether there is more, what it
 * is in another language. What tells more of a passage, and why it was said, can only stand around it.
 */
export type Remark = 'who' | 'source' | 'context' | 'more' | 'translation'

/** Each pattern matches a whole folded text without its `ENDS`. */
const REMARKS: Readonly<Record<Remark, RegExp>> = {
  who: /^(?:请问)?(?:[这那]些?(?:话|句话|段话?)?是?|原话是?|话是|是)?(?:谁|哪一?[位个]|什么人)(?:(?:说|讲|提)(?:的|过)?|的)(?:话)?$|^说(?:这)?话的是(?:谁|哪一?位)$|^who(?:'s| is| was)?\s+(?:said|says|saying|wrote|told)\s+(?:this|that|it|these|so)$|^who(?:'s| is| was)\s+(?:this|that|it)(?:\s+(?:from|by))?$|^by whom$|^(?:发言人|讲话人|speaker|who)$/u,
  source:
    /^(?:请问|求)?(?:这是|这话|这段)?(?:有|的)?(?:出处|来源|原文链接|链接|哪篇文章|哪里说的|哪里?来的|哪儿来的|从哪里?来?的?|(?:这句话?)?出自哪里|出自哪篇文章?|来源链接|哪里看到的|什么文章)(?:是?(?:什么|哪里|哪儿|在哪里?|在哪儿?))?$|^(?:the\s+)?(?:sources?|references?|citations?|link)(?:\s+please)?$|^where(?:'s| is| does| did)?\s+(?:this|that|it)?\s*(?:come\s+)?from$|^what(?:'s| is)\s+the\s+source$/u,
  context:
    /^(?:看看?|看一下|查看)?(?:上下文|前后文|上文|下文|语境|全文|原文|前后怎么说的?|前面说了什么|后面|前文|后文)(?:是什么|在哪里?|在哪儿)?$|^(?:(?:show|see|give)\s+(?:me\s+)?)?(?:the\s+|in\s+|more\s+|full\s+)?context(?:\s+please)?$|^what(?:'s| is)\s+the\s+context$|^(?:the\s+)?full\s+text$|^(?:请|能)?(?:再|更)?(?:说|讲)?(?:得|的)?(?:详细|具体|仔细|细致?|清楚)(?:一?[点些]|一下|说说|讲讲)?(?:说|讲)?$|^(?:展开|细说|多说)(?:说说|讲讲|一?[点些下])?$|^(?:这是)?(?:为什么|为啥|为何|什么原因|原因)(?:这么说)?$|^why(?:'s that| is that| so| not)?$|^(?:more\s+|in\s+)?details?(?:\s+please)?$|^elaborate$/u,
  more: /^(?:还有(?:没有)?(?:什么|哪些)?(?:别的|其[他它]的?|更多的?)?|然后|(?:有没有)?更多的?|再来(?:点|一[条个段])?|继续(?:说|讲)?|下一[条个]|接着(?:说|讲)?|别的|其他的?)$|^(?:(?:any|anything|show|see|read|tell me|is there)\s+)?more(?:\s+please)?$|^(?:anything|what)\s+else$|^next(?:\s+one)?$|^go\s+on$|^continue$|^and\s+then$/u,
  translation:
    /^(?:有|要|用|给个?|翻(?:译)?成|翻译)?(?:英[文语]|中[文语]|英译|译文)(?:版本?|翻译|怎么说)?(?:有吗)?$|^翻译(?:一下|下)?$|^(?:in|translate\s+(?:it|this|that)?\s*(?:to|into)?)\s*(?:english|chinese)(?:\s+please)?$|^(?:english|chinese)(?:\s+(?:version|translation))?(?:\s+please)?$|^translat(?:e|ion)(?:\s+(?:it|this|that))?(?:\s+please)?$/u,
}
/** Politeness, punctuation and particles at either end. */
const ENDS = /^(?:[\s\p{P}]|谢谢你?|请问)+|(?:[\s\p{P}啊呀呢吧嘛哦吗]|(?<!什)么|谢谢你?)+$/gu
/** UTF-16 units: a remark is a few words. */
export const LONGEST_REMARK = 100

/** Reads a folded text that is nothing but a remark; undefined for any other. */
export function readRemark(folded: string): Remark | undefined {
  if (folded.length > LONGEST_REMARK) return undefined
  const bare = unifyVariants(folded).replace(ENDS, '')
  return (['who', 'source', 'context', 'more', 'translation'] as const).find((remark) => REMARKS[remark].test(bare))
}

/** Unifies the apostrophe of phones, and the character 著 that folding does not convert back to 着. */
export function unifyVariants(folded: string): string {
  return folded.replaceAll('’', "'").replaceAll('著', '着')
}
