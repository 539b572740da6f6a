import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type VectorRecords, createVectorRecords } from '../../src/records/vector-records.ts'
import { createForTest, describeDatabases, openForTest, type TestDatabase } from './test-databases.ts'

const DAY = 24 * 60 * 60 * 1000
const RECIPE = 'a model, passages'
/** More than are read, stored or deleted at once. */
const MANY = Array.from({ length: 250 }, (_, index) => `text ${index}`)
const ALL_BYTES = Int8Array.from({ length: 256 }, (_, index) => index - 128)

let stored: TestDatabase

async function open(): Promise<VectorRecords & { readonly close: () => Promise<void> }> {
  const database = await openForTest(stored)
  return { ...createVectorRecords(database), close: () => database.close() }
}

function toVectors(texts: readonly string[]): Map<string, Int8Array> {
  return new Map(texts.map((text, index) => [text, Int8Array.of(index, -index)]))
}

describeDatabases((create) =>
  describe('the records of vectors', () => {
    beforeEach(async () => {
      vi.useFakeTimers({ toFake: ['Date'] })
      stored = await createForTest(create)
    })
    afterEach(() => void vi.useRealTimers())

    it('load what was stored, byte for byte, also in the next process', async () => {
      const before = await open()
      // A part of a larger buffer.
      await before.store(RECIPE, new Map([['a', Int8Array.of(9, ...ALL_BYTES).subarray(1)]]))
      await before.close()
      expect(await (await open()).load(RECIPE, ['a'])).toEqual([ALL_BYTES])
    })

    it('load in the order of the texts, undefined for those without a vector', async () => {
      const records = await open()
      await records.store(RECIPE, toVectors(MANY))
      const texts = [...MANY.toReversed(), 'other', 'text 7']
      expect(await records.load(RECIPE, texts)).toEqual(texts.map((text) => toVectors(MANY).get(text)))
      expect(await records.load(RECIPE, [])).toEqual([])
    })

    it('tell recipes apart, and replace a vector of the same recipe', async () => {
      const records = await open()
      await records.store(RECIPE, new Map([['a', Int8Array.of(1)]]))
      await records.store('another model', new Map([['a', Int8Array.of(2)]]))
      await records.store(RECIPE, new Map([['a', Int8Array.of(3)]]))
      expect(await records.load(RECIPE, ['a'])).toEqual([Int8Array.of(3)])
      expect(await records.load('another model', ['a'])).toEqual([Int8Array.of(2)])
      expect(await records.load('a third', ['a'])).toEqual([undefined])
    })

    it('delete what was neither loaded nor stored for 30 days', async () => {
      const records = await open()
      const start = Date.now()
      await records.store(RECIPE, toVectors(MANY))
      vi.setSystemTime(start + 20 * DAY)
      await records.load(RECIPE, ['text 3', 'text 220'])
      await records.store(RECIPE, new Map([['text 4', Int8Array.of(4)]]))
      await records.deleteUnused([RECIPE])
      vi.setSystemTime(start + 31 * DAY)
      await records.deleteUnused([RECIPE])
      const left = await records.load(RECIPE, MANY)
      expect(MANY.filter((_, index) => left[index])).toEqual(['text 3', 'text 4', 'text 220'])
    })

    it('delete those of other models at once', async () => {
      const records = await open()
      for (const recipe of [RECIPE, 'as a query', 'another model']) await records.store(recipe, toVectors(MANY))
      await records.deleteUnused([RECIPE, 'as a query'])
      const count = async (recipe: string) => (await records.load(recipe, MANY)).filter(Boolean).length
      expect([await count(RECIPE), await count('as a query'), await count('another model')]).toEqual([
        MANY.length,
        MANY.length,
        0,
      ])
    })

    it('write nothing when they load what was used within a week', async () => {
      const records = await open()
      const start = Date.now()
      await records.store(RECIPE, toVectors(['a']))
      vi.setSystemTime(start + 6 * DAY)
      await records.load(RECIPE, ['a'])
      const read = () => stored.query('select used_at from vectors')
      expect(await read()).toEqual([{ used_at: start }])
      vi.setSystemTime(start + 8 * DAY)
      await records.load(RECIPE, ['a'])
      expect(await read()).toEqual([{ used_at: start + 8 * DAY }])
    })
  }),
)
