import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFold } from '../../src/text/fold.ts'
import { toSingles } from '../../src/search/build-index.ts'
import { createNormalizer } from '../../src/text/normalize.ts'
import { createComparison, toIndexedPassage } from '../../src/search/relevance.ts'
import { createTermStatistics } from '../../src/search/idf.ts'
import { strangersText } from './strangers-text.ts'

const { read, toPairs, toWords } = createNormalizer({ synonyms: [], terms: [] }, [], createFold())

/** The material whose terms are rare or common. */
const COMMON = ['船员证书', '船员培训', '船员伙食', '港口建设', '港口扩建']

const channels = { pairs: createTermStatistics(), words: createTermStatistics(), singles: createTermStatistics() }
for (const text of COMMON) {
  channels.pairs.add(toPairs(text))
  channels.words.add(toWords(text))
  channels.singles.add(toSingles(text))
}

interface Compared {
  readonly title?: string
  readonly text: string
  readonly score?: number
  readonly parentScore?: number
}

/** Compares a query with a passage as the index does, which finds in it whatever stands in it. */
function compare(query: string, { title = '', text, score = 1, parentScore = 0 }: Compared) {
  const [asked, titleRead, textRead] = [read(query).text, read(title).text, read(text).text]
  const [pairs, words] = [new Set(toPairs(asked)), new Set(toWords(asked))]
  const whole = `${titleRead}\n${textRead}`
  const held = (terms: ReadonlySet<string>, all: readonly string[]) =>
    new Set([...terms].filter((term) => all.includes(term)))
  return createComparison({ text: asked, pairs, words, singles: new Set(toSingles(asked)) }, channels)(
    toIndexedPassage(titleRead, textRead, toPairs),
    { score, parentScore, pairs: held(pairs, toPairs(whole)), words: held(words, toWords(whole)) },
  )
}

const ALL = 1000

describe('rank', () => {
  it.each([
    ['the higher the index scores it', '船员伙食', { text: '船员伙食', score: 2 }, { text: '船员伙食' }],
    [
      'the higher the index scores its exchange',
      '船员伙食',
      { text: '船员伙食', parentScore: 2 },
      { text: '船员伙食' },
    ],
    [
      'for a title that the query repeats',
      '船员伙食',
      { title: '船员', text: '伙食' },
      { title: '船员与港口', text: '伙食' },
    ],
    [
      'for a title of which the query repeats the rarer part',
      '船员伙食',
      { title: '伙食港口', text: '船员' },
      { title: '船员港口', text: '伙食' },
    ],
    ['for holding its words, not only their characters', '船员，伙食', { text: '船员食伙' }, { text: '员伙船食' }],
    ['for holding the rarer of its words', '船员伙食', { text: '伙食的标准' }, { text: '船员的标准' }],
    ['for holding them in their order', '船员伙食', { text: '船员伙食，员伙' }, { text: '伙食船员，员伙' }],
    ['for holding its characters, were they apart', '船员伙食', { text: '伙房食堂' }, { text: '伙房饭堂' }],
  ])('is higher %s', (_why, query, better, worse) => {
    expect(compare(query, better).rank).toBeGreaterThan(compare(query, worse).rank)
  })
})

describe('cover', () => {
  it('is 1 where all is held in one sentence, and the index scores it in full', () => {
    expect(compare('船员伙食', { text: '谈谈船员伙食。', score: ALL }).cover).toBeCloseTo(1)
  })

  it('is 0 where nothing is held', () => {
    expect(compare('船员伙食', { text: '港口建设', score: 0 }).cover).toBe(0)
  })

  it('falls with what is held, the rarer the more', () => {
    const covers = ['船员的伙食', '伙食', '船员', '食员', '港口'].map((text) => compare('船员伙食', { text }).cover)
    expect(covers).toEqual(covers.toSorted((a, b) => b - a))
    expect(new Set(covers).size).toBe(5)
  })

  it('counts what the title holds', () => {
    expect(compare('船员伙食', { title: '船员', text: '伙食' }).cover).toBeGreaterThan(
      compare('船员伙食', { text: '伙食' }).cover,
    )
  })

  it('is less where the words stand in two sentences', () => {
    expect(compare('船员伙食', { text: '船员，伙食' }).cover).toBeGreaterThan(
      compare('船员伙食', { text: '船员。伙食' }).cover,
    )
  })

  it('finds an English word of a sentence in each of its forms', () => {
    expect(compare('salary policy', { text: 'The salary policy.', score: ALL }).cover).toBeCloseTo(1)
  })

  it('lies between 0 and 1 for any query and passage', () => {
    const text = strangersText([...COMMON, '船员', '伙食'])
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
  ])('finds all of %s in %s', (query, text) => {
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
  ])('does not find all of %j in %s', (query, text) => {
    expect(compare(query, { text }).isWhole).toBe(false)
  })

  it('leaves the title aside', () => {
    expect(compare('船员伙食', { title: '船员伙食', text: '伙食' }).isWhole).toBe(false)
  })
})
