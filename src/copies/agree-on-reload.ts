import { setTimeout as sleep } from 'node:timers/promises'
import type { Disagreed } from '../answer/sharing.ts'
import type { SharedRecords } from '../records/records.ts'
import type { ProposedReload, Vote } from '../records/shared/reloads.ts'
import type { InUse } from '../records/shared/shared-knowledge.ts'

/** What copies agree by. */
export type Agreement = Pick<SharedRecords, 'copies' | 'reloads'> & {
  readonly rows: SharedRecords['knowledge']
  readonly times: { readonly agree: number; readonly look: number }
  /** Notes what this copy answers from. */
  readonly take: (next: InUse | undefined) => Promise<boolean>
}

/** Decides on a reload that this copy has proposed: once all that run are prepared, or when the time is over. */
export async function decide(
  { copies, reloads, rows, times, take }: Agreement,
  { id, version }: ProposedReload,
  state: string,
): Promise<Disagreed | undefined> {
  for (const end = Date.now() + times.agree; ;) {
    const votes = await reloads.listVotes(id)
    const disagreed = toDisagreed(votes, state)
    if (disagreed) {
      await reloads.decide(id, 'given up')
      return disagreed
    }
    const voted = new Set(votes.map(({ copy }) => copy))
    const others = await copies.listOthers()
    if (Date.now() >= end || others.every((copy) => voted.has(copy.id))) break
    await sleep(times.look)
  }
  // From here on it is decided: the others take it into use when they see it.
  const isTaken = await take(await rows.take({ after: version, state }))
  // Where that cannot be written the version tells it: this copy must answer from what it has taken.
  await reloads.decide(id, isTaken ? 'taken' : 'given up').catch(() => false)
  return isTaken ? undefined : CHANGED
}

/** Waits for what the copy that proposed a reload decides. */
export async function waitForDecision(
  { copies, reloads, rows, times, take }: Agreement,
  { id, version, proposer }: ProposedReload,
  state: string,
): Promise<Disagreed | undefined> {
  for (const end = Date.now() + times.agree * 2; Date.now() < end; await sleep(times.look)) {
    const inUse = await rows.readInUse()
    if (inUse.version > version) {
      if (inUse.state !== state) return CHANGED
      await take(inUse)
      return undefined
    }
    const decision = (await reloads.find(id))?.decision
    // Since it was looked at: the next look finds it in use.
    if (decision === 'taken') continue
    if (decision !== 'open') return toDisagreed(await reloads.listVotes(id), state) ?? CHANGED
    if ((await copies.listOthers()).some((copy) => copy.id === proposer)) continue
    // Open, it would stand in the way of the next one.
    await reloads.decide(id, 'given up')
    return CHANGED
  }
  return CHANGED
}

const CHANGED: Disagreed = { kind: 'disagreed', reason: 'changed', copies: [] }

/** Tells why a reload is not taken into use: a copy cannot, or its folder is another one. */
function toDisagreed(votes: readonly Vote[], state: string): Disagreed | undefined {
  const toNames = (some: readonly Vote[]) => some.map(({ name }) => name)
  const refusing = votes.filter((vote) => vote.state === null)
  if (refusing.length > 0) return { kind: 'disagreed', reason: 'refused', copies: toNames(refusing) }
  const differing = votes.filter((vote) => vote.state !== state)
  return differing.length > 0 ? { kind: 'disagreed', reason: 'folders', copies: toNames(differing) } : undefined
}
