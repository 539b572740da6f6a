import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeBook, toPassageCode } from '../../../src/answer/browse/codes.ts'
import { toCatalog } from '../../../src/answer/catalog.ts'
import type { Direction } from '../../../src/answer/browse/link.ts'
import { type Surroundings, fitsPage, toSurroundings } from '../../../src/answer/browse/surroundings.ts'
import { type Article, type Citation, toCitations } from '../../../src/knowledge/article.ts'
import { HARBOUR } from '../../articles.ts'
import { cite, listIds } from '../answer-with.ts'
import { MOST_UNITS, toArticleOfLengths } from './article-of-lengths.ts'

const madeUp = fc
  .array(fc.array(fc.integer({ min: 1, max: 2500 }), { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 6 })
  .map(toArticleOfLengths)
const madeUpWithPlace = fc.tuple(madeUp, fc.nat(1000)).map(([article, random]) => {
  const all = toCitations([article])
  const place = random % all.length
  return { article, all, place, at: all[place] as Citation }
})

/** Follows the codes from page to page, from a passage to the end of the article. */
function walk(article: Article, from: string | undefined, direction: Exclude<Direction, 'around'>): Surroundings[] {
  const passages = codeBook.passages(toCatalog([article]))
  const pages: Surroundings[] = []
  for (let code = from; code !== undefined && pages.length < 100;) {
    const at = passages.get(code)
    if (!at) throw new Error(`no passage has the code ${code}`)
    const page = toSurroundings(at, direction)
    pages.push(page)
    code = direction === 'on' ? page.after : page.before
  }
  return pages
}

const codeOf = (citation: Citation | undefined) => citation && toPassageCode(citation)
const pagesIn = (pages: readonly Surroundings[]) =>
  pages.map(({ citations }) => listIds(citations).map((id) => id.replace(/^[a-z]+_/u, '')))

describe('paging through an article', () => {
  it('from the first passage on shows each passage once, in order', () => {
    fc.assert(
      fc.property(madeUp, (article) => {
        const all = toCitations([article])
        expect(listIds(walk(article, codeOf(all[0]), 'on').flatMap(({ citations }) => citations))).toEqual(listIds(all))
      }),
    )
  })

  it('from the last passage back shows each passage once, in reverse order', () => {
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

  it('from any passage both ways shows each passage once', () => {
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

  it('shows one to three passages of one exchange on a page', () => {
    const article = toArticleOfLengths([[10, 10, 10, 10], [MOST_UNITS - 599, 600], [2500], [5]])
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
  it('holds successive passages of one exchange with the one asked for, and fits a message', () => {
    fc.assert(
      fc.property(madeUpWithPlace, ({ all, at }) => {
        const { citations } = toSurroundings(at, direction)
        const start = all.findIndex(({ passage }) => passage === citations[0]?.passage)
        expect(listIds(citations)).toEqual(listIds(all.slice(start, start + citations.length)))
        expect(new Set(citations.map(({ exchange }) => exchange)).size).toBe(1)
        expect(listIds(citations)).toContain(at.passage.id)
        expect(fitsPage(citations)).toBe(true)
      }),
    )
  })

  it('leads to the passages before and after it within the article', () => {
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
  it('begins or ends with the passage asked for and holds as many as fit', () => {
    fc.assert(
      fc.property(madeUpWithPlace, ({ all, at, place }) => {
        const isFull = (citations: readonly Citation[], next: Citation | undefined) =>
          next?.exchange !== at.exchange || !fitsPage([...citations, next])
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

describe('the page around a passage', () => {
  it.each([
    ['harbour_lead', ['harbour_lead']],
    ['harbour_start', ['harbour_start', 'harbour_money']],
    ['harbour_money', ['harbour_start', 'harbour_money', 'harbour_career']],
    ['harbour_career', ['harbour_money', 'harbour_career']],
    ['harbour_papers', ['harbour_crew', 'harbour_papers']],
  ])('of %s is %j: one on each side, of its exchange', (id, ids) => {
    const context = toSurroundings(cite(id, HARBOUR), 'around')
    expect(listIds(context.citations)).toEqual(ids)
    expect(context.centre?.passage.id).toBe(id)
  })

  it('leads into the next exchange and into the one before', () => {
    const { before, after } = toSurroundings(cite('harbour_career', HARBOUR), 'around')
    expect([before, after]).toEqual(['harbour_start', 'harbour_crew'].map((id) => toPassageCode(cite(id, HARBOUR))))
  })

  it.each([
    [
      [MOST_UNITS - 600, 600, 600],
      ['0-0', '0-1'],
    ],
    [
      [MOST_UNITS, 600, MOST_UNITS - 600],
      ['0-1', '0-2'],
    ],
    [[MOST_UNITS - 599, 600, MOST_UNITS - 599], ['0-1']],
    [[1, 2500, 1], ['0-1']],
  ])('of passages with %j units is %j', (lengths, ids) => {
    const article = toArticleOfLengths([lengths])
    expect(pagesIn([toSurroundings(cite('made_0-1', article), 'around')])).toEqual([ids])
  })
})
