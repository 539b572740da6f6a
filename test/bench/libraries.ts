import { readFileSync, writeFileSync } from 'node:fs'
import { Index } from 'flexsearch'
import Database from 'libsql'
import MiniSearch, { type Options } from 'minisearch'
import type { BenchPassage } from './data.ts'

/** Finds the ids of passages, best first. */
export type Find = (query: string, limit: number) => string[]

/** The index of a library, over some passages. */
export interface LibraryIndex {
  readonly find: Find
  replace(old: readonly BenchPassage[], fresh: readonly BenchPassage[]): void
  /** Writes the index to a file, for `open`. */
  save(file: string): void
}

/** A search that one would take otherwise: it gets the title and the text of every passage. */
export interface Library {
  readonly name: string
  /** A database lives in the file from the beginning, in memory without one. */
  readonly build: (passages: readonly BenchPassage[], file?: string) => LibraryIndex
  readonly open: (file: string) => LibraryIndex
}

export const LIBRARIES: readonly Library[] = [
  toMiniSearch('MiniSearch as it comes', { fields: ['title', 'text'] }),
  toMiniSearch('MiniSearch, bigrams', { fields: ['title', 'text'], tokenize: (text) => toGrams(text, 2) }),
  { name: 'FlexSearch, bigrams', build: buildFlexSearch, open: openFlexSearch },
  toSqlite('SQLite FTS5, bigrams', { tokenizer: 'unicode61', prepare: (text) => toGrams(text, 2).join(' '), size: 2 }),
  toSqlite('SQLite FTS5, trigrams', { tokenizer: 'trigram', prepare: (text) => text, size: 3 }),
]

/** Finds the engines of these names, all without a name; throws where one is unknown. */
export function chooseEngines<T extends { readonly name: string }>(
  engines: readonly T[],
  names?: readonly string[],
): T[] {
  return (names ?? engines.map(({ name }) => name)).map((name) => {
    const engine = engines.find((one) => one.name === name)
    if (!engine) throw new Error(`No engine is called ${name}: there are ${engines.map((one) => one.name).join('; ')}`)
    return engine
  })
}

function toMiniSearch(name: string, options: Options<BenchPassage>): Library {
  return {
    name,
    build(passages) {
      const index = new MiniSearch<BenchPassage>(options)
      index.addAll(passages)
      return toMiniSearchIndex(index)
    },
    open: (file) => toMiniSearchIndex(MiniSearch.loadJSON<BenchPassage>(readFileSync(file, 'utf8'), options)),
  }
}

function toMiniSearchIndex(index: MiniSearch<BenchPassage>): LibraryIndex {
  return {
    find: (query, limit) =>
      index
        .search(query)
        .slice(0, limit)
        .map(({ id }) => String(id)),
    replace(old, fresh) {
      index.removeAll(old)
      index.addAll(fresh)
    },
    save: (file) => writeFileSync(file, JSON.stringify(index)),
  }
}

const createFlexSearch = () => new Index({ tokenize: 'strict', encode: (text) => toGrams(text, 2), resolution: 9 })

function buildFlexSearch(passages: readonly BenchPassage[]): LibraryIndex {
  const index = createFlexSearch()
  for (const passage of passages) index.add(passage.id, toWhole(passage))
  return toFlexSearchIndex(index)
}

function openFlexSearch(file: string): LibraryIndex {
  const index = createFlexSearch()
  // Each line is a part that `save` wrote.
  for (const line of readFileSync(file, 'utf8').split('\n')) index.import(...(JSON.parse(line) as [string, string]))
  return toFlexSearchIndex(index)
}

function toFlexSearchIndex(index: Index): LibraryIndex {
  return {
    find: (query, limit) => index.search(query, { limit, suggest: true }).map(String),
    replace(old, fresh) {
      for (const { id } of old) index.remove(id)
      for (const passage of fresh) index.add(passage.id, toWhole(passage))
    },
    save(file) {
      const parts: string[] = []
      index.export((key: string, part: string) => void parts.push(JSON.stringify([key, part])))
      writeFileSync(file, parts.join('\n'))
    },
  }
}

interface SqliteWay {
  readonly tokenizer: string
  /** Makes of a text what the tokenizer reads. */
  readonly prepare: (text: string) => string
  /** Characters of a term in a query. */
  readonly size: number
}

function toSqlite(name: string, way: SqliteWay): Library {
  return {
    name,
    build(passages, file = ':memory:') {
      const database = new Database(file)
      database.exec(`create virtual table passages using fts5(whole, tokenize = '${way.tokenizer}')`)
      database.exec('create table places (place integer primary key, id text unique)')
      const index = toSqliteIndex(database, way)
      index.replace([], passages)
      return index
    },
    open: (file) => toSqliteIndex(new Database(file), way),
  }
}

function toSqliteIndex(database: Database.Database, { prepare, size }: SqliteWay): LibraryIndex {
  const select = database.prepare(
    'select id from places join (select rowid, bm25(passages) as score from passages where passages match ? ' +
      'order by score limit ?) as found on place = found.rowid order by score',
  )
  const remove = database.prepare('delete from passages where rowid = (select place from places where id = ?)')
  const forget = database.prepare('delete from places where id = ?')
  const place = database.prepare('insert into places (id) values (?)')
  const insert = database.prepare('insert into passages (rowid, whole) values (?, ?)')
  return {
    find(query, limit) {
      const terms = toGrams(query, size)
      if (terms.length === 0) return []
      // The only column is text.
      const rows = select.all(terms.map((term) => `"${term}"`).join(' OR '), limit) as { id: string }[]
      return rows.map(({ id }) => id)
    },
    replace(old, fresh) {
      database.exec('begin')
      for (const { id } of old) for (const statement of [remove, forget]) statement.run(id)
      for (const passage of fresh) insert.run(place.run(passage.id).lastInsertRowid, prepare(toWhole(passage)))
      database.exec('commit')
    },
    save() {
      // It lives in its file.
    },
  }
}

function toWhole({ title, text }: BenchPassage): string {
  return `${title}\n${text}`
}

/** Runs of letters and figures cut into overlapping pieces; a shorter run is one. */
function toGrams(text: string, size: number): string[] {
  return (text.toLowerCase().match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? []).flatMap((run) => {
    const characters = [...run]
    if (characters.length <= size || /^[a-z0-9]/u.test(run)) return [run]
    return characters.slice(size - 1).map((_, start) => characters.slice(start, start + size).join(''))
  })
}
