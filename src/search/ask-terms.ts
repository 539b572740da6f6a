import type { Normalizer } from '../text/normalize.ts'
import { ASKS } from './tuning.ts'

/** Something asked, in the terms by which it is compared. */
export interface AskTerms {
  /** What it is about, each term with what its kind counts: pairs and words of other scripts 1, single Han characters less. */
  readonly terms: ReadonlyMap<string, number>
  /** Its wording, asking words and all. */
  readonly wording: ReadonlySet<string>
}

/** Something asked, with the passage that answers it; undefined where none does. */
export interface Answered extends AskTerms {
  readonly passage: string | undefined
}

const HAN = /\p{Script=Han}/gu

/** Reads something asked. */
export function readAsk(text: string, reader: Normalizer): AskTerms {
  const [subject, whole] = [reader.readQuery(text), reader.read(text).text]
  const singles = (subject.match(HAN) ?? []).map((single) => [single, ASKS.single] as const)
  return {
    terms: new Map([...singles, ...reader.toPairs(subject).map((pair) => [pair, 1] as const)]),
    wording: new Set([...reader.toPairs(whole), ...(whole.match(HAN) ?? [])]),
  }
}
