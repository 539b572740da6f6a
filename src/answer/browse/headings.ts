import { type Article, type Exchange, type Speaker, toSpeakers } from '../../knowledge/article.ts'
import { memoize } from '../memoize.ts'

/** The headings of an article, each with those around it. */
interface Headings {
  /** Those above some of the passages only, so that they tell where one stands. */
  readonly telling: ReadonlySet<string>
  /** Those that have others below them. */
  readonly outer: ReadonlySet<string>
}

/** The share of an article's passages above which a heading tells none from the others, as where all is below 导语. */
const MOST_BELOW = 0.75

/**
 * Lists the headings above an exchange that tell where in the article it stands, outermost first. One that only names a
 * speaker of the exchange tells nothing beside the words.
 */
export function listTellingHeadings(article: Article, { headings, passages }: Exchange): string[] {
  const { telling } = headingsOf(article)
  const speakers = passages.flatMap(({ voice }) => toSpeakers(voice))
  return headings.filter(
    (heading, depth) =>
      telling.has(toPath(headings, depth)) && !speakers.some((speaker) => namesOnly(heading, speaker)),
  )
}

/**
 * Lists what a speaker speaks of in exchanges of an article, by the innermost headings, each once. One that only names
 * the speaker is left out, and one around all the others.
 */
export function listSubjects(article: Article, exchanges: readonly Exchange[], speaker: Speaker): string[] {
  const { telling, outer } = headingsOf(article)
  const subjects = exchanges.flatMap(({ headings }) => {
    const path = toPath(headings)
    return telling.has(path) || !outer.has(path) ? (headings.at(-1) ?? []) : []
  })
  return [...new Set(subjects)].filter((heading) => !namesOnly(heading, speaker))
}

const headingsOf = memoize(({ exchanges }: Article): Headings => {
  const counts = new Map<string, number>()
  const outer = new Set<string>()
  for (const { headings, passages } of exchanges) {
    headings.forEach((_, depth) => {
      const path = toPath(headings, depth)
      counts.set(path, (counts.get(path) ?? 0) + passages.length)
      if (depth < headings.length - 1) outer.add(path)
    })
  }
  const total = exchanges.reduce((sum, { passages }) => sum + passages.length, 0)
  return { telling: new Set([...counts.keys()].filter((path) => (counts.get(path) ?? 0) <= total * MOST_BELOW)), outer }
})

function namesOnly(heading: string, { name, office }: Speaker): boolean {
  const rest = heading.replace(office, '').replace(name, '')
  return rest !== heading && !/[\p{L}\p{N}]/u.test(rest)
}

function toPath(headings: readonly string[], depth = headings.length - 1): string {
  return headings.slice(0, depth + 1).join('\n')
}
