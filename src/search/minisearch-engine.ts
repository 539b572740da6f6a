import MiniSearch from 'minisearch'
import { isHan } from '../text/terms.ts'
import {
  type ArticleEntries,
  type Engine,
  type EngineChange,
  type IndexedText,
  type PassageEntry,
  type StagedEngine,
  chooseRarest,
} from './engine.ts'
import { createPace } from './pace.ts'
import { BM25, POSTINGS_BUDGET } from './tuning.ts'

/** The documents of MiniSearch have no text: their terms are handed to its tokenizer. */
interface Document {
  readonly id: number
  readonly terms: ''
}

/** What all views share. */
interface Store {
  readonly index: MiniSearch<Document>
  readonly add: (id: number, terms: readonly string[]) => void
  readonly texts: Map<number, IndexedText>
  readonly held: Map<string, number>
  readonly found: Map<string, number>
  readonly characters: Set<string>
  nextId: number
}

/** What one view of the store adds to it: a change that is not committed yet. */
interface View {
  /** Greater ids belong to a later change. */
  readonly endId: number
  readonly removed: ReadonlySet<number>
  readonly held: ReadonlyMap<string, number>
  readonly found: ReadonlyMap<string, number>
  readonly size: number
  readonly length: number
}

/** A view to which a change is added. */
interface GrowingView {
  readonly removed: Set<number>
  readonly held: Map<string, number>
  readonly found: Map<string, number>
  size: number
  length: number
}

/** Creates the empty engine of ordinary folders: MiniSearch, in memory. */
export function createMiniSearchEngine(): Engine {
  let terms: readonly string[] = []
  const index = new MiniSearch<Document>({
    fields: ['terms'],
    tokenize: () => [...terms],
    processTerm: (term) => term,
  })
  const add = (id: number, own: readonly string[]) => {
    terms = own
    index.add({ id, terms: '' })
  }
  const counts = { held: new Map<string, number>(), found: new Map<string, number>() }
  const store: Store = { index, add, texts: new Map(), ...counts, characters: new Set(), nextId: 0 }
  return toEngine(store, { endId: 0, removed: new Set(), held: new Map(), found: new Map(), size: 0, length: 0 })
}

function toEngine(store: Store, view: View): Engine {
  const { endId, removed, held, found, size, length } = view
  const countFound = (term: string) => (store.found.get(term) ?? 0) + (found.get(term) ?? 0)
  const isLive = (id: number) => id < endId && !removed.has(id)
  return {
    size,
    articles: new Map(),
    meanLength: size > 0 ? length / size : 0,
    isSound: () => true,
    countHeld: (term) => (store.held.get(term) ?? 0) + (held.get(term) ?? 0),
    countFound,
    listCharacters: () => store.characters,
    find(terms, limit, isAllowed = () => true) {
      const chosen = chooseRarest(terms, POSTINGS_BUDGET.memory, countFound)
      const results = store.index.search('', {
        tokenize: () => chosen,
        bm25: BM25,
        // MiniSearch types stored ids as any; ours are numbers.
        filter: ({ id }) => isLive(id as number) && isAllowed(id as number),
      })
      return results.slice(0, limit).map(({ id }) => id as number)
    },
    read: (ids) => ids.map((id) => store.texts.get(id)),
    stage: (change) => stage(store, view, change),
  }
}

async function stage(store: Store, view: View, change: EngineChange): Promise<StagedEngine> {
  const next: GrowingView = { removed: new Set(), held: new Map(), found: new Map(), ...pick(view) }
  const startId = store.nextId
  let firstIds: readonly number[]
  try {
    firstIds = await apply(store, next, change)
  } catch (error) {
    drop(store, listIds(startId, store.nextId))
    throw error
  }
  const endId = store.nextId
  return {
    engine: toEngine(store, { ...next, endId }),
    firstIds,
    commit() {
      for (const [counts, changes] of [
        [store.held, next.held],
        [store.found, next.found],
      ] as const)
        merge(counts, changes)
      drop(store, next.removed)
      // The counts are the store's now.
      next.held.clear()
      next.found.clear()
    },
    discard: () => drop(store, listIds(startId, endId)),
  }
}

/** Adds a change to a view, and its passages to the store; gives the first id of each article that was added. */
async function apply(store: Store, next: GrowingView, { removed, added }: EngineChange): Promise<number[]> {
  const firstIds: number[] = []
  const pace = createPace()
  for (const { firstId, length, toEntries } of removed) {
    for (const id of listIds(firstId, firstId + length)) next.removed.add(id)
    if (toEntries) count(next, await toEntries(), -1)
    await pace()
  }
  for await (const article of added) {
    firstIds.push(store.nextId)
    count(next, article, 1)
    for (const passage of article.passages) {
      put(store, passage)
      await pace()
    }
  }
  return firstIds
}

function listIds(start: number, end: number): number[] {
  return Array.from({ length: end - start }, (_, place) => start + place)
}

function pick({ size, length }: View): Pick<View, 'size' | 'length'> {
  return { size, length }
}

function put(store: Store, { title, question, text, speakers, length, held, further }: PassageEntry): void {
  const terms = [...held, ...further]
  store.add(store.nextId, terms)
  for (const character of terms.filter(isHan).join('')) store.characters.add(character)
  store.texts.set(store.nextId, { title, question, text, speakers, length })
  store.nextId++
}

function drop({ index, texts }: Store, ids: Iterable<number>): void {
  for (const id of ids) {
    index.discard(id)
    texts.delete(id)
  }
}

function count(view: GrowingView, { passages }: ArticleEntries, by: 1 | -1): void {
  view.size += by * passages.length
  for (const { held, singles, further, length } of passages) {
    view.length += by * length
    for (const term of [...held, ...singles]) view.held.set(term, (view.held.get(term) ?? 0) + by)
    for (const term of [...held, ...further]) view.found.set(term, (view.found.get(term) ?? 0) + by)
  }
}

function merge(counts: Map<string, number>, changes: ReadonlyMap<string, number>): void {
  for (const [term, change] of changes) {
    const sum = (counts.get(term) ?? 0) + change
    if (sum > 0) counts.set(term, sum)
    else counts.delete(term)
  }
}
