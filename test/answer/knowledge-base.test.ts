import { describe, expect, it } from 'vitest'
import { createKnowledgeBase } from '../../src/answer/knowledge-base.ts'
import type { Knowledge } from '../../src/knowledge/load-knowledge.ts'
import { KnowledgeError } from '../../src/knowledge/problem.ts'
import { createFold } from '../../src/search/fold.ts'
import { HARBOUR, MARKET } from '../articles.ts'
import { idsOf } from './answer-with.ts'

const fold = createFold()
const harbour: Knowledge = { kind: 'loaded', articles: [HARBOUR] }
const both: Knowledge = { kind: 'loaded', articles: [HARBOUR, MARKET] }
const faulty: Knowledge = { kind: 'faulty', problems: [{ file: 'a.md', line: 3, wrong: '错', right: '对' }] }

/** A load that gives these one after the other, the last for ever. */
function loading(...loads: (Knowledge | Promise<Knowledge>)[]): () => Promise<Knowledge> {
  return async () => {
    const next = loads.length > 1 ? loads.shift() : loads[0]
    return next ?? faulty
  }
}

function deferred() {
  let resolve: (knowledge: Knowledge) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<Knowledge>((...settle) => ([resolve, reject] = settle))
  return { promise, resolve: (knowledge: Knowledge) => resolve(knowledge), reject: (error: Error) => reject(error) }
}

describe('createKnowledgeBase', () => {
  it('throws with file, line, and what would be right when the first load is faulty', async () => {
    await expect(createKnowledgeBase(loading(faulty), fold)).rejects.toThrow(new KnowledgeError([{ file: 'a.md', line: 3, wrong: '错', right: '对' }]))
    await expect(createKnowledgeBase(loading(faulty), fold)).rejects.toThrow('a.md:3 错。对。')
  })

  it('answers from the new knowledge after a reload, and tells what changed', async () => {
    const base = await createKnowledgeBase(loading(harbour, both), fold)
    expect(idsOf(base.answer('摊位费'))).toEqual([])
    const outcome = await base.reload()
    expect(outcome).toMatchObject({
      kind: 'reloaded',
      changes: { articles: { total: 2, added: 1, changed: 0, removed: 0 }, passages: { total: 8, added: 2, changed: 0, removed: 0 } },
    })
    expect(outcome.kind === 'reloaded' && outcome.milliseconds).toBeGreaterThan(0)
    expect(idsOf(base.answer('摊位费'))).toEqual(['market_fee'])
  })

  it('gives the examples of the new knowledge after a reload', async () => {
    const base = await createKnowledgeBase(loading(harbour, { kind: 'loaded', articles: [MARKET] }), fold)
    await base.reload()
    expect(base.examples).toEqual(['林海说了什么？', '苏雨是谁？'])
  })

  it('keeps the old knowledge when a reload is faulty', async () => {
    const base = await createKnowledgeBase(loading(harbour, faulty), fold)
    expect(await base.reload()).toMatchObject({ kind: 'refused', problems: [{ file: 'a.md' }] })
    expect(idsOf(base.answer('深水泊位'))).toEqual(['harbour_start'])
  })

  it('answers from the old knowledge while a reload is under way', async () => {
    const slow = deferred()
    const base = await createKnowledgeBase(loading(harbour, slow.promise), fold)
    const reloading = base.reload()
    expect(idsOf(base.answer('深水泊位'))).toEqual(['harbour_start'])
    slow.resolve(both)
    await reloading
    expect(idsOf(base.answer('摊位费'))).toEqual(['market_fee'])
  })

  it('never lets an older load take over from a newer one', async () => {
    const slow = deferred()
    const base = await createKnowledgeBase(loading(harbour, slow.promise, both), fold)
    const reloads = [base.reload(), base.reload()]
    slow.resolve(harbour)
    await Promise.all(reloads)
    expect(idsOf(base.answer('摊位费'))).toEqual(['market_fee'])
  })

  it('reloads again after a load that threw', async () => {
    const broken = deferred()
    const base = await createKnowledgeBase(loading(harbour, broken.promise, both), fold)
    const failing = base.reload()
    broken.reject(new Error('disk'))
    await expect(failing).rejects.toThrow('disk')
    expect(await base.reload()).toMatchObject({ kind: 'reloaded' })
  })
})
