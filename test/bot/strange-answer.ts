import fc from 'fast-check'
import type { Answer, Card, Choice, Fact, Neighbour, Part, Quote } from '../../src/answer/answer.ts'
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

/** Places in a text that are not inside a surrogate pair, in their order. */
function placesIn(text: string, constraints: { minLength?: number; maxLength: number }): fc.Arbitrary<number[]> {
  return fc.array(fc.nat(text.length), constraints).map((places) =>
    places.map((place) => (/^[\udc00-\udfff]/.test(text.slice(place)) ? place - 1 : place)).toSorted((a, b) => a - b))
}

/** Stretches of a text that touch neither one another nor the inside of a surrogate pair. */
function matchesIn(text: string): fc.Arbitrary<Quote['matches']> {
  return placesIn(text, { maxLength: 20 }).map((places) => {
    const ends = [...new Set(places)]
    return ends.flatMap((start, index) => {
      const end = ends[index + 1]
      return index % 2 === 0 && end !== undefined ? [{ start, end }] : []
    })
  })
}

/** A figure in a clause in a sentence of a text; none where there is no room for one. */
function factIn(text: string): fc.Arbitrary<Fact | undefined> {
  return placesIn(text, { minLength: 6, maxLength: 6 }).map(([start = 0, from = 0, first = 0, last = 0, to = 0, end = 0]) =>
    first < last ? { sentence: { start, end }, clause: { start: from, end: to }, figures: [{ start: first, end: last }] } : undefined)
}

const words = strangePassage(MAX_PASSAGE_LENGTH).chain((text) =>
  fc.record({ text: fc.constant(text), matches: matchesIn(text), fact: fc.oneof(fc.constant(undefined), factIn(text)) }))

/** Up to three quotations, some of one article or one exchange. */
const quotes: fc.Arbitrary<Quote[]> = fc
  .record({
    articles: fc.array(articles, { minLength: 1, maxLength: 2 }),
    exchanges: fc.array(exchanges, { minLength: 1, maxLength: 2 }),
    said: fc.array(fc.record({ words, voice: voices, of: fc.nat(1), in: fc.nat(1) }), { minLength: 1, maxLength: MOST_QUOTES }),
  })
  .map((made) => made.said.flatMap(({ words: { text, matches, fact }, voice, ...place }) => {
    const [article, exchange] = [made.articles[place.of] ?? made.articles[0], made.exchanges[place.in] ?? made.exchanges[0]]
    return article && exchange ? [{ article, exchange, matches, passage: { id: 'any_p', text, voice }, ...(fact && { fact }) }] : []
  }))

const cards: fc.Arbitrary<Card> = fc.record({ article: articles, speaker: speakers, topics: fc.array(strangeValue(300), { maxLength: 20 }) })

/** Parts of which one at least has a passage. */
const parts: fc.Arbitrary<Part[]> = fc
  .record({ quotes, labels: fc.array(strangeValue(200), { minLength: 3, maxLength: 3 }), silent: fc.nat(3) })
  .map((made) => made.labels.map((label, place) => ({ label, quotes: made.quotes.slice(place, place + 1) })).filter((part, place) => part.quotes.length > 0 || place <= made.silent))

const links = fc.record({ kind: fc.constantFrom('passage' as const, 'speaker' as const), id: fc.constantFrom('any_p', `${'a'.repeat(24)}_${'p'.repeat(24)}`) })
const choices: fc.Arbitrary<Choice> = fc.record({ speaker: speakers, link: links })
const neighbours: fc.Arbitrary<Neighbour> = fc.tuple(exchanges, questions).map(([exchange, text]) => ({ exchange, question: { id: 'any_q', text } }))
const names = fc.array(strangeValue(40), { minLength: 1, maxLength: 10 })
const asked = fc.tuple(articles, fc.array(exchanges, { maxLength: 8 })).map(([article, some]): Article => ({ ...article, exchanges: some }))

const found: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('found' as const), quotes }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('parts' as const), parts }) },
  fc.record({ kind: fc.constant('stated' as const), article: articles, question: fc.record({ id: fc.constant('any_q'), text: questions }) }),
  fc.record({ kind: fc.constant('unjudged' as const), names, quotes }),
  fc.record({ kind: fc.constant('speaker' as const), cards: fc.array(cards, { minLength: 1, maxLength: 12 }) }),
  fc.record({ kind: fc.constant('participants' as const), articles: fc.array(articles, { minLength: 1, maxLength: 2 }) }),
  fc.record({ kind: fc.constant('questions' as const), articles: fc.array(asked, { minLength: 1, maxLength: 2 }) }),
  fc.record({ kind: fc.constant('choice' as const), called: strangeValue(60), choices: fc.array(choices, { minLength: 1, maxLength: 10 }) }),
  fc.record({ kind: fc.constant('unsaid' as const), names, others: fc.array(choices, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('near' as const), neighbours: fc.array(neighbours, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constantFrom('none' as const, 'unasked' as const), offers: fc.array(strangeText(60).filter((text) => text.trim() !== ''), { maxLength: 4 }) }),
)

/** Any answer that articles within the limits can lead to, some as they were understood. */
export const strangeAnswer: fc.Arbitrary<Answer> = fc
  .tuple(found, fc.option(strangeValue(300), { nil: undefined }))
  .map(([answer, understood]) => (understood === undefined ? answer : { ...answer, understood }))
