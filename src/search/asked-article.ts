import type { Article } from '../knowledge/article.ts'
import { toCitations } from '../knowledge/article.ts'
import type { Normalizer, QueryForms } from '../text/normalize.ts'
import { toSentences } from '../text/sentences.ts'
import { isHan, isSingle, toHanCharacters, toPairs } from '../text/terms.ts'
import { toIdf } from './idf.ts'
import type { Pause } from './pace.ts'
import { ASKS } from './tuning.ts'

/** A query or an ask in the terms by which it is compared. */
export interface AskTerms {
  /** Distinct terms of the subject: pairs, words of other scripts, single Han characters. */
  readonly terms: readonly string[]
  /** Distinct terms of the whole wording, asking words included. */
  readonly wording: readonly string[]
}

/** How a query compares with the asks of an article. */
export interface ArticleLikeness {
  /** By passage id, above 0 to 1: the mean cosine of the few nearest asks; without the passages where it is 0. */
  readonly passages: ReadonlyMap<string, number>
  /** By passage id: the cosine of the nearest ask. */
  readonly closest: ReadonlyMap<string, number>
  /** The same two for the unanswered asks; 0 without any. */
  readonly unanswered: number
  readonly closestUnanswered: number
  /** The mean log odds that the query's words are unanswered rather than answered; 0 without unanswered asks. */
  readonly odds: number
  /**
   * The likelihood of the query in the asks and the text of a passage: the mean logarithm, over the query's terms, of
   * how much likelier a term is there than in the article; 0 for a passage without asks. Query likelihood with
   * Dirichlet smoothing (Zhai and Lafferty, 2001).
   */
  readonly likelihoodOf: (passage: string) => number
}

/** The asks of one article, in the form in which queries are compared with them; no other article changes it. */
export interface AskedArticle {
  readonly compare: (query: AskTerms) => ArticleLikeness
  /** Lists the pairs of an ask, by which its passage is found: as it is written, and normalized. */
  readonly listPairs: (ask: string) => readonly string[]
  /** What the next version of the article need not cut again. */
  readonly cut: CutTexts
}

/** Texts cut into the numbers of their terms. */
export interface CutTexts {
  readonly ids: Map<string, number>
  readonly texts: Map<string, NumberedTerms>
}

interface NumberedTerms {
  readonly terms: Uint32Array
  readonly wording: Uint32Array
  /** The pairs of the text before normalization, where they differ. */
  readonly spelt: Uint32Array
}

const NONE = new Uint32Array()

/** An ask, or a sentence of a passage, with the passage that answers it; `undefined` for an unanswered ask. */
interface OwnedText {
  readonly text: string
  readonly passage: string | undefined
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

/**
 * Makes the asks of an article comparable, pausing between them; undefined for an article without asks.
 *
 * @param afterAsk the pause after each ask that is cut
 */
export async function toAskedArticle(
  article: Article,
  normalizer: Normalizer,
  pause: Pause,
  previous?: CutTexts,
  afterAsk = pause,
): Promise<AskedArticle | undefined> {
  const asks = listAsks(article)
  if (asks.length === 0) return undefined
  const cut: CutTexts = { ids: new Map(previous?.ids), texts: new Map() }
  const sentences = article.unanswered ? listSentences(article) : []
  const cutAll = async (texts: readonly OwnedText[], afterText: Pause) => {
    for (const { text } of texts) {
      cut.texts.set(text, previous?.texts.get(text) ?? cutText(text, normalizer, cut.ids))
      await afterText()
    }
  }
  await cutAll(asks, afterAsk)
  await cutAll(sentences, pause)
  const numbered = (all: readonly OwnedText[]) =>
    all.flatMap(({ text, passage }) => {
      const terms = cut.texts.get(text)
      return terms ? [{ ...terms, passage }] : []
    })
  const [own, said] = [numbered(asks), numbered(sentences)]
  await pause()
  const toCosines = await createCosines(own, cut.ids, pause)
  const toLikeness = createLikeness(own)
  const toLikelihood = await createLikelihood(own, said, cut.ids, pause)
  const toOdds = await createOdds([...own, ...said], cut.ids, pause)
  const words = [...cut.ids.keys()]
  return {
    cut,
    listPairs: (ask) => listPairs(cut.texts.get(ask), words),
    compare: (query) => ({
      ...toLikeness(toCosines(query.terms)),
      odds: toOdds(query.wording),
      likelihoodOf: toLikelihood(query.terms),
    }),
  }
}

function listAsks(article: Article): OwnedText[] {
  const asked = toCitations([article]).flatMap(({ passage: { id, asks = [] } }) =>
    asks.map((text) => ({ text, passage: id })),
  )
  return [...asked, ...(article.unanswered ?? []).map((text) => ({ text, passage: undefined }))]
}

/** Lists the sentences of the passages as asks of them: a passage answers what it says. */
function listSentences(article: Article): OwnedText[] {
  return toCitations([article]).flatMap(({ passage: { id, text } }) =>
    toSentences(text).map((sentence) => ({ text: sentence.text, passage: id })),
  )
}

interface OwnedTerms extends NumberedTerms {
  readonly passage: string | undefined
}

function cutText(text: string, normalizer: Normalizer, ids: Map<string, number>): NumberedTerms {
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

/** @param words the terms by their numbers */
function listPairs(cut: NumberedTerms | undefined, words: readonly string[]): string[] {
  const all = [...(cut?.wording ?? NONE), ...(cut?.spelt ?? NONE)].map((id) => words[id] ?? '')
  return all.filter((term) => !(isSingle(term) && isHan(term)))
}

/** Creates the cosine of the TF-IDF vectors of a query and of each ask, in the order of the asks. */
async function createCosines(
  asks: readonly OwnedTerms[],
  ids: CutTexts['ids'],
  pause: Pause,
): Promise<(terms: readonly string[]) => Float64Array> {
  const counts = new Uint32Array(ids.size)
  for (const { terms } of asks) {
    for (const id of terms) counts[id] = (counts[id] ?? 0) + 1
    await pause()
  }
  const weights = Float64Array.from(counts, (count) => toIdf(count, asks.length))
  const unknown = toIdf(0, asks.length)
  const toLength = (terms: Iterable<number | undefined>) => {
    let squares = 0
    for (const id of terms) squares += (id === undefined ? unknown : (weights[id] ?? unknown)) ** 2
    return Math.sqrt(squares) || 1
  }
  const lengths = new Float64Array(asks.length)
  for (const [ask, { terms }] of asks.entries()) {
    lengths[ask] = toLength(terms)
    await pause()
  }
  const postings = await toPostings(asks, counts, pause)
  return (terms) => {
    const numbers = terms.map((term) => ids.get(term))
    // Term by term: a term of a former version weighs what an unknown one does, to the last bit.
    const length = toLength(numbers)
    const known = numbers.filter((id) => id !== undefined)
    const cosines = new Float64Array(asks.length)
    for (const id of known) {
      const product = (weights[id] ?? 0) ** 2 / length
      for (const ask of postings[id] ?? []) cosines[ask] = (cosines[ask] ?? 0) + product / (lengths[ask] ?? 1)
    }
    return cosines
  }
}

/** The places of the asks that have a term, by its number. */
async function toPostings(asks: readonly OwnedTerms[], counts: Uint32Array, pause: Pause): Promise<Uint32Array[]> {
  const postings: Uint32Array[] = []
  for (const count of counts) {
    postings.push(new Uint32Array(count))
    await pause()
  }
  const ends = new Uint32Array(counts.length)
  for (const [ask, { terms }] of asks.entries()) {
    for (const id of terms) {
      const end = ends[id] ?? 0
      const own = postings[id]
      if (own) own[end] = ask
      ends[id] = end + 1
    }
    await pause()
  }
  return postings
}

/** Creates the likeness from cosines: the mean of the nearest few asks of each passage, and of the unanswered asks. */
function createLikeness(
  asks: readonly OwnedTerms[],
): (cosines: Float64Array) => Omit<ArticleLikeness, 'likelihoodOf' | 'odds'> {
  const ids = [...new Set(asks.map(({ passage }) => passage))]
  const places = new Map(ids.map((id, place) => [id, place]))
  const owners = Int32Array.from(asks, ({ passage }) => places.get(passage) ?? 0)
  const counts = new Uint32Array(ids.length)
  for (const owner of owners) counts[owner] = (counts[owner] ?? 0) + 1
  return (cosines) => {
    // For each passage the cosines of its nearest asks, descending.
    const nearest = new Float64Array(ids.length * ASKS.nearest)
    for (let ask = 0; ask < cosines.length; ask++) insert(nearest, (owners[ask] ?? 0) * ASKS.nearest, cosines[ask] ?? 0)
    const passages = new Map<string, number>()
    const closest = new Map<string, number>()
    let [unanswered, closestUnanswered] = [0, 0]
    for (const [owner, id] of ids.entries()) {
      const own = nearest.subarray(owner * ASKS.nearest, (owner + 1) * ASKS.nearest)
      const mean = own.reduce((sum, one) => sum + one, 0) / Math.min(ASKS.nearest, counts[owner] ?? ASKS.nearest)
      if (id === undefined) [unanswered, closestUnanswered] = [mean, own[0] ?? 0]
      else if (mean > 0) {
        passages.set(id, mean)
        closest.set(id, own[0] ?? 0)
      }
    }
    return { passages, closest, unanswered, closestUnanswered }
  }
}

/** Inserts a number into the descending list of the greatest few that begins at `start`. */
function insert(greatest: Float64Array, start: number, number: number): void {
  let place = start + ASKS.nearest - 1
  if (number <= (greatest[place] ?? 0)) return
  for (; place > start && (greatest[place - 1] ?? 0) < number; place--) greatest[place] = greatest[place - 1] ?? 0
  greatest[place] = number
}

/** The terms of a passage's asks and sentences by their numbers, with their frequencies. */
interface LanguageModel {
  readonly counts: Map<number, number>
  total: number
}

async function createLikelihood(
  asks: readonly OwnedTerms[],
  sentences: readonly OwnedTerms[],
  ids: CutTexts['ids'],
  pause: Pause,
): Promise<(terms: readonly string[]) => (passage: string) => number> {
  const everywhere = new Float64Array(ids.size)
  const models = new Map<string, LanguageModel>()
  for (const { passage } of asks) if (passage !== undefined) models.set(passage, { counts: new Map(), total: 0 })
  let total = 0
  for (const { passage, terms } of [...asks, ...sentences]) {
    const model = passage === undefined ? undefined : models.get(passage)
    if (!model) continue
    model.total += terms.length
    total += terms.length
    for (const id of terms) {
      model.counts.set(id, (model.counts.get(id) ?? 0) + 1)
      everywhere[id] = (everywhere[id] ?? 0) + 1
    }
    await pause()
  }
  const toShare = (id: number) => ((everywhere[id] ?? 0) + 0.5) / (total + ASKS.unseen)
  return (terms) => {
    const known = terms.flatMap((term) => ids.get(term) ?? [])
    const shares = known.map(toShare)
    return (passage) => {
      const model = models.get(passage)
      if (!model || terms.length === 0) return 0
      const ratios = known.map((id, place) => (model.counts.get(id) ?? 0) / (shares[place] ?? 1))
      // A term without a number occurs nowhere.
      const logs = ratios.reduce((sum, ratio) => sum + Math.log(ratio + ASKS.smoothing), 0)
      const unknown = (terms.length - known.length) * Math.log(ASKS.smoothing)
      return (logs + unknown) / terms.length - Math.log(model.total + ASKS.smoothing)
    }
  }
}

/**
 * Creates the log odds that a wording is unanswered: the mean logarithm, over its terms, of how much more frequent they
 * are in unanswered asks than in answered ones (naive Bayes); 0 without unanswered asks.
 */
async function createOdds(
  texts: readonly OwnedTerms[],
  ids: CutTexts['ids'],
  pause: Pause,
): Promise<(wording: readonly string[]) => number> {
  const counts = { answered: new Uint32Array(ids.size), unanswered: new Uint32Array(ids.size) }
  const totals = { answered: 0, unanswered: 0 }
  for (const { wording, passage } of texts) {
    const side = passage === undefined ? 'unanswered' : 'answered'
    totals[side]++
    for (const id of wording) counts[side][id] = (counts[side][id] ?? 0) + 1
    await pause()
  }
  // The share of the texts that contain a term, smoothed by half a text for each outcome (Krichevsky and Trofimov).
  const toShare = (side: keyof typeof counts, id: number) => ((counts[side][id] ?? 0) + 0.5) / (totals[side] + 1)
  const toOdds = (term: string) => {
    const id = ids.get(term)
    if (id === undefined || (counts.answered[id] ?? 0) + (counts.unanswered[id] ?? 0) === 0) return ASKS.unseenOdds
    return Math.log(toShare('unanswered', id) / toShare('answered', id))
  }
  return (wording) => {
    if (totals.unanswered === 0 || wording.length === 0) return 0
    return wording.reduce((sum, term) => sum + toOdds(term), 0) / wording.length
  }
}
