import MiniSearch from 'minisearch'
import { isHan } from '../../text/terms.ts'
import { type Engine, type EngineChange, type IndexedText, type PassageEntry, type StagedEngine } from './engine.ts'
import { chooseRarest } from '../idf.ts'
import { createPace } from '../pace.ts'
import { BM25, POSTINGS_BUDGET } from '../tuning.ts'

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
  /** Resolves when what the last commit or discard left to do is done. */
  settled: Promise<void>
}

/** What one view of the store adds to it: a change that the store does not have yet. */
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

/** How MiniSearch forgets passages that were taken out: as it does by default, but fewer terms at once. */
const VACUUM = { batchSize: 200, batchWait: 10, minDirtCount: 20, minDirtFactor: 0.1 }

/** Terms whose counts are moved between two looks at the clock. */
const MERGED_AT_ONCE = 500

/** Creates the empty engine of ordinary folders: MiniSearch, in memory. */
export function createMiniSearchEngine(): Engine {
  let terms: readonly string[] = []
  const index = new MiniSearch<Document>({
    fields: ['terms'],
    tokenize: () => [...terms],
    processTerm: (term) => term,
    autoVacuum: VACUUM,
  })
  const add = (id: number, own: readonly string[]) => {
    terms = own
    index.add({ id, terms: '' })
  }
  const counts = { held: new Map<string, number>(), found: new Map<string, number>() }
  const store: Store = {
    index,
    add,
    texts: new Map(),
    ...counts,
    characters: new Set(),
    nextId: 0,
    settled: Promise.resolve(),
  }
  return toEngine(store, { endId: 0, removed: new Set(), held: new Map(), found: new Map(), size: 0, length: 0 })
}

function toEngine(store: Store, view: View): Engine {
  const { endId, removed, held, found, size, length } = view
  const countFound = (term: string) => (store.found.get(term) ?? 0) + (found.get(term) ?? 0)
  const isLive = (id: number) => id < endId && !removed.has(id) && store.texts.has(id)
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
  await store.settled
  const next: GrowingView = { removed: new Set(), held: new Map(), found: new Map(), ...pick(view) }
  const startId = store.nextId
  let firstIds: readonly number[]
  try {
    firstIds = await apply(store, next, change)
  } catch (error) {
    store.settled = drop(store, listIds(startId, store.nextId))
    throw error
  }
  const endId = store.nextId
  return {
    engine: toEngine(store, { ...next, endId }),
    firstIds,
    commit() {
      store.settled = settle(store, next)
    },
    discard() {
      store.settled = drop(store, listIds(startId, endId))
    },
  }
}

/** Moves what a view adds into the store; its sums stay the same at every moment, so that it answers meanwhile. */
async function settle(store: Store, { held, found, removed }: GrowingView): Promise<void> {
  const dropped = drop(store, removed)
  await merge(store.held, held)
  await merge(store.found, found)
  await dropped
}

/** Adds a change to a view, and its passages to the store; gives the first id of each article that was added. */
async function apply(store: Store, next: GrowingView, { removed, added }: EngineChange): Promise<number[]> {
  const firstIds: number[] = []
  const pace = createPace()
  for (const { firstId, length, toEntries } of removed) {
    for (const id of listIds(firstId, firstId + length)) next.removed.add(id)
    for (const passage of toEntries ? (await toEntries()).passages : []) {
      count(next, passage, -1)
      await pace()
    }
  }
  for await (const { passages } of added) {
    firstIds.push(store.nextId)
    for (const passage of passages) {
      count(next, passage, 1)
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

/** Takes passages out: their texts at once, so that no view finds them any more. */
async function drop({ index, texts }: Store, ids: ReadonlySet<number> | readonly number[]): Promise<void> {
  for (const id of ids) texts.delete(id)
  const pace = createPace()
  for (const id of ids) {
    index.discard(id)
    await pace()
  }
}

function count(view: GrowingView, { held, singles, further, length }: PassageEntry, by: 1 | -1): void {
  view.size += by
  view.length += by * length
  for (const term of [...held, ...singles]) view.held.set(term, (view.held.get(term) ?? 0) + by)
  for (const term of [...held, ...further]) view.found.set(term, (view.found.get(term) ?? 0) + by)
}

/** Moves changes into counts. */
async function merge(counts: Map<string, number>, changes: Map<string, number>): Promise<void> {
  const pace = createPace()
  let moved = 0
  for (const [term, change] of changes) {
    const sum = (counts.get(term) ?? 0) + change
    if (sum > 0) counts.set(term, sum)
    else counts.delete(term)
    changes.delete(term)
    if (++moved % MERGED_AT_ONCE === 0) await pace()
  }
}
