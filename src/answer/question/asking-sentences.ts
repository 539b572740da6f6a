/** A sentence that ends in a question mark, with a closing quotation mark behind it. */
const ASKING_SENTENCE = /[^。！？?!；\n]*[？?]+[”’」』）)]*/gu
const PAIRS = ['“”', '‘’', '「」', '（）', '()']
/** A polite opening that reporters use and users do not. */
const POLITENESS = /^请问/u

/** Lists the asking sentences of a reporter's question, word for word; sentences with unbalanced quotation marks are left out. */
export function toAskingSentences(question: string): string[] {
  return [...question.matchAll(ASKING_SENTENCE)].map(([sentence]) => sentence.trim()).filter(isBalanced)
}

/** Removes the asking sentences of a reporter's question, so that what it states is left. */
export function dropAskingSentences(question: string): string {
  return question.replace(ASKING_SENTENCE, '')
}

/** Removes the polite opening of a reporter's question, so that it reads as a user would ask it. */
export function dropPoliteness(question: string): string {
  return question.replace(POLITENESS, '')
}

function isBalanced(sentence: string): boolean {
  return PAIRS.every(([open = '', close = '']) => sentence.split(open).length === sentence.split(close).length)
}
