import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { BenchPassage } from './data.ts'
import { ENGINES } from './engines.ts'
import { chooseEngines, LIBRARIES } from './libraries.ts'
import { toAverage } from './measures.ts'

const passage = (id: string, text: string): BenchPassage => ({ id, text, title: '' })
const PASSAGES = [
  passage('a', '去年港口吞吐量突破三亿吨，新增航线十二条。'),
  passage('b', '船员证书应当实现港澳互认。'),
  passage('c', 'The market opens at six in the morning.'),
]

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
    expect(chooseEngines(ENGINES, ['wenzheng']).map(({ name }) => name)).toEqual(['wenzheng'])
    expect(chooseEngines(ENGINES)).toEqual(ENGINES)
    expect(() => chooseEngines(ENGINES, ['other'])).toThrow('No engine is called other: there are wenzheng; ')
  })

  it('are averaged over sets', () => {
    const one = { recall1: 10, recall5: 20, mrr10: 30, ndcg10: 40 }
    expect(toAverage([one, { ...one, recall1: 30 }])).toEqual({ ...one, recall1: 20 })
  })
})
