import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ArticleEntries, Engine } from '../../src/search/engine/engine.ts'
import { createMiniSearchEngine } from '../../src/search/engine/minisearch-engine.ts'
import { POSTINGS_BUDGET } from '../../src/search/tuning.ts'
import { toEntries, toEntry } from './entries.ts'
import { makeIndexPath, openEngine } from './index-file.ts'

const HARBOUR = toEntries('harbour', toEntry(['码头', '扩建']), toEntry(['船员', '伙食'], ['海员']))
const MARKET = toEntries('market', toEntry(['菜市', '市场'], ['码头']))
const EMPTY = toEntries('empty')
const TERMS = ['码头', '扩建', '船员', '伙食', '海员', '菜市', '市场', '员']

/** What an engine tells of its passages. */
function describeEngine(engine: Engine) {
  return {
    size: engine.size,
    meanLength: engine.meanLength,
    held: TERMS.map((term) => engine.countHeld(term)),
    found: TERMS.map((term) => engine.countFound(term)),
    texts: TERMS.map((term) => engine.read(engine.find([term], 100)).map((text) => text?.text)),
  }
}

const remove = (entries: ArticleEntries, firstId = -1) => ({
  firstId,
  length: entries.passages.length,
  toEntries: () => entries,
})

describe.each([
  { name: 'in memory', open: createMiniSearchEngine, budget: POSTINGS_BUDGET.memory },
  { name: 'in a file', open: () => openEngine(makeIndexPath()), budget: POSTINGS_BUDGET.sqlite },
])('an engine $name', ({ open, budget }) => {
  async function createEngine(...added: readonly ArticleEntries[]) {
    const { engine, firstIds, commit } = await open().stage({ removed: [], added })
    commit()
    return { engine, firstIds }
  }

  it('is empty at first', () => {
    const engine = open()
    expect([engine.size, engine.meanLength, engine.countFound('码头'), engine.find(['码头'], 10)]).toEqual([
      0,
      0,
      0,
      [],
    ])
    expect(engine.read([0])).toEqual([undefined])
  })

  it('counts the passages that hold a term or a character, and those that are found by a term', async () => {
    const { engine, firstIds } = await createEngine(HARBOUR, EMPTY, MARKET)
    expect(firstIds).toEqual([0, 2, 2])
    expect(describeEngine(engine)).toEqual({
      size: 3,
      meanLength: 2,
      held: [1, 1, 1, 1, 0, 1, 1, 1],
      found: [2, 1, 1, 1, 1, 1, 1, 0],
      texts: [
        ['码头 扩建', '菜市 市场'],
        ['码头 扩建'],
        ['船员 伙食'],
        ['船员 伙食'],
        ['船员 伙食'],
        ['菜市 市场'],
        ['菜市 市场'],
        [],
      ],
    })
    expect([...engine.listCharacters()].toSorted()).toEqual([...new Set('码头扩建船员伙食海员菜市市场')].toSorted())
  })

  it('finds as many as asked, among the allowed', async () => {
    const { engine } = await createEngine(HARBOUR, MARKET)
    expect(engine.find(['码头'], 1)).toHaveLength(1)
    expect(engine.find(['码头', '船员'], 10, (id) => id === 2)).toEqual([2])
    expect(engine.find(['葡萄', ''], 10)).toEqual([])
  })

  it('reads each passage at the place of its id', async () => {
    const { engine } = await createEngine(HARBOUR, MARKET)
    expect(engine.read([2, 7, 0]).map((text) => text?.text)).toEqual(['菜市 市场', undefined, '码头 扩建'])
  })

  it('tests only passages that have one of the rarest terms', async () => {
    const common = Array.from({ length: budget }, () => toEntry(['人才']))
    const { engine } = await createEngine(toEntries('common', ...common, toEntry(['人才', '起重'])))
    const tested: number[] = []
    expect(engine.find(['人才', '起重'], 10, (id) => (tested.push(id), true))).toEqual([common.length])
    expect(tested).toEqual([common.length])
  })

  describe('when staged', () => {
    it('answers with its change, beside the one without it', async () => {
      const { engine } = await createEngine(HARBOUR)
      const before = describeEngine(engine)
      const staged = await engine.stage({ removed: [remove(HARBOUR, 0)], added: [MARKET] })
      expect(describeEngine(engine)).toEqual(before)
      expect(describeEngine(staged.engine)).toEqual(describeEngine((await createEngine(MARKET)).engine))
      staged.commit()
      expect(describeEngine(staged.engine)).toEqual(describeEngine((await createEngine(MARKET)).engine))
    })

    describe('with an altered passage', () => {
      const [berths, crew] = HARBOUR.passages
      if (!berths || !crew) throw new Error('never')
      const learnt = { ...crew, further: ['菜市', '市场'] }
      const change = {
        removed: [],
        altered: [{ firstId: 0, toKey: () => 'learnt', passages: [{ id: 1, before: crew, after: learnt }] }],
        added: [],
      }
      const LEARNT = toEntries('learnt', berths, learnt)

      it('finds it by its other terms, under its id, beside the one without them', async () => {
        const { engine } = await createEngine(HARBOUR, MARKET)
        const before = describeEngine(engine)
        const staged = await engine.stage(change)
        const after = describeEngine((await createEngine(LEARNT, MARKET)).engine)
        expect(describeEngine(engine)).toEqual(before)
        expect([staged.engine.find(['海员'], 10), staged.engine.find(['伙食'], 10)]).toEqual([[], [1]])
        expect(describeEngine(staged.engine)).toEqual(after)
        staged.commit()
        expect(describeEngine(staged.engine)).toEqual(after)
        expect(after).not.toEqual(before)
      })

      it('leaves nothing behind where it is discarded', async () => {
        const { engine } = await createEngine(HARBOUR, MARKET)
        const before = describeEngine(engine)
        const { discard } = await engine.stage(change)
        discard()
        expect(describeEngine(engine)).toEqual(before)
        const next = await engine.stage({ removed: [], added: [] })
        expect(describeEngine(next.engine)).toEqual(before)
      })

      it('can be altered again, and taken out', async () => {
        const { engine } = await createEngine(HARBOUR, MARKET)
        const first = await engine.stage(change)
        first.commit()
        const back = { id: 1, before: learnt, after: crew }
        const altered = [{ firstId: 0, toKey: () => 'harbour', passages: [back] }]
        const second = await first.engine.stage({ removed: [], altered, added: [] })
        second.commit()
        expect(describeEngine(second.engine)).toEqual(describeEngine((await createEngine(HARBOUR, MARKET)).engine))
        const third = await second.engine.stage({ removed: [remove(HARBOUR, 0)], added: [] })
        third.commit()
        expect(describeEngine(third.engine)).toEqual(describeEngine((await createEngine(MARKET)).engine))
      })
    })

    it('leaves nothing behind where it is discarded', async () => {
      const { engine } = await createEngine(HARBOUR)
      const before = describeEngine(engine)
      const { discard } = await engine.stage({ removed: [remove(HARBOUR, 0)], added: [MARKET] })
      discard()
      expect(describeEngine(engine)).toEqual(before)
      expect(engine.read([2])).toEqual([undefined])
    })

    it('leaves nothing behind where the change fails', async () => {
      const { engine } = await createEngine(HARBOUR)
      function* fail() {
        yield MARKET
        throw new Error('unreadable')
      }
      await expect(engine.stage({ removed: [], added: fail() })).rejects.toThrow('unreadable')
      expect(engine.read([2])).toEqual([undefined])
      const next = await engine.stage({ removed: [], added: [] })
      expect(describeEngine(next.engine)).toEqual(describeEngine(engine))
    })

    it('never gives an id again', async () => {
      const { engine } = await createEngine(HARBOUR)
      const discarded = await engine.stage({ removed: [], added: [MARKET] })
      discarded.discard()
      const second = await engine.stage({ removed: [remove(HARBOUR, 0)], added: [MARKET, HARBOUR] })
      expect([discarded.firstIds, second.firstIds]).toEqual([[2], [3, 4]])
      second.commit()
      const third = await second.engine.stage({ removed: [remove(MARKET, 3)], added: [MARKET] })
      expect(third.firstIds).toEqual([6])
    })

    it('that was replaced reads none of the passages that were taken out', async () => {
      const { engine } = await createEngine(HARBOUR, MARKET)
      const { commit } = await engine.stage({ removed: [remove(HARBOUR, 0)], added: [] })
      commit()
      expect(engine.read([0, 2]).map((text) => text?.text)).toEqual([undefined, '菜市 市场'])
      expect(engine.find(['扩建'], 10)).toEqual([])
    })

    it('counts like a new one after any changes', async () => {
      const terms = fc.subarray(TERMS.filter((term) => term.length > 1))
      const article = fc.array(
        fc.tuple(terms, terms).map(([held, further]) => toEntry(held, further)),
        { maxLength: 3 },
      )
      const change = fc.record({
        kept: fc.array(fc.boolean()),
        added: fc.array(article, { maxLength: 3 }),
        isKept: fc.boolean(),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(change, { maxLength: 6 }), async (changes) => {
          let engine = open()
          let keys = 0
          let own: { firstId: number; entries: ArticleEntries }[] = []
          for (const { kept, added, isKept } of changes) {
            const entries = added.map((passages) => toEntries(`${keys++}`, ...passages))
            const staying = own.filter((_, place) => kept[place])
            const removed = own.filter((_, place) => !kept[place]).map((one) => remove(one.entries, one.firstId))
            const staged = await engine.stage({ removed, added: entries })
            if (!isKept) {
              staged.discard()
              continue
            }
            staged.commit()
            own = [
              ...staying,
              ...entries.map((one, place) => ({ firstId: staged.firstIds[place] ?? -1, entries: one })),
            ]
            engine = staged.engine
          }
          const fresh = await createEngine(...own.map(({ entries }) => entries))
          const sorted = (one: Engine) => {
            const { texts, ...counts } = describeEngine(one)
            return { ...counts, texts: texts.map((found) => found.toSorted((a = '', b = '') => a.localeCompare(b))) }
          }
          expect(sorted(engine)).toEqual(sorted(fresh.engine))
        }),
        { numRuns: 50 },
      )
    })
  })
})
