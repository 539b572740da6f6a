import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readRoundTable } from '../answer/round-table-queries.ts'
import { createFold } from '../../src/text/fold.ts'
import type { SearchIndex } from '../../src/search/search-index.ts'
import { createSearchIndex } from '../../src/search/staging/stage-index.ts'
import { arbitraryText } from '../text/arbitrary-text.ts'

const wordingSchema = z.strictObject({ group: z.string(), text: z.string(), set: z.enum(['tune', 'hold']) })
type Wording = z.infer<typeof wordingSchema>

/** Milliseconds. */
const INDEX_TIMEOUT = 120_000

let index: SearchIndex
let wordings: readonly Wording[]

beforeAll(async () => {
  const knowledge = await readRoundTable()
  index = await createSearchIndex(knowledge.articles, createFold(), knowledge.vocabulary)
  const lines = (await readFile(new URL('wordings.jsonl', import.meta.url), 'utf8')).trim().split('\n')
  wordings = lines.map((line) => wordingSchema.parse(JSON.parse(line)))
}, INDEX_TIMEOUT)

/** Counts the pairs that were joined, those joined rightly, and those that should be joined. */
async function countPairs(data: readonly Wording[]) {
  const groups = await index.group(data.map(({ text }) => text))
  const owner = new Map(groups.flatMap((places, group) => places.map((place) => [place, group] as const)))
  const pairs = data.flatMap((one, place) =>
    data.slice(0, place).map((other, before) => ({
      isJoined: owner.get(place) === owner.get(before),
      belongs: one.group === other.group,
    })),
  )
  const count = (is: (pair: (typeof pairs)[number]) => boolean) => pairs.filter(is).length
  return {
    joined: count(({ isJoined }) => isJoined),
    right: count(({ isJoined, belongs }) => isJoined && belongs),
    all: count(({ belongs }) => belongs),
  }
}

describe('group', () => {
  it.each(['tune', 'hold'] as const)('has the precision and recall stated in the tuning (%s)', async (set) => {
    const { joined, right, all } = await countPairs(wordings.filter((wording) => wording.set === set))
    expect(right / joined).toBeGreaterThan(set === 'tune' ? 0.89 : 0.93)
    expect(right / all).toBeGreaterThan(set === 'tune' ? 0.37 : 0.19)
  })

  it.each([
    ['博士后补贴多少', '博士后补贴怎么申请'],
    ['博士后补贴多少', '硕士补贴多少'],
    ['2022年引进多少人', '2024年引进多少人'],
    ['二零二二年引进多少人', '24年引进多少人'],
    ['重庆落户条件', '成都落户条件'],
    ['王颖的电话', '刘小康的电话'],
    ['成都的人才政策', '人才卡怎么办理'],
    ['购房补贴', '租房补贴'],
  ])('separates %s and %s', async (one, other) => {
    expect(await index.group([one, other])).toEqual([[0], [1]])
  })

  it.each([
    ['博士后补贴多少', '請問博士後補助金額是多少？'],
    ['2022年引进多少人', '二零二二年引进了多少人'],
    ['重庆落户条件', '落户重庆需要什么条件？'],
    ['人才公寓在哪里', '重庆的人才公寓都在哪些地方'],
  ])('joins %s and %s', async (one, other) => {
    expect(await index.group([one, other])).toEqual([[0, 1]])
  })
})

it('puts each of any wordings into one group, in their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(arbitraryText(['补贴', '重庆', '2022年', '怎么']), { maxLength: 12 }), async (texts) => {
      const groups = await index.group(texts)
      expect(groups.flat().toSorted((a, b) => a - b)).toEqual(texts.map((_, place) => place))
      expect(groups.map(([first = -1]) => first)).toEqual(groups.map(([first = -1]) => first).toSorted((a, b) => a - b))
      for (const group of groups) expect(group).toEqual(group.toSorted((a, b) => a - b))
    }),
    { numRuns: 50 },
  )
})

it('yields to the event loop after each wording', async () => {
  let turns = 0
  let isDone = false
  const count = () => {
    turns++
    if (!isDone) setImmediate(count)
  }
  setImmediate(count)
  await index.group(Array.from({ length: 60 }, (_, place) => `人才政策怎么样${place}`))
  isDone = true
  expect(turns).toBeGreaterThanOrEqual(60)
})
