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
  /** The documents of the passages that were altered, by passage; that of any other has the passage's id. */
  readonly documents: Map<number, number>
  /** The passages of those documents, and of those that are not committed. */
  readonly owners: Map<number, number>
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
  /** The documents of altered passages, by passage. */
  readonly altered: ReadonlyMap<number, number>
  readonly held: ReadonlyMap<string, number>
  readonly found: ReadonlyMap<string, number>
  readonly size: number
  readonly length: number
}

/** A view to which a change is added. */
interface GrowingView {
  readonly removed: Set<number>
  readonly altered: Map<number, number>
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
    documents: new Map(),
    owners: new Map(),
    ...counts,
    characters: new Set(),
    nextId: 0,
    settled: Promise.resolve(),
  }
  return toEngine(store, { endId: 0, ...createGrowingView({ size: 0, length: 0 }) })
}

function toEngine(store: Store, view: View): Engine {
  const { endId, removed, altered, held, found, size, length } = view
  const countFound = (term: string) => (store.found.get(term) ?? 0) + (found.get(term) ?? 0)
  const toId = (document: number) => store.owners.get(document) ?? document
  const toDocument = (id: number) => altered.get(id) ?? store.documents.get(id) ?? id
  const isLive = (document: number, id: number) =>
    id < endId && !removed.has(id) && store.texts.has(id) && toDocument(id) === document
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
        filter: ({ id }) => isLive(id as number, toId(id as number)) && isAllowed(toId(id as number)),
      })
      return results.slice(0, limit).map(({ id }) => toId(id as number))
    },
    read: (ids) => ids.map((id) => store.texts.get(id)),
    stage: (change) => stage(store, view, change),
  }
}

async function stage(store: Store, view: View, change: EngineChange): Promise<StagedEngine> {
  await store.settled
  const next = createGrowingView(view)
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
async function settle(store: Store, { held, found, removed, altered }: GrowingView): Promise<void> {
  const replaced = [...altered.keys()].map((id) => store.documents.get(id) ?? id)
  for (const [id, document] of altered) store.documents.set(id, document)
  altered.clear()
  const dropped = drop(store, removed, replaced)
  await merge(store.held, held)
  await merge(store.found, found)
  await dropped
}

/** Adds a change to a view, and its passages to the store; gives the first id of each article that was added. */
async function apply(
  store: Store,
  next: GrowingView,
  { removed, altered = [], added }: EngineChange,
): Promise<number[]> {
  const firstIds: number[] = []
  const pace = createPace()
  for (const { firstId, length, toEntries } of removed) {
    for (const id of listIds(firstId, firstId + length)) next.removed.add(id)
    for (const passage of toEntries ? (await toEntries()).passages : []) {
      count(next, passage, -1)
      await pace()
    }
  }
  for (const { id, before, after } of altered.flatMap(({ passages }) => passages)) {
    count(next, before, -1)
    count(next, after, 1)
    next.altered.set(id, putDocument(store, id, after))
    await pace()
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

function createGrowingView({ size, length }: Pick<View, 'size' | 'length'>): GrowingView {
  return { removed: new Set(), altered: new Map(), held: new Map(), found: new Map(), size, length }
}

function put(store: Store, passage: PassageEntry): void {
  const { title, question, text, speakers, length } = passage
  const id = store.nextId
  store.texts.set(id, { title, question, text, speakers, length })
  putDocument(store, id, passage)
}

/** Adds a document of a passage; an altered passage has another one than its first. */
function putDocument(store: Store, id: number, { held, further }: PassageEntry): number {
  const document = store.nextId++
  if (document !== id) store.owners.set(document, id)
  const terms = [...held, ...further]
  store.add(document, terms)
  for (const character of terms.filter(isHan).join('')) store.characters.add(character)
  return document
}

/**
 * Takes passages out: their texts at once, so that no view finds them any more.
 *
 * @param replaced documents that are taken out, of passages that stay
 */
async function drop(store: Store, ids: Iterable<number>, replaced: readonly number[] = []): Promise<void> {
  const { index, texts, documents, owners } = store
  const all = [...replaced]
  for (const id of ids) {
    texts.delete(id)
    all.push(documents.get(id) ?? id)
    documents.delete(id)
  }
  const pace = createPace()
  for (const document of all) {
    index.discard(document)
    owners.delete(document)
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
