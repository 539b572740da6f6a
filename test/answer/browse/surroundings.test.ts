import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCodeBooks, toPassageCode } from '../../../src/answer/browse/codes.ts'
import { type Surroundings, hasSurroundings, toSurroundings } from '../../../src/answer/browse/surroundings.ts'
import type { Direction } from '../../../src/answer/browse/link.ts'
import { fits } from '../../../src/answer/browse/pages.ts'
import { type Article, type Citation, toCitations } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR, toArticle } from '../../articles.ts'
import { cite, listIds } from '../answer-with.ts'
import { WORDS } from './page-words.ts'

const NOBODY = { kind: 'narration' } as const

/** Makes an article of exchanges by the lengths of their paragraphs; every second has a question. */
function toMadeUp(exchanges: readonly (readonly number[])[]): Article {
  return {
    id: 'made',
    title: '编',
    publication: '报',
    speakers: [],
    file: 'made.md',
    exchanges: exchanges.map((lengths, place) => ({
      headings: [`第${place}节`],
      ...(place % 2 === 1 && { question: { id: `made_q${place}`, text: '怎么样？' } }),
      passages: lengths.map((length, index) => ({
        id: `made_${place}-${index}`,
        text: '字'.repeat(length),
        voice: NOBODY,
      })),
    })),
  }
}

const madeUp = fc
  .array(fc.array(fc.integer({ min: 1, max: 2500 }), { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 })
  .map(toMadeUp)
const madeUpWithPlace = fc.tuple(madeUp, fc.nat(1000)).map(([article, random]) => {
  const all = toCitations([article])
  const place = random % all.length
  return { article, all, place, at: all[place] as Citation }
})

/** The pages on the way from a paragraph, by the codes that lead from each to the next. */
function walk(article: Article, from: string | undefined, direction: Exclude<Direction, 'around'>): Surroundings[] {
  const { findPassage } = createCodeBooks([article])
  const pages: Surroundings[] = []
  for (let code = from; code !== undefined && pages.length < 100;) {
    const at = findPassage(code)
    if (!at) throw new Error(`${code} leads nowhere`)
    const page = toSurroundings(at, direction)
    pages.push(page)
    code = direction === 'on' ? page.after : page.before
  }
  return pages
}

const codeOf = (citation: Citation | undefined) => citation && toPassageCode(citation)
const pagesIn = (pages: readonly Surroundings[]) =>
  pages.map(({ citations }) => listIds(citations).map((id) => id.replace(/^[a-z]+_/u, '')))

describe('walking through an article', () => {
  it('on from the first paragraph comes by each of them once, in their order', () => {
    fc.assert(
      fc.property(madeUp, (article) => {
        const all = toCitations([article])
        expect(listIds(walk(article, codeOf(all[0]), 'on').flatMap(({ citations }) => citations))).toEqual(listIds(all))
      }),
    )
  })

  it('back from the last comes by each of them once, in their order from behind', () => {
    fc.assert(
      fc.property(madeUp, (article) => {
        const all = toCitations([article])
        expect(
          listIds(
            walk(article, codeOf(all.at(-1)), 'back')
              .toReversed()
              .flatMap(({ citations }) => citations),
          ),
        ).toEqual(listIds(all))
      }),
    )
  })

  it('both ways from around any paragraph comes by each of them once', () => {
    fc.assert(
      fc.property(madeUpWithPlace, ({ article, all, at }) => {
        const around = toSurroundings(at, 'around')
        const pages = [
          ...walk(article, around.before, 'back').toReversed(),
          around,
          ...walk(article, around.after, 'on'),
        ]
        expect(listIds(pages.flatMap(({ citations }) => citations))).toEqual(listIds(all))
      }),
    )
  })

  it('goes page by page: 1–3 paragraphs of one exchange, and the next exchange after its last', () => {
    const article = toMadeUp([[10, 10, 10, 10], [WORDS - 599, 600], [2500], [5]])
    expect(pagesIn(walk(article, codeOf(toCitations([article])[0]), 'on'))).toEqual([
      ['0-0', '0-1', '0-2'],
      ['0-3'],
      ['1-0'],
      ['1-1'],
      ['2-0'],
      ['3-0'],
    ])
    expect(pagesIn(walk(article, codeOf(toCitations([article]).at(-1)), 'back'))).toEqual([
      ['3-0'],
      ['2-0'],
      ['1-1'],
      ['1-0'],
      ['0-1', '0-2', '0-3'],
      ['0-0'],
    ])
  })
})

describe.each<Direction>(['around', 'on', 'back'])('a page %s', (direction) => {
  it('holds paragraphs of one exchange that stand side by side, the one asked for among them, and fits a message', () => {
    fc.assert(
      fc.property(madeUpWithPlace, ({ all, at }) => {
        const { citations } = toSurroundings(at, direction)
        const start = all.findIndex(({ passage }) => passage === citations[0]?.passage)
        expect(listIds(citations)).toEqual(listIds(all.slice(start, start + citations.length)))
        expect(new Set(citations.map(({ exchange }) => exchange)).size).toBe(1)
        expect(listIds(citations)).toContain(at.passage.id)
        expect(fits(citations.map(({ passage }) => passage.text))).toBe(true)
      }),
    )
  })

  it('leads to the paragraphs just before and after it, and nowhere beyond the article', () => {
    fc.assert(
      fc.property(madeUpWithPlace, ({ all, at }) => {
        const { citations, before, after } = toSurroundings(at, direction)
        const start = all.findIndex(({ passage }) => passage === citations[0]?.passage)
        expect([before, after]).toEqual([codeOf(all[start - 1]), codeOf(all[start + citations.length])])
      }),
    )
  })
})

describe('a page on or back', () => {
  it('begins with the one asked for, or ends with it, and holds as many as fit', () => {
    fc.assert(
      fc.property(madeUpWithPlace, ({ all, at, place }) => {
        const isFull = (citations: readonly Citation[], next: Citation | undefined) =>
          next?.exchange !== at.exchange || !fits([...citations, next].map(({ passage }) => passage.text))
        const on = toSurroundings(at, 'on').citations
        expect(on[0]?.passage).toBe(at.passage)
        expect(isFull(on, all[place + on.length])).toBe(true)
        const back = toSurroundings(at, 'back').citations
        expect(back.at(-1)?.passage).toBe(at.passage)
        expect(isFull(back, all[place - back.length])).toBe(true)
      }),
    )
  })

  it('has no centre', () => {
    expect(toSurroundings(cite('harbour_money', HARBOUR), 'on')).not.toHaveProperty('centre')
    expect(toSurroundings(cite('harbour_money', HARBOUR), 'back')).not.toHaveProperty('centre')
  })
})

describe('what stands around a paragraph', () => {
  it.each([
    ['harbour_lead', ['harbour_lead']],
    ['harbour_start', ['harbour_start', 'harbour_money']],
    ['harbour_money', ['harbour_start', 'harbour_money', 'harbour_career']],
    ['harbour_career', ['harbour_money', 'harbour_career']],
    ['harbour_papers', ['harbour_crew', 'harbour_papers']],
  ])('%s is %j: one on each side, of its exchange', (id, ids) => {
    const context = toSurroundings(cite(id, HARBOUR), 'around')
    expect(listIds(context.citations)).toEqual(ids)
    expect(context.centre?.passage.id).toBe(id)
  })

  it('leads on into the next exchange and back into the one before', () => {
    const { before, after } = toSurroundings(cite('harbour_career', HARBOUR), 'around')
    expect([before, after]).toEqual(['harbour_start', 'harbour_crew'].map((id) => toPassageCode(cite(id, HARBOUR))))
  })

  it.each([
    [
      [WORDS - 600, 600, 600],
      ['0-0', '0-1'],
    ],
    [
      [WORDS, 600, WORDS - 600],
      ['0-1', '0-2'],
    ],
    [[WORDS - 599, 600, WORDS - 599], ['0-1']],
    [[1, 2500, 1], ['0-1']],
  ])('of paragraphs with %j units is %j, as far as it fits', (lengths, ids) => {
    const article = toMadeUp([lengths])
    expect(pagesIn([toSurroundings(cite('made_0-1', article), 'around')])).toEqual([ids])
  })
})

it('an article has more than the passage itself where it has two', () => {
  expect([HARBOUR, FERRY].map(hasSurroundings)).toEqual([true, true])
  expect(
    hasSurroundings(toArticle('---\nid: one\ntitle: 一\npublication: 报\n---\n\n# 一\n\n【叙述】只有一段。\n')),
  ).toBe(false)
})
