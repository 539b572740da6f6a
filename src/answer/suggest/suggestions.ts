import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FollowUp } from '../answer.ts'
import { codeBook } from '../browse/codes.ts'
import { toCatalog } from '../catalog.ts'
import type { Corpus } from '../corpus.ts'
import { toLatinSurname } from '../question/listed-people.ts'
import { listFollowUps, suggestedQueries } from './follow-ups.ts'
import { listExamples, listOffers } from './offers.ts'

/** Articles whose codes, and people whose names, are made in one turn: as much work as a query. */
const CHUNK_SIZE = 20

/**
 * Tries the suggestions of a corpus that answers already, yielding to the queries of users before each try; those of
 * the former corpus hold until the new ones have been tried. It also makes what a first press, or a first query in
 * Latin letters, would wait for.
 *
 * @param isWanted whether the corpus still answers; if not, the rest is left out
 */
export async function prepareSuggestions(corpus: Corpus, isWanted = () => true): Promise<void> {
  const { suggestions } = corpus
  await prepareExamples(corpus)
  await makeCodes(corpus, isWanted)
  const followUps: FollowUp[] = []
  // Where there are none from before, each can be suggested as soon as it is tried.
  if (suggestions.followUps.length === 0) suggestions.followUps = followUps
  suggestions.followUps = await listFollowUps(corpus, followUps, isWanted)
  await makeLatinNames(corpus, isWanted)
  if (isWanted()) await corpus.index.prepareTranslation()
}

/** Tries the offers and examples alone: a welcome shows them, and a refusal. */
export async function prepareExamples(corpus: Corpus): Promise<void> {
  const { suggestions } = corpus
  suggestions.offers = await listOffers(corpus)
  suggestions.examples = {
    chinese: await listExamples(corpus, suggestions.offers, false),
    english: await listExamples(corpus, suggestions.offers, true),
  }
}

/** Makes the codes of the articles, a few at a time, and joins them, so that no press waits for it. */
async function makeCodes(corpus: Corpus, isWanted: () => boolean): Promise<void> {
  const maps = [...Object.values(codeBook), suggestedQueries]
  for (let start = 0; start < corpus.articles.length && isWanted(); start += CHUNK_SIZE) {
    await nextTurn()
    const some = toCatalog(corpus.articles.slice(start, start + CHUNK_SIZE))
    for (const makeMap of maps) makeMap(some)
  }
  for (const makeMap of maps) {
    await nextTurn()
    if (isWanted()) makeMap(corpus)
  }
}

async function makeLatinNames({ people }: Corpus, isWanted: () => boolean): Promise<void> {
  for (let start = 0; start < people.inOrder.length && isWanted(); start += CHUNK_SIZE) {
    await nextTurn()
    people.inOrder.slice(start, start + CHUNK_SIZE).forEach(toLatinSurname)
  }
}
