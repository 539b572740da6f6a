import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createKnowledgeBase } from '../../src/answer/knowledge-base.ts'
import type { Check } from '../../src/knowledge/companions/checks.ts'
import { limits } from '../../src/knowledge/limits.ts'
import type { Knowledge, Loaded } from '../../src/knowledge/knowledge.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { problemTexts } from '../../src/knowledge/problems/problem-texts.ts'
import { KnowledgeError } from '../../src/knowledge/problems/problem.ts'
import { createFold } from '../../src/text/fold.ts'
import { HARBOUR, MARKET, loadedOf } from '../articles.ts'
import { makeFolder } from '../knowledge/samples.ts'
import { idsOf } from './answer-with.ts'

const fold = createFold()
const loaded = loadedOf
const harbour = loaded(HARBOUR)
const both = loaded(HARBOUR, MARKET)
const faulty: Knowledge = { kind: 'faulty', problems: [{ file: 'a.md', line: 3, text: problemTexts.noAnswer() }] }

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
    await expect(createKnowledgeBase(loading(faulty), fold)).rejects.toThrow(new KnowledgeError(faulty.problems))
    await expect(createKnowledgeBase(loading(faulty), fold)).rejects.toThrow(
      'a.md:3 这一问没有回答。请在它下面写上回答的段落，或删去这一问。',
    )
  })

  it('answers from the new knowledge after a reload, and tells what changed', async () => {
    const base = await createKnowledgeBase(loading(harbour, both), fold)
    expect(idsOf(base.answer('摊位费'))).toEqual([])
    const outcome = await base.reload()
    expect(outcome).toMatchObject({
      kind: 'reloaded',
      changes: {
        articles: { total: 2, added: 1, changed: 0, removed: 0 },
        passages: { total: 8, added: 2, changed: 0, removed: 0 },
      },
    })
    expect(outcome.kind === 'reloaded' && outcome.milliseconds).toBeGreaterThan(0)
    expect(idsOf(base.answer('摊位费'))).toEqual(['market_fee'])
  })

  it('gives the examples of the new knowledge after a reload', async () => {
    const base = await createKnowledgeBase(loading(harbour, loaded(MARKET)), fold)
    await base.reload()
    expect(base.examples).toEqual([
      { kind: 'said', name: '林海' },
      { kind: 'who', name: '苏雨' },
    ])
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

  it('shares one further reload among all who ask while one is under way, and gives each its answer', async () => {
    const slow = deferred()
    let loads = 0
    const load = loading(harbour, slow.promise, both)
    const base = await createKnowledgeBase(() => (loads++, load()), fold)
    const reloads = Array.from({ length: 1_000 }, () => base.reload())
    slow.resolve(harbour)
    const [first, ...others] = await Promise.all(reloads)
    expect(loads).toBe(3)
    expect(first).toMatchObject({ kind: 'reloaded', changes: { articles: { total: 1 } } })
    expect(others.map((outcome) => outcome.kind === 'reloaded' && outcome.changes.articles.total)).toEqual(
      Array.from({ length: 999 }, () => 2),
    )
    expect(idsOf(base.answer('摊位费'))).toEqual(['market_fee'])
  })

  it('loads for each caller after it asked, one load at a time, whenever it asks', async () => {
    let begun = 0
    let running = 0
    const load = async () => {
      expect(++running).toBe(1)
      const turn = ++begun
      await new Promise((resolve) => setImmediate(resolve))
      running--
      return turn % 3 === 0 ? faulty : harbour
    }
    const base = await createKnowledgeBase(load, fold)
    const asked: Promise<void>[] = []
    for (let call = 0; call < 200; call++) {
      const before = begun
      asked.push(base.reload().then(() => expect(begun).toBeGreaterThan(before)))
      for (let turn = 0; turn < call % 7; turn++)
        await (call % 2 === 0 ? Promise.resolve() : new Promise((resolve) => setImmediate(resolve)))
    }
    await Promise.all(asked)
    expect(begun).toBeGreaterThan(3)
    expect(idsOf(base.answer('深水泊位'))).toEqual(['harbour_start'])
  })

  it('reloads for those who wait for a load that threw', async () => {
    const broken = deferred()
    const base = await createKnowledgeBase(loading(harbour, broken.promise, both), fold)
    const reloads = [base.reload(), base.reload(), base.reload()]
    broken.reject(new Error('disk'))
    expect(await Promise.allSettled(reloads)).toMatchObject([
      { status: 'rejected' },
      { status: 'fulfilled' },
      { status: 'fulfilled' },
    ])
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

describe('checks', () => {
  const checkOf = (passage?: string): Check => ({
    file: 'a.checks.yaml',
    line: 3,
    query: '摊位费',
    ...(passage !== undefined && { passage }),
  })
  const checked = (from: Loaded, ...checks: readonly Check[]): Loaded => ({ ...from, checks })
  const missed = {
    file: 'a.checks.yaml',
    line: 3,
    text: problemTexts.checkMissed('摊位费', 'market_air', ['market_fee']),
  }
  const forbidden = { ...missed, text: problemTexts.checkFound('摊位费', ['market_fee']) }
  const failing = checked(both, checkOf('market_air'), checkOf('market_fee'))

  it('that do not hold keep the old knowledge, and are told, each time', async () => {
    const base = await createKnowledgeBase(loading(harbour, failing), fold)
    for (let turn = 0; turn < 2; turn++)
      expect(await base.reload()).toEqual({ kind: 'failed', failedChecks: [missed], total: 2 })
    expect(idsOf(base.answer('摊位费'))).toEqual([])
    expect(base.failedChecks).toEqual([])
  })

  it('that do not hold are passed over where they are to be, and are told all the same', async () => {
    const base = await createKnowledgeBase(loading(harbour, failing), fold)
    expect(await base.reload({ isForced: true })).toMatchObject({
      kind: 'reloaded',
      failedChecks: [missed],
      changes: { articles: { added: 1 } },
    })
    expect(idsOf(base.answer('摊位费'))).toEqual(['market_fee'])
    expect(await base.reload()).toMatchObject({ kind: 'failed' })
    expect(idsOf(base.answer('摊位费'))).toEqual(['market_fee'])
  })

  it('are held to the new knowledge, not to the old', async () => {
    const base = await createKnowledgeBase(
      loading(harbour, checked(both, checkOf('market_fee')), checked(harbour, checkOf())),
      fold,
    )
    expect(await base.reload()).toMatchObject({ kind: 'reloaded', failedChecks: [] })
    expect(await base.reload()).toMatchObject({ kind: 'reloaded', failedChecks: [] })
    expect(idsOf(base.answer('摊位费'))).toEqual([])
  })

  it('that do not hold at the first load are told, and it answers, there being nothing else', async () => {
    const base = await createKnowledgeBase(loading(checked(both, checkOf(), checkOf('market_gone'))), fold)
    expect(base.failedChecks).toEqual([forbidden, { ...missed, text: problemTexts.checkGone('摊位费', 'market_gone') }])
    expect(idsOf(base.answer('摊位费'))).toEqual(['market_fee'])
  })

  it('pass over no fault', async () => {
    const base = await createKnowledgeBase(loading(harbour, faulty), fold)
    expect(await base.reload({ isForced: true })).toMatchObject({ kind: 'refused' })
  })

  it.each([[[true, false]], [[false, true]], [[false, false, true, true, false]], [[true, false, true]]])(
    'are passed over for those who asked for it alone, however many reload at once: %j',
    async (calls) => {
      const base = await createKnowledgeBase(loading(harbour, failing), fold)
      const outcomes = await Promise.all(calls.map((isForced) => base.reload({ isForced })))
      expect(outcomes.map(({ kind }) => kind)).toEqual(calls.map((isForced) => (isForced ? 'reloaded' : 'failed')))
      expect(idsOf(base.answer('摊位费'))).toEqual(['market_fee'])
    },
  )
})

describe('a reload of a folder', () => {
  const ARTICLE = `---
id: market
title: 菜市场改造
publication: 港城晚报
---

## 菜市场

【叙述】菜市场改造先从通风和排水做起。 ^air

【叙述】摊位费三年不涨。 ^fee
`
  const ASKED = '小贩的负担会不会加重？'
  const SYNONYM = '铺租'
  const toAsks = (passage: string, ...asks: readonly string[]) =>
    `article: market\nasks:\n  ${passage}: [${asks.join(', ')}]\n`
  /** So many that they are trusted. */
  const asksFor = (passage: string) =>
    toAsks(
      passage,
      ...['', '请问', '想问', '今年', '明年', '以后', '将来', '到底', '究竟', '那么'].map((start) => start + ASKED),
    )

  /** A knowledge base over a folder with that article and these files. */
  async function createOver(files: Readonly<Record<string, string>>) {
    const dir = await makeFolder({ 'market.md': ARTICLE, ...files })
    const base = await createKnowledgeBase(() => loadKnowledge(dir), fold)
    const write = (file: string, content: string) => writeFile(join(dir, file), content)
    return { base, write, quote: (query: string) => idsOf(base.answer(query)) }
  }

  it('finds a passage by asks that came, and counts them and no passage', async () => {
    const { base, write, quote } = await createOver({})
    expect(quote(ASKED)).toEqual([])
    await write('market.asks.yaml', asksFor('fee'))
    expect(quote(ASKED)).toEqual([])
    const none = { added: 0, changed: 0, removed: 0 }
    const changes = {
      articles: { ...none, total: 1, changed: 1 },
      passages: { ...none, total: 2 },
      asks: { ...none, total: 10, added: 10 },
    }
    expect(await base.reload()).toMatchObject({ kind: 'reloaded', changes })
    expect(quote(ASKED)).toEqual(['market_fee'])
  })

  it('finds a passage by a single ask that came, word for word', async () => {
    const { base, write, quote } = await createOver({})
    await write('market.asks.yaml', toAsks('fee', ASKED))
    await base.reload()
    expect(quote(ASKED)).toEqual(['market_fee'])
  })

  it('finds another passage by asks that moved, and none by those that went', async () => {
    const { base, write, quote } = await createOver({ 'market.asks.yaml': asksFor('fee') })
    expect(quote(ASKED)).toEqual(['market_fee'])
    await write('market.asks.yaml', asksFor('air'))
    await base.reload()
    expect(quote(ASKED)).toEqual(['market_air'])
    await write('market.asks.yaml', 'article: market\n')
    await base.reload()
    expect(quote(ASKED)).toEqual([])
  })

  it('finds a passage by a synonym that came, and not by one that went', async () => {
    const { base, write, quote } = await createOver({})
    expect(quote(SYNONYM)).toEqual([])
    await write('terms.yaml', `synonyms:\n  - [摊位费, ${SYNONYM}]\n`)
    expect(await base.reload()).toMatchObject({ kind: 'reloaded' })
    expect(quote(SYNONYM)).toEqual(['market_fee'])
    await write('terms.yaml', '')
    await base.reload()
    expect(quote(SYNONYM)).toEqual([])
  })

  it.each([
    ['asks', 'market.asks.yaml', asksFor('fees'), 3, problemTexts.unknownPassage('fees', 'market', 'fee')],
    [
      'synonyms',
      'terms.yaml',
      `synonyms:\n  - [摊位费, ${SYNONYM}]\n  - [通风, ${SYNONYM}]\n`,
      3,
      problemTexts.sharedSynonym(SYNONYM, 'terms.yaml', 2),
    ],
    ['YAML without end', 'market.asks.yaml', '['.repeat(100_000), 1, problemTexts.yamlTooDeep(limits.depth)],
    ['binary data', 'terms.yaml', '\0', 1, problemTexts.controlCharacter('U+0000')],
    [
      'asterisks',
      'market.md',
      `${ARTICLE}\n【叙述】${'*a_ '.repeat(1_000)}。\n`,
      13,
      problemTexts.tooManySigns(2_000, limits.signs),
    ],
    [
      'megabytes',
      'market.md',
      ' '.repeat(limits.article + 1),
      1,
      problemTexts.fileTooLarge(limits.article + 1, limits.article),
    ],
  ])('refuses faulty %s and answers with the old ones, until they are right', async (_, file, content, line, text) => {
    const sound = {
      'market.md': `${ARTICLE}\n【叙述】夜间照明改用太阳能。 ^lamp\n`,
      'market.asks.yaml': asksFor('fee'),
      'terms.yaml': `synonyms:\n  - [摊位费, ${SYNONYM}]\n`,
    }
    const { base, write, quote } = await createOver({ ...sound, 'market.md': ARTICLE })
    await write('market.md', sound['market.md'])
    await write(file, content)
    expect(await base.reload()).toEqual({ kind: 'refused', problems: [{ file, line, text }] })
    expect([quote(ASKED), quote(SYNONYM), quote('太阳能')]).toEqual([['market_fee'], ['market_fee'], []])
    for (const [name, yaml] of Object.entries(sound)) await write(name, yaml)
    expect(await base.reload()).toMatchObject({ kind: 'reloaded' })
    expect([quote(ASKED), quote(SYNONYM), quote('太阳能')]).toEqual([['market_fee'], ['market_fee'], ['market_lamp']])
  })

  it('leaves a first load faulty that has faulty asks', async () => {
    await expect(createOver({ 'market.asks.yaml': asksFor('fees') })).rejects.toThrow(
      /^market\.asks\.yaml:3 文章“market”里没有 id 为“fees”的段落。/,
    )
  })
})
