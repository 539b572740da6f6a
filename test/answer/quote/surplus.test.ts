import { describe, expect, it } from 'vitest'
import { readAskedFigure } from '../../../src/answer/quote/asked-figure.ts'
import { type Judging, isOnSubject, toSurplus } from '../../../src/answer/quote/surplus.ts'
import type { Hit } from '../../../src/search/find-passages.ts'
import { HARBOUR } from '../../articles.ts'
import { cite } from '../answer-with.ts'

const EVIDENCE = { alike: 0.6, missing: [], lead: 1, cosine: undefined, nearer: undefined }
const citation = cite('harbour_money', HARBOUR)
const { passage } = citation
const HIT: Hit = {
  citation,
  rank: 2,
  cover: 0.6,
  isWhole: false,
  asked: undefined,
  unanswered: 0,
  odds: 0,
  isVerbatim: false,
  margin: undefined,
  nearAsks: undefined,
  unknown: 0,
  evidence: EVIDENCE,
}
const JUDGING: Judging = {
  isUnanswered: false,
  isNamed: false,
  figure: undefined,
  speaksOf: () => true,
  contains: (pattern) => pattern.test(passage.text),
}
const judge = (hit: Partial<Hit> = {}, judging: Partial<Judging> = {}) =>
  toSurplus({ ...HIT, ...hit }, { ...JUDGING, ...judging })
const withAsks = (count: number) => ({
  citation: { ...citation, passage: { ...passage, asks: Array.from({ length: count }, (_, n) => `第${n}问`) } },
})

describe('the evidence of a passage without asks', () => {
  it('grows with its words, with its lead and with its meaning', () => {
    const grows = [{ alike: 0.3 }, { alike: 0.5 }, { alike: 0.7 }, { alike: 0.7, lead: 2 }]
    const surpluses = grows.map((more) => judge({ evidence: { ...EVIDENCE, ...more } }))
    expect(surpluses).toEqual(surpluses.toSorted((a, b) => a - b))
    expect(new Set(surpluses).size).toBe(grows.length)
    const [far = 0, near = 0] = [-0.02, 0.06].map((nearer) => judge({ evidence: { ...EVIDENCE, nearer } }))
    expect(near).toBeGreaterThan(far)
  })

  it('has no lead by one word of several', () => {
    const byLead = (alike: number) =>
      judge({ evidence: { ...EVIDENCE, alike, lead: 2 } }) - judge({ evidence: { ...EVIDENCE, alike, lead: 0 } })
    expect(byLead(0.25)).toBeLessThan(byLead(0.5))
    expect(byLead(0.7)).toBeCloseTo(byLead(0.5))
  })

  it('is none beyond the first hits, nor where it speaks of another place', () => {
    expect(judge({ evidence: undefined })).toBe(-1)
    expect(judge({}, { speaksOf: () => false })).toBe(-1)
    expect(judge({ isVerbatim: true }, { speaksOf: () => false })).toBe(1)
  })

  it('is none where the query is known to be unanswered', () => {
    expect(judge({}, { isUnanswered: true })).toBe(-1)
  })

  it.each([
    ['扩建投资多少元', '扩建投资多少天'],
    ['扩建投资多少元', '扩建投资百分之几'],
  ])('is more for a figure of the unit asked for than for one of another: %s, %s', (told, other) => {
    const [right = 0, wrong = 0] = [told, other].map((query) => judge({}, { figure: readAskedFigure(query) }))
    expect(right).toBeGreaterThan(wrong)
  })

  it('stays from -1 to 1', () => {
    for (const [alike, lead, nearer] of [
      [1, 99, 1],
      [0, 0, -1],
    ] as const) {
      const surplus = judge({ evidence: { ...EVIDENCE, alike, lead, nearer } })
      expect(Math.abs(surplus)).toBeLessThanOrEqual(1)
    }
  })
})

describe('the evidence of a passage with asks', () => {
  it('is that of its words with few of them, and that of the asks with many', () => {
    const byWords = judge()
    const few = judge({ ...withAsks(1), asked: 0 })
    const many = judge({ ...withAsks(400), asked: 0 })
    expect(few).toBeCloseTo(byWords, 1)
    expect(many).toBeLessThan(few)
    expect(judge({ ...withAsks(400), asked: 0.9 })).toBeGreaterThan(0.5)
  })
})

describe('the likeness to asks', () => {
  const asked = { ...withAsks(400), asked: 0.3 }

  it('is no evidence where the asks are far in meaning, except among the passages of named people', () => {
    expect(judge({ ...asked, nearAsks: 0.9 })).toBeGreaterThan(0)
    expect(judge({ ...asked, nearAsks: 0.3 })).toBeLessThan(0)
    expect(judge({ ...asked, nearAsks: 0.3 }, { isNamed: true })).toBeGreaterThan(0)
  })

  it('is no evidence by words alone where neither the asks nor the passage have the words', () => {
    const strange = { ...asked, evidence: { ...EVIDENCE, alike: 0.1 } }
    expect(judge({ ...strange, unknown: 0 })).toBeGreaterThan(0)
    expect(judge({ ...strange, unknown: 0.7 })).toBeLessThan(0)
  })
})

describe('a passage on the subject', () => {
  it('shares words with the query, and is like the asks that are known, if any', () => {
    expect(isOnSubject(HIT)).toBe(true)
    expect(isOnSubject({ ...HIT, evidence: undefined })).toBe(false)
    expect(isOnSubject({ ...HIT, evidence: { ...EVIDENCE, alike: 0 } })).toBe(false)
    expect(isOnSubject({ ...HIT, asked: 0 })).toBe(false)
    expect(isOnSubject({ ...HIT, asked: 0.9 })).toBe(true)
    expect(isOnSubject({ ...HIT, asked: 0, unanswered: 0.9 })).toBe(true)
  })
})
