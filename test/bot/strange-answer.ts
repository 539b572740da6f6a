import fc from 'fast-check'
import type { Answer, Card, Quote } from '../../src/answer/answer.ts'
import type { Article, Exchange, Speaker, Voice } from '../../src/knowledge/article.ts'
import { MAX_PASSAGE_LENGTH } from '../../src/knowledge/paragraph.ts'
import { strangePassage, strangeText, strangeValue } from './strange-text.ts'

const MOST_QUOTES = 3

const speakers: fc.Arbitrary<Speaker> = fc.record(
  { name: strangeValue(40), office: strangeValue(200), role: strangeValue(40), aliases: fc.constant([]) },
  { requiredKeys: ['name', 'office', 'aliases'] },
)

const articles: fc.Arbitrary<Article> = fc.record(
  {
    id: fc.constant('any'),
    file: fc.constant('any.md'),
    title: strangeValue(200),
    publication: strangeValue(80),
    date: fc.constantFrom('2023', '2023-01', '2023-12-31'),
    link: fc.webUrl({ withQueryParameters: true, withFragments: true }),
    speakers: fc.array(speakers, { maxLength: 20, size: 'large' }),
    exchanges: fc.constant([]),
  },
  { requiredKeys: ['id', 'file', 'title', 'publication', 'speakers', 'exchanges'] },
)

const headings = fc.array(strangeValue(300), { maxLength: 4 })
const questions = strangePassage(MAX_PASSAGE_LENGTH).chain((text) => fc.constantFrom(text, `${text}是什么？`, `请问${text.slice(0, -1)}？`))

const exchanges: fc.Arbitrary<Exchange> = fc.record(
  { headings, question: fc.record({ id: fc.constant('any_q'), text: questions }), passages: fc.constant([]) },
  { requiredKeys: ['headings', 'passages'] },
)

const voices: fc.Arbitrary<Voice> = fc.oneof(
  fc.constant({ kind: 'narration' } as const),
  fc.record({ kind: fc.constantFrom('speech' as const, 'about' as const), speakers: fc.array(speakers, { minLength: 1, maxLength: 40, size: 'large' }) }),
)

/** Stretches of a text that touch neither one another nor the inside of a surrogate pair. */
function matchesIn(text: string): fc.Arbitrary<Quote['matches']> {
  return fc.array(fc.nat(text.length), { maxLength: 20 }).map((places) => {
    const outside = places.map((place) => (/^[\udc00-\udfff]/.test(text.slice(place)) ? place - 1 : place))
    const ends = [...new Set(outside)].toSorted((a, b) => a - b)
    return ends.flatMap((start, index) => {
      const end = ends[index + 1]
      return index % 2 === 0 && end !== undefined ? [{ start, end }] : []
    })
  })
}

const words = strangePassage(MAX_PASSAGE_LENGTH).chain((text) => fc.record({ text: fc.constant(text), matches: matchesIn(text) }))

/** Up to three quotations, some of one article or one exchange. */
const quotes: fc.Arbitrary<Quote[]> = fc
  .record({
    articles: fc.array(articles, { minLength: 1, maxLength: 2 }),
    exchanges: fc.array(exchanges, { minLength: 1, maxLength: 2 }),
    said: fc.array(fc.record({ words, voice: voices, of: fc.nat(1), in: fc.nat(1) }), { minLength: 1, maxLength: MOST_QUOTES }),
  })
  .map((made) => made.said.flatMap(({ words: { text, matches }, voice, ...place }) => {
    const [article, exchange] = [made.articles[place.of] ?? made.articles[0], made.exchanges[place.in] ?? made.exchanges[0]]
    return article && exchange ? [{ article, exchange, matches, passage: { id: 'any_p', text, voice } }] : []
  }))

const cards: fc.Arbitrary<Card> = fc.record({ article: articles, speaker: speakers, topics: fc.array(strangeValue(300), { maxLength: 20 }) })

/** Any answer that articles within the limits can lead to. */
export const strangeAnswer: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('found' as const), quotes }) },
  fc.record({ kind: fc.constant('speaker' as const), cards: fc.array(cards, { minLength: 1, maxLength: 12 }) }),
  fc.record({ kind: fc.constant('participants' as const), articles: fc.array(articles, { minLength: 1, maxLength: 2 }) }),
  fc.record({ kind: fc.constantFrom('none' as const, 'unasked' as const), offers: fc.array(strangeText(60).filter((text) => text.trim() !== ''), { maxLength: 4 }) }),
)
