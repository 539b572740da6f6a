import { describe, expect, it } from 'vitest'
import { CODE_LENGTH, codeBook, toCode, toPassageCode, toSpeakerCode } from '../../../src/answer/browse/codes.ts'
import { toCatalog } from '../../../src/answer/catalog.ts'
import type { Article, Speaker } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET } from '../../articles.ts'
import { cite, listIds } from '../answer-with.ts'

/** Makes the maps of the codes of articles. */
function toCodeBook(articles: readonly Article[]) {
  const catalog = toCatalog(articles)
  return {
    passages: codeBook.passages(catalog),
    exchanges: codeBook.exchanges(catalog),
    speakers: codeBook.speakers(catalog),
    articles: codeBook.articles(catalog),
  }
}

const book = toCodeBook([HARBOUR, MARKET, FERRY])
const [LIN_HAI, SU_YUN] = HARBOUR.speakers as [Speaker, Speaker]
const SAFETY = FERRY.exchanges[0]?.question?.id ?? ''

/** Ids of passages that share a code, as a search by brute force found them. */
const TWINS = ['twin_p11073', 'twin_p13464'] as const
const TRIPLETS = ['twin_p1114737', 'twin_p2003932', 'twin_p2096871'] as const

/** Makes an article of passages with these ids. */
function toPlain(...ids: string[]): Article {
  const passages = ids.map((id) => ({ id, text: '一。', voice: { kind: 'narration' as const } }))
  return {
    id: 'twin',
    title: '双',
    publication: '报',
    speakers: [],
    file: 'twin.md',
    exchanges: [{ headings: [], passages }],
  }
}

describe('a code', () => {
  // Buttons that were sent years ago hold these codes.
  it('does not change between versions', () => {
    expect(toPassageCode(cite('harbour_start', HARBOUR))).toBe('KE8I6')
    expect(toPassageCode(cite('ferry_night', FERRY))).toBe('3vVe4')
    expect(toCode('article', 'harbour')).toBe('n7THQ')
    expect(toSpeakerCode(HARBOUR, LIN_HAI)).toBe('9htoK')
    expect(toCode('exchange', 'ferry_p2065523a1d75')).toBe('vO1Ui')
    expect(toCode('query', '新码头什么时候动工？')).toBe('sSVGp')
  })

  it.each(['harbour_start', '新码头什么时候动工？', '', '😀', 'a'.repeat(5000)])(
    'of %j is five characters that a start parameter may hold',
    (id) => {
      expect(toCode('query', id)).toMatch(/^[A-Za-z0-9_-]{5}$/u)
      expect(CODE_LENGTH).toBe(5)
    },
  )

  it('differs by kind, by id, and for a namesake in another article', () => {
    const kinds = ['passage', 'exchange', 'speaker', 'article', 'query'] as const
    expect(new Set(kinds.map((kind) => toCode(kind, 'harbour'))).size).toBe(kinds.length)
    expect(toCode('passage', 'harbour_start')).not.toBe(toCode('passage', 'harbour_money'))
    expect(toSpeakerCode(HARBOUR, LIN_HAI)).not.toBe(toSpeakerCode(MARKET, LIN_HAI))
    expect(toSpeakerCode(HARBOUR, LIN_HAI)).not.toBe(toSpeakerCode(HARBOUR, SU_YUN))
  })

  it('of a speaker does not depend on office, role and aliases', () => {
    expect(toSpeakerCode(HARBOUR, { ...LIN_HAI, office: '市长', role: '主持人', aliases: [] })).toBe(
      toSpeakerCode(HARBOUR, LIN_HAI),
    )
  })
})

describe('a code book', () => {
  it('holds a passage with its exchange and article', () => {
    expect(book.passages.get('KE8I6')).toMatchObject({
      article: { id: 'harbour' },
      exchange: { headings: ['导语', '码头怎么扩建'] },
      passage: { id: 'harbour_start' },
    })
  })

  it('holds an exchange as its first passage', () => {
    expect(book.exchanges.get(toCode('exchange', SAFETY))?.passage.id).toBe('ferry_safety')
  })

  it('holds a speaker with the article that lists them', () => {
    expect(book.speakers.get(toSpeakerCode(HARBOUR, LIN_HAI))).toEqual({ article: HARBOUR, speaker: LIN_HAI })
    expect(book.speakers.get(toSpeakerCode(MARKET, LIN_HAI))?.speaker.office).toBe('商务局副局长')
  })

  it('holds an article', () => {
    expect(book.articles.get('n7THQ')).toBe(HARBOUR)
  })

  it('holds each code only under its kind, and no other code', () => {
    expect([book.exchanges, book.speakers, book.articles].map((codes) => codes.get('KE8I6'))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(book.passages.get('n7THQ')).toBeUndefined()
    expect(['', 'KE8I', 'KE8I6x', 'ke8i6', '-----'].map((code) => book.passages.get(code))).toEqual(
      Array.from({ length: 5 }),
    )
  })

  it('does not hold an exchange without a question', () => {
    expect(MARKET.exchanges).toHaveLength(1)
    expect(toCodeBook([MARKET]).exchanges.get(toCode('exchange', ''))).toBeUndefined()
  })
})

describe('a code that several things share', () => {
  it.each([[TWINS], [TRIPLETS]])('leads to none of the passages %j', (ids) => {
    const [code = '', ...others] = new Set(ids.map((id) => toCode('passage', id)))
    expect(others).toEqual([])
    const { passages } = toCodeBook([toPlain('twin_first', ...ids, 'twin_last')])
    expect(passages.get(code)).toBeUndefined()
    expect(listIds([...passages.values()])).toEqual(['twin_first', 'twin_last'])
  })

  it.each([2, 3])('leads to none of %i speakers or articles', (count) => {
    const articles = Array.from({ length: count }, (_, place): Article => ({ ...HARBOUR, title: `${place}` }))
    const { articles: byCode, speakers } = toCodeBook([...articles, MARKET])
    expect([...byCode.values()]).toEqual([MARKET])
    expect([...speakers.values()].map(({ article }) => article.id)).toEqual(MARKET.speakers.map(() => 'market'))
  })

  it.each([2, 3])('leads to none of %i exchanges', (count) => {
    const [, asked] = HARBOUR.exchanges
    const exchanges = asked ? Array.from({ length: count }, () => ({ ...asked })) : []
    const { exchanges: byCode } = toCodeBook([{ ...HARBOUR, exchanges }, FERRY])
    expect([...byCode.values()].map(({ article }) => article.id)).toEqual(['ferry', 'ferry'])
  })
})
