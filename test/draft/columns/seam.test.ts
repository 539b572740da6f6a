import { describe, expect, it } from 'vitest'

import { type Side, readSide } from '../../../src/draft/columns/side.ts'
import { countPageWords } from '../../../src/draft/columns/page-words.ts'
import { countSeams, createSeam } from '../../../src/draft/columns/seam.ts'
import { createFold } from '../../../src/text/fold.ts'

const page = ['市里决定扩建集装箱码头，工期三年', '补贴由渔业局发放，码头明年动工']
const words = countPageWords(page)

function readSides(texts: readonly string[]): Side[] {
  const fold = createFold()
  return texts.map((text) => readSide({ text, line: 1 }, fold))
}

describe('what the characters across a cut tell', () => {
  it('speaks for those that stand together on the page, and against those that never do', () => {
    const seam = createSeam(words, new Map(), 0)
    expect(seam('集装箱码', '头，工')).toBeGreaterThan(1)
    expect(seam('集装箱码', '由渔业')).toBeLessThan(0)
  })

  it('is nothing where the page knows none of them', () => {
    expect(createSeam(words, new Map(), 0)('龙', '虎')).toBe(0)
  })

  it('learns from other texts', () => {
    const sides = readSides(['航道今年疏浚，渔民领取补', '助金两万元'])
    const known = ['渔民都有补助金，补助金由省里出。']
    const counts = countSeams(known, sides)
    const [without, learnt] = [createSeam(words, new Map(), 0), createSeam(words, counts, known[0]?.length ?? 0)]
    expect(learnt('领取补', '助金两')).toBeGreaterThan(without('领取补', '助金两') + 1)
  })
})

describe('the runs that are counted in other texts', () => {
  it('are those that a cut of the page may have, as often as they stand there', () => {
    const counts = countSeams(['补助金，补助金，航道。'], readSides(['渔民领取补', '助金两万元']))
    expect(counts.get('补助')).toBe(2)
    expect(counts.get('补助金')).toBe(2)
    expect(counts.get('航道')).toBeUndefined()
  })
})
