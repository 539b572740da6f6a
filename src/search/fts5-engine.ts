import type { Engine, EngineChange, IndexedText, StagedEngine } from './engine.ts'
import { chooseRarest } from './engine.ts'
import { type Connection, type Counts, type Fts5File, openFts5File } from './fts5-file.ts'
import { createChange } from './fts5-change.ts'
import { createPace } from './pace.ts'
import { POSTINGS_BUDGET } from './tuning.ts'

const NO_COUNTS: Counts = { held: 0, found: 0 }

/**
 * Opens the engine of large folders: SQLite's FTS5, in a file that is only a cache. A file of another format, or a
 * damaged one, is made anew.
 */
export function openFts5Engine(path: string): Engine & { readonly close: () => void } {
  const file = openFts5File(path)
  return { ...toEngine(file, () => file.reader), close: file.close }
}

/** @param use gives the connection that sees the passages of the view */
function toEngine(file: Fts5File, use: () => Connection): Engine {
  const { size, length, articles } = use().readAbout()
  return {
    size,
    articles,
    meanLength: size > 0 ? length / size : 0,
    listCharacters: () => use().listCharacters(),
    countHeld: (term) => count(use(), term).held,
    countFound: (term) => count(use(), term).found,
    find(terms, limit, isAllowed) {
      const chosen = chooseRarest(terms, POSTINGS_BUDGET.sqlite, (term) => count(use(), term).found)
      return find(use(), chosen, limit, isAllowed)
    },
    read: (ids) => ids.map((id) => read(use(), id)),
    stage: (change) => stage(file, change),
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

/** The rows that are read first, as a multiple of the limit, and how much more at each further try. */
const READ = { first: 2, more: 8 }

function find(
  { statements }: Connection,
  terms: readonly string[],
  limit: number,
  isAllowed: (id: number) => boolean = () => true,
): number[] {
  if (terms.length === 0) return []
  const match = terms.map((term) => `"${term}"`).join(' OR ')
  // Not by `iterate`: a loop that is left early keeps the statement, and what it sees, open.
  for (let most = READ.first * limit; ; most *= READ.more) {
    const found = statements.find.all([match, most]) as number[]
    const ids = found.filter(isAllowed)
    if (ids.length >= limit || found.length < most) return ids.slice(0, limit)
  }
}

function read({ statements }: Connection, id: number): IndexedText | undefined {
  // The columns are in the order of the statement.
  const [row] = statements.read.all([id]) as [string, string, string, string, number][]
  if (!row) return undefined
  const [title, question, text, speakers, length] = row
  return { title, question, text, speakers, length }
}

async function stage(file: Fts5File, { removed, added }: EngineChange): Promise<StagedEngine> {
  const { database } = file.writer
  database.exec('begin immediate')
  try {
    const change = createChange(file.writer, createPace())
    for (const { firstId, length } of removed) await change.remove(firstId, length)
    const firstIds: number[] = []
    for await (const article of added) firstIds.push(await change.add(article))
    await change.finish()
    return toStaged(file, firstIds)
  } catch (error) {
    database.exec('rollback')
    throw error
  }
}

function toStaged(file: Fts5File, firstIds: readonly number[]): StagedEngine {
  const { reader, writer } = file
  let current = writer
  const end = (statement: 'commit' | 'rollback') => {
    writer.database.exec(statement)
    reader.forget()
    writer.forget()
    current = reader
  }
  writer.forget()
  return {
    engine: toEngine(file, () => current),
    firstIds,
    commit: () => end('commit'),
    discard: () => end('rollback'),
  }
}
