import type { Normalizer, QueryForms } from '../../text/normalize.ts'
import { isHan, isSingle, toHanCharacters, toPairs } from '../../text/terms.ts'

/** A query or an ask in the terms by which it is compared. */
export interface AskTerms {
  /** Distinct terms of the subject: pairs, words of other scripts, single Han characters. */
  readonly terms: readonly string[]
  /** Distinct terms of the whole wording, asking words included. */
  readonly wording: readonly string[]
}

/** Cuts an ask or a query into its terms. */
export function toAskTerms(text: string, normalizer: Normalizer): AskTerms {
  return toTermsOf(normalizer.toForms(text))
}

function toTermsOf({ subject, whole }: QueryForms): AskTerms {
  const terms = toDistinctTerms(subject)
  return { terms, wording: subject === whole ? terms : toDistinctTerms(whole) }
}

function toDistinctTerms(normalized: string): string[] {
  return [...new Set([...toHanCharacters(normalized), ...toPairs(normalized)])]
}

/** Texts cut into the numbers of their terms. */
export interface CutTexts {
  readonly ids: ReadonlyMap<string, number>
  readonly texts: ReadonlyMap<string, CutText>
}

export interface NumberedTerms {
  readonly terms: Uint32Array
  readonly wording: Uint32Array
}

export interface CutText extends NumberedTerms {
  /** The pairs of the text before normalization, where they differ. */
  readonly spelt: Uint32Array
}

const NONE = new Uint32Array()

/** The terms of an ask, or of a sentence of a passage; without a passage of an unanswered ask. */
export interface OwnedTerms extends NumberedTerms {
  readonly passage: string | undefined
}

/** Cuts a text, giving numbers to new terms. */
export function cutText(text: string, normalizer: Normalizer, ids: Map<string, number>): CutText {
  const forms = normalizer.toForms(text)
  const { terms, wording } = toTermsOf(forms)
  const toId = (term: string) => {
    const known = ids.get(term)
    if (known !== undefined) return known
    ids.set(term, ids.size)
    return ids.size - 1
  }
  const numbers = Uint32Array.from(terms, toId)
  return {
    terms: numbers,
    wording: wording === terms ? numbers : Uint32Array.from(wording, toId),
    spelt: forms.folded === forms.whole ? NONE : Uint32Array.from(toPairs(forms.folded), toId),
  }
}

/**
 * Lists the pairs of a text, as it is written and normalized.
 *
 * @param words the terms by their numbers
 */
export function listPairs(cut: CutText | undefined, words: readonly string[]): string[] {
  const all = [...(cut?.wording ?? NONE), ...(cut?.spelt ?? NONE)].map((id) => words[id] ?? '')
  return all.filter((term) => !(isSingle(term) && isHan(term)))
}
