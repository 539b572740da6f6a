import { type Engine, type EngineChange, EngineError, type IndexedText, type StagedEngine } from './engine.ts'
import { type Fts5Change, createChange } from './fts5-change.ts'
import { type About, type Connection, type Counts, type Fts5File, openFts5File } from './fts5-file.ts'
import { chooseRarest, toIdf } from '../idf.ts'
import { createPace } from '../pace.ts'
import { toMark } from './passage-mark.ts'
import { BM25, CANDIDATE_LENGTH, POSTINGS_BUDGET } from '../tuning.ts'

const NO_COUNTS: Counts = { held: 0, found: 0 }

/**
 * Opens the engine of large folders: SQLite's FTS5, in a file that is only a cache. A file of another format, or a
 * damaged one, is made anew.
 *
 * @param onDamage called once, if damage shows later
 * @throws EngineError if the file cannot be written
 */
export function openFts5Engine(
  path: string,
  onDamage?: (error: EngineError) => void,
): Engine & { readonly close: () => void } {
  const file = openFts5File(path, onDamage)
  return { ...toEngine(file, () => file.reader), close: file.close }
}

/** @param use gives the connection that sees the passages of the view */
function toEngine(file: Fts5File, use: () => Connection): Engine {
  const { guard } = file
  const about = guard(() => use().readAbout())
  const { size, length, articles } = about
  const meanLength = size > 0 ? length / size : 0
  const scorer = createScorer(about, meanLength)
  return {
    size,
    articles,
    meanLength,
    isSound: file.isSound,
    listCharacters: () => guard(() => use().listCharacters()),
    countHeld: (term) => guard(() => count(use(), term).held),
    countFound: (term) => guard(() => count(use(), term).found),
    find: (terms, limit, isAllowed = () => true) =>
      guard(() => {
        const connection = use()
        const countFound = (term: string) => count(connection, term).found
        const chosen = chooseRarest(terms, POSTINGS_BUDGET.sqlite, countFound)
        const found: number[] = []
        for (const term of chosen) scorer.add(listFound(connection, term), toIdf(countFound(term), size), found)
        return pickBest(found, limit, scorer.take, isAllowed)
      }),
    read: (ids) => guard(() => read(use(), ids)),
    stage: (change) => stage(file, change),
  }
}

/** Sums IDF by passage. */
interface Scorer {
  /** Adds to the sums of passages, and those without one to a list. */
  readonly add: (ids: Uint32Array, idf: number, found: number[]) => void
  /** Takes the score of a passage: BM25, of terms that occur once. */
  readonly take: (id: number) => number
}

/** Creates the scorer of a view; arrays are ten times as fast as a map of some thousand passages. */
function createScorer({ articles, nextId }: About, meanLength: number): Scorer {
  const weights = new Float32Array(nextId)
  const sums = new Float64Array(nextId)
  for (const { firstId, lengths } of articles.values()) {
    for (const [place, length] of lengths.entries())
      weights[firstId + place] = 1 / (1 + BM25.k * (1 - CANDIDATE_LENGTH + (CANDIDATE_LENGTH * length) / meanLength))
  }
  return {
    add(ids, idf, found) {
      for (const id of ids) {
        const sum = sums[id]
        if (!sum) found.push(id)
        sums[id] = (sum ?? 0) + idf
      }
    },
    take(id) {
      const score = (sums[id] ?? 0) * (weights[id] ?? 0)
      sums[id] = 0
      return score
    },
  }
}

function count({ counts, statements }: Connection, term: string): Counts {
  const known = counts.get(term)
  if (known) return known
  const [row] = statements.count.all([term]) as [number, number][]
  const found = row ? { held: row[0], found: row[1] } : NO_COUNTS
  counts.set(term, found)
  return found
}

const COMMA = 44
const ZERO = 48

/** Lists the ids of the passages that are found by a term. */
function listFound({ postings, statements }: Connection, term: string): Uint32Array {
  const known = postings.get(term)
  if (known) return known
  // No term has a quotation mark.
  const [joined] = statements.find.all([`"${term}"`]) as (string | null)[]
  const ids = Uint32Array.from(joined ? toIds(joined) : [])
  postings.set(term, ids)
  return ids
}

function toIds(joined: string): number[] {
  const ids: number[] = []
  // Written for speed: thousands are read for a query.
  let id = 0
  for (let place = 0; place < joined.length; place++) {
    const code = joined.charCodeAt(place)
    if (code === COMMA) {
      ids.push(id)
      id = 0
    } else id = id * 10 + code - ZERO
  }
  ids.push(id)
  return ids
}

/** The candidates that are kept before the best of them are chosen, as a multiple of the limit. */
const KEPT = 4

interface Scored {
  readonly id: number
  readonly score: number
}

function pickBest(
  found: readonly number[],
  limit: number,
  takeScore: (id: number) => number,
  isAllowed: (id: number) => boolean,
): number[] {
  let best: Scored[] = []
  let least = -Infinity
  for (const id of found) {
    const score = takeScore(id)
    // Most are left out here, and need no test.
    if (score < least || !isAllowed(id)) continue
    best.push({ id, score })
    if (best.length < KEPT * limit) continue
    best = sortBest(best, limit)
    least = best.at(-1)?.score ?? least
  }
  return sortBest(best, limit).map(({ id }) => id)
}

function sortBest(all: readonly Scored[], limit: number): Scored[] {
  return all.toSorted((a, b) => b.score - a.score || a.id - b.id).slice(0, limit)
}

/** A row of the statement, in its order. */
type Row = [number, number, string, string, string, string, number]

function read({ statements }: Connection, ids: readonly number[]): (IndexedText | undefined)[] {
  const rows = statements.read.all([JSON.stringify(ids)]) as Row[]
  const texts = new Map(
    rows.map(([id, mark, title, question, text, speakers, length]) => {
      const passage = { title, question, text, speakers, length }
      if (toMark(id, passage) !== mark) throw new EngineError(`passage ${id} is damaged`, { isDamage: true })
      return [id, passage]
    }),
  )
  return ids.map((id) => texts.get(id))
}

async function stage(file: Fts5File, change: EngineChange): Promise<StagedEngine> {
  try {
    file.writer.database.exec('begin immediate')
    const firstIds = await apply(createChange(file.writer, file, createPace()), change)
    return toStaged(file, firstIds)
  } catch (error) {
    file.reopen()
    throw file.toError(error)
  }
}

async function apply(change: Fts5Change, { removed, onRemoved, altered = [], added }: EngineChange): Promise<number[]> {
  const isAll = removed.reduce((sum, { length }) => sum + length, 0) === change.size
  if (isAll) change.clear()
  for (const { firstId, length } of removed) {
    if (!isAll) await change.remove(firstId, length, onRemoved)
    else for (let place = 0; place < length; place++) await onRemoved?.()
  }
  for (const article of altered) await change.alter(article)
  const firstIds: number[] = []
  for await (const article of added) firstIds.push(await change.add(article))
  await change.finish()
  return firstIds
}

function toStaged(file: Fts5File, firstIds: readonly number[]): StagedEngine {
  const { writer } = file
  let current = () => writer
  writer.forget()
  const end = (work: () => void) => {
    try {
      work()
    } catch (error) {
      file.reopen()
      throw file.toError(error)
    } finally {
      current = () => file.reader
      file.reader.forget()
      file.writer.forget()
    }
  }
  return {
    engine: toEngine(file, () => current()),
    firstIds,
    commit: () =>
      end(() => {
        writer.database.exec('commit')
        // What was taken out is gone from the file, and is not to stay in its log.
        writer.database.pragma('wal_checkpoint(TRUNCATE)')
      }),
    discard: () => end(() => writer.database.exec('rollback')),
  }
}
