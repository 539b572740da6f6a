import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Embedder, openEmbedder } from '../../src/embedding/embedder.ts'
import { findOwnModel } from '../../src/embedding/model-description.ts'
import { needRuntime } from './runtime.ts'
import { toProgram } from './tiny-model.ts'

needRuntime()

const open = () => openEmbedder({ dir: findOwnModel(), program: toProgram(), onTrouble: () => {} })

let embedder: Embedder | undefined
beforeAll(async () => {
  embedder = await open()
})
afterAll(() => embedder?.stop())

async function toQuery(text: string, by = embedder): Promise<Float32Array> {
  return (await by?.embedQuery(text)) ?? new Float32Array()
}

const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, place) => sum + value * (b[place] ?? 0), 0)

/** Passages with questions that share few words with them, or none. */
const SUBJECTS = [
  {
    passage: '开展公立医院人员总量管理改革试点，有效缓解人才引进缺编缺岗问题。',
    asks: [
      '看病的地方招不到大夫怎么办',
      '看病的地方招不到大夫怎麼辦',
      'How do hospitals find more doctors and nurses?',
    ],
  },
  {
    passage: '新码头明年三月动工，先建两个深水泊位。',
    asks: [
      '轮船停靠的地方什么时候开始修',
      '輪船停靠的地方什麼時候開始修',
      'When will they start to build the harbour?',
    ],
  },
  {
    passage: '五花肉切块焯水，加冰糖炒色，小火炖一个小时。',
    asks: ['红烧肉怎么做才好吃', '紅燒肉怎麼做才好吃', 'How do I cook braised pork?'],
  },
]

describe("the program's own model", () => {
  it('finds the passage of a question in either script and in English', async () => {
    const passages = await Promise.all(SUBJECTS.map(async ({ passage }) => embedder?.embedPassage(passage)))
    for (const [place, { asks }] of SUBJECTS.entries())
      for (const ask of asks) {
        const vector = await toQuery(ask)
        const cosines = passages.map((passage) => cosine(vector, passage ?? new Float32Array()))
        expect(cosines.indexOf(Math.max(...cosines)), ask).toBe(place)
      }
  })

  it('makes the same bits of a text each time, in another process too', async () => {
    const again = await open()
    try {
      for (const text of ['港口扩建的钱从哪里来', '', 'Where does the money come from?']) {
        const first = await toQuery(text)
        expect(first).toHaveLength(384)
        expect(await toQuery(text)).toEqual(first)
        expect(await toQuery(text, again)).toEqual(first)
      }
    } finally {
      await again?.stop()
    }
    expect(again?.model).toBe(embedder?.model)
  })

  it('takes a text for a query or for a passage', async () => {
    expect(await embedder?.embedPassage('港口')).not.toEqual(await toQuery('港口'))
  })

  it('takes the beginning of a long text', async () => {
    const beginning = '新码头明年三月动工，先建两个深水泊位。'.repeat(60)
    const first = await toQuery(beginning)
    expect(await toQuery(beginning + '红烧肉怎么做'.repeat(100_000))).toEqual(first)
  })

  it('makes a unit vector of any text', async () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({
        unit: fc.constantFrom('\uD83D', '\uDE00', '<s>', '</s>', '<pad>', ' ', '\n', '\0', '港'),
        maxLength: 60,
      }),
    )
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const vector = await toQuery(text)
        expect(cosine(vector, vector)).toBeCloseTo(1, 5)
      }),
      { numRuns: 60 },
    )
    expect(embedder?.counts()).toEqual({ lateQueries: 0, failures: 0 })
  })
})
