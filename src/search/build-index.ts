import { setImmediate as nextTurn } from 'node:timers/promises'
import MiniSearch from 'minisearch'
import { type Article, type Citation, type Exchange, toCitations, toSpeakers } from '../knowledge/article.ts'
import type { Normalizer } from '../text/normalize.ts'
import { type TermWeights, type IndexedPassage, toIndexedPassage } from './relevance.ts'
import { createTermStatistics } from './idf.ts'
import { BOOST, CHUNK_SIZE } from './tuning.ts'

/** What an index is made of. */
export interface Parts {
  readonly citations: readonly Citation[]
  readonly comparables: readonly IndexedPassage[]
  readonly passages: MiniSearch<Entry>
  readonly exchanges: MiniSearch<Parent>
  /** In the order of their ids. */
  readonly exchangeIds: ReadonlyMap<Exchange, number>
  readonly channels: TermWeights
}

/** Words are a channel of their own, told from the same two characters as a pair. */
export const WORD_MARK = '\u0000'
/** A passage's fields, each its terms joined. */
interface Entry {
  readonly id: number
  readonly pairs: string
  readonly words: string
  readonly speaker: string
  readonly office: string
}

interface Parent {
  readonly id: number
  readonly pairs: string
}

const TERM_END = '\u0001'

/** Builds the parts of an index, giving whoever is asking meanwhile a turn now and then. */
export async function buildParts(articles: readonly Article[], reader: Normalizer): Promise<Parts> {
  const citations = toCitations(articles)
  const passages = new MiniSearch<Entry>({
    fields: Object.keys(BOOST),
    tokenize: splitTerms,
    processTerm: (term) => term,
  })
  const exchanges = new MiniSearch<Parent>({ fields: ['pairs'], tokenize: splitTerms, processTerm: (term) => term })
  const exchangeIds = new Map<Exchange, number>()
  const channels = { pairs: createTermStatistics(), words: createTermStatistics(), singles: createTermStatistics() }
  const comparables: IndexedPassage[] = []
  const addParent = ({ exchange }: Citation, texts: readonly string[]) => {
    exchangeIds.set(exchange, exchangeIds.size)
    exchanges.add({ id: exchangeIds.size - 1, pairs: joinTerms(texts.flatMap(reader.toPairs)) })
  }
  let parentTexts: string[] = []
  for (const [id, citation] of citations.entries()) {
    const { article, exchange, passage } = citation
    const title = reader.read([article.title, ...exchange.headings].join('\n')).text
    const text = reader.read(passage.text).text
    const terms = toPassageTerms(citation, title, text, reader)
    comparables.push(toIndexedPassage(title, text, reader.toPairs))
    passages.add({
      id,
      pairs: joinTerms(terms.pairs),
      words: joinTerms(terms.words.map(markWord)),
      speaker: joinTerms(terms.speaker),
      office: joinTerms(terms.office),
    })
    channels.pairs.add([...terms.pairs, ...terms.speaker, ...terms.office])
    channels.words.add(terms.words)
    channels.singles.add(toSingles(`${title}${text}`))
    if (citations[id - 1]?.exchange !== exchange)
      parentTexts = [title, title, reader.read(exchange.question?.text ?? '').text]
    parentTexts.push(text)
    if (citations[id + 1]?.exchange !== exchange) addParent(citation, parentTexts)
    if (id % CHUNK_SIZE === CHUNK_SIZE - 1) await nextTurn()
  }
  return { citations, comparables, passages, exchanges, exchangeIds, channels }
}

/** Terms go into the index as they were cut, with what stands in no term between them. */
function joinTerms(terms: readonly string[]): string {
  return terms.join(TERM_END)
}

function splitTerms(joined: string): string[] {
  return joined.split(TERM_END)
}

/** Marks a word as a term of its channel. */
export function markWord(word: string): string {
  return WORD_MARK + word
}

function toPassageTerms({ passage }: Citation, title: string, text: string, reader: Normalizer) {
  const speakers = toSpeakers(passage.voice)
  const toPairs = (texts: readonly string[]) => reader.toPairs(reader.read(texts.join('\n')).text)
  // What stands in the title is counted twice beside the text: a field of its own gains far less.
  const whole = `${title}\n${title}\n${text}`
  return {
    pairs: reader.toPairs(whole),
    words: reader.toWords(whole),
    speaker: toPairs(speakers.map(({ name }) => name)),
    office: toPairs(speakers.map(({ office }) => office)),
  }
}

/** Lists the single Han characters of a text that was read. */
export function toSingles(read: string): string[] {
  return read.match(/\p{Script=Han}/gu) ?? []
}
