import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerQuery } from '../../src/answer/answer-query.ts'
import { type KnowledgeBase, createKnowledgeBase } from '../../src/answer/knowledge-base.ts'
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
const harbour = loadedOf(HARBOUR)
const both = loadedOf(HARBOUR, MARKET)
const faulty: Knowledge = { kind: 'faulty', problems: [{ file: 'a.md', line: 3, text: problemTexts.noAnswer() }] }

/** Makes a load that gives these in order, and the last one from then on. */
function loading(...loads: (Knowledge | Promise<Knowledge>)[]): () => Promise<Knowledge> {
  return async () => {
    const next = loads.length > 1 ? loads.shift() : loads[0]
    return next ?? faulty
  }
}

/** Makes a load like `loading` that counts its calls; `waitFor` resolves when a call begins. */
function countLoads(...loads: (Knowledge | Promise<Knowledge>)[]) {
  const next = loading(...loads)
  const waiting = new Map<number, () => void>()
  let count = 0
  return {
    load: () => {
      waiting.get(++count)?.()
      return next()
    },
    getCount: () => count,
    waitFor: (call: number) => new Promise<void>((resolve) => void waiting.set(call, resolve)),
  }
}

/** Makes a knowledge base whose second load, a reload, has begun and waits for `slow`. */
async function startReload(first: Knowledge, slow: Promise<Knowledge>, ...later: Knowledge[]) {
  const { load, getCount, waitFor } = countLoads(first, slow, ...later)
  const base = await createKnowledgeBase(load, fold)
  const hasBegun = waitFor(2)
  const reloading = base.reload()
  await hasBegun
  return { base, reloading, getCount }
}

const quoteFrom = ({ corpus }: KnowledgeBase, query: string) => idsOf(answerQuery(corpus, query))

function deferred() {
  let resolve: (knowledge: Knowledge) => void = () => {}
  let reject: (error: Error) => void = () => {}
  const promise = new Promise<Knowledge>((...settle) => ([resolve, reject] = settle))
  return { promise, resolve: (knowledge: Knowledge) => resolve(knowledge), reject: (error: Error) => reject(error) }
}

describe('createKnowledgeBase', () => {
  it('throws the problems with file and line if the first load is faulty', async () => {
    await expect(createKnowledgeBase(loading(faulty), fold)).rejects.toThrow(new KnowledgeError(faulty.problems))
    await expect(createKnowledgeBase(loading(faulty), fold)).rejects.toThrow(
      'a.md:3 这一问没有回答。请在它下面写上回答的段落，或删去这一问。',
    )
  })

  it('answers from the new knowledge after a reload and reports the changes', async () => {
    const base = await createKnowledgeBase(loading(harbour, both), fold)
    expect(quoteFrom(base, '摊位费')).toEqual([])
    const outcome = await base.reload()
    expect(outcome).toMatchObject({
      kind: 'reloaded',
      changes: {
        articles: { total: 2, added: 1, changed: 0, removed: 0 },
        passages: { total: 8, added: 2, changed: 0, removed: 0 },
      },
    })
    expect(outcome.kind === 'reloaded' && outcome.milliseconds).toBeGreaterThan(0)
    expect(quoteFrom(base, '摊位费')).toEqual(['market_fee'])
  })

  it('has examples from the start, and those of the new knowledge once they have been tried after a reload', async () => {
    const base = await createKnowledgeBase(loading(harbour, loadedOf(MARKET)), fold)
    const former = base.corpus.suggestions.examples
    expect(former.chinese).not.toEqual([])
    await base.reload()
    expect(base.corpus.suggestions.examples).toEqual(former)
    await base.prepared()
    expect(base.corpus.suggestions.examples.chinese).toEqual([
      { kind: 'said', name: '林海' },
      { kind: 'who', name: '苏雨' },
    ])
  })

  it('keeps the old knowledge if a reload is faulty', async () => {
    const base = await createKnowledgeBase(loading(harbour, faulty), fold)
    expect(await base.reload()).toMatchObject({ kind: 'refused', problems: [{ file: 'a.md' }] })
    expect(quoteFrom(base, '深水泊位')).toEqual(['harbour_start'])
  })

  it('answers from the old knowledge during a reload', async () => {
    const slow = deferred()
    const { base, reloading } = await startReload(harbour, slow.promise)
    expect(quoteFrom(base, '深水泊位')).toEqual(['harbour_start'])
    slow.resolve(both)
    await reloading
    expect(quoteFrom(base, '摊位费')).toEqual(['market_fee'])
  })

  it('does not replace a newer load with an older one', async () => {
    const slow = deferred()
    const { base, reloading } = await startReload(harbour, slow.promise, both)
    const reloads = [reloading, base.reload()]
    slow.resolve(harbour)
    await Promise.all(reloads)
    expect(quoteFrom(base, '摊位费')).toEqual(['market_fee'])
  })

  it('shares one further reload among all calls during a reload', async () => {
    const slow = deferred()
    const { base, reloading, getCount } = await startReload(harbour, slow.promise, both)
    const reloads = Array.from({ length: 999 }, () => base.reload())
    slow.resolve(harbour)
    const others = await Promise.all(reloads)
    expect(getCount()).toBe(3)
    expect(await reloading).toMatchObject({ kind: 'reloaded', changes: { articles: { total: 1 } } })
    expect(others.map((outcome) => outcome.kind === 'reloaded' && outcome.changes.articles.total)).toEqual(
      Array.from({ length: 999 }, () => 2),
    )
    expect(quoteFrom(base, '摊位费')).toEqual(['market_fee'])
  })

  it('shares one reload among all calls in the same tick', async () => {
    const { load, getCount } = countLoads(harbour, both)
    const base = await createKnowledgeBase(load, fold)
    const outcomes = await Promise.all(Array.from({ length: 1_000 }, () => base.reload()))
    expect(getCount()).toBe(2)
    expect(outcomes.map((outcome) => outcome.kind === 'reloaded' && outcome.changes.articles.total)).toEqual(
      Array.from({ length: 1_000 }, () => 2),
    )
  })

  it('begins a load after each call, one load at a time', async () => {
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
    expect(quoteFrom(base, '深水泊位')).toEqual(['harbour_start'])
  })

  it('reloads for the calls that wait behind a load that throws', async () => {
    const broken = deferred()
    const { base, reloading } = await startReload(harbour, broken.promise, both)
    const reloads = [reloading, base.reload(), base.reload()]
    broken.reject(new Error('disk'))
    expect(await Promise.allSettled(reloads)).toMatchObject([
      { status: 'rejected' },
      { status: 'fulfilled' },
      { status: 'fulfilled' },
    ])
    expect(quoteFrom(base, '摊位费')).toEqual(['market_fee'])
  })

  it('reloads after a load that threw', async () => {
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

  it('that fail refuse each reload and are reported', async () => {
    const base = await createKnowledgeBase(loading(harbour, failing), fold)
    for (let turn = 0; turn < 2; turn++)
      expect(await base.reload()).toMatchObject({ kind: 'failed', failedChecks: [missed], total: 2 })
    expect(quoteFrom(base, '摊位费')).toEqual([])
    expect(await base.failedChecks).toEqual([])
  })

  it('that fail are reported by a forced reload, which replaces the knowledge', async () => {
    const base = await createKnowledgeBase(loading(harbour, failing), fold)
    expect(await base.reload({ force: 'any' })).toMatchObject({
      kind: 'reloaded',
      failedChecks: [missed],
      changes: { articles: { added: 1 } },
    })
    expect(quoteFrom(base, '摊位费')).toEqual(['market_fee'])
    expect(await base.reload()).toMatchObject({ kind: 'failed' })
    expect(quoteFrom(base, '摊位费')).toEqual(['market_fee'])
  })

  it('run against the new knowledge', async () => {
    const base = await createKnowledgeBase(
      loading(harbour, checked(both, checkOf('market_fee')), checked(harbour, checkOf())),
      fold,
    )
    expect(await base.reload()).toMatchObject({ kind: 'reloaded', failedChecks: [] })
    expect(await base.reload()).toMatchObject({ kind: 'reloaded', failedChecks: [] })
    expect(quoteFrom(base, '摊位费')).toEqual([])
  })

  it('that fail in the first load are reported, and the knowledge base answers', async () => {
    const base = await createKnowledgeBase(loading(checked(both, checkOf(), checkOf('market_gone'))), fold)
    expect(await base.failedChecks).toMatchObject([
      forbidden,
      { ...missed, text: problemTexts.checkGone('摊位费', 'market_gone') },
    ])
    expect(quoteFrom(base, '摊位费')).toEqual(['market_fee'])
  })

  it('are not run by a forced reload of faulty knowledge', async () => {
    const base = await createKnowledgeBase(loading(harbour, faulty), fold)
    expect(await base.reload({ force: 'any' })).toMatchObject({ kind: 'refused' })
  })

  it.each([[[true, false]], [[false, true]], [[false, false, true, true, false]], [[true, false, true]]])(
    'refuse the unforced ones of several reloads at once: %j',
    async (calls) => {
      const base = await createKnowledgeBase(loading(harbour, failing), fold)
      const outcomes = await Promise.all(calls.map((isForced) => base.reload({ force: isForced ? 'any' : undefined })))
      expect(outcomes.map(({ kind }) => kind)).toEqual(calls.map((isForced) => (isForced ? 'reloaded' : 'failed')))
      expect(quoteFrom(base, '摊位费')).toEqual(['market_fee'])
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
  /** Enough asks for their likeness to count as evidence. */
  const asksFor = (passage: string) =>
    toAsks(
      passage,
      ...['', '请问', '想问', '今年', '明年', '以后', '将来', '到底', '究竟', '那么'].map((start) => start + ASKED),
    )

  /** Creates a knowledge base over a folder with the article and some files. */
  async function createOver(files: Readonly<Record<string, string>>) {
    const dir = await makeFolder({ 'market.md': ARTICLE, ...files })
    const base = await createKnowledgeBase((request) => loadKnowledge(dir, request), fold)
    const write = (file: string, content: string) => writeFile(join(dir, file), content)
    return { base, write, quote: (query: string) => idsOf(answerQuery(base.corpus, query)) }
  }

  it('keeps the corpus if nothing changed, and all other articles if one did', async () => {
    const { base, write } = await createOver({ 'other.md': ARTICLE.replace('id: market', 'id: other') })
    const { corpus } = base
    await base.reload()
    expect(base.corpus).toBe(corpus)
    await write('market.asks.yaml', asksFor('fee'))
    await base.reload()
    expect(base.corpus.articles.map((article) => corpus.articles.includes(article))).toEqual([false, true])
  })

  it('finds a passage by added asks and counts them among the changes', async () => {
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

  it('finds a passage by a single added ask, word for word', async () => {
    const { base, write, quote } = await createOver({})
    await write('market.asks.yaml', toAsks('fee', ASKED))
    await base.reload()
    expect(quote(ASKED)).toEqual(['market_fee'])
  })

  it('finds another passage by moved asks and none by removed ones', async () => {
    const { base, write, quote } = await createOver({ 'market.asks.yaml': asksFor('fee') })
    expect(quote(ASKED)).toEqual(['market_fee'])
    await write('market.asks.yaml', asksFor('air'))
    await base.reload()
    expect(quote(ASKED)).toEqual(['market_air'])
    await write('market.asks.yaml', 'article: market\n')
    await base.reload()
    expect(quote(ASKED)).toEqual([])
  })

  it('finds a passage by an added synonym and not by a removed one', async () => {
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
  ])(
    'refuses faulty %s and answers from the old knowledge until the file is sound',
    async (_, file, content, line, text) => {
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
    },
  )

  it('throws if the first load has faulty asks', async () => {
    await expect(createOver({ 'market.asks.yaml': asksFor('fees') })).rejects.toThrow(
      /^market\.asks\.yaml:3 文章“market”里没有 id 为“fees”的段落。/,
    )
  })
})

describe('the progress of a build', () => {
  const files = { 'harbour.md': toMarkdown('harbour', 40), 'market.md': toMarkdown('market', 20) }

  it('rises from the first file that is read to the last step', async () => {
    const dir = await makeFolder({
      ...files,
      'checks.yaml': 'article: harbour\nnothing: [摊位费涨不涨, 停车收费]\n',
    })
    const [first, reloaded]: [number[], number[]] = [[], []]
    const base = await createKnowledgeBase((request) => loadKnowledge(dir, request), fold, {
      onBuild: (share) => first.push(share),
    })
    await writeFile(join(dir, 'market.md'), toMarkdown('market', 21))
    await base.reload({ onBuild: (share) => reloaded.push(share) })
    for (const shares of [first, reloaded]) {
      expect(shares).toEqual(shares.toSorted((a, b) => a - b))
      expect(shares[0]).toBeGreaterThan(0)
    }
    // The first checks run beside the first queries.
    expect([first.at(-1), reloaded.at(-1)]).toEqual([0.9, 1])
    // Three files and the passages; of the reload the passages taken out and put in, and two checks.
    expect([first.length, reloaded.length]).toEqual([3 + 60, 3 + 20 + 21 + 2])
  })

  it('is told to all calls that share a reload', async () => {
    const slow = deferred()
    const { base, reloading } = await startReload(harbour, slow.promise, both)
    const told: [number[], number[]] = [[], []]
    const sharing = told.map((shares) => base.reload({ onBuild: (share) => shares.push(share) }))
    slow.resolve(harbour)
    await Promise.all([reloading, ...sharing])
    expect(told[0].length).toBeGreaterThan(0)
    expect(told[0]).toEqual(told[1])
  })
})

/** Writes an article of some passages. */
function toMarkdown(id: string, passages: number): string {
  const paragraphs = Array.from({ length: passages }, (_, place) => `【叙述】第 ${place} 段。\n`)
  return `---\nid: ${id}\ntitle: 题\npublication: 报\n---\n\n# 题\n\n${paragraphs.join('\n')}`
}
