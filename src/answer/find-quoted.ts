import { type Article, type Citation, toCitations } from '../knowledge/article.ts'
import type { Fold } from '../text/fold.ts'
import type { RepliedMessage } from './replies.ts'

/** Lines above a quotation among which is whose words it is: a sentence from it may stand between. */
const LINES_ABOVE = 2

interface Placed {
  readonly citation: Citation
  /** Its line. */
  readonly place: number
}

/** Creates the telling of which passages a message of the bot quotes, in their order there. */
export function createFindQuoted(articles: readonly Article[], fold: Fold): (told: RepliedMessage) => Citation[] {
  const citations = toCitations(articles)
  const read = (text: string) => unifyVariants(fold(text).text)
  const toWords = createMemo(({ passage }: Citation) => read(passage.text))
  const names = new Set(citations.flatMap((citation) => listNames(citation)).map(read))
  return ({ text, linked = [] }) => {
    const lines = text.split('\n').map(read)
    const placed = citations.flatMap((citation) =>
      lines.flatMap((line, place): Placed[] => (line === toWords(citation) ? [{ citation, place }] : [])),
    )
    const isWords = (place: number) => placed.some((one) => one.place === place)
    const isSaid = ({ citation, place }: Placed) => {
      const rivals = placed.filter((other) => other.place === place)
      // The name above a quotation links to its passage; where two say the same, only that tells them apart for sure.
      if (rivals.some(({ citation: { passage } }) => linked.includes(passage.id)))
        return linked.includes(citation.passage.id)
      const above = lines
        .slice(Math.max(0, place - LINES_ABOVE), place)
        .filter((_, index) => !isWords(Math.max(0, place - LINES_ABOVE) + index))
        .join('\n')
      const isNamed = listNames(citation).every((name) => above.includes(read(name)))
      return isNamed || (rivals.length === 1 && ![...names].some((name) => above.includes(name)))
    }
    return [
      ...new Set(
        placed
          .filter(isSaid)
          .toSorted((a, b) => a.place - b.place)
          .map(({ citation }) => citation),
      ),
    ]
  }
}

/** Who is named above a passage's words. */
function listNames({ article, passage: { voice } }: Citation): string[] {
  return voice.kind === 'narration' ? [article.publication] : voice.speakers.map(({ name }) => name)
}

function createMemo<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>()
  return (key) => {
    const known = made.get(key) ?? make(key)
    made.set(key, known)
    return known
  }
}

/** The apostrophe of phones, and a character that converting to 繁體 changes and folding does not change back. */
export function unifyVariants(folded: string): string {
  return folded.replaceAll('’', "'").replaceAll('著', '着')
}
