import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { shortenToCompare } from '../text/wording.ts'
import type { Database } from './database/database.ts'
import type { Tables } from './database/tables.ts'
import { hashWording } from './query-log.ts'

/** A wording that found no answer, or whose answer did not help. */
export interface UnmetWording {
  /** The most frequent unanswered text; if all were answered, the latest with a vote against the answer. */
  readonly wording: string
  /** The number of queries without an answer. */
  readonly unanswered: number
  /** The number of votes against the answer. */
  readonly disliked: number
  /** The reasons of those votes, as far as given. */
  readonly reasons: readonly string[]
  /** The ids of the passages in the latest answer with a vote against it. */
  readonly shown: readonly string[]
}

const DECISIONS = ['ignored', 'taught', 'nothing'] as const
/** An admin's decision on wordings: ignore them, teach a passage for them, or state that nothing answers them. */
export type Decision = (typeof DECISIONS)[number]

/** The wordings without a helpful answer, and the decisions on them. */
export interface GapRecords {
  /** Whether texts of queries are stored. */
  readonly keepsTexts: boolean
  /** Whether the database is open; where it is not, everything else here rejects. */
  isOpen(): boolean
  /** Lists the wordings without a current decision, most frequent first; a few thousand at most. */
  list(): Promise<readonly UnmetWording[]>
  /** Stores a decision on wordings in place of earlier ones; it is on the disk when this resolves. */
  decide(wordings: readonly string[], decision: Decision, lesson: string): Promise<void>
  /** Finds the decision with an id, and a test for its wordings; undefined if none is stored. */
  findLesson(
    lesson: string,
  ): Promise<{ readonly decision: Decision; readonly isOf: (wording: string) => boolean } | undefined>
  /** Deletes the decision with an id. */
  withdraw(lesson: string): Promise<void>
}

export interface GapRecordSettings {
  /** The key of the hashes that replace wordings in stored decisions. */
  readonly key: string
  /** 0 if no texts are stored. */
  readonly retentionDays: number
  /** Maps wordings that count as one to the same key; to an empty one if they have no words. */
  readonly toWordingKey: (wording: string) => string
}

/** The outcomes of remarks about an answer that is not known: no passage could be taught for them. */
const NO_GAPS = ['noQuote', 'noReply']
/** The maximum of different texts that are read: an admin processes a hundred. */
const MOST_WORDINGS = 1000
const MOST_VOTES = 2000
/** Wordings whose keys are made before the event loop has its turn: about 10 ms for the longest. */
const CHUNK_SIZE = 50

/** Creates gap records on the queries, votes and decisions of a database. */
export function createGapRecords(
  database: Database,
  { key, retentionDays, toWordingKey }: GapRecordSettings,
): GapRecords {
  const toKey = (wording: string) => toWordingKey(shortenToCompare(wording))
  const hash = (wording: string) => hashWording(key, toKey(wording))
  return {
    keepsTexts: retentionDays > 0,
    isOpen: () => database.isOpen(),
    async list() {
      const rows = [...(await readUnanswered(database)), ...(await readDisliked(database))]
      const keyed = await addKeys(rows, toKey)
      const decisions = await readDecisions(database)
      return join(keyed.filter((row) => isOpen(row, decisions.get(hashWording(key, row.key)))))
    },
    async decide(wordings, kind, lesson) {
      const at = Date.now()
      const rows = [...new Set(wordings.map(hash))].map((wording) => ({ wording, at, kind, lesson }))
      if (rows.length === 0) return
      await database.run((tables) =>
        tables
          .insertInto('decisions')
          .values(rows)
          .onConflict((row) => row.column('wording').doUpdateSet({ at, kind, lesson }))
          .execute(),
      )
    },
    async findLesson(lesson) {
      const rows = await database.run((tables) =>
        tables.selectFrom('decisions').selectAll().where('lesson', '=', lesson).execute(),
      )
      const hashes = new Set(rows.map(({ wording }) => wording))
      const decision = DECISIONS.find((one) => one === rows[0]?.kind)
      return decision && { decision, isOf: (wording) => hashes.has(hash(wording)) }
    },
    async withdraw(lesson) {
      await database.run((tables) => tables.deleteFrom('decisions').where('lesson', '=', lesson).execute())
    },
  }
}

/** An unmet wording with the time of its latest row. */
interface Unmet extends UnmetWording {
  readonly last: number
}

type Keyed = Unmet & { readonly key: string }
type StoredDecision = { readonly at: number; readonly kind: string }

async function readUnanswered(database: Database): Promise<Unmet[]> {
  const rows = await database.run((tables) =>
    tables
      .selectFrom('queries')
      .select((row) => ['query', row.fn.countAll().as('unanswered'), row.fn.max('at').as('last')])
      .where('is_answered', '=', 0)
      .where('outcome', 'not in', NO_GAPS)
      .where('query', 'is not', null)
      .groupBy('query')
      .orderBy('unanswered', 'desc')
      .limit(MOST_WORDINGS)
      .execute(),
  )
  return rows.map(({ query, unanswered, last }) => {
    // Some databases return a count as text.
    const counts = { unanswered: Number(unanswered), disliked: 0 }
    return { wording: query ?? '', last, ...counts, reasons: [], shown: [] }
  })
}

/** A vote is about the latest query that its message had answered at that time, because an answer may be edited. */
async function readDisliked(database: Database): Promise<Unmet[]> {
  const rows = await database.run(readVotesAgainst)
  const latest = new Map<string, (typeof rows)[number]>()
  for (const row of rows) {
    const vote = `${row.message} ${row.user}`
    if (row.asked <= row.at && row.id > (latest.get(vote)?.id ?? -1)) latest.set(vote, row)
  }
  return [...latest.values()].flatMap(({ query, at, reason, passages }) => {
    if (query === null) return []
    const counts = { unanswered: 0, disliked: 1 }
    const reasons = reason === null ? [] : [reason]
    // The query log writes this column as a list of ids.
    return [{ wording: query, last: at, ...counts, reasons, shown: JSON.parse(passages) as string[] }]
  })
}

function readVotesAgainst(tables: Kysely<Tables>) {
  const columns = [
    'votes.message',
    'votes.user',
    'votes.at',
    'votes.reason',
    'queries.query',
    'queries.passages',
  ] as const
  return tables
    .selectFrom('votes')
    .innerJoin('queries', 'queries.message', 'votes.message')
    .select([...columns, 'queries.id', 'queries.at as asked'])
    .where('votes.is_up', '=', 0)
    .orderBy('votes.at', 'desc')
    .limit(MOST_VOTES)
    .execute()
}

async function readDecisions(database: Database): Promise<ReadonlyMap<string, StoredDecision>> {
  const rows = await database.run((tables) =>
    tables.selectFrom('decisions').select(['wording', 'at', 'kind']).execute(),
  )
  return new Map(rows.map(({ wording, at, kind }) => [wording, { at, kind }]))
}

/**
 * Tells whether a row asks for a new decision. An ignored wording never does, nor does one that nothing answers by
 * finding no answer again.
 */
function isOpen({ last, unanswered }: Unmet, decision: StoredDecision | undefined): boolean {
  if (!decision) return true
  if (decision.kind === 'ignored' || (decision.kind === 'nothing' && unanswered > 0)) return false
  return last > decision.at
}

async function addKeys(rows: readonly Unmet[], toKey: (wording: string) => string): Promise<Keyed[]> {
  const keyed: Keyed[] = []
  for (const row of rows) {
    keyed.push({ ...row, key: toKey(row.wording) })
    if (keyed.length % CHUNK_SIZE === 0) await nextTurn()
  }
  return keyed
}

/** Joins the rows of one key, and drops those without words. */
function join(rows: readonly Keyed[]): UnmetWording[] {
  const byKey = new Map<string, UnmetWording>()
  for (const { key, last: _last, ...row } of rows) {
    if (key === '') continue
    const before = byKey.get(key)
    byKey.set(key, before ? add(before, row) : row)
  }
  return [...byKey.values()].toSorted((a, b) => b.unanswered + b.disliked - a.unanswered - a.disliked)
}

function add(before: UnmetWording, row: UnmetWording): UnmetWording {
  return {
    wording: before.wording,
    unanswered: before.unanswered + row.unanswered,
    disliked: before.disliked + row.disliked,
    reasons: [...before.reasons, ...row.reasons],
    shown: before.shown.length > 0 ? before.shown : row.shown,
  }
}
