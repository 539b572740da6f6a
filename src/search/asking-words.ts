/**
 * Words that make a query of a statement and say nothing of its subject, in folded form.
 * Longest first where one begins another.
 */
const ASKING_WORDS = [
  '请问一下', '想问一下', '请教一下', '我想知道', '我想了解', '想了解', '想知道', '问一下', '介绍一下', '介绍下', '请问', '想问', '请教', '麻烦', '谢谢', '多谢', '你好', '您好', '大家好',
  '为什么', '是什么', '什么样', '什么', '哪一些', '哪些', '哪几个', '哪几', '哪个', '哪位', '哪家', '哪里', '哪儿', '怎么样', '怎么办', '怎么', '怎样', '如何', '为何',
  '多少', '好多', '多大', '多久', '几个', '几位', '几名', '有没有', '是不是', '能不能', '会不会', '要不要', '是否', '到底', '究竟',
  '是谁', '谁', '啥', '咋', '吗', '呢', '吧', '啊', '呀', '哦', '嘛', '么', '哈',
] as const

const PATTERN = new RegExp(ASKING_WORDS.join('|'), 'gu')

/** Blanks the asking words of a folded query, each unit by a space, so that places in it still hold. */
export function blankAskingWords(folded: string): string {
  return folded.replace(PATTERN, (word) => ' '.repeat(word.length))
}
