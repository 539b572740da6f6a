/** With the quotation mark behind it, if there is one. */
const ASKING_SENTENCE = /[^。！？?!；\n]*[？?]+[”’」』）)]*/gu
const PAIRS = ['“”', '‘’', '「」', '（）', '()']

/** Lists the sentences of a reporter's question that ask, word for word; half a quotation is none. */
export function toAskingSentences(question: string): string[] {
  return [...question.matchAll(ASKING_SENTENCE)].map(([sentence]) => sentence.trim()).filter(isBalanced)
}

/** What a reporter's question tells before and between what it asks. */
export function dropAskingSentences(question: string): string {
  return question.replace(ASKING_SENTENCE, '')
}

function isBalanced(sentence: string): boolean {
  return PAIRS.every(([open = '', close = '']) => sentence.split(open).length === sentence.split(close).length)
}
