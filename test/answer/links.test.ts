import { describe, expect, it } from 'vitest'
import type { Answer, Link } from '../../src/answer/answer.ts'
import { createOpen, toSpeakerId } from '../../src/answer/links.ts'
import type { Article, Speaker } from '../../src/knowledge/article.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../articles.ts'
import { idsOf } from './answer-with.ts'

const open = createOpen([HARBOUR, MARKET, FERRY])

function questionOf(article: Article, place: number): string {
  const ids = article.exchanges.flatMap(({ question }) => question?.id ?? [])
  return ids[place] ?? ''
}

function named(article: Article, name: string): Speaker {
  const speaker = article.speakers.find((one) => one.name === name)
  if (!speaker) throw new Error(`${article.id} lists no ${name}`)
  return speaker
}

function officesIn(answer: Answer | undefined): string[] {
  return answer?.kind === 'speaker' ? answer.cards.map(({ speaker }) => speaker.office) : []
}

describe('what a link opens', () => {
  it('is the passage, with nothing marked in it', () => {
    const opened = open({ kind: 'passage', id: 'harbour_start' })
    expect(opened).toMatchObject({ kind: 'found', quotes: [{ article: { id: 'harbour' }, passage: { text: '新码头明年三月动工，先建两个深水泊位。' }, matches: [] }] })
  })

  it('is what follows a reporter\'s question, in its order', () => {
    const opened = open({ kind: 'exchange', id: questionOf(FERRY, 0) })
    expect(opened && idsOf(opened)).toEqual(['ferry_safety', 'ferry_photos'])
  })

  it('is three passages at most', () => {
    const paragraphs = Array.from({ length: 5 }, (_, index) => `\n【叙述】第${index}段。 ^p-${index}\n`)
    const long = toArticle(`---\nid: long\ntitle: 长\npublication: 报\n---\n\n【问】怎么样？\n${paragraphs.join('')}`)
    const opened = createOpen([long])({ kind: 'exchange', id: questionOf(long, 0) })
    expect(opened && idsOf(opened)).toEqual(['long_p-0', 'long_p-1', 'long_p-2'])
  })

  it('is the card of somebody in that article, and not of a namesake in another', () => {
    expect(officesIn(open({ kind: 'speaker', id: toSpeakerId(HARBOUR, named(HARBOUR, '林海')) }))).toEqual(['港务局局长'])
    expect(officesIn(open({ kind: 'speaker', id: toSpeakerId(MARKET, named(MARKET, '林海')) }))).toEqual(['商务局副局长'])
  })
})

describe('nothing is opened', () => {
  it.each<Link>([
    { kind: 'passage', id: 'harbour_gone' },
    { kind: 'passage', id: 'harbour' },
    { kind: 'passage', id: '' },
    { kind: 'exchange', id: 'harbour_pgone' },
    { kind: 'speaker', id: 'harbour_0123456789ab' },
    // Each kind has ids of its own.
    { kind: 'exchange', id: 'harbour_start' },
    { kind: 'speaker', id: 'harbour_start' },
    { kind: 'passage', id: questionOf(FERRY, 0) },
  ])('by $kind $id, which the material does not hold', (link) => {
    expect(open(link)).toBeUndefined()
  })

  it('by a link into an article that is gone', () => {
    const rest = createOpen([MARKET])
    expect(rest({ kind: 'passage', id: 'harbour_start' })).toBeUndefined()
    expect(rest({ kind: 'exchange', id: questionOf(HARBOUR, 0) })).toBeUndefined()
    expect(rest({ kind: 'speaker', id: toSpeakerId(HARBOUR, named(HARBOUR, '林海')) })).toBeUndefined()
  })
})
