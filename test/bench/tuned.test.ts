import { expect, it } from 'vitest'
import { ASKS } from '../../src/search/tuning.ts'
import { WORDS } from '../../src/answer/quote/thresholds.ts'
import { setTuning } from './tuned.ts'

it('sets a number of a group, and of a group within one', () => {
  const [rank, figure] = [ASKS.rank, WORDS.alone.figure]
  setTuning(['ASKS.rank=3', 'WORDS.alone.figure=-0.5'])
  expect([ASKS.rank, WORDS.alone.figure]).toEqual([3, -0.5])
  setTuning([`ASKS.rank=${rank}`, `WORDS.alone.figure=${figure}`])
})

it.each(['ASKS=3', 'ASKS.none=3', 'WORDS.alone=1', 'NONE.rank=3', 'ASKS.rank=many', 'ASKS.rank.toFixed=1'])(
  'refuses %s',
  (setting) => {
    expect(() => setTuning([setting])).toThrow('names no tuning number')
  },
)
