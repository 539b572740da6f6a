import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Link } from '../../src/answer/answer.ts'
import { createOpen, toSpeakerId } from '../../src/answer/links.ts'
import { parseButtonData, toButton } from '../../src/bot/buttons.ts'
import { toArticle } from '../articles.ts'
import { strangeText } from './strange-text.ts'

/** https://core.telegram.org/bots/api#inlinekeyboardbutton */
const MOST_BYTES = 64
const LONGEST_LABEL = 60

function dataOf(link: Link): string {
  const button = toButton('x', link)
  return 'callback_data' in button ? button.callback_data : ''
}

/** An article whose ids are as long as they may be, with somebody of the longest name. */
const LONGEST = toArticle(`---
id: ${'a'.repeat(24)}
title: 长
publication: 报
speakers:
  - {name: ${'长'.repeat(40)}, office: 局长}
---

【问】怎么样？ ^${'q'.repeat(24)}

【叙述】就是这样。 ^${'p'.repeat(24)}
`)

const linksOf = (article: typeof LONGEST): Link[] => [
  ...article.exchanges.flatMap(({ question, passages }) => [
    ...(question ? [{ kind: 'exchange', id: question.id } as const] : []),
    ...passages.map(({ id }) => ({ kind: 'passage', id }) as const),
  ]),
  ...article.speakers.map((speaker) => ({ kind: 'speaker', id: toSpeakerId(article, speaker) }) as const),
]

const links: fc.Arbitrary<Link> = fc.record({
  kind: fc.constantFrom('passage', 'exchange', 'speaker'),
  id: fc.tuple(fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,23}$/u), fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,23}$/u)).map((parts) => parts.join('_')),
})

describe('a button\'s data', () => {
  it('of the longest ids fits, and leads back to what it opens', () => {
    const open = createOpen([LONGEST])
    expect(linksOf(LONGEST).map(({ id }) => id.length)).toEqual([49, 49, 37])
    for (const link of linksOf(LONGEST)) {
      expect(Buffer.byteLength(dataOf(link))).toBeLessThanOrEqual(MOST_BYTES)
      expect(parseButtonData(dataOf(link))).toEqual(link)
      expect(open(parseButtonData(dataOf(link)) ?? { kind: 'passage', id: '' })).toBeDefined()
    }
  })

  it('leads back to the link, whatever that is, and to no other', () => {
    fc.assert(fc.property(links, links, (link, other) => {
      expect(Buffer.byteLength(dataOf(link))).toBeLessThanOrEqual(MOST_BYTES)
      expect(parseButtonData(dataOf(link))).toEqual(link)
      expect(dataOf(link) === dataOf(other)).toBe(link.kind === other.kind && link.id === other.id)
    }))
  })

  it.each(['', 'p', 'p:', ':harbour_start', 'x:harbour_start', 'P:harbour_start', 'p:港口', 'p:harbour start', 'p:harbour_start\n', ' p:harbour_start', 'p:harbour_start:q', `p:${'a'.repeat(63)}`, 'next_page', '{"id":1}'])(
    '%j is none of the bot\'s',
    (data) => {
      expect(parseButtonData(data)).toBeUndefined()
    },
  )

  it('that somebody else made leads nowhere, or to what has just that data', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 64 }), fc.stringMatching(/^[pqs]:.*$/u)), (data) => {
      const link = parseButtonData(data)
      if (link) expect(dataOf(link)).toBe(data)
    }))
  })
})

describe('a button\'s label', () => {
  it('is the text, where that is short', () => {
    expect(toButton('林海', { kind: 'passage', id: 'harbour_start' })).toEqual({ text: '林海', callback_data: 'p:harbour_start' })
  })

  it('is cut with an ellipsis, where it is not', () => {
    fc.assert(fc.property(strangeText(200), (text) => {
      const label = toButton(text, { kind: 'exchange', id: 'a_q' }).text
      expect(label.length).toBeLessThanOrEqual(LONGEST_LABEL)
      expect(label).not.toMatch(/\p{Surrogate}/u)
      if (text.length > LONGEST_LABEL) expect(text.startsWith(label.replace(/……$/u, ''))).toBe(true)
      else expect(label).toBe(text)
    }))
  })
})
