import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { answerQuery, prepareQuery } from '../../src/answer/answer-query.ts'
import { type CorpusVectors, MOST_MADE_FIRST } from '../../src/answer/corpus-vectors.ts'
import { type LoadRequest, createKnowledgeBase } from '../../src/answer/knowledge-base.ts'
import { createTextVectors } from '../../src/embedding/text-vectors.ts'
import { openFolder } from '../../src/knowledge/folder/knowledge-folder.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { createTaughtFiles } from '../../src/knowledge/taught/taught-files.ts'
import { createVectorMatrix } from '../../src/search/vectors/vector-matrix.ts'
import type { WantedTexts } from '../../src/search/vectors/wanted-texts.ts'
import { createFold } from '../../src/text/fold.ts'
import { createFakeEmbedder } from '../embedding/fake-embedder.ts'
import { makeFolder } from '../knowledge/samples.ts'
import { idsOf } from './answer-with.ts'

const fold = createFold()
const FEE = '摊位费三年不涨。'
const AIR = '先从通风做起。排水随后。'
const ASKS = 'article: market\nasks: { fee: [小贩的负担] }\nunanswered: [有没有停车场]\n'
const CHECKS = 'article: market\nfinds: { fee: [摊位费涨不涨] }\n'

/** Writes an article; the ids of its passages are their keys. */
function toMarkdown(passages: Readonly<Record<string, string>>): string {
  const body = Object.entries(passages).map(([id, text]) => `【叙述】${text} ^${id}\n`)
  return `---\nid: market\ntitle: 菜市场改造\npublication: 港城晚报\n---\n\n## 菜市场\n\n${body.join('\n')}`
}

/** Creates a knowledge base over a folder of one article, and vectors of a model that is none, which note their texts. */
async function open(files: Readonly<Record<string, string>> = {}) {
  const dir = await makeFolder({ 'market.md': toMarkdown({ fee: FEE, air: AIR }), ...files })
  const load = (request: LoadRequest) => loadKnowledge(dir, request)
  const base = await createKnowledgeBase(load, fold, { taughtFiles: createTaughtFiles(openFolder(dir)) })
  await base.failedChecks
  const embedder = createFakeEmbedder()
  const vectors = createTextVectors({ embedder, onTrouble: (error) => expect.unreachable(String(error)) })
  const wanted: { passages: string[]; sentences: string[]; queries: string[] }[] = []
  const noting: CorpusVectors = {
    ...vectors,
    make(texts: WantedTexts, options) {
      const [passages, sentences, queries] = [[...texts.passages], [...texts.sentences], [...(texts.queries ?? [])]]
      wanted.push({ passages, sentences, queries })
      return vectors.make(texts, options)
    },
  }
  /** Has the base use the vectors, and waits until those of the corpus are made. */
  const use = (withQueries = true) =>
    new Promise<string>((resolve) => base.useVectors({ vectors: noting, withQueries, onMade: resolve }))
  const write = (file: string, text: string) => writeFile(join(dir, file), text)
  return { base, embedder, vectors, wanted, use, write }
}

describe('the vectors of a corpus', () => {
  it('are made once they are used: of passages, their sentences, and of known queries', async () => {
    const { use, wanted } = await open({ 'market.asks.yaml': ASKS, 'market.checks.yaml': CHECKS })
    expect(await use()).toBe('ready')
    expect(wanted).toEqual([
      {
        passages: [FEE, AIR],
        sentences: ['先从通风做起', '排水随后'],
        queries: ['摊位费涨不涨', '有没有停车场', '小贩的负担'],
      },
    ])
  })

  it('are made of no queries but those of checks where nothing keeps them', async () => {
    const { use, wanted } = await open({ 'market.asks.yaml': ASKS, 'market.checks.yaml': CHECKS })
    await use(false)
    expect(wanted[0]?.queries).toEqual(['摊位费涨不涨'])
  })

  it('are made again after a reload, and after a lesson, of the texts that there are then', async () => {
    const { base, use, wanted, write } = await open()
    await use()
    await write('market.md', toMarkdown({ fee: FEE }))
    await base.reload()
    expect(wanted[1]).toEqual({ passages: [FEE], sentences: [], queries: [] })
    expect((await base.teach({ kind: 'find', wordings: ['铺子咋办'], passage: 'market_fee' })).kind).toBe('taught')
    expect(wanted[2]).toEqual({ passages: [FEE], sentences: [], queries: ['铺子咋办'] })
    expect(wanted).toHaveLength(3)
  })

  it('are not made of a reload that is refused', async () => {
    const { base, use, wanted, write } = await open()
    await use()
    await write('market.md', 'nothing')
    expect((await base.reload()).kind).toBe('refused')
    expect(wanted).toHaveLength(1)
  })
})

describe('a reload', () => {
  const NEW = '夜间照明改用太阳能。'

  it('makes those of a few changed passages before its checks, whose queries are searched by meaning', async () => {
    const { base, embedder, use, write } = await open()
    await use()
    const order: string[] = []
    const note = (text: string) => void order.push(text)
    Object.assign(embedder.behaviour, { onPassage: note, onQuery: note })
    await write('market.md', toMarkdown({ fee: FEE, air: AIR, lamp: NEW }))
    await write('market.checks.yaml', 'article: market\nfinds: { lamp: [太阳能照明] }\n')
    expect((await base.reload()).kind).toBe('reloaded')
    expect(order).toEqual([NEW, '太阳能照明'])
    expect(base.corpus.index.readsMeaning('太阳能照明')).toBe(true)
  })

  it('does not wait for those of many', async () => {
    const { base, embedder, use, write } = await open()
    await use()
    // The model does not get on.
    const opening: { done?: () => void } = {}
    const opened = new Promise<void>((resolve) => (opening.done = resolve))
    embedder.behaviour.onPassage = () => opened
    const many = Array.from({ length: MOST_MADE_FIRST + 1 }, (_, place) => [`p${place}`, `第${place}条。`] as const)
    await write('market.md', toMarkdown(Object.fromEntries(many)))
    expect((await base.reload()).kind).toBe('reloaded')
    await prepareQuery(base.corpus, '摊位费')
    expect(base.corpus.index.readsMeaning('摊位费')).toBe(false)
    opening.done?.()
    while (!base.corpus.index.readsMeaning('摊位费')) await nextTurn()
  })

  it('amid the making begins it anew, with the texts that there are then', async () => {
    const { base, embedder, vectors, write } = await open()
    const opening: { done?: () => void } = {}
    const opened = new Promise<void>((resolve) => (opening.done = resolve))
    embedder.behaviour.onPassage = () => opened
    const outcomes: string[] = []
    base.useVectors({ vectors, withQueries: true, onMade: (outcome) => void outcomes.push(outcome) })
    while (embedder.passages.length === 0) await nextTurn()
    const many = Array.from({ length: MOST_MADE_FIRST + 1 }, (_, place) => [`p${place}`, `第${place}条。`] as const)
    await write('market.md', toMarkdown(Object.fromEntries(many)))
    expect((await base.reload()).kind).toBe('reloaded')
    opening.done?.()
    while (outcomes.length < 2) await nextTurn()
    expect(outcomes).toEqual(['stopped', 'ready'])
    // What was in progress, and no other of the texts that are gone.
    expect(embedder.passages).toEqual([FEE, ...many.map(([, text]) => text)])
    expect(base.corpus.index.readsMeaning('摊位费')).toBe(false)
    await prepareQuery(base.corpus, '摊位费')
    expect(base.corpus.index.readsMeaning('摊位费')).toBe(true)
  })

  it('goes on by words where the model is off', async () => {
    const { base, embedder, use, write } = await open()
    embedder.behaviour.state = 'off'
    expect(await use()).toBe('off')
    await write('market.md', toMarkdown({ fee: FEE, lamp: NEW }))
    await write('market.checks.yaml', 'article: market\nfinds: { lamp: [太阳能照明] }\n')
    expect((await base.reload()).kind).toBe('reloaded')
    expect(idsOf(answerQuery(base.corpus, '太阳能照明'))).toEqual(['market_lamp'])
  })
})

/** A unit vector with this cosine to every query's. */
const toVector = (cosine: number) => Float32Array.of(cosine, Math.sqrt(1 - cosine * cosine))

/** Creates a knowledge base of two passages, of which only the meaning tells the better; it notes what is prepared. */
async function openTied() {
  const [east, west] = ['码头在东边。', '码头在西边。']
  const dir = await makeFolder({ 'market.md': toMarkdown({ east, west }) })
  const base = await createKnowledgeBase((request) => loadKnowledge(dir, request), fold)
  const passages = createVectorMatrix(2)
  passages.add(east, toVector(0.1))
  passages.add(west, toVector(0.9))
  const prepared = new Set<string>()
  const vectors: CorpusVectors = {
    passages,
    sentences: createVectorMatrix(2),
    queries: {
      known: createVectorMatrix(2),
      get: (query) => (prepared.has(query) ? toVector(1) : undefined),
      prepare: async (queries) => queries.forEach((query) => prepared.add(query)),
    },
    make: async () => 'ready',
    makeFew: async () => {},
  }
  base.useVectors({ vectors, withQueries: false })
  return { corpus: base.corpus, prepared, quote: (query: string) => idsOf(answerQuery(base.corpus, query))[0] }
}

describe('a query that was answered by words alone', () => {
  it('is read again once its vector is there', async () => {
    const { corpus, quote } = await openTied()
    expect([quote('码头'), quote('码头')]).toEqual(['market_east', 'market_east'])
    await prepareQuery(corpus, '码头')
    expect(quote('码头')).toBe('market_west')
  })

  it('is so also as a sentence of a story', async () => {
    const { corpus, prepared, quote } = await openTied()
    const asked = '我想问码头在哪？'
    const story = `${'今天天气很好，我们一家人出门去玩，孩子们都很高兴，路上买了糖葫芦。'.repeat(2)}${asked}`
    expect(quote(story)).toBe('market_east')
    await prepareQuery(corpus, asked)
    expect(prepared).toEqual(new Set([asked]))
    // The story has no vector yet, and so is read as before; in other words its sentence is not.
    expect(quote(`另外，${story}`)).toBe('market_west')
    await prepareQuery(corpus, story)
    expect(quote(story)).toBe('market_west')
  })
})

describe('what is prepared of a query', () => {
  const preparedOf = async (query: string) => {
    const { corpus, prepared } = await openTied()
    await prepareQuery(corpus, query)
    return [...prepared]
  }

  it.each(['你好', '谢谢', '👍', '', '   '])('is nothing of %j, which asks nothing', async (text) => {
    expect(await preparedOf(text)).toEqual([])
  })

  it('is the query, and each part of a comparison and of two questions', async () => {
    expect(await preparedOf('码头在哪边')).toEqual(['码头在哪边'])
    const [compared, ...parts] = await preparedOf('码头和渡口的区别')
    expect([compared, parts.map((part) => part.trim().slice(0, 2))]).toEqual(['码头和渡口的区别', ['码头', '渡口']])
    expect(await preparedOf('码头在哪边？渡口什么时候开？')).toEqual([
      '码头在哪边？渡口什么时候开？',
      '码头在哪边？',
      '渡口什么时候开？',
    ])
  })

  it('is the last sentences of a story', async () => {
    const sentences = Array.from({ length: 20 }, (_, place) => `这是我们家的第${place}件小事。`)
    const story = sentences.join('')
    expect(await preparedOf(story)).toEqual([story, ...sentences.slice(-8)])
  })

  it('is a whole text where half a surrogate pair was sent', async () => {
    expect(await preparedOf('码头\uD83D')).toEqual(['码头\uFFFD'])
  })

  it('is nothing without a model', async () => {
    const { base } = await open()
    await expect(prepareQuery(base.corpus, '摊位费')).resolves.toBeUndefined()
  })
})
