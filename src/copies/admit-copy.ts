import { OperatorError } from '../errors.ts'
import type { SharedRecords } from '../records/records.ts'
import type { Copy } from '../records/shared/copies.ts'
import { pause } from './pause.ts'

/** Several copies that cannot run together; the message says why, and what to do. */
export class CopiesError extends OperatorError {
  override readonly name = 'CopiesError'
}

/** What a copy is admitted by. */
interface Admission extends Pick<SharedRecords, 'copies'> {
  readonly rows: SharedRecords['knowledge']
  readonly listeners: {
    readonly onWait?: ((names: readonly string[]) => void) | undefined
    readonly onOtherBot?: (() => void) | undefined
  }
  readonly times: { readonly admit: number; readonly look: number; readonly retry: number }
}

/**
 * Waits until no other copy runs with which this one cannot.
 *
 * @throws CopiesError if it goes on running
 */
export async function admitCopy({ copies, rows, listeners, times }: Admission, stop: AbortSignal): Promise<void> {
  const { self } = copies
  let isWaiting = false
  for (const end = Date.now() + times.admit; !stop.aborted;) {
    // Without the server nobody knows what copies wrote: it is waited for.
    const others = await copies.listOthers().catch(() => undefined)
    if (!others) {
      await pause(times.retry, stop)
      continue
    }
    const excluded = others.filter((other) => !isFellow(self, other))
    if (excluded.length === 0) break
    if (Date.now() >= end) throw new CopiesError(explain(self, excluded))
    if (!isWaiting) listeners.onWait?.(excluded.map(({ name }) => name))
    isWaiting = true
    await pause(times.look, stop)
  }
  if (await rows.noteBot(self.bot).catch(() => false)) listeners.onOtherBot?.()
}

/** Tells whether two copies can run together. */
function isFellow(self: Copy, { bot, updates }: Copy): boolean {
  return bot === self.bot && self.updates === 'webhook' && updates === 'webhook'
}

function explain(self: Copy, excluded: readonly Copy[]): string {
  const strangers = excluded.filter(({ bot }) => bot !== self.bot)
  const toNames = (some: readonly Copy[]) => some.map(({ name }) => name).join(', ')
  if (strangers.length > 0)
    return (
      `another bot runs on this database (${toNames(strangers)}), or this one by another token: ` +
      'end it, or name a database of its own for each bot in DATABASE_URL'
    )
  return (
    `another copy of the bot runs on this database (${toNames(excluded)}), and one of the two polls: ` +
    'several copies need WEBHOOK_URL on each'
  )
}
