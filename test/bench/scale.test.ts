import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { findOwnModel } from '../../src/embedding/model-description.ts'
import { toBundled } from '../bot/start-process.ts'
import { needRuntime } from '../embedding/runtime.ts'
import type { BenchPassage } from './data.ts'
import { readUsage } from './load/usage.ts'
import { measureBot } from './scale/bot.ts'
import { ADDED, BESIDE, FIRST, makeCorpus, SCORED, UNSCORED } from './scale/corpus.ts'
import { drawCurves } from './scale/curves.ts'
import { type Figures, LABELS, type Run, toGrowth, toGrowthTable, toTable, toTimes } from './scale/figures.ts'
import { addParagraph, writeArticle, writeCorpus } from './scale/folder.ts'
import { measureLibrary } from './scale/library.ts'
import { readSource, type Source, toProse } from './scale/source.ts'

const passage = (id: string, text: string): BenchPassage => ({ id, text, title: '港口: "扩建"' })
const SOURCE: Source = {
  passages: [
    passage('a', '去年港口吞吐量突破三亿吨，新增航线十二条。新码头明年三月动工，先建两个深水泊位。'),
    passage('b', '“扩建总投资四十亿元。”负责人说。船员证书应当实现港澳互认，两地已经开始商谈。'),
    passage('c', 'The market opens at 6.30 in the morning. Stalls are let by the month, and fees are paid in advance.'),
  ],
  queries: [],
}
const NO_LIMIT = new AbortController().signal

async function createTemporary(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'scale-test-'))
  onTestFinished(() => rm(dir, { recursive: true, maxRetries: 5 }))
  return dir
}

const listTexts = (articles: readonly (readonly BenchPassage[])[]) => articles.flat().map(({ text }) => text)

describe('the texts of a folder', () => {
  it('are the paragraphs of its .md, .txt and .jsonl files, without marks and markup', async () => {
    const dir = await createTemporary()
    await mkdir(join(dir, 'below'))
    const article = '---\nid: x\n---\n# 标题\n\n【林海】“新码头明年三月动工。”*林海*说。 ^start\n\n短。\n'
    await writeFile(join(dir, 'x.md'), article)
    await writeFile(join(dir, 'below', 'y.txt'), 'Stalls are let\r\nby the month\r\n\r\n- fees are paid in advance')
    await writeFile(join(dir, 'z.jsonl'), '{"text":"扩建总投资四十亿元，分三年完成","title":"扩建"}\n{"other":1}\n')
    await writeFile(join(dir, 'x.asks.yaml'), 'asks: 什么时候动工，谁来出这笔钱')
    const { passages } = await readSource(dir)
    expect(passages.map(({ title, text }) => [title, text])).toEqual([
      ['y', 'Stalls are let by the month.'],
      ['y', 'fees are paid in advance.'],
      ['x', '新码头明年三月动工。”林海说。'],
      ['扩建', '扩建总投资四十亿元，分三年完成。'],
    ])
  })

  it('are those of passages.jsonl alone where there is one, cut between sentences', async () => {
    const dir = await createTemporary()
    const sentence = `${'港'.repeat(499)}。`
    await writeFile(join(dir, 'passages.jsonl'), JSON.stringify({ id: 'p', text: sentence + sentence }))
    await writeFile(join(dir, 'queries.jsonl'), JSON.stringify({ id: 'q', text: '港', relevant: ['p'] }))
    await writeFile(join(dir, 'notes.md'), '不在其中的一段话，谁也不读它。')
    const { passages, queries } = await readSource(dir)
    expect(passages.map(({ id, text }) => [id, text])).toEqual([
      ['p', sentence],
      ['p/1', sentence],
    ])
    expect(queries).toHaveLength(1)
  })

  it('must not be missing', async () => {
    await expect(readSource(await createTemporary())).rejects.toThrow('has no text')
  })
})

describe('a corpus', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(makeCorpus(SOURCE, 50, 1)).toEqual(makeCorpus(SOURCE, 50, 1))
    expect(makeCorpus(SOURCE, 50, 2).articles).not.toEqual(makeCorpus(SOURCE, 50, 1).articles)
    expect(makeCorpus(SOURCE, 50, 2).queries).not.toEqual(makeCorpus(SOURCE, 50, 1).queries)
  })

  it('has the passages of the source, and beyond them new ones of their sentences', () => {
    const passages = makeCorpus(SOURCE, 100, 1).articles.flat()
    expect(passages).toHaveLength(100)
    expect(new Set(passages.map(({ id }) => id)).size).toBe(100)
    expect(passages.slice(0, 4).map(({ text }) => text)).toEqual([FIRST.text, ...listTexts([SOURCE.passages])])
    expect(passages.slice(4).every(({ text }) => /新码头|吞吐量|船员|投资|负责人|market|Stalls/u.test(text))).toBe(true)
  })

  it('grows at its end, and is asked the same', () => {
    const [small, large] = [makeCorpus(SOURCE, 40, 1), makeCorpus(SOURCE, 400, 1)]
    expect(listTexts(large.articles).slice(0, 40)).toEqual(listTexts(small.articles))
    expect(large.queries).toEqual(small.queries)
  })

  it('is asked with parts of its sentences, and first with the queries of its source', () => {
    const given = { id: 'q', text: '谁出这笔钱', relevant: ['b'] }
    const { queries } = makeCorpus({ ...SOURCE, queries: [given] }, 10, 1)
    expect(queries).toHaveLength(UNSCORED + SCORED + BESIDE)
    expect(queries[0]).toEqual(given)
    for (const { text, relevant } of queries.slice(1)) {
      const { text: whole = '' } = SOURCE.passages.find(({ id }) => relevant.includes(id)) ?? {}
      expect(whole).toMatch(new RegExp([...text.replaceAll(' ', '')].join('.*'), 'u'))
      expect(text).not.toBe('')
    }
  })

  it('is a sound knowledge folder, before and after a paragraph is added', async () => {
    const odd = [
      '1. *没有*编号的“一段',
      '【问】谁来？见[附件](x) ^p0',
      '<b>&nbsp;</b>_全文_如下：',
      '# a | b `c` ~~d~~ 12）',
    ]
    const passages = [...SOURCE.passages, ...odd.map((text, place) => passage(`odd${place}`, toProse(text)))]
    const corpus = makeCorpus({ passages, queries: [] }, 80, 1)
    const { knowledge } = await writeCorpus(await createTemporary(), corpus)
    const load = async () => {
      const loaded = await loadKnowledge(knowledge)
      if (loaded.kind === 'faulty') return loaded.problems
      return loaded.articles.flatMap(({ exchanges }) =>
        exchanges.flatMap((exchange) => exchange.passages.map(({ text }) => text)),
      )
    }
    expect(await load()).toEqual(listTexts(corpus.articles))
    const [first = [], ...others] = corpus.articles
    await writeArticle(knowledge, addParagraph(first))
    expect(await load()).toEqual(listTexts([addParagraph(first), ...others]))
  })
})

describe('the figures', () => {
  const runs: Run[] = [
    { name: 'a', size: 1000, figures: { coldStart: 2, p50: 1 } },
    { name: 'b', size: 1000, figures: { coldStart: 1 } },
    { name: 'a', size: 10_000, figures: { coldStart: 8, p50: 0 } },
    { name: 'b', size: 10_000, figures: {} },
  ]

  it('grow by a factor per tenfold, whatever the sizes', () => {
    expect(toGrowth([1000, 2], [10_000, 8])).toBeCloseTo(4)
    expect(toGrowth([1000, 2], [100_000, 32])).toBeCloseTo(4)
    expect(toGrowth([100, 1], [300, 3])).toBeCloseTo(10)
    expect(toGrowth([100, 0], [300, 3])).toBeUndefined()
  })

  it('of queries are the mean and two quantiles', () => {
    expect(toTimes([4, 1, 1])).toEqual({ mean: 2, p50: 1, p99: 4 })
  })

  it('that are missing are never made up', () => {
    const [, head, ...rows] = toTable('title', runs.slice(2)).split('\n')
    expect(head?.trim().split(/\s{2,}/u)).toEqual([LABELS.coldStart, LABELS.p50])
    expect(rows.map((row) => row.trim().split(/\s+/u).slice(0, 3))).toEqual([
      ['a', '8.00', '0.00'],
      ['b', '–', '–'],
    ])
    const [, , ...growths] = toGrowthTable(runs).split('\n')
    expect(
      growths.map((row) =>
        row
          .trim()
          .split(/\s{2,}/u)
          .slice(0, 3),
      ),
    ).toEqual([
      ['a, 1,000 to 10,000', '× 4.0', '× 0.0'],
      ['b, 1,000 to 10,000', '–', '–'],
    ])
  })

  it('are drawn, a curve for each engine and a dashed one for p99', () => {
    const all: Figures = { coldStart: 1, warmStart: 1, reload: 1, memory: 100, p50: 1, p99: 5 }
    const svg = drawCurves([
      { name: 'a', size: 1000, figures: all },
      { name: 'a', size: 10_000, figures: { ...all, coldStart: 10 } },
      { name: 'b', size: 1000, figures: all },
    ])
    // Six curves and a line of the legend for each engine.
    expect(svg.match(/<polyline /gu)).toHaveLength(2 * 7)
    expect(svg.match(/stroke-dasharray/gu)).toHaveLength(2)
    expect(svg.match(/<circle /gu)).toHaveLength(2 * 6 + 6 + 2 * 2)
    expect(svg).toContain('points="52,204 302,36"')
    expect(svg).toContain('prefers-color-scheme: dark')
    for (const label of [LABELS.coldStart, LABELS.memory, 'a', 'b', '10,000']) expect(svg).toContain(`>${label}`)
    expect(svg).not.toMatch(/NaN|Infinity|undefined/u)
  })

  it('that are all missing leave a picture without curves', () => {
    expect(drawCurves([{ name: 'a', size: 1000, figures: {} }])).not.toMatch(/<circle .*NaN|Infinity|undefined/u)
  })
})

describe('the engines', () => {
  it('are measured from the first answer to that after a reload, the bot from outside', async () => {
    const dir = await createTemporary()
    const whole = makeCorpus(SOURCE, 40, 1)
    const corpus = { ...whole, queries: whole.queries.slice(0, UNSCORED + 3) }
    const folder = await writeCorpus(dir, corpus)
    const bot = await measureBot(folder, corpus, NO_LIMIT, { program: [toBundled('main.ts')] })
    expect(bot).toMatchObject({ coldStart: expect.any(Number), reload: expect.any(Number) })
    expect(bot).toMatchObject({ warmStart: expect.any(Number), mean: expect.any(Number) })
    const library = await measureLibrary('SQLite FTS5, bigrams', dir, NO_LIMIT)
    const ofBots = ['reply', 'replyBeside', 'vectors', 'vectorsAgain']
    expect([...Object.keys(library), ...ofBots].toSorted()).toEqual(Object.keys(LABELS).toSorted())
    expect(ADDED.text).not.toBe(FIRST.text)
  })

  it('have no figures where the bot does not start', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => told.mockRestore())
    const corpus = makeCorpus(SOURCE, 5, 1)
    const folder = await writeCorpus(await createTemporary(), corpus)
    expect(await measureBot(folder, corpus, NO_LIMIT, { program: ['-e', 'console.log("no knowledge")'] })).toEqual({})
    expect(told.mock.calls).toEqual([['  the bot: The bot did not start; 1 × no knowledge']])
  })

  describe('with a model', () => {
    needRuntime()

    it('tell when its vectors are there, after the first start and the next', async () => {
      const whole = makeCorpus(SOURCE, 5, 1)
      const corpus = { ...whole, queries: whole.queries.slice(0, 3) }
      const folder = await writeCorpus(await createTemporary(), corpus)
      const options = { program: [toBundled('main.ts')], model: findOwnModel() }
      const figures = await measureBot(folder, corpus, NO_LIMIT, options)
      expect(figures).toMatchObject({ vectors: expect.any(Number), vectorsAgain: expect.any(Number) })
      // Of three replies there is no p99.
      expect(figures).not.toHaveProperty('replyBeside')
    })
  })

  it('take memory and time, as the system tells', async () => {
    const usage = await readUsage(process.pid)
    expect(usage?.memory).toBeGreaterThan(0)
    expect(usage?.seconds).toBeGreaterThan(0)
    expect(await readUsage(2 ** 30)).toBeUndefined()
  })
})
