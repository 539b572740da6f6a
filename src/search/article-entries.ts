import { createHash } from 'node:crypto'
import { type Article, type Exchange, type Passage, toSpeakers } from '../knowledge/article.ts'
import type { Fold } from '../text/fold.ts'
import type { Normalizer } from '../text/normalize.ts'
import { toHanCharacters, toPairs } from '../text/terms.ts'
import type { ArticleEntries, PassageEntry } from './engine.ts'

/** Makes the entries of an article: normalized, and cut into terms; pauses between its passages and their asks. */
export async function toArticleEntries(
  article: Article,
  vocabulary: Normalizer,
  fold: Fold,
  toKey: (article: Article) => string,
  pause: () => Promise<void>,
): Promise<ArticleEntries> {
  const normalizer = vocabulary.withNames(listNames(article))
  const passages: PassageEntry[] = []
  for (const exchange of article.exchanges) {
    const shared = toShared(article, exchange, normalizer, fold)
    for (const passage of exchange.passages) {
      const asked = new Set<string>()
      for (const ask of passage.asks ?? []) {
        for (const pair of toFoundPairs(ask, normalizer.normalize(ask).text, fold)) asked.add(pair)
        await pause()
      }
      passages.push(toEntry(passage, asked, shared, normalizer, fold))
      await pause()
    }
  }
  return { key: toKey(article), passages }
}

/** Identifies the content of an article, and by what vocabulary it is normalized. */
export function toArticleKey(article: Article, vocabularyKey: string): string {
  const { id, title, exchanges, unanswered } = article
  return createHash('sha256')
    .update(JSON.stringify([vocabularyKey, id, title, listNames(article), exchanges, unanswered]))
    .digest('base64')
}

/** Lists the names that are never replaced in part in an article: another article must not change how it is read. */
export function listNames({ speakers }: Article): string[] {
  return speakers.map(({ name }) => name)
}

/** What the passages of an exchange have in common. */
interface Shared {
  readonly title: string
  readonly question: string
  readonly titlePairs: readonly string[]
  /** The pairs of the question, and those of the titles before normalization. */
  readonly further: readonly string[]
}

function toShared(article: Article, { headings, question }: Exchange, normalizer: Normalizer, fold: Fold): Shared {
  const written = [article.title, ...headings].join('\n')
  const title = normalizer.normalize(written).text
  const asked = question?.text ?? ''
  const normalized = normalizer.normalize(asked).text
  return {
    title,
    question: normalized,
    titlePairs: toPairs(title),
    further: [...toFoundPairs(asked, normalized, fold), ...toFoundPairs(written, title, fold)],
  }
}

function toEntry(
  { text: written, voice }: Passage,
  asked: ReadonlySet<string>,
  shared: Shared,
  normalizer: Normalizer,
  fold: Fold,
): PassageEntry {
  const text = normalizer.normalize(written).text
  const speakers = normalizer.normalize(
    toSpeakers(voice)
      .flatMap(({ name, office }) => [name, office])
      .join('\n'),
  ).text
  const pairs = [...shared.titlePairs, ...shared.titlePairs, ...toPairs(text), ...toPairs(speakers)]
  const held = new Set(pairs)
  const further = new Set([...shared.further, ...toFoundPairs(written, text, fold), ...asked])
  return {
    title: shared.title,
    question: shared.question,
    text,
    speakers,
    held: [...held],
    singles: [...new Set(toHanCharacters(`${shared.title}${text}`))],
    further: [...further].filter((term) => !held.has(term)),
    length: pairs.length,
  }
}

/** The pairs of a normalized text and, where synonyms were replaced, of the text as it is written. */
function toFoundPairs(written: string, normalized: string, fold: Fold): string[] {
  const folded = fold(written).text
  return folded === normalized ? toPairs(normalized) : [...toPairs(normalized), ...toPairs(folded)]
}
