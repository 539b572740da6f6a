import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODE_LENGTH } from '../../../src/answer/browse/codes.ts'
import type { Corpus } from '../../../src/answer/corpus.ts'
import { mayContinue } from '../../../src/answer/conversation.ts'
import { isRemark } from '../../../src/answer/replies.ts'
import { type Gap, type UnmetWording, describeGap } from '../../../src/answer/teaching/gaps.ts'
import { FERRY, HARBOUR, MARKET, toArticle } from '../../articles.ts'
import { strangeText } from '../../bot/view/strange-text.ts'
import { answerWith, bindCorpus, listIds } from '../answer-with.ts'

const { answer, corpus, isAsking, listGaps, suggest, toGapCode } = await answerWith(HARBOUR, MARKET, FERRY)

/** No article shares a word with these. */
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
const wordingsOf = async (...given: UnmetWording[]) => (await listGaps(given)).map(({ wordings }) => wordings)

describe('gaps', () => {
  it('group wordings of one meaning with the sums of their counts, the most frequent first', async () => {
    const gaps = await listGaps([
      unmet(MARS, { unanswered: 4 }),
      unmet(SHOPS, { unanswered: 3 }),
      unmet(SHOPS_TOO, { unanswered: 1, disliked: 2, reasons: ['passage', 'speaker'], shown: [] }),
    ])
    expect(gaps).toEqual([
      { wordings: [SHOPS, SHOPS_TOO], unanswered: 4, disliked: 2, reasons: ['passage', 'speaker'], shown: [] },
      { wordings: [MARS], unanswered: 4, disliked: 0, reasons: [], shown: [] },
    ])
  })

  it('leave out wordings that are answered by now or known to be unanswered', async () => {
    const article = toArticle(
      '---\nid: shops\ntitle: 铺子\npublication: 报\n---\n\n## 铺子\n\n【叙述】老街坊的铺子一律保留。 ^keep\n',
    )
    const other = await answerWith({ ...article, unanswered: [MARS] })
    expect(
      (await other.listGaps([unmet(SHOPS), unmet(MARS), unmet('红烧肉怎么做')])).map(({ wordings }) => wordings),
    ).toEqual([['红烧肉怎么做']])
  })

  it('keep disliked wordings while the same passage comes first', async () => {
    const disliked = { unanswered: 0, disliked: 1 }
    expect(await wordingsOf(unmet(MONEY, { ...disliked, shown: ['harbour_money', 'market_fee'] }))).toEqual([[MONEY]])
    expect(await wordingsOf(unmet(MONEY, { ...disliked, shown: ['market_fee', 'harbour_money'] }))).toEqual([])
    expect(await wordingsOf(unmet(MONEY, { ...disliked, shown: ['harbour_gone'] }))).toEqual([])
    // The passage that is offered may be voted down too.
    expect(await wordingsOf(unmet('救生衣多少钱', { ...disliked, shown: ['ferry_safety'] }))).toEqual([
      ['救生衣多少钱'],
    ])
    // A card shows no passage.
    expect(await wordingsOf(unmet('林海是谁', disliked))).toEqual([['林海是谁']])
  })

  it.each(['谢谢', '继续', '谁说的', 'who said this', '那博士后呢', '她怎么看', '什么时候开始', '？？'])(
    'leave out what asks nothing, or needs what was said before it: %s',
    async (text) => {
      expect(await wordingsOf(unmet(text, { unanswered: 9, disliked: 9 }), unmet(MARS))).toEqual([[MARS]])
    },
  )

  it('keep only the counts that still hold', async () => {
    expect(
      await listGaps([unmet(MONEY, { unanswered: 5, disliked: 2, reasons: ['passage'], shown: ['harbour_money'] })]),
    ).toEqual([{ wordings: [MONEY], unanswered: 0, disliked: 2, reasons: ['passage'], shown: ['harbour_money'] }])
    expect(await listGaps([unmet(MARS, { unanswered: 5, disliked: 2, shown: ['harbour_money'] })])).toMatchObject([
      { wordings: [MARS], unanswered: 5, disliked: 0 },
    ])
  })

  it('contain each wording once', async () => {
    const wording = fc
      .oneof(strangeText(80), fc.constantFrom(SHOPS, SHOPS_TOO, MARS, MONEY))
      .filter((text) => isAsking(text) && !isRemark(corpus, text) && !mayContinue(corpus, text))
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(wording, { maxLength: 12 }), async (wordings) => {
        const gaps = await listGaps(wordings.map((one) => unmet(one, { disliked: 1 })))
        expect(gaps.flatMap((gap) => gap.wordings).toSorted()).toEqual(wordings.toSorted())
        const counts = gaps.map(({ unanswered, disliked }) => unanswered + disliked)
        expect(counts).toEqual(counts.toSorted((a, b) => b - a))
      }),
      { numRuns: 30 },
    )
  })

  it('group at most 500 wordings', async () => {
    const many = Array.from({ length: 600 }, (_, index) => unmet(`第${index}号火星`, { unanswered: 600 - index }))
    const wordings = (await wordingsOf(...many)).flat()
    expect(wordings).toHaveLength(500)
    expect(wordings).not.toContain('第599号火星')
  })

  it('yield to other work between wordings', async () => {
    let turns = 0
    const counting = setInterval(() => turns++, 0)
    await listGaps(Array.from({ length: 40 }, (_, index) => unmet(`${index}号铺子在火星上怎么办呢`)))
    clearInterval(counting)
    expect(turns).toBeGreaterThan(2)
  })
})

describe('the description of a gap', () => {
  const gap = (wordings: readonly string[], shown: readonly string[] = []): Gap => ({
    wordings,
    unanswered: 1,
    disliked: shown.length,
    reasons: [],
    shown,
  })
  const kindsOf = (...wordings: string[]) =>
    describeGap(corpus, gap(wordings)).replies.map((one) => [one.reply.kind, one.wordings])

  it('tells what is answered to each wording, the same once', () => {
    const offered = '救生衣多少钱'
    expect(answer(offered).kind).toBe('offered')
    expect(kindsOf(SHOPS, MONEY, SHOPS_TOO, offered, '林海是谁')).toEqual([
      ['declined', [SHOPS, SHOPS_TOO]],
      ['quoted', [MONEY]],
      ['offered', [offered]],
      ['listed', ['林海是谁']],
    ])
    expect(kindsOf('《轮渡安全条例》要求在三年内装上自动识别系统')).toMatchObject([['quoted', [expect.anything()]]])
  })

  it('tells it of the first five wordings', () => {
    const asked = Array.from({ length: 9 }, (_, index) => `第${index}号火星上有人吗`)
    expect(kindsOf(...asked)).toEqual([['declined', asked.slice(0, 5)]])
  })

  it('suggests three passages at most, of one sentence each, without what was voted down', () => {
    const wide = '码头船员证书渡船夜航新船摊位通风投资扩建救生衣安全公司'
    const { suggested } = describeGap(corpus, gap([wide]))
    expect(suggested).toHaveLength(3)
    for (const { sentence } of suggested) expect(sentence).toMatch(/^[^。！？]+[。！？]?$/u)
    const [first] = suggested.flatMap(({ from }) => ('passage' in from ? from.passage.id : []))
    const left = describeGap(corpus, gap([wide], [first ?? ''])).suggested
    expect(left.map(({ sentence }) => sentence)).not.toContain(suggested[0]?.sentence)
    expect(left[0]).toEqual(suggested[1])
  })
})

describe('suggested passages', () => {
  it('are close to the wordings, best first, whether they answer or not', () => {
    expect(listIds(suggest([MONEY]))[0]).toBe('harbour_money')
    for (const [query, kind, passage] of [
      ['船长的工资', 'none', 'ferry_ships'],
      ['救生衣多少钱', 'offered', 'ferry_safety'],
    ] as const) {
      expect(answer(query).kind).toBe(kind)
      expect(listIds(suggest([query]))).toEqual([passage])
    }
    expect(suggest(['qqqq'])).toEqual([])
    expect(suggest([])).toEqual([])
  })

  it('interleave the wordings, each passage once, eight at most', () => {
    expect(listIds(suggest(['摊位费', '深水泊位']).slice(0, 2))).toEqual(['market_fee', 'harbour_start'])
    const all = listIds(suggest(['码头', '船员', '菜市场']))
    expect(new Set(all).size).toBe(all.length)
    const wide = suggest(['码头船员证书渡船夜航新船摊位通风投资扩建救生衣安全公司'])
    expect(wide).toHaveLength(8)
  })

  it('are found for misspelt wordings', () => {
    expect(listIds(suggest(['tanweifei']))).toContain('market_fee')
  })

  it('are found for the first three wordings only', () => {
    expect(listIds(suggest(['qqqq', 'wwww', 'zzzz', '摊位费']))).toEqual([])
  })
})

it('the code of a gap is the same for wordings that count as one, and no others', () => {
  expect(toGapCode(SHOPS)).toHaveLength(CODE_LENGTH)
  expect(toGapCode('老街坊的鋪子 怎麼辦！')).toBe(toGapCode(SHOPS))
  expect(new Set([SHOPS, SHOPS_TOO, MARS, MONEY].map(toGapCode)).size).toBe(4)
})

it('the next page of a list looks no wording up again', async () => {
  const { corpus: own } = await answerWith(MARKET)
  const searched: string[] = []
  const search: Corpus['index']['search'] = (query, ...rest) => (searched.push(query), own.index.search(query, ...rest))
  const noted = bindCorpus({ ...own, index: { ...own.index, search } })
  await noted.listGaps([unmet(SHOPS), unmet(MARS)])
  expect(searched.length).toBeGreaterThan(0)
  searched.length = 0
  await noted.listGaps([unmet(MARS), unmet(SHOPS)])
  expect(searched).toEqual([])
})

it('only the ends of a wording as long as a message are searched', async () => {
  const { index } = corpus
  const read: string[] = []
  const note = (text: string) => (read.push(text), text)
  const noted = bindCorpus({
    ...corpus,
    index: {
      ...index,
      search: (query, narrowing) => index.search(note(query), narrowing),
      findAsked: (query) => index.findAsked(note(query)),
      respell: (query) => index.respell(note(query)),
      group: (texts) => index.group(texts.map(note)),
    },
  })
  const long = `摊位费${'甲'.repeat(4000)}${SHOPS}`
  expect(await noted.listGaps([unmet(long, { disliked: 1 })])).toMatchObject([{ wordings: [long] }])
  expect(listIds(noted.suggest([long]))).toContain('market_fee')
  expect(noted.toGapCode(long)).toBe(noted.toGapCode(`摊位费${'甲'.repeat(3000)}${SHOPS}`))
  expect(noted.toGapCode(long)).not.toBe(noted.toGapCode(`${long}多少`))
  expect(read.length).toBeGreaterThan(2)
  expect(Math.max(...read.map(({ length }) => length))).toBe(501)
})
