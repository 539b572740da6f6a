import { measureWidth } from '../../text/width.ts'
import { hasSubstance } from '../question/small-talk.ts'

/** Width in Han characters: shorter asks are mere keywords, longer ones do not fit a button. */
const ASK_WIDTH = { min: 8, max: 24 }
/** An open question of one clause. */
const OPEN_QUESTION =
  /^[^，,；;。]*(?:什么|哪些|哪几|怎么|怎样|如何|多少|为何|\b(?:what|who|how|when|where|which|why)\b)[^，,；;。]*$/iu
const SLANG = /啥|咋|嘛|呗|啦|咱|听说|那个|他们|她们|它们|[吧呀哦]/u
/** English that is no sentence, or whose words stand for others. */
const LOOSE_ENGLISH =
  /^\P{Lu}|['’]|\b(?:its?|he|she|they|his|her|their|them|this|that|these|those|i|my|me|you|your|guys?|boss|stuff|folks|kids)\b/u

/** Tells whether an ask can be suggested: an open question that is understood by itself, without slang, on one line. */
export function isSuggestible(ask: string): boolean {
  const width = measureWidth(ask)
  if (width < ASK_WIDTH.min || width > ASK_WIDTH.max || !OPEN_QUESTION.test(ask)) return false
  const isLoose = /\p{Script=Han}/u.test(ask) ? SLANG.test(ask) : LOOSE_ENGLISH.test(ask)
  return !isLoose && hasSubstance(ask)
}
