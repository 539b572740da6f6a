import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Article } from '../../src/knowledge/article.ts'
import { createSearchIndex } from '../../src/search/staging/stage-index.ts'
import { EVIDENT } from '../../src/search/tuning.ts'
import { createFold } from '../../src/text/fold.ts'
import { FERRY, HARBOUR, toArticle } from '../articles.ts'

const fold = createFold()
const harbour = await createSearchIndex([HARBOUR], fold)
const evidenceOf = (index: typeof harbour, query: string, id: string) =>
  index.search(query).hits.find(({ citation }) => citation.passage.id === id)?.evidence

describe('the words of a query that stand in a passage', () => {
  it.each([
    ['新码头明年三月动工吗', 'harbour_start', []],
    ['船员的伙食和工资', 'harbour_crew', ['工资']],
    ['船员现在一共有多少工资', 'harbour_crew', ['工资']],
    ['港口的 crane 和航线', 'harbour_lead', ['crane']],
  ])('%s: of %s these are missing: %j', (query, id, missing) => {
    expect(evidenceOf(harbour, query, id)?.missing).toEqual(missing)
  })

  it('tell more the more of them there are, and never all', () => {
    const [few = 0, more = 0, none = 1] = ['船员', '远洋船员的伙食标准', '船员的工资电话网站'].map(
      (query) => evidenceOf(harbour, query, 'harbour_crew')?.alike,
    )
    expect(few).toBeGreaterThan(0)
    expect(more).toBeGreaterThan(few)
    expect(more).toBeLessThan(1)
    expect(none).toBeLessThan(few)
  })

  it('stand in its question too, for less', () => {
    const own = evidenceOf(harbour, '扩建的总投资', 'harbour_money')?.alike ?? 0
    const asked = evidenceOf(harbour, '动工的总投资', 'harbour_money')?.alike ?? 0
    const nowhere = evidenceOf(harbour, '招标的总投资', 'harbour_money')?.alike ?? 0
    expect(own).toBeGreaterThan(asked)
    expect(asked).toBeGreaterThan(nowhere)
  })
})

it('leads the next hit of its article', () => {
  const hits = harbour.search('扩建总投资多少').hits
  const [first, next] = hits
  expect(first?.evidence?.lead).toBeCloseTo((first?.rank ?? 0) - (next?.rank ?? 0))
  for (const { evidence } of hits.slice(1)) expect(evidence?.lead).toBeGreaterThanOrEqual(0)
})

it('is gathered of the first hits alone', async () => {
  const many = toArticle(
    `---\nid: many\ntitle: 灯\npublication: 报\n---\n\n## 灯\n${Array.from({ length: 30 }, (_, n) => `\n【叙述】路灯${n}号。\n`).join('')}`,
  )
  const { hits } = (await createSearchIndex([many], fold)).search('路灯')
  expect(hits.length).toBeGreaterThan(EVIDENT.most)
  expect(hits.map(({ evidence }) => evidence !== undefined)).toEqual(hits.map((_, place) => place < EVIDENT.most))
})

describe('beside other articles', () => {
  const QUERIES = ['新码头什么时候动工', '扩建总投资多少', '船员证书港澳互认', '远洋船员的工资', '港口吞吐量', '红烧肉']
  /** Words of the article and of none, of which neighbours are made. */
  const WORDS = ['码头', '船员', '扩建', '总投资', '证书', '互认', '动工', '三亿吨', '工资', '粮食', '油菜花', '明年']
  const paragraphs = fc.uniqueArray(
    fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 8 }).map((words) => words.join('')),
    { minLength: 1, maxLength: 6 },
  )
  const neighbours = fc.array(paragraphs, { minLength: 1, maxLength: 4 })
  const toNeighbour = (lines: readonly string[], place: number): Article =>
    toArticle(
      `---\nid: n${place}\ntitle: 邻\npublication: 报\n---\n\n## 邻\n${lines.map((words) => `\n【叙述】${words}。\n`).join('')}`,
    )

  it('the words of a query stand in a passage as they do alone', async () => {
    let compared = 0
    await fc.assert(
      fc.asyncProperty(neighbours, fc.constantFrom(...QUERIES), async (others, query) => {
        const beside = await createSearchIndex([FERRY, ...others.map(toNeighbour), HARBOUR], fold)
        for (const { citation, evidence } of beside.search(query).hits) {
          if (citation.article !== HARBOUR || !evidence) continue
          const alone = evidenceOf(harbour, query, citation.passage.id)
          if (!alone) continue
          expect([evidence.alike, evidence.missing]).toEqual([alone.alike, alone.missing])
          compared++
        }
      }),
      { numRuns: 40 },
    )
    expect(compared).toBeGreaterThan(0)
  })
})
