import type { ResponseParameters } from 'grammy/types'

/** Throws the error that becomes Telegram's answer to a request it does not accept. */
export function refuse(description: string, code = 400, details: Details = {}): never {
  throw new Refusal(code, description, details)
}

/** Throws a refusal with Telegram's prefix for a bad request. */
export function refuseBad(reason: string, details: Details = {}): never {
  return refuse(`Bad Request: ${reason}`, 400, details)
}

interface Details {
  parameters?: ResponseParameters
  /** False if the bot could not foresee the refusal. */
  isFault?: boolean
}

export class Refusal extends Error {
  readonly code: number
  readonly parameters: ResponseParameters | undefined
  readonly isFault: boolean
  constructor(code: number, description: string, { parameters, isFault = true }: Details = {}) {
    super(description)
    this.code = code
    this.parameters = parameters
    this.isFault = isFault
  }
}
