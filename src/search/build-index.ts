import { setImmediate as nextTurn } from 'node:timers/promises'
import MiniSearch from 'minisearch'
import { type Article, type Citation, type Exchange, toCitations, toSpeakers } from '../knowledge/article.ts'
import type { Normalizer } from '../text/normalize.ts'
import { toHanCharacters, toPairs } from '../text/terms.ts'
import { type IndexedPassage, type TermWeights, createTermStatistics, markWord, toIndexedPassage } from './relevance.ts'
import { BOOST, CHUNK_SIZE } from './tuning.ts'

/** The inverted indexes and what ranking needs beside them. */
export interface IndexParts {
  /** A passage's id in the inverted index is its place here. */
  readonly citations: readonly Citation[]
  readonly indexed: readonly IndexedPassage[]
  readonly passages: MiniSearch<PassageFields>
  readonly exchanges: MiniSearch<ExchangeFields>
  /** In the order of their ids. */
  readonly exchangeIds: ReadonlyMap<Exchange, number>
  readonly weights: TermWeights
}

const TERM_END = '\u0001'

/** A passage's fields, each with its terms joined. */
interface PassageFields {
  readonly id: number
  readonly pairs: string
  readonly words: string
  readonly speaker: string
  readonly office: string
}

interface ExchangeFields {
  readonly id: number
  readonly pairs: string
}

/** Builds the parts of an index; yields to the event loop every few passages. */
export async function buildIndex(articles: readonly Article[], normalizer: Normalizer): Promise<IndexParts> {
  const citations = toCitations(articles)
  const passages = new MiniSearch<PassageFields>({
    fields: Object.keys(BOOST),
    tokenize: splitTerms,
    processTerm: (term) => term,
  })
  const exchanges = new MiniSearch<ExchangeFields>({
    fields: ['pairs'],
    tokenize: splitTerms,
    processTerm: (term) => term,
  })
  const exchangeIds = new Map<Exchange, number>()
  const weights = { pairs: createTermStatistics(), words: createTermStatistics(), singles: createTermStatistics() }
  const indexed: IndexedPassage[] = []
  const addExchange = ({ exchange }: Citation, texts: readonly string[]) => {
    exchangeIds.set(exchange, exchangeIds.size)
    exchanges.add({ id: exchangeIds.size - 1, pairs: joinTerms(texts.flatMap(toPairs)) })
  }
  let exchangeTexts: string[] = []
  for (const [id, citation] of citations.entries()) {
    const { article, exchange, passage } = citation
    const title = normalizer.normalize([article.title, ...exchange.headings].join('\n')).text
    const text = normalizer.normalize(passage.text).text
    const terms = toPassageTerms(citation, title, text, normalizer)
    indexed.push(toIndexedPassage(title, text))
    passages.add({
      id,
      pairs: joinTerms(terms.pairs),
      words: joinTerms(terms.words.map(markWord)),
      speaker: joinTerms(terms.speaker),
      office: joinTerms(terms.office),
    })
    weights.pairs.add([...terms.pairs, ...terms.speaker, ...terms.office])
    weights.words.add(terms.words)
    weights.singles.add(toHanCharacters(`${title}${text}`))
    if (citations[id - 1]?.exchange !== exchange)
      exchangeTexts = [title, title, normalizer.normalize(exchange.question?.text ?? '').text]
    exchangeTexts.push(text)
    if (citations[id + 1]?.exchange !== exchange) addExchange(citation, exchangeTexts)
    if (id % CHUNK_SIZE === CHUNK_SIZE - 1) await nextTurn()
  }
  return { citations, indexed, passages, exchanges, exchangeIds, weights }
}

/** MiniSearch indexes strings: the terms are joined by a character that no term contains, and split again. */
function joinTerms(terms: readonly string[]): string {
  return terms.join(TERM_END)
}

function splitTerms(joined: string): string[] {
  return joined.split(TERM_END)
}

function toPassageTerms({ passage }: Citation, title: string, text: string, normalizer: Normalizer) {
  const speakers = toSpeakers(passage.voice)
  const toAllPairs = (texts: readonly string[]) => toPairs(normalizer.normalize(texts.join('\n')).text)
  // Terms of the title count twice. A field of its own for the title improves recall far less.
  const whole = `${title}\n${title}\n${text}`
  return {
    pairs: toPairs(whole),
    words: normalizer.toWords(whole),
    speaker: toAllPairs(speakers.map(({ name }) => name)),
    office: toAllPairs(speakers.map(({ office }) => office)),
  }
}
