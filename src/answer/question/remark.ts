/** A text of a few words about an answer: who said it, where it stands, what surrounds it, whether there is more. */
export type Remark = 'who' | 'source' | 'context' | 'more'

/** Each pattern matches a whole folded text without its `ENDS`. */
const REMARKS: Readonly<Record<Remark, RegExp>> = {
  who: /^(?:请问)?(?:[这那]些?(?:话|句话|段话?)?是?|原话是?|话是|是)?(?:谁|哪一?[位个]|什么人)(?:(?:说|讲|提)(?:的|过)?|的)(?:话)?$|^说(?:这)?话的是(?:谁|哪一?位)$|^who(?:'s| is| was)?\s+(?:said|says|saying|wrote|told)\s+(?:this|that|it|these|so)$|^who(?:'s| is| was)\s+(?:this|that|it)(?:\s+(?:from|by))?$|^by whom$|^(?:发言人|讲话人|speaker|who)$/u,
  source:
    /^(?:请问|求)?(?:这是|这话|这段)?(?:有|的)?(?:出处|来源|原文链接|链接|哪篇文章|哪里说的|哪里?来的|哪儿来的|从哪里?来?的?|(?:这句话?)?出自哪里|出自哪篇文章?|来源链接|哪里看到的|什么文章)(?:是?(?:什么|哪里|哪儿|在哪里?|在哪儿?))?$|^(?:the\s+)?(?:sources?|references?|citations?|link)(?:\s+please)?$|^where(?:'s| is| does| did)?\s+(?:this|that|it)?\s*(?:come\s+)?from$|^what(?:'s| is)\s+the\s+source$/u,
  context:
    /^(?:看看?|看一下|查看)?(?:上下文|前后文|上文|下文|语境|全文|原文|前后怎么说的?|前面说了什么|后面|前文|后文)(?:是什么|在哪里?|在哪儿)?$|^(?:(?:show|see|give)\s+(?:me\s+)?)?(?:the\s+|in\s+|more\s+|full\s+)?context(?:\s+please)?$|^what(?:'s| is)\s+the\s+context$|^(?:the\s+)?full\s+text$|^展开$/u,
  more: /^(?:还有(?:没有)?(?:什么)?(?:别的|其[他它]的?|更多的?)?|(?:有没有)?更多的?|再来(?:点|一[条个段])?|继续(?:说|讲)?|下一[条个]|接着(?:说|讲)?|别的|其他的?)$|^(?:(?:any|anything|show|see|read|tell me|is there)\s+)?more(?:\s+please)?$|^(?:anything|what)\s+else$|^next(?:\s+one)?$|^go\s+on$|^continue$/u,
}
/** Politeness, punctuation and particles at either end. */
const ENDS = /^(?:[\s\p{P}]|谢谢你?|请问)+|(?:[\s\p{P}啊呀呢吧嘛哦吗]|(?<!什)么|谢谢你?)+$/gu
/** UTF-16 units: a remark is a few words. */
export const LONGEST_REMARK = 100

/** Reads a folded text that is nothing but a remark; undefined for any other. */
export function readRemark(folded: string): Remark | undefined {
  if (folded.length > LONGEST_REMARK) return undefined
  const bare = unifyVariants(folded).replace(ENDS, '')
  return (['who', 'source', 'context', 'more'] as const).find((remark) => REMARKS[remark].test(bare))
}

/** Unifies the apostrophe of phones, and the character 著 that folding does not convert back to 着. */
export function unifyVariants(folded: string): string {
  return folded.replaceAll('’', "'").replaceAll('著', '着')
}
