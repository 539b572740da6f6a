import { type Citation, type Speaker, toSpeakers } from '../../knowledge/article.ts'
import {
  type FollowUp,
  type ListedSpeaker,
  MOST_QUOTES,
  type Quote,
  type Related,
  type Suggestion,
  pickReadable,
  toQuery,
} from '../answer.ts'
import { type Catalog, type Entry, identifyPerson, listPassagesOf } from '../catalog.ts'
import type { Corpus } from '../corpus.ts'
import { toPassageCode } from './codes.ts'
import type { Results } from './link.ts'

/** The most passages whose codes fit the callback data of a button. */
export const MOST_RESULTS = 8
/** The most passages that are kept beside the quotes of an answer. */
export const MOST_FURTHER = MOST_RESULTS - MOST_QUOTES
/** Queries that are suggested to one reader. */
export const MOST_FOLLOW_UPS = 3

/** Collects further passages, speakers and follow-ups for an answer that quotes passages. */
export function toRelated(
  corpus: Corpus,
  quotes: readonly Citation[],
  further: readonly Quote[],
  query?: string,
): Related {
  const [first] = quotes
  const shown = new Set(quotes.map(({ passage }) => passage.id))
  const others = further.filter(({ passage }) => !shown.has(passage.id))
  const speakers = first ? listSpeakersOf(corpus, first) : []
  return {
    further: others.slice(0, Math.max(0, MOST_RESULTS - quotes.length)),
    speakers,
    hasSurroundings: first !== undefined && hasSurroundings(first),
    followUps: first ? chooseFollowUps(corpus.suggestions.followUps, first, quotes, query) : [],
  }
}

/** Lists the speakers of a passage, with the number of their passages. */
export function listSpeakersOf(catalog: Catalog, citation: Citation): ListedSpeaker[] {
  const { article } = citation
  return listSpeaking(citation).map((speaker) => countPassages(catalog, { article, speaker }))
}

/** Makes the list entry of a speaker of an article, with the number of their passages. */
export function countPassages(catalog: Catalog, entry: Entry): ListedSpeaker {
  return { ...entry, total: listPassagesOf(catalog, entry.speaker).length }
}

/** Makes the results that a button holds of quoted and further passages. */
export function toResults(
  quotes: readonly Citation[],
  further: readonly Citation[],
  shown = quotes.length,
  kind?: Results['kind'],
): Results {
  const codes = [...quotes, ...further].slice(0, MOST_RESULTS).map(toPassageCode)
  return { codes, shown: Math.min(shown, MOST_RESULTS), ...(kind && { kind }) }
}

/** Picks, of passages best first, the best of each speaker who does not speak in the first passage. */
export function pickOthers(results: readonly Citation[]): Citation[] {
  const toPeople = (citation: Citation) => listSpeaking(citation).map(identifyPerson)
  const heard = new Set(results.slice(0, 1).flatMap(toPeople))
  return results.slice(1).filter((citation) => {
    const others = toPeople(citation).filter((person) => !heard.has(person))
    for (const person of others) heard.add(person)
    return others.length > 0
  })
}

function listSpeaking({ passage: { voice } }: Citation): readonly Speaker[] {
  return voice.kind === 'speech' ? toSpeakers(voice) : []
}

function hasSurroundings({ article: { exchanges } }: Citation): boolean {
  const withPassages = exchanges.filter(({ passages }) => passages.length > 0)
  return withPassages.length > 1 || (withPassages[0]?.passages.length ?? 0) > 1
}

/** Chooses follow-ups of the article that find a new passage, the nearest later exchange first, general ones last. */
function chooseFollowUps(
  all: readonly FollowUp[],
  first: Citation,
  quotes: readonly Citation[],
  query = '',
): Suggestion[] {
  const { exchanges } = first.article
  const place = exchanges.indexOf(first.exchange)
  const shown = new Set(quotes.map(({ passage }) => passage.id))
  const isNew = ({ suggestion, found }: FollowUp) => toQuery(suggestion) !== query && found.some((id) => !shown.has(id))
  const toDistance = ({ exchange }: FollowUp) =>
    (exchanges.indexOf(exchange) - place + exchanges.length) % exchanges.length
  // "What did X say" is general: it finds passages on any subject.
  const isGeneral = ({ suggestion }: FollowUp) => Number(suggestion.kind !== 'asked')
  const sorted = all
    .filter((followUp) => followUp.article === first.article && isNew(followUp))
    .map((followUp) => ({ ...followUp, general: isGeneral(followUp), distance: toDistance(followUp) }))
    .toSorted((a, b) => a.general - b.general || a.distance - b.distance)
    .map(({ suggestion }) => suggestion)
  // Who reads the answer is known only where it is rendered.
  const chosen = new Set([false, true].flatMap((isEnglish) => pickReadable(sorted, isEnglish, MOST_FOLLOW_UPS)))
  return sorted.filter((suggestion) => chosen.has(suggestion))
}
