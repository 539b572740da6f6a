import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createTextVectors } from '../../src/embedding/text-vectors.ts'
import { DIMENSION, createFakeEmbedder } from '../embedding/fake-embedder.ts'
import type { BenchPassage } from './data.ts'
import { OURS, OURS_BY_WORDS, listEngines } from './engines.ts'
import { chooseEngines, LIBRARIES } from './libraries.ts'
import { toAverage } from './measures.ts'

const passage = (id: string, text: string): BenchPassage => ({ id, text, title: '' })
const PASSAGES = [
  passage('a', '去年港口吞吐量突破三亿吨，新增航线十二条。'),
  passage('b', '船员证书应当实现港澳互认。'),
  passage('c', 'The market opens at six in the morning.'),
]

/** Creates an embedder by which all queries are like one text, and unlike any other. */
function createEmbedder(text: string) {
  const fake = createFakeEmbedder()
  const toAxis = (axis: number) => Float32Array.from({ length: DIMENSION }, (_, place) => Number(place === axis))
  return {
    ...fake,
    embedPassage: async (other: string) => toAxis(other === text ? 0 : 1),
    async embedQuery(query: string) {
      await fake.embedQuery(query)
      return toAxis(0)
    },
  }
}

describe('the engines', () => {
  it.each(LIBRARIES)('$name finds what was replaced, and what was saved', async ({ build, open }) => {
    const dir = await mkdtemp(join(tmpdir(), 'libraries-'))
    onTestFinished(() => rm(dir, { recursive: true, maxRetries: 5 }))
    const file = join(dir, 'index')
    const [first, ...others] = PASSAGES
    const index = build(PASSAGES, file)
    const fresh = passage('d', 'The lighthouse keeper, 灯塔看守人，记录潮水。')
    index.replace(others, [fresh])
    index.save(file)
    for (const { find } of [index, open(file)]) {
      expect(find('lighthouse keeper', 3)).toEqual(['d'])
      expect(find('market morning', 3)).toEqual([])
      expect(find(first?.text ?? '', 3)[0]).toBe('a')
    }
  })

  it('are chosen by name', () => {
    const engines = listEngines()
    expect(chooseEngines(engines, [OURS_BY_WORDS])).toEqual(engines.slice(0, 1))
    expect(chooseEngines(engines)).toEqual(engines)
    expect(() => chooseEngines(engines, ['other'])).toThrow(
      'No engine is called other: there are wenzheng, words only; ',
    )
  })

  it('are ours with a model, which reads each query, and ours by words alone', async () => {
    const query = 'When do the stalls begin to sell?'
    const embedder = createEmbedder(PASSAGES[0]?.text ?? '')
    const createVectors = () => createTextVectors({ embedder, onTrouble: () => {} })
    const [whole, byWords] = listEngines({ createVectors, takeTimes: () => '', close: () => Promise.resolve() })
    expect([whole?.name, byWords?.name]).toEqual([OURS, OURS_BY_WORDS])
    expect(await (await byWords?.build(PASSAGES))?.find(query, 1)).not.toEqual(['a'])
    expect(embedder.queries).toEqual([])
    expect(await (await whole?.build(PASSAGES))?.find(query, 1)).toEqual(['a'])
    expect(embedder.queries).toEqual([query])
  })

  it('are averaged over sets', () => {
    const one = { recall1: 10, recall5: 20, mrr10: 30, ndcg10: 40 }
    expect(toAverage([one, { ...one, recall1: 30 }])).toEqual({ ...one, recall1: 20 })
  })
})
