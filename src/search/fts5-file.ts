import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Libsql from 'libsql'
import { LRUCache } from 'lru-cache'
import type { StoredArticle } from './engine.ts'
import { CACHE_SIZES } from './tuning.ts'

/** Raised with every change of the tables, or of what is written into them. */
const FORMAT = 2

/** `held` and `found` count the passages that have a term; `further` are terms that a passage's own words lack. */
const TABLES = `
  create table about (
    format integer not null, size integer not null, length integer not null, next_id integer not null
  );
  create table article (key text primary key, first integer not null, length integer not null) without rowid;
  create table passage (
    id integer primary key, title text not null, question text not null, text text not null, speakers text not null,
    length integer not null, further text not null
  );
  create table term (term text primary key, held integer not null, found integer not null) without rowid;
  create virtual table posting using fts5 (
    terms, content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 tokenchars '+./-'"
  );
  -- A change merges the segments itself, in small steps; on its own FTS5 does so in pieces of 50 ms and more.
  insert into posting (posting, rank) values ('automerge', 0);
  insert into posting (posting, rank) values ('crisismerge', 1000);
  insert into about values (${FORMAT}, 0, 0, 0);`

/** The file, with a connection that answers and one that changes: a change is not read before it is committed. */
export interface Fts5File {
  readonly reader: Connection
  readonly writer: Connection
  readonly close: () => void
}

/** The numbers of passages that hold a term in their own words, and that are found by it. */
export interface Counts {
  readonly held: number
  readonly found: number
}

/** What the file holds as a whole. */
interface About {
  readonly size: number
  readonly length: number
  readonly nextId: number
  readonly articles: ReadonlyMap<string, StoredArticle>
}

/** A connection with its caches. */
export interface Connection {
  readonly database: Libsql.Database
  readonly statements: ReturnType<typeof prepare>
  readonly counts: LRUCache<string, Counts>
  readonly readAbout: () => About
  readonly listCharacters: () => ReadonlySet<string>
  /** Empties the caches after a change. */
  readonly forget: () => void
}

/** Files that are tried, if other processes use the first ones. */
const MOST_FILES = 10

/**
 * Opens the file; makes it anew if it is missing, damaged or of another format. A process keeps its file locked, and
 * another one that is given the same path takes the next: `index.db.2`.
 *
 * @throws Error if it cannot be written
 */
export function openFts5File(path: string): Fts5File {
  mkdirSync(dirname(path), { recursive: true })
  for (let number = 1; number <= MOST_FILES; number++) {
    const own = number === 1 ? path : `${path}.${number}`
    const lock = takeLock(`${own}-lock`)
    if (!lock) continue
    const [reader, writer] = connect(own) ?? create(own)
    const close = () => [reader.database, writer.database, lock].forEach((database) => database.close())
    return { reader, writer, close }
  }
  throw new Error(`${MOST_FILES} processes use ${path} already`)
}

/** Takes a lock that ends with the process, however it ends; undefined if another process has it. */
function takeLock(path: string): Libsql.Database | undefined {
  const lock = new Libsql(path)
  try {
    lock.exec('begin exclusive')
    return lock
  } catch {
    lock.close()
    return undefined
  }
}

function connect(path: string): [Connection, Connection] | undefined {
  let database: Libsql.Database | undefined
  try {
    database = open(path)
    const isSound = readValue(database, 'pragma quick_check(1)') === 'ok'
    if (isSound && readValue(database, 'select format from about') === FORMAT)
      return [toConnection(database), toConnection(open(path))]
  } catch {
    // It is no database, or damaged.
  }
  database?.close()
  return undefined
}

/** Reads the first column of the first row; libsql plucks in `all` only. */
function readValue(database: Libsql.Database, sql: string): unknown {
  return database.prepare(sql).pluck().all([])[0]
}

function create(path: string): [Connection, Connection] {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true })
  const database = open(path)
  database.exec(TABLES)
  return [toConnection(open(path)), toConnection(database)]
}

function open(path: string): Libsql.Database {
  const database = new Libsql(path)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  return database
}

function toConnection(database: Libsql.Database): Connection {
  const statements = prepare(database)
  const counts = new LRUCache<string, Counts>({ max: CACHE_SIZES.counts })
  let characters: ReadonlySet<string> | undefined
  return {
    database,
    statements,
    counts,
    readAbout() {
      // The columns are those of the tables.
      const [[size, length, nextId] = [0, 0, 0]] = statements.about.all([]) as [number, number, number][]
      const rows = statements.articles.all([]) as [string, number, number][]
      return {
        size,
        length,
        nextId,
        articles: new Map(rows.map(([key, firstId, passages]) => [key, { firstId, length: passages }])),
      }
    },
    listCharacters: () => (characters ??= new Set(statements.characters.all([]) as string[])),
    forget() {
      counts.clear()
      characters = undefined
    },
  }
}

function prepare(database: Libsql.Database) {
  return {
    about: database.prepare('select size, length, next_id from about').raw(),
    articles: database.prepare('select key, first, length from article').raw(),
    characters: database.prepare('select term from term where length(term) = 1').pluck(),
    count: database.prepare('select held, found from term where term = ?').raw(),
    find: database.prepare('select rowid from posting where posting match ? order by rank limit ?').pluck(),
    read: database.prepare('select title, question, text, speakers, length from passage where id = ?').raw(),
  }
}
