import { type Article, type Passage, toCitations } from '../../knowledge/article.ts'
import type { Normalizer } from '../../text/normalize.ts'
import { toSentences } from '../../text/sentences.ts'
import { toPairs } from '../../text/terms.ts'
import type { Pause } from '../pace.ts'
import { type AskTerms, type CutText, type CutTexts, type OwnedTerms, cutText, listPairs } from './ask-terms.ts'
import { type Closeness, createCosines, createLikeness } from './cosines.ts'
import { type LanguageModel, createLikelihood, createOdds } from './language-models.ts'

/** How a query compares with the asks of an article. */
export interface ArticleLikeness extends Closeness {
  /** The mean log odds that the query's words are unanswered rather than answered; 0 without unanswered asks. */
  readonly odds: number
  /**
   * The likelihood of the query in the asks and the text of a passage: the mean logarithm, over the query's terms, of
   * how much likelier a term is there than in the article; 0 for a passage without asks. Query likelihood with
   * Dirichlet smoothing (Zhai and Lafferty, 2001).
   */
  readonly likelihoodOf: (passage: string) => number
  /** Whether a word of a query, normalized, stands in what the asks are compared by, the unanswered ones among them. */
  readonly isKnown: (word: string) => boolean
}

/** The asks of one article, in the form in which queries are compared with them; no other article changes it. */
export interface AskedArticle {
  readonly compare: (query: AskTerms) => ArticleLikeness
  /** Lists the pairs of an ask, by which its passage is found: as it is written, and normalized. */
  readonly listPairs: (ask: string) => readonly string[]
  /** What the next version of the article need not cut again. */
  readonly cut: CutTexts
  /** What it need not count again: by passages, which are other objects where their asks change. */
  readonly models: ReadonlyMap<Passage, LanguageModel>
  /** Whether the models have the passages' sentences too. */
  readonly saysSentences: boolean
}

/** An ask, or a sentence of a passage, with the passage that answers it; `undefined` for an unanswered ask. */
interface OwnedText {
  readonly text: string
  readonly passage: string | undefined
}

/**
 * Makes the asks of an article comparable, pausing between them; undefined for an article without asks.
 *
 * @param former the former version, if its names are the same
 * @param onAsk called for each ask
 */
export async function toAskedArticle(
  article: Article,
  toNormalizer: () => Normalizer,
  pause: Pause,
  former?: AskedArticle,
  onAsk?: () => void,
): Promise<AskedArticle | undefined> {
  if (!hasAsks(article)) return undefined
  const asks = listAsks(article)
  const sentences = article.unanswered ? listSentences(article) : []
  const cut = createCutting(toNormalizer(), pause, former?.cut)
  await cut.all(asks, onAsk)
  await cut.all(sentences)
  const { ids, texts } = cut
  const numbered = (all: readonly OwnedText[]) =>
    all.flatMap(({ text, passage }): OwnedTerms[] => {
      const terms = texts.get(text)
      return terms ? [{ terms: terms.terms, wording: terms.wording, passage }] : []
    })
  const [own, said] = [numbered(asks), numbered(sentences)]
  await pause()
  const toCosines = await createCosines(own, ids, pause)
  const toLikeness = createLikeness(own)
  const saysSentences = sentences.length > 0
  const models = former?.saysSentences === saysSentences ? former.models : undefined
  const likelihood = await createLikelihood(groupByPassage(article, [...own, ...said]), ids, pause, models)
  const toOdds = await createOdds([...own, ...said], ids, pause)
  const words = [...ids.keys()]
  const isKnown = createIsKnown([...own, ...said], ids)
  return {
    cut: { ids, texts },
    models: likelihood.models,
    saysSentences,
    listPairs: (ask) => listPairs(texts.get(ask), words),
    compare: (query) => ({
      ...toLikeness(toCosines(query.terms)),
      odds: toOdds(query.wording),
      likelihoodOf: likelihood.of(query.terms),
      isKnown,
    }),
  }
}

/** Creates the test whether some texts have a word; a former version of the article has left numbers of no text. */
function createIsKnown(texts: readonly OwnedTerms[], ids: ReadonlyMap<string, number>): (word: string) => boolean {
  const held = new Uint8Array(ids.size)
  for (const { terms, wording } of texts) for (const numbers of [terms, wording]) for (const id of numbers) held[id] = 1
  const isHeld = (term: string) => held[ids.get(term) ?? -1] === 1
  return (word) => {
    const pairs = toPairs(word)
    return (pairs.length > 0 ? pairs : [word]).every(isHeld)
  }
}

function hasAsks({ exchanges, unanswered = [] }: Article): boolean {
  return unanswered.length > 0 || exchanges.some(({ passages }) => passages.some(({ asks = [] }) => asks.length > 0))
}

/** Creates the cutting of texts, except those that the former version of the article had. */
function createCutting(normalizer: Normalizer, pause: Pause, former: CutTexts | undefined) {
  const ids = new Map(former?.ids)
  const texts = new Map<string, CutText>()
  return {
    ids,
    texts,
    async all(owned: readonly OwnedText[], onText?: () => void): Promise<void> {
      for (const { text } of owned) {
        const known = former?.texts.get(text)
        texts.set(text, known ?? cutText(text, normalizer, ids))
        onText?.()
        if (!known) await pause()
      }
    },
  }
}

/** Groups the terms of the passages that have asks. */
function groupByPassage(article: Article, owned: readonly OwnedTerms[]): Map<Passage, OwnedTerms[]> {
  const asked = toCitations([article]).flatMap(({ passage }) => ((passage.asks ?? []).length > 0 ? [passage] : []))
  const byId = new Map(asked.map((passage) => [passage.id, [] as OwnedTerms[]]))
  for (const one of owned) if (one.passage !== undefined) byId.get(one.passage)?.push(one)
  return new Map(asked.map((passage) => [passage, byId.get(passage.id) ?? []]))
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
