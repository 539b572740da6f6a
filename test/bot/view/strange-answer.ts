import fc from 'fast-check'
import type {
  Answer,
  Card,
  Choice,
  Excerpt,
  Part,
  Quote,
  Related,
  Suggestion,
  Topic,
} from '../../../src/answer/answer.ts'
import { toCatalog } from '../../../src/answer/catalog.ts'
import { MOST_RESULTS } from '../../../src/answer/browse/related.ts'
import {
  listArticles,
  listSpeakers,
  listTopics,
  toArticleCard,
  toPassagePage,
} from '../../../src/answer/browse/lists.ts'
import { CODE_LENGTH, toPassageCode } from '../../../src/answer/browse/codes.ts'
import { toSurroundings } from '../../../src/answer/browse/surroundings.ts'
import { DIRECTIONS, type Link, type Results } from '../../../src/answer/browse/link.ts'
import type { Content } from '../../../src/answer/browse/content.ts'
import { type Article, type Exchange, type Speaker, type Voice, toCitations } from '../../../src/knowledge/article.ts'
import { MAX_PASSAGE_LENGTH } from '../../../src/knowledge/article-file/paragraph.ts'
import { strangePassage, strangeText, strangeValue } from './strange-text.ts'

const MOST_QUOTES = 3
/** UTF-16 units of a suggested query. */
const LONGEST_QUERY = 60

const ids = fc.stringMatching(/^[a-z0-9]{1,24}$/u)

const speakers: fc.Arbitrary<Speaker> = fc.record(
  {
    name: strangeValue(40),
    office: strangeValue(200),
    officeEn: strangeValue(300),
    role: strangeValue(40),
    roleEn: strangeValue(60),
    aliases: fc.constantFrom([], ['Wang Ying']),
  },
  { requiredKeys: ['name', 'office', 'aliases'] },
)

const articles: fc.Arbitrary<Article> = fc.record(
  {
    id: ids,
    file: fc.constant('any.md'),
    title: strangeValue(200),
    titleEn: strangeValue(300),
    publicationEn: strangeValue(120),
    kicker: strangeValue(200),
    publication: strangeValue(80),
    date: fc.constantFrom('2023', '2023-01', '2023-12-31'),
    link: fc.webUrl({ withQueryParameters: true, withFragments: true }),
    byline: strangeValue(200),
    speakers: fc.uniqueArray(speakers, { maxLength: 20, size: 'large', selector: ({ name }) => name }),
    exchanges: fc.constant([]),
  },
  { requiredKeys: ['id', 'file', 'title', 'publication', 'speakers', 'exchanges'] },
)

const headings = fc.array(strangeValue(300), { maxLength: 4 })
/** One in four may be of the maximum length; the longest take most of the time of a run. */
const questionTexts = fc.oneof(
  { weight: 3, arbitrary: strangePassage(80) },
  { weight: 1, arbitrary: strangePassage(MAX_PASSAGE_LENGTH) },
)
const questions = questionTexts.chain((text) => fc.constantFrom(text, `${text}是什么？`, `请问${text.slice(0, -1)}？`))

const exchanges: fc.Arbitrary<Exchange> = fc.record(
  { headings, question: fc.record({ id: fc.constant('any_q'), text: questions }), passages: fc.constant([]) },
  { requiredKeys: ['headings', 'passages'] },
)

const voices: fc.Arbitrary<Voice> = fc.oneof(
  fc.constant({ kind: 'narration' } as const),
  fc.record({
    kind: fc.constantFrom('speech' as const, 'about' as const),
    speakers: fc.array(speakers, { minLength: 1, maxLength: 40, size: 'large' }),
  }),
)

/** Places in a text, in ascending order, none inside a surrogate pair. */
function placesIn(text: string, constraints: { minLength?: number; maxLength: number }): fc.Arbitrary<number[]> {
  return fc
    .array(fc.nat(text.length), constraints)
    .map((places) =>
      places.map((place) => (/^[\udc00-\udfff]/.test(text.slice(place)) ? place - 1 : place)).toSorted((a, b) => a - b),
    )
}

/** Ranges of a text that do not overlap and do not start or end inside a surrogate pair. */
function matchesIn(text: string): fc.Arbitrary<Quote['matches']> {
  return placesIn(text, { maxLength: 20 }).map((places) => {
    const ends = [...new Set(places)]
    return ends.flatMap((start, index) => {
      const end = ends[index + 1]
      return index % 2 === 0 && end !== undefined ? [{ start, end }] : []
    })
  })
}

/** One or two stretches of a text or, in one of three cases, all of it, each with a mark at its start. */
function excerptIn(text: string): fc.Arbitrary<Excerpt> {
  const toExcerpt = (stretches: Excerpt['stretches']) => ({
    stretches,
    marks: stretches
      .map(({ start, end }) => ({ start, end: Math.min(end, start + 2) }))
      .filter((mark) => isWhole(text, mark)),
  })
  const parts = placesIn(text, { minLength: 4, maxLength: 4 }).map(([first = 0, second = 0, third = 0, fourth = 0]) =>
    [
      { start: first, end: second },
      { start: third, end: fourth },
    ].filter(({ start, end }) => start < end),
  )
  const whole = [{ start: 0, end: text.length }]
  return fc
    .oneof({ weight: 1, arbitrary: fc.constant(whole) }, { weight: 2, arbitrary: parts })
    .map((stretches) => toExcerpt(stretches.length > 0 ? stretches : whole))
}

/** Tells whether a range does not cut a surrogate pair. */
function isWhole(text: string, { end }: { readonly end: number }): boolean {
  return !/^[\udc00-\udfff]/.test(text.slice(end))
}

const words = strangePassage(MAX_PASSAGE_LENGTH).chain((text) =>
  fc.record({
    text: fc.constant(text),
    matches: matchesIn(text),
    excerpt: fc.oneof(fc.constant(undefined), excerptIn(text)),
  }),
)

/** Up to three quotes, some of one article or one exchange. */
const quotes: fc.Arbitrary<Quote[]> = fc
  .record({
    articles: fc.array(articles, { minLength: 1, maxLength: 2 }),
    exchanges: fc.array(exchanges, { minLength: 1, maxLength: 2 }),
    said: fc.array(fc.record({ id: ids, words, voice: voices, of: fc.nat(1), in: fc.nat(1) }), {
      minLength: 1,
      maxLength: MOST_QUOTES,
    }),
  })
  .map((made) =>
    made.said.flatMap(({ id, words: { text, matches, excerpt }, voice, ...place }) => {
      const [article, exchange] = [
        made.articles[place.of] ?? made.articles[0],
        made.exchanges[place.in] ?? made.exchanges[0],
      ]
      return article && exchange
        ? [
            {
              article,
              exchange,
              matches,
              passage: { id: `${article.id}_${id}`, text, voice },
              ...(excerpt && { excerpt }),
            },
          ]
        : []
    }),
  )

const codes = fc.stringMatching(new RegExp(`^[A-Za-z0-9_-]{${CODE_LENGTH}}$`, 'u'))
const results: fc.Arbitrary<Results> = fc.record(
  {
    codes: fc.array(codes, { maxLength: MOST_RESULTS, size: 'max' }),
    shown: fc.nat(MOST_QUOTES),
    kind: fc.constantFrom('unjudged' as const, 'offered' as const),
  },
  { requiredKeys: ['codes', 'shown'] },
)
const followUps: fc.Arbitrary<Suggestion[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('asked' as const), query: strangeValue(LONGEST_QUERY) }),
    fc.record({ kind: fc.constantFrom('said' as const, 'who' as const), name: strangeValue(40) }),
  ),
  { maxLength: 3 },
)
const related: fc.Arbitrary<Related> = fc.record({
  further: quotes,
  followUps,
  hasSurroundings: fc.boolean(),
  speakers: fc.array(fc.record({ article: articles, speaker: speakers, total: fc.integer({ min: 1, max: 2000 }) }), {
    maxLength: 40,
  }),
})

const cards: fc.Arbitrary<Card> = fc.record(
  {
    article: articles,
    speaker: speakers,
    topics: fc.array(strangeValue(300), { maxLength: 20 }),
    passages: fc.nat(2000),
  },
  { requiredKeys: ['article', 'speaker', 'topics', 'passages'] },
)

/** Parts, at least one with a quote. */
const parts: fc.Arbitrary<Part[]> = fc
  .record({ quotes, labels: fc.array(strangeValue(200), { minLength: 3, maxLength: 3 }), silent: fc.nat(3) })
  .map((made) =>
    made.labels
      .map((label, place) => ({ label, quotes: made.quotes.slice(place, place + 1) }))
      .filter((part, place) => part.quotes.length > 0 || place <= made.silent),
  )

/** An article with its exchanges; its passages are short, or as long as three on one page may be, or the longest. */
const wholeArticles: fc.Arbitrary<Article> = fc
  .tuple(articles, fc.constantFrom(40, 499, MAX_PASSAGE_LENGTH))
  .chain(([article, longest]) => {
    const passages = fc.array(fc.record({ text: strangePassage(longest), voice: voicesOf(article.speakers) }), {
      minLength: 1,
      maxLength: 4,
    })
    return fc.array(fc.tuple(exchanges, passages), { minLength: 1, maxLength: 4 }).map((made) => ({
      ...article,
      exchanges: made.map(([exchange, held], at): Exchange => ({
        headings: exchange.headings,
        passages: held.map((passage, nth) => ({ ...passage, id: `${article.id}_p${at}-${nth}` })),
        ...(exchange.question && { question: { ...exchange.question, id: `${article.id}_q${at}` } }),
      })),
    }))
  })

function voicesOf(listed: readonly Speaker[]): fc.Arbitrary<Voice> {
  const narration = fc.constant({ kind: 'narration' } as const)
  if (listed.length === 0) return narration
  return fc.oneof(
    narration,
    fc.record({
      kind: fc.constantFrom('speech' as const, 'about' as const),
      speakers: fc.shuffledSubarray([...listed], { minLength: 1 }),
    }),
  )
}

/** Articles with unique ids. */
export const strangeArticles = fc.uniqueArray(wholeArticles, { minLength: 1, maxLength: 3, selector: ({ id }) => id })

const choiceLinks: fc.Arbitrary<Link> = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), results }),
  fc.record({ kind: fc.constant('speaker' as const), at: codes }),
)
const choices: fc.Arbitrary<Choice> = fc.record({ article: articles, speaker: speakers, link: choiceLinks })
const people = fc.array(speakers, { minLength: 1, maxLength: 10 })

const offers = fc.array(
  strangeText(LONGEST_QUERY).filter((text) => text.trim() !== ''),
  { maxLength: 4 },
)

const found: fc.Arbitrary<Answer> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('found' as const), quotes }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('parts' as const), parts }) },
  fc.record({
    kind: fc.constant('stated' as const),
    article: articles,
    question: fc.record({ id: fc.constant('any_q'), text: questions }),
  }),
  fc.record({ kind: fc.constant('unjudged' as const), people, quotes }),
  fc.record({ kind: fc.constant('speaker' as const), cards: fc.array(cards, { minLength: 1, maxLength: 12 }) }),
  fc.record({
    kind: fc.constant('participants' as const),
    articles: fc.array(articles, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('questions' as const),
    articles: fc.array(wholeArticles, { minLength: 1, maxLength: 2 }),
  }),
  fc.record({
    kind: fc.constant('choice' as const),
    called: strangeValue(60),
    choices: fc.array(choices, { minLength: 1, maxLength: 10 }),
  }),
  fc.record({ kind: fc.constant('unsaid' as const), people, others: fc.array(choices, { maxLength: 3 }) }),
  fc
    .tuple(quotes, fc.array(strangeValue(20), { maxLength: 4 }))
    .map(([[quote], lacks]) =>
      quote ? { kind: 'offered' as const, quote, lacks } : { kind: 'unasked' as const, offers: [] },
    ),
  fc.record({
    kind: fc.constant('none' as const),
    offers,
    latest: fc.array(articles, { maxLength: 3 }),
    total: fc.nat(1000),
  }),
  fc.record({ kind: fc.constant('unasked' as const), offers }),
)

/** Every kind of answer within the limits of articles; some have the query as understood, most what is related. */
export const strangeAnswer: fc.Arbitrary<Answer> = fc
  .tuple(found, fc.option(strangeValue(300), { nil: undefined }), fc.option(related, { freq: 9, nil: undefined }))
  .map(([answer, understood, more]) => ({
    ...answer,
    ...(understood !== undefined && { understood }),
    ...(more && ['found', 'unjudged', 'parts'].includes(answer.kind) && { related: more }),
  }))

/** Content with the link that opened it, if any. */
export interface OpenedContent {
  readonly content: Content
  readonly link?: Link
}

const pages = fc.nat(20)
const someCitations = strangeArticles.chain((some) => fc.shuffledSubarray(toCitations(some), { minLength: 1 }))

const contexts: fc.Arbitrary<OpenedContent> = fc
  .record({ citations: someCitations, direction: fc.constantFrom(...DIRECTIONS), results })
  .map(({ citations: [at], direction, results: back }) => {
    if (!at) throw new Error('never')
    return {
      content: toSurroundings(at, direction),
      link: { kind: 'context', at: toPassageCode(at), direction, results: back },
    }
  })

const listings: fc.Arbitrary<OpenedContent> = fc
  .record({
    citations: someCitations,
    kind: fc.constantFrom('more' as const, 'others' as const, 'words' as const),
    page: pages,
    speaker: speakers,
    results,
  })
  .map(({ citations, kind, page, speaker, results: back }) => {
    const shown = toPassagePage(citations, page)
    const place = { page: shown.page, results: back }
    return {
      content: { kind, ...shown, total: citations.length, ...(kind === 'words' && { speaker }) },
      link: kind === 'words' ? { kind, at: '-----', ...place } : { kind, ...place },
    }
  })

const lists: fc.Arbitrary<Content> = fc.tuple(strangeArticles, pages, fc.boolean()).chain(([some, page, hasOthers]) => {
  const catalog = toCatalog(some)
  const ofArticle = (article: Article) => {
    const held = hasOthers ? catalog : toCatalog([article])
    return [listTopics(held, article, page), toArticleCard(held, article)]
  }
  return fc.constantFrom(...some.flatMap(ofArticle), listSpeakers(catalog, page), listArticles(catalog, page))
})

const remarks: fc.Arbitrary<Content> = fc.oneof(
  fc.record(
    {
      kind: fc.constantFrom('who' as const, 'source' as const),
      citations: someCitations,
      isPart: fc.constant(true as const),
    },
    { requiredKeys: ['kind', 'citations'] },
  ),
  fc.record({ kind: fc.constantFrom('noMore' as const, 'noQuote' as const, 'noReply' as const) }),
)

/** Every kind of content except answers. */
export const strangeContent: fc.Arbitrary<OpenedContent> = fc.oneof(
  contexts,
  listings,
  fc.oneof(lists, remarks).map((content) => ({ content })),
)

/** The first page of an article's topics. */
export const strangeTopics: fc.Arbitrary<readonly Topic[]> = wholeArticles.map(
  (article) => listTopics(toCatalog([article]), article, 0).items,
)
