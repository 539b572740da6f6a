import type Libsql from 'libsql'
import { toHeldTerms } from '../staging/article-entries.ts'
import type { AlteredArticle, ArticleEntries, PassageEntry } from './engine.ts'
import type { Connection, Fts5File } from './fts5-file.ts'
import type { Pause } from '../pace.ts'
import { toMark } from './passage-mark.ts'
import { isHan } from '../../text/terms.ts'

/** A change of the file within a transaction. */
export interface Fts5Change {
  /** The number of passages before it. */
  readonly size: number
  /** Takes out all passages, more quickly than one by one. */
  clear(): void
  /** Takes out the passages of an article; `onRemoved` is waited for after each. */
  remove(firstId: number, length: number, onRemoved?: Pause): Promise<void>
  /** Changes the terms by which passages of an article are found, and its key. */
  alter(article: AlteredArticle): Promise<void>
  /** Adds an article and returns the id of its first passage. */
  add(article: ArticleEntries): Promise<number>
  /** Writes what is not written yet. */
  finish(): Promise<void>
}

/** Changes of counts that are kept in memory before they are written. */
const MOST_COUNTED = 100_000

/** Pages of FTS5's segments that are merged between two pauses. */
const MERGED_PAGES = 16

const CLEARING = `
  insert into posting (posting) values ('delete-all');
  delete from passage; delete from article; delete from term;`

/**
 * Creates the change; terms are counted in memory first, because most passages share theirs.
 *
 * @param ids gives the next id, which goes on where the change is discarded: what is kept by id must not be mixed up
 */
export function createChange(
  { database, readAbout }: Connection,
  ids: Pick<Fts5File, 'nextId'>,
  pause: Pause,
): Fts5Change {
  const statements = prepare(database)
  // What is removed is stored: if as much of it is added again, nothing is to be written.
  const counts = new Map<string, { held: number; found: number; isStored: boolean }>()
  const before = readAbout()
  const total = { size: before.size, length: before.length }
  const count = (term: string, held: number, found: number, isStored: boolean) => {
    const known = counts.get(term)
    if (known) {
      known.held += held
      known.found += found
      known.isStored ||= isStored
    } else counts.set(term, { held, found, isStored })
  }
  const countPassage = ({ held, singles, further, length }: Counted, by: 1 | -1) => {
    const isStored = by === -1
    for (const term of held) count(term, by, by, isStored)
    for (const single of singles) count(single, by, 0, isStored)
    for (const term of further) {
      count(term, 0, by, isStored)
      // Listed with the characters, though no passage holds it.
      if (isHan(term)) for (const character of term) count(character, 0, 0, isStored)
    }
    total.size += by
    total.length += by * length
  }
  const flush = async () => {
    for (const [term, { held, found, isStored }] of counts) {
      if (isStored && held === 0 && found === 0) continue
      statements.count.run([term, held, found])
      if (held < 0 || found < 0) statements.forget.run([term])
      await pause()
    }
    counts.clear()
  }
  const merge = async () => {
    // A step that had nothing to do counts as one change.
    for (let changes = 2; changes > 1; await pause()) {
      const former = countChanges(statements)
      statements.merge.run([])
      changes = countChanges(statements) - former
    }
  }
  const unpost = async (range: readonly [first: number, last: number], onUnposted = pause) => {
    // The columns are those of the statement.
    for (const { id, ...row } of statements.list.all([...range]) as Row[]) {
      const passage = { ...toHeldTerms(row), length: row.length, further: splitTerms(row.further) }
      countPassage(passage, -1)
      statements.unpost.run([id, joinTerms(passage)])
      await onUnposted()
    }
  }
  return {
    size: before.size,
    clear() {
      database.exec(CLEARING)
      total.size = 0
      total.length = 0
    },
    async remove(firstId, length, onRemoved) {
      const range = [firstId, firstId + length - 1] as const
      await unpost(range, onRemoved)
      for (const removal of statements.removals) removal.run([...range])
    },
    async alter({ firstId, toKey, passages }) {
      for (const { id, after } of passages) {
        await unpost([id, id])
        countPassage(after, 1)
        statements.further.run([after.further.join(' '), id])
        statements.posting.run([id, joinTerms(after)])
        await pause()
      }
      statements.key.run([toKey(), firstId])
    },
    async add({ toKey, passages }) {
      const firstId = ids.nextId
      for (const passage of passages) {
        put(statements, ids.nextId++, passage)
        countPassage(passage, 1)
        await pause()
      }
      // Without a passage its place would be that of the next article.
      if (passages.length > 0)
        statements.article.run([toKey(), firstId, passages.map((passage) => passage.length).join(' ')])
      if (counts.size > MOST_COUNTED) await flush()
      return firstId
    },
    async finish() {
      await flush()
      await merge()
      statements.about.run([total.size, total.length, ids.nextId])
    },
  }
}

type Counted = Pick<PassageEntry, 'held' | 'singles' | 'further' | 'length'>

interface Row {
  readonly id: number
  readonly title: string
  readonly text: string
  readonly speakers: string
  readonly length: number
  readonly further: string
}

function splitTerms(joined: string): string[] {
  return joined === '' ? [] : joined.split(' ')
}

function joinTerms({ held, further }: Pick<PassageEntry, 'held' | 'further'>): string {
  return [...held, ...further].join(' ')
}

function put(statements: ReturnType<typeof prepare>, id: number, passage: PassageEntry): void {
  const { title, question, text, speakers, length, further } = passage
  statements.passage.run([id, title, question, text, speakers, length, further.join(' '), toMark(id, passage)])
  statements.posting.run([id, joinTerms(passage)])
}

function countChanges({ changes }: ReturnType<typeof prepare>): number {
  return Number(changes.all([])[0])
}

function prepare(database: Libsql.Database) {
  return {
    list: database.prepare('select id, title, text, speakers, length, further from passage where id between ? and ?'),
    passage: database.prepare('insert into passage values (?, ?, ?, ?, ?, ?, ?, ?)'),
    posting: database.prepare('insert into posting (rowid, terms) values (?, ?)'),
    further: database.prepare('update passage set further = ? where id = ?'),
    key: database.prepare('update article set key = ? where first = ?'),
    unpost: database.prepare("insert into posting (posting, rowid, terms) values ('delete', ?, ?)"),
    article: database.prepare('insert into article values (?, ?, ?)'),
    count: database.prepare(
      'insert into term values (?, ?, ?) on conflict (term) do update set ' +
        'held = held + excluded.held, found = found + excluded.found',
    ),
    merge: database.prepare(`insert into posting (posting, rank) values ('merge', ${MERGED_PAGES})`),
    changes: database.prepare('select total_changes()').pluck(),
    forget: database.prepare('delete from term where term = ? and held <= 0 and found <= 0 and length(term) > 1'),
    about: database.prepare('update about set size = ?, length = ?, next_id = ?'),
    removals: ['delete from passage where id between ? and ?', 'delete from article where first between ? and ?'].map(
      (sql) => database.prepare(sql),
    ),
  }
}
