import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODE_LENGTH } from '../../../src/answer/browse/codes.ts'
import { type UnmetWording, createGapFinder } from '../../../src/answer/teaching/gaps.ts'
import { createFold } from '../../../src/text/fold.ts'
import { type SearchIndex, createSearchIndex } from '../../../src/search/search-index.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { strangeText } from '../../bot/view/strange-text.ts'
import { answerWith, cite, listIds } from '../answer-with.ts'

const answerer = await answerWith(HARBOUR, MARKET, FERRY)
const toGaps = (given: readonly UnmetWording[]) => answerer.toGaps(given)
const suggest = (wordings: readonly string[]) => answerer.suggest(wordings)

/** Nothing in the articles says a word of these. */
const [SHOPS, SHOPS_TOO, MARS] = ['老街坊的铺子怎么办？', '老街坊的铺子咋办', '火星上有人吗']
/** Finds harbour_money first. */
const MONEY = '扩建总投资多少'

const unmet = (wording: string, given: Partial<UnmetWording> = {}): UnmetWording => ({
  wording,
  unanswered: 1,
  disliked: 0,
  reasons: [],
  shown: [],
  ...given,
})
const wordingsOf = async (...given: UnmetWording[]) => (await toGaps(given)).map(({ wordings }) => wordings)

describe('gaps', () => {
  it('are wordings that mean the same, with all that was met of them, the most frequent first', async () => {
    const gaps = await toGaps([
      unmet(MARS, { unanswered: 4 }),
      unmet(SHOPS, { unanswered: 3 }),
      unmet(SHOPS_TOO, { unanswered: 1, disliked: 2, reasons: ['passage', 'speaker'], shown: [] }),
    ])
    expect(gaps).toEqual([
      { wordings: [SHOPS, SHOPS_TOO], unanswered: 4, disliked: 2, reasons: ['passage', 'speaker'], shown: [] },
      { wordings: [MARS], unanswered: 4, disliked: 0, reasons: [], shown: [] },
    ])
  })

  it('are none of what is answered by now, or known to be unanswered', async () => {
    const article = toArticle(
      '---\nid: shops\ntitle: 铺子\npublication: 报\n---\n\n## 铺子\n\n【叙述】老街坊的铺子一律保留。 ^keep\n',
    )
    const other = await answerWith({ ...article, unanswered: [MARS] })
    expect(
      (await other.toGaps([unmet(SHOPS), unmet(MARS), unmet('红烧肉怎么做')])).map(({ wordings }) => wordings),
    ).toEqual([['红烧肉怎么做']])
  })

  it('are what was disliked as long as the same comes first', async () => {
    const disliked = { unanswered: 0, disliked: 1 }
    expect(await wordingsOf(unmet(MONEY, { ...disliked, shown: ['harbour_money', 'market_fee'] }))).toEqual([[MONEY]])
    expect(await wordingsOf(unmet(MONEY, { ...disliked, shown: ['market_fee', 'harbour_money'] }))).toEqual([])
    expect(await wordingsOf(unmet(MONEY, { ...disliked, shown: ['harbour_gone'] }))).toEqual([])
    // Of who somebody is no passage was shown.
    expect(await wordingsOf(unmet('林海是谁', disliked))).toEqual([['林海是谁']])
  })

  it('keep of each wording what still holds of it', async () => {
    expect(
      await toGaps([unmet(MONEY, { unanswered: 5, disliked: 2, reasons: ['passage'], shown: ['harbour_money'] })]),
    ).toEqual([{ wordings: [MONEY], unanswered: 0, disliked: 2, reasons: ['passage'], shown: ['harbour_money'] }])
    expect(await toGaps([unmet(MARS, { unanswered: 5, disliked: 2, shown: ['harbour_money'] })])).toMatchObject([
      { wordings: [MARS], unanswered: 5, disliked: 0 },
    ])
  })

  it('are each wording once, whatever was asked', async () => {
    const wording = fc
      .oneof(strangeText(80), fc.constantFrom(SHOPS, SHOPS_TOO, MARS, MONEY))
      .filter((text) => text.trim() !== '')
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(wording, { maxLength: 12 }), async (wordings) => {
        const gaps = await toGaps(wordings.map((one) => unmet(one, { disliked: 1 })))
        expect(gaps.flatMap((gap) => gap.wordings).toSorted()).toEqual(wordings.toSorted())
        const counts = gaps.map(({ unanswered, disliked }) => unanswered + disliked)
        expect(counts).toEqual(counts.toSorted((a, b) => b - a))
      }),
      { numRuns: 30 },
    )
  })

  it('are looked for among so many wordings that an admin gets through', async () => {
    const many = Array.from({ length: 600 }, (_, index) => unmet(`第${index}号火星`, { unanswered: 600 - index }))
    const wordings = (await wordingsOf(...many)).flat()
    expect(wordings).toHaveLength(500)
    expect(wordings).not.toContain('第599号火星')
  })

  it('let others have their turn meanwhile', async () => {
    let turns = 0
    const counting = setInterval(() => turns++, 0)
    await toGaps(Array.from({ length: 40 }, (_, index) => unmet(`${index}号铺子在火星上怎么办呢`)))
    clearInterval(counting)
    expect(turns).toBeGreaterThan(2)
  })
})

describe('suggestions', () => {
  it('are passages that the words come close to, best first, whether they answer or not', () => {
    expect(listIds(suggest([MONEY]))[0]).toBe('harbour_money')
    for (const [query, kind, passage] of [
      ['船长的工资', 'none', 'ferry_ships'],
      ['救生衣多少钱一件', 'near', 'ferry_safety'],
    ] as const) {
      expect(answerer.answer(query).kind).toBe(kind)
      expect(listIds(suggest([query]))).toEqual([passage])
    }
    expect(suggest(['qqqq'])).toEqual([])
    expect(suggest([])).toEqual([])
  })

  it('are of all wordings in turn, each passage once, and eight at most', () => {
    expect(listIds(suggest(['摊位费', '深水泊位']).slice(0, 2))).toEqual(['market_fee', 'harbour_start'])
    const all = listIds(suggest(['码头', '船员', '菜市场']))
    expect(new Set(all).size).toBe(all.length)
    const wide = suggest(['码头船员证书渡船夜航新船摊位通风投资扩建救生衣安全公司'])
    expect(wide).toHaveLength(8)
  })

  it('understand what is misspelt', () => {
    expect(listIds(suggest(['tanweifei']))).toContain('market_fee')
  })

  it('are of the first three wordings', () => {
    expect(listIds(suggest(['qqqq', 'wwww', 'zzzz', '摊位费']))).toEqual([])
  })
})

it('a code is that of all that counts as one wording, and of no other', () => {
  const { toGapCode } = answerer
  expect(toGapCode(SHOPS)).toHaveLength(CODE_LENGTH)
  expect(toGapCode('老街坊的鋪子 怎麼辦！')).toBe(toGapCode(SHOPS))
  expect(new Set([SHOPS, SHOPS_TOO, MARS, MONEY].map(toGapCode)).size).toBe(4)
})

it('of a wording as long as a message only the ends are read: the whole would hold up everybody', async () => {
  const fold = createFold()
  const index = await createSearchIndex([HARBOUR, MARKET], fold)
  const read: string[] = []
  const note =
    <T>(take: (text: string) => T) =>
    (text: string) =>
      take((read.push(text), text))
  const seen: SearchIndex = {
    ...index,
    search: note((text) => index.search(text)),
    findAsked: note(index.findAsked),
    respell: note(index.respell),
    group: (texts) => index.group((read.push(...texts), texts)),
  }
  const finder = createGapFinder(
    seen,
    fold,
    () => ({ kind: 'none', offers: [] }),
    (id) => cite(id, HARBOUR, MARKET),
  )
  const long = `摊位费${'甲'.repeat(4000)}${SHOPS}`
  expect(await finder.toGaps([unmet(long)])).toMatchObject([{ wordings: [long] }])
  expect(listIds(finder.suggest([long]))).toContain('market_fee')
  expect(finder.toGapCode(long)).toBe(finder.toGapCode(`摊位费${'甲'.repeat(3000)}${SHOPS}`))
  expect(finder.toGapCode(long)).not.toBe(finder.toGapCode(`${long}多少`))
  expect(read.length).toBeGreaterThan(2)
  expect(Math.max(...read.map(({ length }) => length))).toBe(501)
})
