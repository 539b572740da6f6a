import { toWordingKey } from '../../text/wording.ts'
import type { Corpus } from '../corpus.ts'
import { memoize } from '../memoize.ts'
import { findNamed } from './people.ts'

/** Tells whether a text of a few words is a query of its own: an ask, a title, a heading or a person's name. */
export function holdsWords(corpus: Corpus, text: string, folded: string): boolean {
  return (
    corpus.index.findAsked(text) !== undefined ||
    headingKeys(corpus).has(toWordingKey(text, corpus.fold)) ||
    findNamed(corpus.people, folded).people.size > 0
  )
}

/** Tells whether a title or a heading has one of the words: 取消 in an article about an abolition. */
export function headsAny(corpus: Corpus, words: readonly string[]): boolean {
  return words.some((word) => word.length > 1 && headings(corpus).some((heading) => heading.includes(word)))
}

const headingKeys = memoize(
  (corpus: Corpus) => new Set(listHeadings(corpus).map((one) => toWordingKey(one, corpus.fold))),
)
const headings = memoize((corpus: Corpus) => listHeadings(corpus).map((one) => corpus.fold(one).text))

function listHeadings({ articles }: Corpus): string[] {
  return [...new Set(articles.flatMap(({ title, exchanges }) => [title, ...exchanges.flatMap((one) => one.headings)]))]
}
