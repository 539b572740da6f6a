import { setImmediate as nextTurn } from 'node:timers/promises'
import type { FollowUp } from '../answer.ts'
import { codeBook } from '../browse/codes.ts'
import type { Corpus } from '../corpus.ts'
import { listFollowUps, suggestedQueries } from './follow-ups.ts'
import { listExamples, listOffers } from './offers.ts'

/**
 * Tries the suggestions of a corpus that answers already, yielding to the queries of users before each try; after them
 * it makes the maps of codes. Those of the former corpus hold until the new ones have been tried.
 *
 * @param isWanted whether the corpus still answers; if not, the rest is left out
 */
export async function prepareSuggestions(corpus: Corpus, isWanted = () => true): Promise<void> {
  const { suggestions } = corpus
  suggestions.offers = await listOffers(corpus)
  suggestions.examples = await listExamples(corpus, suggestions.offers)
  const followUps: FollowUp[] = []
  // Where there are none from before, each can be suggested as soon as it is tried.
  if (suggestions.followUps.length === 0) suggestions.followUps = followUps
  suggestions.followUps = await listFollowUps(corpus, followUps, isWanted)
  for (const makeMap of [...Object.values(codeBook), suggestedQueries]) {
    await nextTurn()
    if (isWanted()) makeMap(corpus)
  }
}
