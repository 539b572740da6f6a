import { PARTICLES } from '../shapes/names.ts'
import type { Person } from '../shapes/person.ts'

const LAST_NAME = new RegExp(
  String.raw`^(?:(?:${PARTICLES}) ){0,2}\p{Lu}[\p{L}'’-]+(?: (?:(?:${PARTICLES}) ){0,2}\p{Lu}[\p{L}'’-]+){0,2}$`,
  'iu',
)
const PLURAL_TITLE =
  /^(?:Representatives|Senators|Messrs\.?|Councill?ors|Commissioners|Supervisors|Delegates|Assembly ?members|Members|Mesdames) /u

/** Reads whom a list names by last names behind a title in the plural: Representatives Cole, Van der Linden, and Ochs. */
export function parseLastNames(text: string): Person[] | undefined {
  const list = text.trim()
  const title = PLURAL_TITLE.exec(list)?.[0]
  if (title === undefined) return undefined
  const names = list
    .slice(title.length)
    .replace(/\.$/u, '')
    .split(/,? and |, /u)
    .map((name) => name.trim())
  return names.every((name) => LAST_NAME.test(name)) ? names.map((name) => ({ name, isBare: true })) : undefined
}
