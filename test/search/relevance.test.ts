import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { createFold } from '../../src/text/fold.ts'
import { createNormalizer } from '../../src/text/normalize.ts'
import { toHanCharacters, toPairs } from '../../src/text/terms.ts'
import { weighTerms } from '../../src/search/idf.ts'
import { type WeighedQuery, createComparison, toComparedPassage } from '../../src/search/relevance.ts'
import { arbitraryText } from '../text/arbitrary-text.ts'

const { normalize } = createNormalizer({ synonyms: [], terms: [] }, [], createFold())

/** The corpus for the IDF. */
const COMMON = ['船员证书', '船员培训', '船员伙食', '港口建设', '港口扩建']
const MEAN_LENGTH = 3

const weigh = (terms: Iterable<string>) =>
  weighTerms(terms, COMMON.length, (term) => COMMON.filter((text) => text.includes(term)).length)

function toQuery(query: string): WeighedQuery {
  const text = normalize(query).text
  return { text, pairs: weigh(toPairs(text)), singles: weigh(toHanCharacters(text)), words: [] }
}

interface Compared {
  readonly title?: string
  readonly question?: string
  readonly text: string
  readonly speakers?: string
}

function toPassage({ title = '', question = '', text, speakers = '' }: Compared) {
  const [normalTitle, normalText] = [normalize(title).text, normalize(text).text]
  const own = [normalTitle, normalTitle, normalText, speakers]
  return toComparedPassage({
    title: normalTitle,
    question: normalize(question).text,
    text: normalText,
    speakers,
    length: own.flatMap(toPairs).length,
  })
}

function compare(query: string, passage: Compared) {
  return createComparison(toQuery(query), MEAN_LENGTH)(toPassage(passage))
}

describe('rank', () => {
  it.each([
    ['for words that it repeats', '船员伙食', { text: '船员伙食，船员伙食' }, { text: '船员伙食，港口建设' }],
    ['for a shorter text', '船员伙食', { text: '船员伙食' }, { text: '船员伙食。港口建设和港口扩建' }],
    ['for words of its question', '船员伙食', { question: '船员？', text: '伙食' }, { text: '伙食' }],
    ['for words of its speakers', '船员伙食', { text: '伙食', speakers: '船员' }, { text: '伙食', speakers: '港口' }],
    ['for words in its title', '船员伙食', { title: '船员', text: '伙食' }, { title: '伙食', text: '船长' }],
    [
      'for English words in its title',
      'wage',
      { title: 'the wage', text: 'a wage' },
      { title: 'the wager', text: 'a wage' },
    ],
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
  it('is 1 if one sentence has all terms, often enough', () => {
    const amongLong = createComparison(toQuery('船员伙食'), 100)
    expect(amongLong(toPassage({ text: '谈谈船员伙食，船员伙食，船员伙食。' })).cover).toBe(1)
    expect(compare('船员伙食', { text: '谈谈船员伙食。' }).cover).toBeGreaterThan(0.9)
  })

  it('is 0 without shared terms', () => {
    expect(compare('船员伙食', { text: '港口建设' }).cover).toBe(0)
    expect(compare('船员伙食', { text: '', question: '船员伙食' }).cover).toBe(0)
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
    expect(compare('salary policy', { text: 'The salary policy.' }).cover).toBe(
      compare('salaries policies', { text: 'The salaries policies.' }).cover,
    )
    expect(compare('salary policies', { text: 'The salary policy.' }).cover).toBeGreaterThan(0.9)
  })

  it('is between 0 and 1 for any query and passage', () => {
    const text = arbitraryText([...COMMON, '船员', '伙食'])
    fc.assert(
      fc.property(text, text, text, text, (query, title, passage, other) => {
        for (const each of [passage, `${query}${passage}`]) {
          const { cover, rank, question } = compare(query, { title, question: other, text: each, speakers: other })
          expect(question >= 0 && question <= 1 + 1e-9).toBe(true)
          expect(cover).toBeGreaterThanOrEqual(0)
          expect(cover).toBeLessThanOrEqual(1 + 1e-9)
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

describe('isShared', () => {
  it.each([
    ['its text', { text: '港口的伙食' }, true],
    ['its title', { title: '伙食', text: '港口' }, true],
    ['its speakers', { text: '港口', speakers: '伙食' }, true],
    ['its question', { question: '伙食如何？', text: '很好' }, true],
    ['single characters only', { text: '伙房的食堂' }, false],
    ['nothing', { text: '' }, false],
  ])('tells whether it has a pair of the query in %s', (_where, passage, isShared) => {
    expect(compare('伙食标准', passage).isShared).toBe(isShared)
  })
})

describe('question', () => {
  it('is the share of the query that its question has', () => {
    const shares = ['船员伙食', '伙食', '船员', '港口'].map(
      (question) => compare('船员伙食', { question, text: '船员伙食' }).question,
    )
    expect(shares).toEqual(shares.toSorted((a, b) => b - a))
    expect([shares[0], shares.at(-1)]).toEqual([1, 0])
    expect(compare('船员伙食', { text: '船员伙食' }).question).toBe(0)
  })
})

it('does not share a character beyond the basic plane by its halves', () => {
  expect(compare('𠮷野', { text: '𠮷野家' })).toMatchObject({ isWhole: true, isShared: true })
  expect(compare('𠮷野', { text: '𠮟野家' })).toMatchObject({ isWhole: false, isShared: false })
})

it('cuts a passage into words once, whatever it is compared with', () => {
  const sentences = Array.from({ length: 50 }, (_, place) => `The salary policy of place ${place} covers the crew.`)
  const passage = toPassage({ title: 'Salaries', question: 'Which policy?', text: sentences.join(' ') })
  const [first, second] = ['salary policy of the crew', 'which crew does the salary policy cover'].map((query) =>
    createComparison(toQuery(query), MEAN_LENGTH),
  )
  first?.(passage)
  const cut = vi.spyOn(String.prototype, 'matchAll')
  second?.(passage)
  const times = cut.mock.calls.length
  cut.mockRestore()
  expect(times).toBe(0)
})
