import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Libsql from 'libsql'
import { LRUCache } from 'lru-cache'
import { ENTRIES_FORMAT } from '../staging/article-entries.ts'
import { EngineError, type StoredArticle } from './engine.ts'
import { CACHE_SIZES } from '../tuning.ts'

/**
 * The number is raised with every change of the tables, or of what is written into them. Terms that are taken out are
 * cut from the stored texts, so that they must be cut as they were: by the same program, with the same Unicode.
 */
const FORMAT = `3 ${ENTRIES_FORMAT} ${process.versions['unicode'] ?? ''}`

/** Bytes of terms that FTS5 gathers before it writes them: fewer segments, which are merged and read one by one. */
const GATHERED = 16 * 1024 * 1024

/**
 * `held` and `found` count the passages that have a term; `further` are terms that a passage's own words lack. `lengths`
 * are those of an article's passages; `mark` is the checksum of a passage. Terms that are taken out leave the file at
 * once (secure-delete), and so do texts (secure_delete).
 */
const TABLES = `
  create table about (
    format text not null, size integer not null, length integer not null, next_id integer not null
  );
  create table article (key text primary key, first integer not null, lengths text not null) without rowid;
  create table passage (
    id integer primary key, title text not null, question text not null, text text not null, speakers text not null,
    length integer not null, further text not null, mark integer not null
  );
  create table term (term text primary key, held integer not null, found integer not null) without rowid;
  create virtual table posting using fts5 (
    terms, content = '', detail = none, columnsize = 0, tokenize = "ascii tokenchars '+./-'"
  );
  insert into posting (posting, rank) values ('hashsize', ${GATHERED}), ('secure-delete', 1);
  -- A change merges the segments itself, in small steps; on its own FTS5 does so in pieces of 50 ms and more.
  insert into posting (posting, rank) values ('automerge', 0), ('crisismerge', 1000);
  insert into about values ('${FORMAT}', 0, 0, 0);`

/** The file, with a connection that answers and one that changes: a change is not read before it is committed. */
export interface Fts5File {
  readonly reader: Connection
  /** Another one after `reopen`. */
  readonly writer: Connection
  /** The least id that no passage has had in this process, or in the file. */
  nextId: number
  /** Whether nothing that was read showed damage. */
  readonly isSound: () => boolean
  /** Does something with the file. @throws EngineError */
  readonly guard: <T>(work: () => T) => T
  /** Names the trouble, and deletes a damaged file. */
  readonly toError: (error: unknown) => unknown
  /** Gives up what the writer has begun: after a failed statement libsql commits nothing any more. */
  readonly reopen: () => void
  readonly close: () => void
}

/** The numbers of passages that hold a term in their own words, and that are found by it. */
export interface Counts {
  readonly held: number
  readonly found: number
}

/** What the file holds as a whole. */
export interface About {
  readonly size: number
  readonly length: number
  readonly nextId: number
  readonly articles: ReadonlyMap<string, StoredArticle & { readonly lengths: readonly number[] }>
}

/** A connection with its caches. */
export interface Connection {
  readonly database: Libsql.Database
  readonly statements: ReturnType<typeof prepare>
  readonly counts: LRUCache<string, Counts>
  /** The ids of the passages that are found by recent terms. */
  readonly postings: LRUCache<string, Uint32Array>
  readonly readAbout: () => About
  readonly listCharacters: () => ReadonlySet<string>
  /** Empties the caches after a change. */
  readonly forget: () => void
}

/** Files that are tried, if other processes use the first ones. */
const MOST_FILES = 10
/** The share of free pages above which a file is made smaller. */
const MOST_FREE = 0.5
const SUFFIXES = ['', '-wal', '-shm']
const DAMAGES = ['SQLITE_CORRUPT', 'SQLITE_NOTADB']

/**
 * Opens the file; makes it anew if it is missing, damaged or of another format. A process keeps its file locked, and
 * another one that is given the same path takes the next: `index.db.2`.
 *
 * @throws EngineError if it cannot be written
 */
export function openFts5File(path: string, onDamage: (error: EngineError) => void = () => {}): Fts5File {
  try {
    mkdirSync(dirname(path), { recursive: true })
    for (let number = 1; number <= MOST_FILES; number++) {
      const own = toPath(path, number)
      const lock = takeLock(`${own}-lock`)
      if (!lock) continue
      if (number === 1) sweep(path, 2)
      return toFile(own, connect(own) ?? create(own), lock, onDamage)
    }
  } catch (error) {
    throw new EngineError(`${path} cannot be opened`, { cause: error })
  }
  throw new EngineError(`${MOST_FILES} processes use ${path} already`)
}

function toPath(path: string, number: number): string {
  return number === 1 ? path : `${path}.${number}`
}

function toFile(
  path: string,
  [reader, writer]: readonly [Connection, Connection],
  lock: Libsql.Database,
  onDamage: (error: EngineError) => void,
): Fts5File {
  let isSound = true
  const toError = (error: unknown) => {
    if (error instanceof EngineError && !error.isDamage) return error
    if (!(error instanceof Libsql.SqliteError) && !(error instanceof EngineError)) return error
    const isDamage = error instanceof EngineError || DAMAGES.some((code) => error.code.startsWith(code))
    const wrapped = new EngineError(`${path} is ${isDamage ? 'damaged' : 'of no use'}`, { cause: error, isDamage })
    if (isDamage && isSound) {
      isSound = false
      // The next start makes it anew; the open connections go on reading what is left of it.
      rmSync(path, { force: true })
      onDamage(wrapped)
    }
    return wrapped
  }
  const file = {
    reader,
    writer,
    nextId: reader.readAbout().nextId,
    isSound: () => isSound,
    toError,
    guard<T>(work: () => T): T {
      try {
        return work()
      } catch (error) {
        throw toError(error)
      }
    },
    reopen() {
      const { database } = file.writer
      // A connection ends with its last statement, whenever that is collected: only this gives up the lock.
      if (database.inTransaction) attempt(() => database.exec('rollback'))
      database.close()
      try {
        file.writer = toConnection(open(path))
      } catch {
        // Without a writer nothing more can be changed here: the next change gets a file of its own.
        isSound = false
      }
    },
    close: () => [reader.database, file.writer.database, lock].forEach((database) => database.close()),
  }
  return file
}

function attempt(work: () => void): void {
  try {
    work()
  } catch {
    // The failure before is the one to tell of.
  }
}

/** Takes a lock that ends with the process, however it ends; undefined if another process has it. */
function takeLock(path: string): Libsql.Database | undefined {
  const lock = new Libsql(path)
  try {
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock.close()
    if (error instanceof Libsql.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined
    throw error
  }
}

/** Deletes what larger folders have left, unless another process uses it: what is taken out must not linger there. */
export function deleteFts5Files(path: string): void {
  attempt(() => sweep(path, 1))
}

/** Deletes the files that no process uses any more, from a number on. */
function sweep(path: string, first: number): void {
  for (let number = first; number <= MOST_FILES; number++) {
    const other = toPath(path, number)
    if (!existsSync(`${other}-lock`)) continue
    const lock = takeLock(`${other}-lock`)
    if (!lock) continue
    removeFile(other)
    lock.close()
    rmSync(`${other}-lock`, { force: true })
  }
}

function connect(path: string): [Connection, Connection] | undefined {
  let database: Libsql.Database | undefined
  try {
    database = open(path)
    const isSound = readValue(database, 'pragma quick_check(1)') === 'ok'
    if (isSound && readValue(database, 'select format from about') === FORMAT) {
      const connection = toConnection(database)
      connection.readAbout()
      shrink(database)
      return [connection, toConnection(open(path))]
    }
  } catch {
    // It is no database, or damaged.
  }
  database?.close()
  return undefined
}

/** Gives back the free pages of a folder that has become much smaller. */
function shrink(database: Libsql.Database): void {
  const [free, pages] = ['freelist_count', 'page_count'].map((name) => Number(readValue(database, `pragma ${name}`)))
  if (free !== undefined && pages !== undefined && free > pages * MOST_FREE)
    database.exec('vacuum; pragma wal_checkpoint(TRUNCATE)')
}

/** Reads the first column of the first row; libsql plucks in `all` only. */
function readValue(database: Libsql.Database, sql: string): unknown {
  return database.prepare(sql).pluck().all([])[0]
}

function create(path: string): [Connection, Connection] {
  removeFile(path)
  const database = open(path)
  database.exec(`begin; ${TABLES} commit`)
  return [toConnection(open(path)), toConnection(database)]
}

function removeFile(path: string): void {
  for (const suffix of SUFFIXES) rmSync(path + suffix, { force: true })
}

function open(path: string): Libsql.Database {
  const database = new Libsql(path)
  for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL', 'secure_delete = on']) database.pragma(pragma)
  return database
}

function toConnection(database: Libsql.Database): Connection {
  const statements = prepare(database)
  const counts = new LRUCache<string, Counts>({ max: CACHE_SIZES.counts })
  const postings = new LRUCache<string, Uint32Array>({
    maxSize: CACHE_SIZES.postings,
    sizeCalculation: ({ length }) => length + 1,
  })
  let characters: ReadonlySet<string> | undefined
  return {
    database,
    statements,
    counts,
    postings,
    readAbout() {
      // The columns are those of the tables.
      const [[size, length, nextId] = [0, 0, 0]] = statements.about.all([]) as [number, number, number][]
      const rows = statements.articles.all([]) as [string, number, string][]
      const about = { size, length, nextId, articles: new Map(rows.map(toStored)) }
      if (!isConsistent(about)) throw new EngineError('the articles are damaged', { isDamage: true })
      return about
    },
    listCharacters: () => (characters ??= new Set(statements.characters.all([]) as string[])),
    forget() {
      counts.clear()
      postings.clear()
      characters = undefined
    },
  }
}

function toStored([key, firstId, joined]: [string, number, string]) {
  const lengths = joined === '' ? [] : joined.split(' ').map(Number)
  return [key, { firstId, length: lengths.length, lengths }] as const
}

/** Whether no two articles share a passage, and all have as many as there are; a flipped bit shows. */
function isConsistent({ size, length, nextId, articles }: About): boolean {
  const [sums, end] = [{ size: 0, length: 0 }, { id: 0 }]
  for (const { firstId, lengths } of [...articles.values()].toSorted(
    (a, b) => a.firstId - b.firstId || a.length - b.length,
  )) {
    if (!(firstId >= end.id)) return false
    end.id = firstId + lengths.length
    sums.size += lengths.length
    for (const one of lengths) sums.length += one
  }
  return sums.size === size && sums.length === length && end.id <= nextId
}

function prepare(database: Libsql.Database) {
  return {
    about: database.prepare('select size, length, next_id from about').raw(),
    articles: database.prepare('select key, first, lengths from article').raw(),
    characters: database.prepare('select term from term where length(term) = 1').pluck(),
    count: database.prepare('select held, found from term where term = ?').raw(),
    // One string: libsql takes a microsecond a row.
    find: database.prepare('select group_concat(rowid) from posting where posting match ?').pluck(),
    read: database
      .prepare(
        'select id, mark, title, question, text, speakers, length from passage ' +
          'where id in (select value from json_each(?))',
      )
      .raw(),
  }
}
