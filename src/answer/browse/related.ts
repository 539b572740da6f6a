import { type Article, type Citation, type Speaker, toCitations, toSpeakers } from '../../knowledge/article.ts'
import type { Related, Quote } from '../answer.ts'
import { toPassageCode } from './codes.ts'
import { hasSurroundings } from './surroundings.ts'
import type { FollowUp } from '../suggest/follow-ups.ts'
import type { Results } from './link.ts'
import { type Suggestion, toQuery } from '../suggest/offers.ts'

/** As many as their codes fit into a button's data. */
export const MOST_RESULTS = 8
const MOST_FOLLOW_UPS = 3

/** Creates the telling of what there is around quoted passages. */
export function createAround(
  articles: readonly Article[],
  followUps: readonly FollowUp[],
): (quotes: readonly Citation[], further: readonly Quote[], query?: string) => Related {
  return (quotes, further, query) => {
    const [first] = quotes
    const shown = new Set(quotes.map(({ passage }) => passage.id))
    return {
      further: further
        .filter(({ passage }) => !shown.has(passage.id))
        .slice(0, Math.max(0, MOST_RESULTS - quotes.length)),
      words: first
        ? listSaying(first).map((speaker) => ({
            article: first.article,
            speaker,
            total: listWords(articles, speaker).length,
          }))
        : [],
      hasSurroundings: first !== undefined && hasSurroundings(first.article),
      followUps: first ? chooseFollowUps(followUps, first, quotes, query) : [],
    }
  }
}

/** Makes of quoted and further passages what a button leads back to. */
export function toResults(
  quotes: readonly Citation[],
  further: readonly Citation[],
  shown = quotes.length,
  isUnjudged = false,
): Results {
  return {
    codes: [...quotes, ...further].slice(0, MOST_RESULTS).map(toPassageCode),
    shown: Math.min(shown, MOST_RESULTS),
    ...(isUnjudged && { isUnjudged }),
  }
}

/** Picks the best passage of each speaker who is none of the first passage's. */
export function pickOthers(results: readonly Citation[]): Citation[] {
  const toWhom = (citation: Citation) => listSaying(citation).map(({ name, office }) => `${name}\n${office}`)
  const told = new Set(results.slice(0, 1).flatMap(toWhom))
  return results.slice(1).filter((citation) => {
    const others = toWhom(citation).filter((whom) => !told.has(whom))
    for (const whom of others) told.add(whom)
    return others.length > 0
  })
}

/** Lists all that somebody said, in whatever article lists them under the same office. */
export function listWords(articles: readonly Article[], { name, office }: Speaker): Citation[] {
  return toCitations(articles).filter((citation) =>
    listSaying(citation).some((speaker) => speaker.name === name && speaker.office === office),
  )
}

function listSaying({ passage: { voice } }: Citation): readonly Speaker[] {
  return voice.kind === 'speech' ? toSpeakers(voice) : []
}

/** Asks for all that somebody said, whatever about. */
function isGeneral({ suggestion }: FollowUp): boolean {
  return suggestion.kind !== 'asked'
}

/** The nearest in the article come first: the exchange's own, then those of what follows it, then of what stands before. */
function chooseFollowUps(
  all: readonly FollowUp[],
  first: Citation,
  quotes: readonly Citation[],
  query = '',
): Suggestion[] {
  const { exchanges } = first.article
  const place = exchanges.indexOf(first.exchange)
  const shown = new Set(quotes.map(({ passage }) => passage.id))
  const isNews = (followUp: FollowUp) =>
    toQuery(followUp.suggestion) !== query && followUp.found.some((id) => !shown.has(id))
  const distance = ({ exchange }: FollowUp) =>
    (exchanges.indexOf(exchange) - place + exchanges.length) % exchanges.length
  const own = all.filter((followUp) => followUp.article === first.article && isNews(followUp))
  return own
    .toSorted((a, b) => Number(isGeneral(a)) - Number(isGeneral(b)) || distance(a) - distance(b))
    .slice(0, MOST_FOLLOW_UPS)
    .map(({ suggestion }) => suggestion)
}
