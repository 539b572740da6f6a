/** What goes wrong with a request to the Bot API. */
export type Fault =
  | { readonly kind: 'status'; readonly code: number; readonly retryAfter?: number }
  /** The connection is cut, before the request is carried out or after. */
  | { readonly kind: 'reset'; readonly isTaken: boolean }

/** What happens at a time of a soak, in seconds of its cycle; the rest of the time nothing does. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly fault: Fault
  /** Of sending alone; of every method by default. */
  readonly isOfSending?: boolean
}

/** Seconds after which all begins anew. */
export const CYCLE = 120

export const STRETCHES: readonly Stretch[] = [
  { from: 5, to: 65, fault: { kind: 'status', code: 502 } },
  { from: 75, to: 85, fault: { kind: 'reset', isTaken: false } },
  { from: 88, to: 90, fault: { kind: 'status', code: 429, retryAfter: 1 }, isOfSending: true },
  { from: 93, to: 94, fault: { kind: 'reset', isTaken: true }, isOfSending: true },
]

/** Seconds of the cycle at which the knowledge is changed and reloaded, and at which the bot is killed. */
export const RELOAD_AT = 98
export const KILL_AT = 106

/** Finds what goes wrong with a method so many seconds after the beginning. */
export function findFault(seconds: number, method: string): Fault | undefined {
  const place = seconds % CYCLE
  const isSending = /^(?:send|edit|answer)/u.test(method)
  return STRETCHES.find(({ from, to, isOfSending }) => place >= from && place < to && (isSending || !isOfSending))
    ?.fault
}
