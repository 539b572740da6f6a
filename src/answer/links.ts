import { createHash } from 'node:crypto'
import { type Article, type Speaker, toCitations } from '../knowledge/article.ts'
import type { Answer, Link } from './answer.ts'
import { toCard } from './speakers.ts'

const MOST_QUOTES = 3

/** Creates the opening of links into these articles. */
export function createOpen(articles: readonly Article[]): (link: Link) => Answer | undefined {
  const citations = toCitations(articles)
  return (link) => {
    if (link.kind === 'speaker') {
      const listed = articles.flatMap((article) => article.speakers.map((speaker) => ({ article, speaker })))
      const cards = listed.filter(({ article, speaker }) => toSpeakerId(article, speaker) === link.id).map(toCard)
      return cards.length > 0 ? { kind: 'speaker', cards } : undefined
    }
    const quotes = citations
      .filter(({ passage, exchange }) => (link.kind === 'passage' ? passage.id : exchange.question?.id) === link.id)
      .map((citation) => ({ ...citation, matches: [] }))
    return quotes.length > 0 ? { kind: 'found', quotes: quotes.slice(0, MOST_QUOTES) } : undefined
  }
}

/** The id of someone in an article: short, for a name may take more bytes than a button's data. */
export function toSpeakerId({ id }: Article, { name }: Speaker): string {
  return `${id}_${createHash('sha256').update(name).digest('hex').slice(0, 12)}`
}
