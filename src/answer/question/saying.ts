/** Verbs by which somebody's words are asked for. */
export const SAYING_VERBS: readonly string[] = [
  '说',
  '讲',
  '谈',
  '提',
  '建议',
  '主张',
  '强调',
  '表示',
  '认为',
  '评价',
  '指出',
  '呼吁',
]

/** What those words are. */
export const OPINION_NOUNS: readonly string[] = ['观点', '看法', '意见', '想法', '态度']
