import Libsql from 'libsql'
import { isAnswered } from '../../src/answer/browse/content.ts'
import { answerQuery } from '../../src/answer/answer-query.ts'
import { listQuotes } from '../../src/answer/answer.ts'
import type { Corpus } from '../../src/answer/corpus.ts'
import { type RoundTableQuery, readRoundTableQueries } from '../answer/round-table-queries.ts'

const DAY = 24 * 60 * 60 * 1000
const DAYS = 60
/** Queries that are asked often, at odds of one in so many. */
const OFTEN = 12

const isChinese = ({ query }: RoundTableQuery) => /^[\p{Script=Han}\p{P}\d]+$/u.test(query)

/** Writes two months of queries and votes to a database, so that there is something to count and to teach. */
export async function writeAskedBefore(database: string, corpus: Corpus): Promise<void> {
  const file = new Libsql(database)
  const insert = file.prepare(
    `insert into queries (at, user, message, chat_kind, language, query, outcome, is_answered, passages, milliseconds)
     values (?, ?, ?, 'private', 'zh-hans', ?, ?, ?, ?, ?)`,
  )
  const vote = file.prepare('insert into votes (message, user, at, is_up, reason) values (?, ?, ?, ?, ?)')
  const queries = await readRoundTableQueries()
  for (const [index, { query }] of queries.filter(isChinese).entries()) {
    const answer = answerQuery(corpus, query)
    const passages = JSON.stringify(listQuotes(answer).map(({ passage }) => passage.id))
    const times = index % OFTEN === 0 ? 4 : 1
    for (let time = 0; time < times; time++) {
      const daysAgo = (index * 7 + time * 3) % DAYS
      const message = `message ${index} ${time}`
      // More are asked lately.
      if (daysAgo > DAYS / 2 && index % 3 === 0) continue
      const at = Date.now() - daysAgo * DAY - 1000
      insert.run(at, `u${index}`, message, query, answer.kind, Number(isAnswered(answer)), passages, 40 + (index % 90))
      if (index % 5 === 0)
        vote.run(message, `u${index}`, at, Number(index % 15 !== 0), index % 15 === 0 ? 'passage' : null)
    }
  }
  file.close()
}
