import { createHash } from 'node:crypto'
import { type Article, type Exchange, type Passage, toSpeakers } from '../../knowledge/article.ts'
import type { Fold } from '../../text/fold.ts'
import { listEverydayWords } from '../../text/everyday-words.ts'
import type { Normalizer } from '../../text/normalize.ts'
import type { Vocabulary } from '../../text/synonyms.ts'
import { toHanCharacters, toPairs } from '../../text/terms.ts'
import type { PassageEntry } from '../engine/engine.ts'
import type { Pause } from '../pace.ts'

/**
 * Makes the entries of an article's passages: normalized, and cut into terms; pauses between passages.
 *
 * @param listAskPairs lists the pairs of an ask
 */
export async function toPassageEntries(
  article: Article,
  vocabulary: Normalizer,
  fold: Fold,
  listAskPairs: (ask: string) => readonly string[],
  pause: Pause,
): Promise<PassageEntry[]> {
  const normalizer = vocabulary.withNames(listNames(article))
  const passages: PassageEntry[] = []
  for (const exchange of article.exchanges) {
    const shared = toShared(article, exchange, normalizer, fold)
    for (const passage of exchange.passages) {
      const asked = new Set((passage.asks ?? []).flatMap(listAskPairs))
      passages.push(toEntry(passage, asked, shared, normalizer, fold))
      await pause()
    }
  }
  return passages
}

/** Raised whenever texts are normalized or cut otherwise: what an earlier program has stored is then of no use. */
export const ENTRIES_FORMAT = 2

/** Identifies how a vocabulary normalizes texts. */
export function toVocabularyKey(vocabulary: Vocabulary): string {
  return toHash([ENTRIES_FORMAT, vocabulary, listEverydayWords()])
}

/** Identifies the content of an article, and by what vocabulary it is normalized. */
export function toArticleKey(article: Article, vocabularyKey: string): string {
  const { id, title, exchanges, unanswered } = article
  return toHash([vocabularyKey, id, title, listNames(article), exchanges, unanswered])
}

function toHash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64')
}

/** Lists the names that are never replaced in part in an article: another article must not change how it is read. */
export function listNames({ speakers }: Article): string[] {
  return speakers.map(({ name }) => name)
}

/** What the passages of an exchange have in common. */
interface Shared {
  readonly title: string
  readonly question: string
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
    further: [...toFoundPairs(asked, normalized, fold), ...toFoundPairs(written, title, fold)],
  }
}

function toEntry(
  { text: written, voice }: Passage,
  asked: ReadonlySet<string>,
  { title, question, further: shared }: Shared,
  normalizer: Normalizer,
  fold: Fold,
): PassageEntry {
  const text = normalizer.normalize(written).text
  const people = toSpeakers(voice).flatMap(({ name, office }) => [name, office])
  const speakers = normalizer.normalize(people.join('\n')).text
  const { held, singles, length } = toHeldTerms({ title, text, speakers })
  const further = new Set([...shared, ...toFoundPairs(written, text, fold), ...asked])
  for (const term of held) further.delete(term)
  return { title, question, text, speakers, held, singles, further: [...further], length }
}

/** Cuts a passage's own words into terms; those of its title count twice. */
export function toHeldTerms({
  title,
  text,
  speakers,
}: Pick<PassageEntry, 'title' | 'text' | 'speakers'>): Pick<PassageEntry, 'held' | 'singles' | 'length'> {
  const titlePairs = toPairs(title)
  const pairs = [...titlePairs, ...toPairs(text), ...toPairs(speakers)]
  return {
    held: [...new Set(pairs)],
    singles: [...new Set(toHanCharacters(`${title}${text}`))],
    length: titlePairs.length + pairs.length,
  }
}

/** The pairs of a normalized text and, where synonyms were replaced, of the text as it is written. */
function toFoundPairs(written: string, normalized: string, fold: Fold): string[] {
  const folded = fold(written).text
  return folded === normalized ? toPairs(normalized) : [...toPairs(normalized), ...toPairs(folded)]
}
