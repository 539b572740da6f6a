import { describe, expect, it } from 'vitest'
import {
  CODE_LENGTH,
  createCodeBook,
  createCodeBooks,
  toCode,
  toPassageCode,
  toSpeakerCode,
} from '../../../src/answer/browse/codes.ts'
import type { Article, Speaker } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET } from '../../articles.ts'
import { cite, listIds } from '../answer-with.ts'

const books = createCodeBooks([HARBOUR, MARKET, FERRY])
const [LIN_HAI, SU_YUN] = HARBOUR.speakers as [Speaker, Speaker]
const SAFETY = FERRY.exchanges[0]?.question?.id ?? ''

/** Two ids of passages that share a code. */
const TWINS = ['twin_p11073', 'twin_p13464'] as const

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
  // Buttons that were sent last year have these: another scheme would leave them all dead.
  it('is the same for ever', () => {
    expect(toPassageCode(cite('harbour_start', HARBOUR))).toBe('KE8I6')
    expect(toPassageCode(cite('ferry_night', FERRY))).toBe('3vVe4')
    expect(toCode('article', 'harbour')).toBe('n7THQ')
    expect(toSpeakerCode(HARBOUR, LIN_HAI)).toBe('9htoK')
    expect(toCode('exchange', 'ferry_p2065523a1d75')).toBe('vO1Ui')
    expect(toCode('query', '新码头什么时候动工？')).toBe('sSVGp')
  })

  it.each(['harbour_start', '新码头什么时候动工？', '', '😀', 'a'.repeat(5000)])(
    'of %j has just the characters that a button and a start parameter may have',
    (id) => {
      expect(toCode('query', id)).toMatch(/^[A-Za-z0-9_-]{5}$/u)
      expect(CODE_LENGTH).toBe(5)
    },
  )

  it('is another for each kind, each id, and a namesake in another article', () => {
    const kinds = ['passage', 'exchange', 'speaker', 'article', 'query'] as const
    expect(new Set(kinds.map((kind) => toCode(kind, 'harbour'))).size).toBe(kinds.length)
    expect(toCode('passage', 'harbour_start')).not.toBe(toCode('passage', 'harbour_money'))
    expect(toSpeakerCode(HARBOUR, LIN_HAI)).not.toBe(toSpeakerCode(MARKET, LIN_HAI))
    expect(toSpeakerCode(HARBOUR, LIN_HAI)).not.toBe(toSpeakerCode(HARBOUR, SU_YUN))
  })

  it('of a speaker stays when they get another office, part or other name', () => {
    expect(toSpeakerCode(HARBOUR, { ...LIN_HAI, office: '市长', role: '主持人', aliases: [] })).toBe(
      toSpeakerCode(HARBOUR, LIN_HAI),
    )
  })
})

describe('by its code', () => {
  it('a passage is found with where it stands', () => {
    expect(books.findPassage('KE8I6')).toMatchObject({
      article: { id: 'harbour' },
      exchange: { headings: ['导语', '码头怎么扩建'] },
      passage: { id: 'harbour_start' },
    })
  })

  it('an exchange is found as its first passage', () => {
    expect(books.findExchange(toCode('exchange', SAFETY))?.passage.id).toBe('ferry_safety')
  })

  it('someone is found in the article that lists them', () => {
    expect(books.findSpeaker(toSpeakerCode(HARBOUR, LIN_HAI))).toEqual({ article: HARBOUR, speaker: LIN_HAI })
    expect(books.findSpeaker(toSpeakerCode(MARKET, LIN_HAI))?.speaker.office).toBe('商务局副局长')
  })

  it('an article is found', () => {
    expect(books.findArticle('n7THQ')).toBe(HARBOUR)
  })

  it('nothing of another kind is found, nor what is not there', () => {
    expect([books.findExchange, books.findSpeaker, books.findArticle].map((find) => find('KE8I6'))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(books.findPassage('n7THQ')).toBeUndefined()
    expect(['', 'KE8I', 'KE8I6x', 'ke8i6', '-----'].map(books.findPassage)).toEqual(Array.from({ length: 5 }))
  })

  it('an exchange without a question is not found', () => {
    expect(MARKET.exchanges).toHaveLength(1)
    expect(createCodeBooks([MARKET]).findExchange(toCode('exchange', ''))).toBeUndefined()
  })
})

describe('a code that several share', () => {
  it('leads to none of them, and the others are found', () => {
    const find = createCodeBook(['apple', 'avocado', 'banana', 'apricot', 'cherry', 'cranberry'], (fruit) =>
      fruit.charAt(0),
    )
    expect(['a', 'b', 'c'].map(find)).toEqual([undefined, 'banana', undefined])
  })

  it('of two passages leads to neither', () => {
    const [one, other] = TWINS
    expect(toCode('passage', one)).toBe(toCode('passage', other))
    const { findPassage } = createCodeBooks([toPlain(one, 'twin_p', other)])
    expect(findPassage(toCode('passage', one))).toBeUndefined()
    const found = findPassage(toCode('passage', 'twin_p'))
    expect(found && listIds([found])).toEqual(['twin_p'])
  })
})
