/** Throws the error that becomes Telegram's answer to a request it does not accept. */
export function refuse(description: string, code = 400): never {
  throw new Refusal(code, description)
}

/** Throws a refusal with Telegram's usual prefix for a request that is wrong in itself. */
export function refuseBad(reason: string): never {
  return refuse(`Bad Request: ${reason}`)
}

export class Refusal extends Error {
  readonly code: number
  constructor(code: number, description: string) {
    super(description)
    this.code = code
  }
}
