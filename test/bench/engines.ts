import { Index } from 'flexsearch'
import Database from 'libsql'
import MiniSearch from 'minisearch'
import { createFold } from '../../src/text/fold.ts'
import { createSearchIndex } from '../../src/search/search-index.ts'
import { type BenchPassage, toArticles } from './data.ts'

/** Finds the ids of passages, best first. */
export type Find = (query: string, limit: number) => string[]

/** A search to be measured. */
export interface Engine {
  readonly name: string
  build(passages: readonly BenchPassage[]): Promise<Find> | Find
}

/** Our search, and what one would take otherwise: each gets the title and the text of every passage. */
export const ENGINES: readonly Engine[] = [
  { name: 'wenzheng', build: buildOurs },
  { name: 'MiniSearch as it comes', build: buildMiniSearch },
  { name: 'FlexSearch, bigrams', build: buildFlexSearch },
  {
    name: 'SQLite FTS5, bigrams',
    build: (passages) => buildSqlite(passages, 'unicode61', (text) => toBigrams(text).join(' ')),
  },
  { name: 'SQLite FTS5, trigrams', build: (passages) => buildSqlite(passages, 'trigram', (text) => text) },
]

async function buildOurs(passages: readonly BenchPassage[]): Promise<Find> {
  const index = await createSearchIndex(toArticles(passages), createFold())
  return (query, limit) =>
    index
      .search(query)
      .hits.slice(0, limit)
      .map(({ citation }) => citation.passage.id)
}

function buildMiniSearch(passages: readonly BenchPassage[]): Find {
  const index = new MiniSearch<BenchPassage>({ fields: ['title', 'text'] })
  index.addAll(passages)
  return (query, limit) =>
    index
      .search(query)
      .slice(0, limit)
      .map(({ id }) => String(id))
}

function buildFlexSearch(passages: readonly BenchPassage[]): Find {
  const index = new Index({ tokenize: 'strict', encode: toBigrams, resolution: 9 })
  for (const [place, passage] of passages.entries()) index.add(place, toWhole(passage))
  return (query, limit) =>
    index.search(query, { limit, suggest: true }).flatMap((place) => passages[Number(place)]?.id ?? [])
}

function buildSqlite(passages: readonly BenchPassage[], tokenizer: string, prepare: (text: string) => string): Find {
  const database = new Database(':memory:')
  database.exec(`create virtual table passages using fts5(whole, tokenize = '${tokenizer}')`)
  const insert = database.prepare('insert into passages (rowid, whole) values (?, ?)')
  database.exec('begin')
  for (const [place, passage] of passages.entries()) insert.run(place + 1, prepare(toWhole(passage)))
  database.exec('commit')
  const select = database.prepare('select rowid from passages where passages match ? order by bm25(passages) limit ?')
  return (query, limit) => {
    const terms = tokenizer === 'trigram' ? toTrigrams(query) : toBigrams(query)
    if (terms.length === 0) return []
    const rows = select.all(terms.map((term) => `"${term}"`).join(' OR '), limit) as { rowid: number }[]
    return rows.flatMap(({ rowid }) => passages[rowid - 1]?.id ?? [])
  }
}

function toWhole({ title, text }: BenchPassage): string {
  return `${title}\n${text}`
}

function toBigrams(text: string): string[] {
  return toGrams(text, 2)
}

function toTrigrams(text: string): string[] {
  return toGrams(text, 3)
}

/** Runs of letters and figures cut into overlapping pieces; a shorter run is one. */
function toGrams(text: string, size: number): string[] {
  return (text.toLowerCase().match(/\p{Script=Han}+|[a-z0-9]+/gu) ?? []).flatMap((run) => {
    const characters = [...run]
    if (characters.length <= size || /^[a-z0-9]/u.test(run)) return [run]
    return characters.slice(size - 1).map((_, start) => characters.slice(start, start + size).join(''))
  })
}
