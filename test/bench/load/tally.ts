/** What became of a number of queries, each from a user of their own. */
export interface Counts {
  readonly sent: number
  /** Got no answer. */
  readonly lost: number
  /** Got more than one message. */
  readonly twice: number
  /** Got a message that is no answer: to wait, or that something failed. */
  readonly refused: number
  /** Messages to whoever had asked nothing. */
  readonly strays: number
  /** Milliseconds from when each was due to its answer. */
  readonly times: readonly number[]
}

export interface Tally {
  /** Counts a query of a user, due at a time in milliseconds. */
  ask(user: number, due: number): void
  /** Counts a message to a user. */
  reply(user: number, at: number, text: string): void
  /** Queries that got no message yet. */
  waiting(): number
  /** Lists the users who got more than one message, with when the first one came. */
  listTwice(): readonly (readonly [user: number, first: number])[]
  sum(): Counts
}

/**
 * Counts queries and what is sent for them. A time begins when its query was due, not when it was sent, so that a
 * generator that falls behind cannot hide how long somebody would have waited.
 *
 * @param isRefusal whether a message is no answer
 */
export function createTally(isRefusal: (text: string) => boolean): Tally {
  const asked = new Map<number, Asked>()
  let strays = 0
  let waiting = 0
  return {
    ask(user, due) {
      asked.set(user, { due, messages: 0, first: undefined, answeredAt: undefined })
      waiting++
    },
    reply(user, at, text) {
      const query = asked.get(user)
      if (!query) strays++
      else if (query.messages++ === 0) waiting--
      if (query) query.first ??= at
      if (query && !isRefusal(text)) query.answeredAt ??= at
    },
    waiting: () => waiting,
    listTwice: () =>
      [...asked].flatMap(([user, { messages, first = 0 }]) => (messages > 1 ? [[user, first] as const] : [])),
    sum: () => sum([...asked.values()], strays),
  }
}

interface Asked {
  readonly due: number
  messages: number
  first: number | undefined
  answeredAt: number | undefined
}

function sum(asked: readonly Asked[], strays: number): Counts {
  const times = asked.flatMap(({ due, answeredAt }) => (answeredAt === undefined ? [] : [answeredAt - due]))
  return {
    sent: asked.length,
    lost: asked.length - times.length,
    strays,
    times,
    twice: asked.filter(({ messages }) => messages > 1).length,
    refused: asked.filter(({ messages, answeredAt }) => messages > 0 && answeredAt === undefined).length,
  }
}
