import type Libsql from 'libsql'
import { toHeldTerms } from './article-entries.ts'
import type { ArticleEntries, PassageEntry } from './engine.ts'
import type { Connection } from './fts5-file.ts'
import type { Pause } from './pace.ts'

/** A change of the file within a transaction. */
export interface Fts5Change {
  /** Takes out the passages of an article. */
  remove(firstId: number, length: number): Promise<void>
  /** Adds an article and returns the id of its first passage. */
  add(article: ArticleEntries): Promise<number>
  /** Writes what is not written yet. */
  finish(): Promise<void>
}

/** Passages that are written between two merges of FTS5's segments, and the pages of one step of a merge. */
const MERGE = { after: 32, pages: 16 }

/** Changes of counts that are kept in memory before they are written. */
const MOST_COUNTED = 100_000

/** Creates the change; terms are counted in memory first, because most passages share theirs. */
export function createChange({ database, readAbout }: Connection, pause: Pause): Fts5Change {
  const statements = prepare(database)
  const counts = new Map<string, { held: number; found: number }>()
  const { articles: _, ...about } = readAbout()
  const total = { ...about }
  const count = (term: string, held: number, found: number) => {
    const known = counts.get(term)
    if (known) {
      known.held += held
      known.found += found
    } else counts.set(term, { held, found })
  }
  const countPassage = ({ held, singles, further, length }: Counted, by: 1 | -1) => {
    for (const term of held) count(term, by, by)
    for (const single of singles) count(single, by, 0)
    for (const term of further) count(term, 0, by)
    total.size += by
    total.length += by * length
  }
  const flush = async () => {
    for (const [term, { held, found }] of counts) {
      statements.count.run([term, held, found])
      if (held < 0 || found < 0) statements.forget.run([term])
      await pause()
    }
    counts.clear()
  }
  const merge = async () => {
    written = 0
    // A step that had nothing to do counts as one change.
    for (let changes = 2; changes > 1; await pause()) {
      const before = countChanges(statements)
      statements.merge.run([])
      changes = countChanges(statements) - before
    }
  }
  let written = 0
  const afterPassage = () => (++written < MERGE.after ? pause() : merge())
  return {
    async remove(firstId, length) {
      for (let id = firstId; id < firstId + length; id++) {
        // The columns are those of the statement.
        for (const row of statements.list.all([id]) as Row[])
          countPassage({ ...toHeldTerms(row), length: row.length, further: splitTerms(row.further) }, -1)
        for (const removal of statements.removals) removal.run([id])
        await afterPassage()
      }
      statements.forgetArticle.run([firstId, length])
      if (counts.size > MOST_COUNTED) await flush()
    },
    async add({ toKey, passages }) {
      const firstId = total.nextId
      for (const passage of passages) {
        put(statements, total.nextId++, passage)
        countPassage(passage, 1)
        await afterPassage()
      }
      statements.article.run([toKey(), firstId, passages.length])
      if (counts.size > MOST_COUNTED) await flush()
      return firstId
    },
    async finish() {
      await flush()
      await merge()
      statements.about.run([total.size, total.length, total.nextId])
    },
  }
}

type Counted = Pick<PassageEntry, 'held' | 'singles' | 'further' | 'length'>

interface Row {
  readonly title: string
  readonly text: string
  readonly speakers: string
  readonly length: number
  readonly further: string
}

function splitTerms(joined: string): string[] {
  return joined === '' ? [] : joined.split(' ')
}

function put(statements: ReturnType<typeof prepare>, id: number, passage: PassageEntry): void {
  const { title, question, text, speakers, length, held, further } = passage
  statements.passage.run([id, title, question, text, speakers, length, further.join(' ')])
  statements.posting.run([id, [...held, ...further].join(' ')])
}

function countChanges({ changes }: ReturnType<typeof prepare>): number {
  return Number(changes.all([])[0])
}

function prepare(database: Libsql.Database) {
  return {
    list: database.prepare('select title, text, speakers, length, further from passage where id = ?'),
    passage: database.prepare('insert into passage values (?, ?, ?, ?, ?, ?, ?)'),
    posting: database.prepare('insert into posting (rowid, terms) values (?, ?)'),
    article: database.prepare('insert into article values (?, ?, ?)'),
    count: database.prepare(
      'insert into term values (?, ?, ?) on conflict (term) do update set ' +
        'held = held + excluded.held, found = found + excluded.found',
    ),
    forget: database.prepare('delete from term where term = ? and held <= 0 and found <= 0'),
    about: database.prepare('update about set size = ?, length = ?, next_id = ?'),
    removals: ['delete from posting where rowid = ?', 'delete from passage where id = ?'].map((sql) =>
      database.prepare(sql),
    ),
    merge: database.prepare(`insert into posting (posting, rank) values ('merge', ${MERGE.pages})`),
    changes: database.prepare('select total_changes()').pluck(),
    forgetArticle: database.prepare('delete from article where first = ? and length = ?'),
  }
}
