import { type Citation, type Exchange, type Passage, toSpeakers } from '../../knowledge/article.ts'
import { isProcedural } from '../../text/procedure.ts'
import { dropAskingSentences } from '../../text/sentences.ts'
import { MOST_QUOTES, type Quote, toPlainQuote } from '../answer.ts'
import { memoize } from '../memoize.ts'

const ASKING_END = /[？?][”’」』）)]*$/u
/** The share of a turn that may be stated where the turn counts as a question and nothing else. */
const MOST_STATED = 0.3
/** Turns after a question within which its answer stands: the chair may give the floor first. */
const MOST_BETWEEN = 3

/**
 * Joins to the best passage, where that is a turn of a dialogue that asks, the turn that answers it. A turn that does
 * nothing but ask stands behind its answer.
 */
export function withReply(quotes: readonly Quote[]): readonly Quote[] {
  const [first, ...others] = quotes
  const reply = first && findReply(first)
  if (!reply) return quotes
  const answer = others.find(({ passage }) => passage === reply.passage) ?? toPlainQuote(reply)
  const rest = others.filter((quote) => quote !== answer)
  return [...(onlyAsks(first.passage.text) ? [answer, first] : [first, answer]), ...rest].slice(0, MOST_QUOTES)
}

/** Tells whether a passage is a turn that only gives somebody the floor, which answers no query. */
export const isFloorGiven = memoize(({ text, voice }: Passage) => voice.kind === 'speech' && isProcedural(text))

/** Finds the turn that answers the question with which a turn of a dialogue ends. */
function findReply({ article, exchange, passage }: Citation): Citation | undefined {
  const { text, voice } = passage
  if (voice.kind !== 'speech' || !ASKING_END.test(text)) return undefined
  if (!isDialogue(exchange) && !(exchange.passages.length === 2 && onlyAsks(text))) return undefined
  const place = exchange.passages.indexOf(passage)
  const next = exchange.passages.slice(place + 1, place + 1 + MOST_BETWEEN).find((turn) => !isFloorGiven(turn))
  const isOther = next?.voice.kind === 'speech' && toSpeaking(next) !== toSpeaking(passage)
  return isOther ? { article, exchange, passage: next } : undefined
}

/** Tells whether somebody speaks again after another has: statements of different people merely stand side by side. */
const isDialogue = memoize(({ passages }: Exchange) => {
  const turns = passages.filter(({ voice }) => voice.kind === 'speech').map(toSpeaking)
  const changes = turns.filter((speaking, place) => speaking !== turns[place - 1])
  return new Set(changes).size < changes.length
})

function toSpeaking({ voice }: Passage): string {
  return toSpeakers(voice)
    .map(({ name }) => name)
    .join('\n')
}

function onlyAsks(turn: string): boolean {
  return dropAskingSentences(turn).length <= turn.length * MOST_STATED
}
