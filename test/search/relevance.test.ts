import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFold } from '../../src/text/fold.ts'
import { createNormalizer } from '../../src/text/normalize.ts'
import { toHanCharacters, toPairs } from '../../src/text/terms.ts'
import { createComparison, createTermStatistics, toIndexedPassage } from '../../src/search/relevance.ts'
import { arbitraryText } from '../text/arbitrary-text.ts'

const { normalize, toWords } = createNormalizer({ synonyms: [], terms: [] }, [], createFold())

/** The corpus for the IDF. */
const COMMON = ['船员证书', '船员培训', '船员伙食', '港口建设', '港口扩建']

const weights = { pairs: createTermStatistics(), words: createTermStatistics(), singles: createTermStatistics() }
for (const text of COMMON) {
  weights.pairs.add(toPairs(text))
  weights.words.add(toWords(text))
  weights.singles.add(toHanCharacters(text))
}

interface Compared {
  readonly title?: string
  readonly text: string
  readonly score?: number
  readonly exchangeScore?: number
}

/** Compares a query with a passage as the index does, with all shared terms as matched terms. */
function compare(query: string, { title = '', text, score = 1, exchangeScore = 0 }: Compared) {
  const [asked, normalTitle, normalText] = [normalize(query).text, normalize(title).text, normalize(text).text]
  const [pairs, words] = [new Set(toPairs(asked)), new Set(toWords(asked))]
  const whole = `${normalTitle}\n${normalText}`
  const shared = (terms: ReadonlySet<string>, all: readonly string[]) =>
    new Set([...terms].filter((term) => all.includes(term)))
  return createComparison({ text: asked, pairs, words, singles: new Set(toHanCharacters(asked)) }, weights)(
    toIndexedPassage(normalTitle, normalText),
    { score, exchangeScore, pairs: shared(pairs, toPairs(whole)), words: shared(words, toWords(whole)) },
  )
}

const ALL = 1000

describe('rank', () => {
  it.each([
    ['for a higher score of the passage', '船员伙食', { text: '船员伙食', score: 2 }, { text: '船员伙食' }],
    ['for a higher score of its exchange', '船员伙食', { text: '船员伙食', exchangeScore: 2 }, { text: '船员伙食' }],
    [
      'for a title that the query repeats',
      '船员伙食',
      { title: '船员', text: '伙食' },
      { title: '船员与港口', text: '伙食' },
    ],
    [
      'if the query repeats the rarer part of the title',
      '船员伙食',
      { title: '伙食港口', text: '船员' },
      { title: '船员港口', text: '伙食' },
    ],
    ['for the query’s words than for their characters alone', '船员，伙食', { text: '船员食伙' }, { text: '员伙船食' }],
    ['for the rarer of the query’s words', '船员伙食', { text: '伙食的标准' }, { text: '船员的标准' }],
    ['for its words in their order', '船员伙食', { text: '船员伙食，员伙' }, { text: '伙食船员，员伙' }],
    ['for its characters, even apart', '船员伙食', { text: '伙房食堂' }, { text: '伙房饭堂' }],
  ])('is higher %s', (_why, query, better, worse) => {
    expect(compare(query, better).rank).toBeGreaterThan(compare(query, worse).rank)
  })
})

describe('cover', () => {
  it('is 1 if one sentence has all terms and the score is full', () => {
    expect(compare('船员伙食', { text: '谈谈船员伙食。', score: ALL }).cover).toBeCloseTo(1)
  })

  it('is 0 without shared terms', () => {
    expect(compare('船员伙食', { text: '港口建设', score: 0 }).cover).toBe(0)
  })

  it('decreases with the IDF mass of the shared terms', () => {
    const covers = ['船员的伙食', '伙食', '船员', '食员', '港口'].map((text) => compare('船员伙食', { text }).cover)
    expect(covers).toEqual(covers.toSorted((a, b) => b - a))
    expect(new Set(covers).size).toBe(5)
  })

  it('counts terms of the title', () => {
    expect(compare('船员伙食', { title: '船员', text: '伙食' }).cover).toBeGreaterThan(
      compare('船员伙食', { text: '伙食' }).cover,
    )
  })

  it('is lower if the words are in two sentences', () => {
    expect(compare('船员伙食', { text: '船员，伙食' }).cover).toBeGreaterThan(
      compare('船员伙食', { text: '船员。伙食' }).cover,
    )
  })

  it('matches English words by their stems', () => {
    expect(compare('salary policy', { text: 'The salary policy.', score: ALL }).cover).toBeCloseTo(1)
  })

  it('is between 0 and 1 for any query and passage', () => {
    const text = arbitraryText([...COMMON, '船员', '伙食'])
    fc.assert(
      fc.property(text, text, text, fc.double({ min: 0, max: ALL, noNaN: true }), (query, title, passage, score) => {
        for (const each of [passage, `${query}${passage}`]) {
          const { cover, rank } = compare(query, { title, text: each, score })
          expect(cover).toBeGreaterThanOrEqual(0)
          expect(cover).toBeLessThanOrEqual(1)
          expect(Number.isFinite(rank)).toBe(true)
        }
      }),
    )
  })
})

describe('isWhole', () => {
  it.each([
    ['博士直通车', '开通博士直通车了'],
    ['博士直通车', '开通博士“直通车”'],
    ['博士“直通车”', '开通博士直通车了'],
    ['直通车，博士', '博士和直通车'],
    ['wage reforms', 'Reform of every wage'],
    ['salary policy', 'The salary policy'],
    ['增长6.8万人', '去年增长6.8万人'],
    ['6+5+4体系', '建立“6+5+4”体系'],
  ])('is true for %s in %s', (query, text) => {
    expect(compare(query, { text }).isWhole).toBe(true)
  })

  it.each([
    ['博士直通车', '博士的直通车'],
    ['博士直通车', '博士直通'],
    ['salary reform', 'Salaries'],
    ['ai', 'They maintain it'],
    ['钱', '花钱'],
    ['。', '。'],
    ['', '港口'],
  ])('is false for %j in %s', (query, text) => {
    expect(compare(query, { text }).isWhole).toBe(false)
  })

  it('ignores the title', () => {
    expect(compare('船员伙食', { title: '船员伙食', text: '伙食' }).isWhole).toBe(false)
  })
})
