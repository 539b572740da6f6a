import { createHmac } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database } from './database.ts'

/** A wording that found no answer, or whose answer did not help. */
export interface UnmetWording {
  /** As it was written most often or, where all were answered, by whoever last said that it was no help. */
  readonly wording: string
  /** How often it found no answer. */
  readonly unanswered: number
  /** How often somebody said that its answer did not help, and what was wrong where they told. */
  readonly disliked: number
  readonly reasons: readonly string[]
  /** The ids of the passages that were last shown to somebody whom they did not help. */
  readonly shown: readonly string[]
}

/** What was decided on wordings: that they are ignored, or what was taught. */
export type Decision = 'ignored' | 'taught' | 'nothing'

/** What people asked in vain, and what admins decided on it. */
export interface GapRecords {
  /** Whether anything that people write is kept. */
  readonly keepsTexts: boolean
  /** Lists the wordings on which nothing was decided since, the most frequent first, some thousand at most. */
  list(): Promise<readonly UnmetWording[]>
  /** Keeps a decision on wordings, in place of earlier ones; it is on the disk when this resolves. */
  decide(wordings: readonly string[], decision: Decision, lesson: string): Promise<void>
  /** Finds what was decided together under a lesson, by telling whether a wording is of it; undefined where nothing stands of it. */
  findLesson(
    lesson: string,
  ): Promise<{ readonly decision: Decision; readonly isOf: (wording: string) => boolean } | undefined>
  /** Takes a lesson's decisions back. */
  withdraw(lesson: string): Promise<void>
}

/** How wordings are kept. */
export interface GapRecordSettings {
  /** Without it nobody can tell on what was decided. */
  readonly key: string
  /** 0 where no texts are kept. */
  readonly retentionDays: number
  /** Makes what wordings have in common that count as one; empty for what says nothing. */
  readonly toWordingKey: (wording: string) => string
}

/** Wordings that are looked at: an admin gets through a hundred. */
const MOST_WORDINGS = 1000
const MOST_VOTES = 2000
/** UTF-16 units by which wordings are told apart, from both ends: what is asked stands before or after what somebody pastes, and to fold 4096 would take a millisecond. */
const LONGEST_WORDING = 500
/** Wordings whose keys are made before others have their turn: some 10 ms of the longest. */
const CHUNK_SIZE = 50

/** Creates the reading of what was asked in vain from the log of queries. */
export function createGapRecords(
  database: Database,
  { key, retentionDays, toWordingKey }: GapRecordSettings,
): GapRecords {
  const toKey = (wording: string) => toWordingKey(shorten(wording))
  const hashKey = (wordingKey: string) => createHmac('sha256', key).update(`wording ${wordingKey}`).digest('base64url')
  const hash = (wording: string) => hashKey(toKey(wording))
  return {
    keepsTexts: retentionDays > 0,
    async list() {
      const found = [...(await readUnanswered(database)), ...(await readDisliked(database))]
      const keyed = await addKeys(found, toKey)
      const decisions = await readDecisions(database)
      return join(keyed.filter((row) => isOpen(row, decisions.get(hashKey(row.key)))))
    },
    async decide(wordings, kind, lesson) {
      const rows = [...new Set(wordings.map(hash))].map((wording) => ({ wording, at: Date.now(), kind, lesson }))
      if (rows.length === 0) return
      await database.run((tables) =>
        tables
          .insertInto('decisions')
          .values(rows)
          .onConflict((row) => row.column('wording').doUpdateSet({ at: Date.now(), kind, lesson }))
          .execute(),
      )
    },
    async findLesson(lesson) {
      const rows = await database.run((tables) =>
        tables.selectFrom('decisions').selectAll().where('lesson', '=', lesson).execute(),
      )
      const own = new Set(rows.map(({ wording }) => wording))
      const decision = DECISIONS.find((one) => one === rows[0]?.kind)
      return decision && { decision, isOf: (wording) => own.has(hash(wording)) }
    },
    async withdraw(lesson) {
      await database.run((tables) => tables.deleteFrom('decisions').where('lesson', '=', lesson).execute())
    },
  }
}

const DECISIONS: readonly Decision[] = ['ignored', 'taught', 'nothing']

interface Found {
  readonly wording: string
  /** When it last was so. */
  readonly last: number
  readonly unanswered: number
  readonly disliked: number
  readonly reasons: readonly string[]
  readonly shown: readonly string[]
}

/** One with what it has in common with those that count as one with it. */
type Keyed = Found & { readonly key: string }

async function readUnanswered(database: Database): Promise<Found[]> {
  const rows = await database.run((tables) =>
    tables
      .selectFrom('queries')
      .select((row) => ['query', row.fn.countAll().as('unanswered'), row.fn.max('at').as('last')])
      .where('is_answered', '=', 0)
      .where('query', 'is not', null)
      .groupBy('query')
      .orderBy('unanswered', 'desc')
      .limit(MOST_WORDINGS)
      .execute(),
  )
  // Some databases give a count as text.
  return rows.map(({ query, unanswered, last }) => ({
    wording: query ?? '',
    last,
    unanswered: Number(unanswered),
    disliked: 0,
    reasons: [],
    shown: [],
  }))
}

/** A vote is about the latest query that its message had answered by then: an answer may be edited. */
async function readDisliked(database: Database): Promise<Found[]> {
  const rows = await database.run((tables) =>
    tables
      .selectFrom('votes')
      .innerJoin('queries', 'queries.message', 'votes.message')
      .select([
        'votes.message',
        'votes.user',
        'votes.at',
        'votes.reason',
        'queries.id',
        'queries.at as asked',
        'queries.query',
        'queries.passages',
      ])
      .where('votes.is_up', '=', 0)
      .orderBy('votes.at', 'desc')
      .limit(MOST_VOTES)
      .execute(),
  )
  const latest = new Map<string, (typeof rows)[number]>()
  for (const row of rows) {
    const vote = `${row.message} ${row.user}`
    if (row.asked <= row.at && row.id > (latest.get(vote)?.id ?? -1)) latest.set(vote, row)
  }
  return [...latest.values()].flatMap(({ query, at, reason, passages }) =>
    // The column holds what the log wrote: a list of ids.
    query === null
      ? []
      : [
          {
            wording: query,
            last: at,
            unanswered: 0,
            disliked: 1,
            reasons: reason === null ? [] : [reason],
            shown: JSON.parse(passages) as string[],
          },
        ],
  )
}

async function readDecisions(
  database: Database,
): Promise<ReadonlyMap<string, { readonly at: number; readonly kind: string }>> {
  const rows = await database.run((tables) =>
    tables.selectFrom('decisions').select(['wording', 'at', 'kind']).execute(),
  )
  return new Map(rows.map(({ wording, at, kind }) => [wording, { at, kind }]))
}

/** What is ignored stays so; of what nothing answers it is no news that it finds none. */
function isOpen(
  { last, unanswered }: Found,
  decision: { readonly at: number; readonly kind: string } | undefined,
): boolean {
  if (!decision) return true
  return decision.kind !== 'ignored' && !(decision.kind === 'nothing' && unanswered > 0) && last > decision.at
}

async function addKeys(found: readonly Found[], toKey: (wording: string) => string): Promise<Keyed[]> {
  const keyed: Keyed[] = []
  for (const one of found) {
    keyed.push({ ...one, key: toKey(one.wording) })
    if (keyed.length % CHUNK_SIZE === 0) await nextTurn()
  }
  return keyed
}

function shorten(wording: string): string {
  return wording.length <= LONGEST_WORDING
    ? wording
    : `${wording.slice(0, LONGEST_WORDING / 2)}${wording.slice(-LONGEST_WORDING / 2)}`.toWellFormed()
}

/** Puts together what counts as one wording, and leaves out what says nothing. */
function join(found: readonly Keyed[]): UnmetWording[] {
  const byKey = new Map<string, Found>()
  for (const { key, ...row } of found) {
    if (key === '') continue
    const { wording, shown, ...before } = byKey.get(key) ?? { ...row, unanswered: 0, disliked: 0, reasons: [] }
    byKey.set(key, {
      wording,
      last: Math.max(before.last, row.last),
      unanswered: before.unanswered + row.unanswered,
      disliked: before.disliked + row.disliked,
      reasons: [...before.reasons, ...row.reasons],
      shown: shown.length > 0 ? shown : row.shown,
    })
  }
  return [...byKey.values()].toSorted((a, b) => b.unanswered + b.disliked - a.unanswered - a.disliked)
}
