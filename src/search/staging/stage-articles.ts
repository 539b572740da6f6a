import type { Article } from '../../knowledge/article.ts'
import type { OnProgress } from '../../knowledge/progress.ts'
import type { Fold } from '../../text/fold.ts'
import type { Normalizer } from '../../text/normalize.ts'
import type { Vocabulary } from '../../text/synonyms.ts'
import type { AskedArticle } from '../asks/asked-article.ts'
import type { AlteredArticle, ArticleEntries, Engine, StagedEngine } from '../engine/engine.ts'
import { type Pause, countPauses } from '../pace.ts'
import { type Alteration, listAlterations, pickPassages } from './alterations.ts'
import { toArticleKey, toPassageEntries, toVocabularyKey } from './article-entries.ts'

/** Makes the entries of an article, and its key. */
export interface ToEntries {
  readonly toKey: (article: Article) => string
  /** @param passages the ids of those that are wanted, if not all */
  readonly toEntries: (article: Article, pause: Pause, passages?: Alteration['passages']) => Promise<ArticleEntries>
}

export function createToEntries(
  normalizer: Normalizer,
  vocabulary: Vocabulary,
  fold: Fold,
  findAsked: (article: Article) => AskedArticle | undefined,
): ToEntries {
  const vocabularyKey = toVocabularyKey(vocabulary)
  const toKey = (article: Article) => toArticleKey(article, vocabularyKey)
  return {
    toKey,
    async toEntries(article, pause, wanted) {
      const listAskPairs = findAsked(article)?.listPairs ?? (() => [])
      const passages = await toPassageEntries(
        wanted ? pickPassages(article, wanted) : article,
        normalizer,
        fold,
        listAskPairs,
        pause,
      )
      return { toKey: () => toKey(article), passages }
    },
  }
}

/** What articles are staged for, and what of them the engine has. */
export interface Staging {
  readonly articles: readonly Article[]
  readonly onProgress?: OnProgress | undefined
  readonly engine: Engine
  /** The first ids of the articles that the former view has. */
  readonly known: ReadonlyMap<Article, number>
}

/** Stages the articles that the engine does not have, and gives the first ids of all. */
export async function stageArticles(
  { engine, known, articles, onProgress }: Staging,
  { toKey, toEntries }: ToEntries,
  pause: Pause,
): Promise<Omit<StagedEngine, 'firstIds'> & { readonly firstIds: ReadonlyMap<Article, number> }> {
  const firstIds = new Map<Article, number>()
  // An article without passages would share its first id with another one.
  const indexed = articles.filter((article) => countPassages(article) > 0)
  for (const article of indexed) {
    const firstId = known.get(article) ?? findStored(engine, article, toKey)
    if (firstId !== undefined) firstIds.set(article, firstId)
    await pause()
  }
  const alterations = listAlterations(known, firstIds, indexed)
  for (const { after, firstId } of alterations) firstIds.set(after, firstId)
  const used = new Set(firstIds.values())
  const stored = [...engine.articles.values()].filter(({ firstId }) => !used.has(firstId))
  const former = engine.articles.size > 0 ? [] : [...known].filter(([, firstId]) => !used.has(firstId))
  const added = indexed.filter((article) => !firstIds.has(article))
  const total =
    sum(stored, ({ length }) => length) +
    sum([...former.map(([article]) => article), ...added], countPassages) +
    sum(alterations, ({ passages }) => 2 * passages.size)
  const make = (article: Article) => toEntries(article, counted)
  const counted = countPauses(pause, total, onProgress)
  const staged = await engine.stage({
    onRemoved: counted,
    removed: [
      ...stored,
      ...former.map(([article, firstId]) => ({
        firstId,
        length: countPassages(article),
        toEntries: () => make(article),
      })),
    ],
    altered: await Promise.all(alterations.map((one) => toAltered(one, { toKey, toEntries }, counted))),
    added: mapLazily(added, make),
  })
  for (const [place, article] of added.entries()) firstIds.set(article, staged.firstIds[place] ?? 0)
  return { ...staged, firstIds }
}

async function toAltered(
  { before, after, firstId, passages }: Alteration,
  { toKey, toEntries }: ToEntries,
  pause: Pause,
): Promise<AlteredArticle> {
  const [former, next] = [await toEntries(before, pause, passages), await toEntries(after, pause, passages)]
  const altered = [...passages.values()].flatMap((place, index) => {
    const [one, other] = [former.passages[index], next.passages[index]]
    return one && other ? [{ id: firstId + place, before: one, after: other }] : []
  })
  return { firstId, toKey: () => toKey(after), passages: altered }
}

function findStored({ articles }: Engine, article: Article, toKey: (article: Article) => string): number | undefined {
  const stored = articles.size > 0 ? articles.get(toKey(article)) : undefined
  return stored?.length === countPassages(article) ? stored.firstId : undefined
}

async function* mapLazily<T, R>(values: Iterable<T>, map: (value: T) => Promise<R>): AsyncIterable<R> {
  for (const value of values) yield await map(value)
}

export function countPassages({ exchanges }: Article): number {
  return sum(exchanges, ({ passages }) => passages.length)
}

/** Counts the pauses while the entries of an article are made: one for each passage and each ask of it. */
export function countAsks({ exchanges, unanswered = [] }: Article): number {
  return unanswered.length + sum(exchanges, ({ passages }) => sum(passages, ({ asks = [] }) => asks.length))
}

export function sum<T>(items: readonly T[], toNumber: (item: T) => number): number {
  return items.reduce((total, item) => total + toNumber(item), 0)
}
