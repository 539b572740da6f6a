import { describe, expect, it } from 'vitest'
import { answerQuery } from '../../src/answer/answer-query.ts'
import { listQuoted, loadRoundTable, readRoundTableQueries } from './round-table-queries.ts'

const queries = await readRoundTableQueries()
const corpus = await loadRoundTable()

const quoted = new Map(queries.map(({ query }) => [query, listQuoted(answerQuery(corpus, query))]))
const quotedFor = (query: string) => quoted.get(query) ?? []
const share = <T>(items: readonly T[], holds: (item: T) => boolean) => items.filter(holds).length / items.length

const answerable = queries.filter(({ passages }) => passages.length > 0)
const unanswerable = queries.filter(({ kind }) => kind.startsWith('oos'))
/** Queries that name people who did not speak of the subject. */
const silent = queries.filter(({ kind }) => kind === 'speaker-silent')

/** The floors are about one point below the values that were measured when the thresholds were chosen. */
describe(`${queries.length} queries for the round-table`, () => {
  it('name only passages of the corpus', () => {
    const known = corpus.articles.flatMap(({ exchanges }) =>
      exchanges.flatMap(({ question, passages }) => [...(question ? [question] : []), ...passages]),
    )
    const ids = new Set(known.map(({ id }) => id.replace(/^.*_/u, '')))
    expect(queries.flatMap(({ passages }) => passages).filter((id) => !ids.has(id))).toEqual([])
  })

  it('are answered by the first quote in 92 % and by one of three in 94 %', () => {
    expect(
      share(answerable, ({ query, passages }) => passages.includes(quotedFor(query)[0] ?? '')),
    ).toBeGreaterThanOrEqual(0.92)
    expect(
      share(answerable, ({ query, passages }) =>
        quotedFor(query)
          .slice(0, 3)
          .some((id) => passages.includes(id)),
      ),
    ).toBeGreaterThanOrEqual(0.94)
  })

  it('are declined in 92 % where the corpus does not answer', () => {
    expect(share(unanswerable, ({ query }) => quotedFor(query).length === 0)).toBeGreaterThanOrEqual(0.92)
  })

  it.each(silent.map(({ query }) => query))('%s: quotes nobody', (query) => {
    expect(quotedFor(query)).toEqual([])
  })
})
