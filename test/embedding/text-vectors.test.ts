import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { FEWEST_APART } from '../../src/embedding/make-missing.ts'
import { type TextVectors, createTextVectors } from '../../src/embedding/text-vectors.ts'
import type { VectorStore } from '../../src/embedding/vector-maker.ts'
import { openDatabase } from '../../src/records/database/database.ts'
import { createVectorRecords } from '../../src/records/vector-records.ts'
import { DIMENSION, type FakeEmbedder, createFakeEmbedder } from './fake-embedder.ts'

const WANTED = { passages: ['p1', 'p2'], sentences: ['s1', 's2'], queries: ['q1'] }
/** More than are stored in one go. */
const MANY = Array.from({ length: 250 }, (_, index) => `passage ${index}`)

interface FakeStore extends VectorStore {
  readonly rows: Map<string, Int8Array>
  readonly calls: string[]
}

function createStore(rows = new Map<string, Int8Array>()): FakeStore {
  const calls: string[] = []
  return {
    rows,
    calls,
    async load(recipe, texts) {
      calls.push(`load ${texts.length}`)
      return texts.map((text) => rows.get(`${recipe}: ${text}`))
    },
    async store(recipe, vectors) {
      calls.push(`store ${vectors.size}`)
      for (const [text, vector] of vectors) rows.set(`${recipe}: ${text}`, vector)
    },
    async deleteUnused(recipes) {
      calls.push('delete')
      const isOther = (key: string) => !recipes.some((recipe) => key.startsWith(`${recipe}: `))
      for (const key of [...rows.keys()].filter(isOther)) rows.delete(key)
    },
  }
}

function setUp({ embedder = createFakeEmbedder(), store }: { embedder?: FakeEmbedder; store?: VectorStore } = {}) {
  const troubles: unknown[] = []
  const vectors = createTextVectors({ embedder, store, onTrouble: (error) => void troubles.push(error) })
  return { vectors, embedder, troubles }
}

function listTexts({ passages, sentences }: TextVectors): string[][] {
  return [[...passages.texts()], [...sentences.texts()]]
}

/** Fails with the texts of a list. */
function failWith(...texts: readonly string[]) {
  return (text: string) => {
    if (texts.includes(text)) throw new Error(`no ${text}`)
  }
}

describe('making vectors', () => {
  it('makes passages first, then sentences, then queries, each once', async () => {
    const { vectors, embedder, troubles } = setUp()
    const order: string[] = []
    embedder.behaviour.onPassage = (text) => void order.push(text)
    embedder.behaviour.onQuery = (text) => void order.push(text)
    const wanted = { passages: ['p1', 'p2', 'p1'], sentences: new Set(['s1']), queries: ['q1'].values() }
    expect(await vectors.make(wanted)).toBe('ready')
    expect(await vectors.make(WANTED)).toBe('ready')
    expect(order).toEqual(['p1', 'p2', 's1', 'q1', 's2'])
    expect(listTexts(vectors)).toEqual([WANTED.passages, WANTED.sentences])
    expect(troubles).toEqual([])
  })

  it('makes a sentence that is a passage once', async () => {
    const { vectors, embedder } = setUp()
    await vectors.make({ passages: ['same'], sentences: ['same'] })
    expect(embedder.passages).toEqual(['same'])
    expect(vectors.sentences.get('same')).toEqual(vectors.passages.get('same'))
  })

  it('tells how many of all have a vector', async () => {
    const { vectors } = setUp()
    await vectors.make({ passages: ['p1'], sentences: [] })
    const steps: string[] = []
    await vectors.make(WANTED, { onProgress: (done, total) => void steps.push(`${done}/${total}`) })
    expect(steps).toEqual(['1/5', '2/5', '3/5', '4/5', '5/5'])
  })

  it('loads what a process before has stored, and makes only the rest', async () => {
    const store = createStore()
    const before = setUp({ store })
    await before.vectors.make(WANTED)
    const { vectors, embedder } = setUp({ store })
    expect(await vectors.make({ ...WANTED, passages: ['p1', 'p2', 'p3'] })).toBe('ready')
    expect([embedder.passages, embedder.queries]).toEqual([['p3'], []])
    expect(vectors.passages.get('p2')).toEqual(before.vectors.passages.get('p2'))
    expect(vectors.queries.get('q1')).toEqual(before.vectors.queries.get('q1'))
  })

  it('loads what is in the database at the next start', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vectors-'))
    onTestFinished(() => rm(folder, { recursive: true, maxRetries: 5 }))
    const start = async () => {
      const database = await openDatabase(`file:${join(folder, 'wenzheng.db')}`)
      const one = setUp({ store: createVectorRecords(database) })
      expect([await one.vectors.make(WANTED), one.troubles]).toEqual(['ready', []])
      await database.close()
      return one
    }
    const [before, after] = [await start(), await start()]
    expect([after.embedder.passages, after.embedder.queries]).toEqual([[], []])
    for (const text of WANTED.sentences)
      expect(after.vectors.sentences.get(text)).toEqual(before.vectors.sentences.get(text))
  })

  it('tells a query from a passage of the same text', async () => {
    const store = createStore()
    await setUp({ store }).vectors.make({ passages: ['same'], sentences: [] })
    const { vectors, embedder } = setUp({ store })
    await vectors.make({ passages: ['same'], sentences: [], queries: ['same'] })
    expect([embedder.passages, embedder.queries]).toEqual([[], ['same']])
  })

  it('does not take a vector of another model, or of another dimension', async () => {
    const store = createStore(new Map([['another passage: p1', new Int8Array(DIMENSION - 1)]]))
    await setUp({ store }).vectors.make(WANTED)
    const { vectors, embedder, troubles } = setUp({ store, embedder: createFakeEmbedder('another') })
    await vectors.make(WANTED)
    expect(embedder.passages).toEqual(['p1', 'p2', 's1', 's2'])
    expect(troubles).toEqual([])
  })

  it('stores in batches, and deletes what is unused once all is there', async () => {
    const store = createStore()
    const { vectors } = setUp({ store })
    await vectors.make({ passages: MANY, sentences: [] })
    await vectors.make({ passages: MANY, sentences: [] })
    expect(store.calls).toEqual(['load 250', 'store 100', 'store 100', 'store 50', 'delete'])
  })

  it('stops when it is told to, and has stored what it made', async () => {
    const store = createStore()
    const { vectors, embedder } = setUp({ store })
    let stopped: Promise<void> | undefined
    embedder.behaviour.onPassage = (text) => void (text === 'p2' && (stopped = vectors.stop()))
    expect(await vectors.make(WANTED)).toBe('stopped')
    await stopped
    expect([...store.rows.keys()]).toEqual(['model passage: p1', 'model passage: p2'])
    expect(store.calls).not.toContain('delete')
    expect(embedder.passages).toEqual(['p1', 'p2'])
  })

  it('is stopped, and not off, where the model is stopped with it', async () => {
    const { vectors, embedder } = setUp()
    let stopped: Promise<void> | undefined
    embedder.behaviour.onPassage = () => {
      stopped = vectors.stop()
      embedder.behaviour.state = 'off'
    }
    expect(await vectors.make(WANTED)).toBe('stopped')
    await stopped
  })

  it('is replaced by a later call, which begins where it stopped', async () => {
    const { vectors, embedder } = setUp()
    let open = () => {}
    const opened = new Promise<void>((resolve) => (open = resolve))
    embedder.behaviour.onPassage = () => opened
    const outcomes = [vectors.make(WANTED), vectors.make({ ...WANTED, passages: ['other'] })]
    while (embedder.passages.length === 0) await nextTurn()
    outcomes.push(vectors.make({ passages: ['p1', 'p3'], sentences: [] }))
    open()
    expect(await Promise.all(outcomes)).toEqual(['stopped', 'stopped', 'ready'])
    expect(embedder.passages).toEqual(['other', 'p1', 'p3'])
  })

  it('gives the event loop its turn while it makes', async () => {
    const { vectors, embedder } = setUp()
    let made = 0
    void nextTurn().then(() => (made = embedder.passages.length))
    embedder.behaviour.onPassage = () => {
      // Longer than a slice of time.
      for (const end = performance.now() + 6; performance.now() < end;);
    }
    await vectors.make({ passages: MANY.slice(0, 20), sentences: [] })
    expect(made).toBeLessThan(20)
  })

  it('ends when the model is off', async () => {
    const { vectors, embedder } = setUp()
    embedder.behaviour.onPassage = (text) => void (text === 'p2' && (embedder.behaviour.state = 'off'))
    expect(await vectors.make(WANTED)).toBe('off')
    expect(listTexts(vectors)).toEqual([['p1'], []])
    expect(await vectors.make({ passages: [], sentences: [], queries: ['q1'] })).toBe('off')
  })

  it('leaves out a text with which the model fails, and ends after three in succession', async () => {
    const { vectors, embedder, troubles } = setUp()
    const passages = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
    embedder.behaviour.onPassage = failWith('a', 'b', 'd', 'e')
    expect(await vectors.make({ passages, sentences: [] })).toBe('ready')
    expect([...vectors.passages.texts()]).toEqual(['c', 'f', 'g'])
    expect(troubles).toHaveLength(4)
    embedder.behaviour.onPassage = failWith('a', 'b', 'd')
    expect(await vectors.make({ passages, sentences: [] })).toBe('off')
  })

  it('waits until the model is loaded', async () => {
    const { vectors, embedder } = setUp()
    embedder.behaviour.state = 'loading'
    expect(await vectors.make({ passages: [], sentences: [], queries: ['q1'] })).toBe('ready')
    expect(vectors.queries.get('q1')).toBeDefined()
  })

  it('makes everything where the store fails, and reports it', async () => {
    const fail = () => Promise.reject(new Error('the disk is full'))
    const { vectors, troubles } = setUp({ store: { load: fail, store: fail, deleteUnused: fail } })
    expect(await vectors.make({ passages: MANY, sentences: [] })).toBe('ready')
    expect([...vectors.passages.texts()]).toEqual(MANY)
    // To load, to store the first batch, and to delete.
    expect(troubles).toHaveLength(3)
  })
})

describe('making many vectors', () => {
  const passages = Array.from({ length: FEWEST_APART }, (_, index) => `passage ${index}`)

  /** Opens embedders apart, and notes them; they may meet something before each passage. */
  function setUpApart(onPassage?: (text: string, apart: FakeEmbedder) => void) {
    const embedder = createFakeEmbedder()
    const opened: (FakeEmbedder & { stops: number })[] = []
    async function openApart() {
      const apart = Object.assign(createFakeEmbedder(), { stops: 0 })
      apart.behaviour.onPassage = (text) => onPassage?.(text, apart)
      opened.push(apart)
      const stop = async () => {
        apart.stops++
        apart.behaviour.state = 'off'
      }
      return { ...apart, stop }
    }
    const troubles: unknown[] = []
    const onTrouble = (error: unknown) => void troubles.push(error)
    return { embedder, opened, troubles, vectors: createTextVectors({ embedder, openApart, onTrouble }) }
  }

  it('leaves the embedder of the queries to them, and stops the other one in the end', async () => {
    const { vectors, embedder, opened } = setUpApart()
    expect(await vectors.make({ passages, sentences: ['s1'], queries: ['q1'] })).toBe('ready')
    expect(opened.map((apart) => [apart.passages, apart.queries, apart.stops])).toEqual([
      [[...passages, 's1'], ['q1'], 1],
    ])
    expect([embedder.passages, embedder.queries]).toEqual([[], []])
    expect(await vectors.make({ passages: [...passages, 'one more'], sentences: ['s1'] })).toBe('ready')
    expect([embedder.passages, opened.length]).toEqual([['one more'], 1])
  })

  it('opens no other embedder for fewer', async () => {
    const { vectors, embedder, opened } = setUpApart()
    await vectors.make({ passages: passages.slice(1), sentences: [] })
    expect([embedder.passages, opened]).toEqual([passages.slice(1), []])
  })

  it('has the embedder of the queries make what the other one left', async () => {
    const { vectors, embedder, opened } = setUpApart((text, { behaviour }) => {
      if (text === 'passage 7') behaviour.state = 'off'
    })
    const steps: number[] = []
    expect(await vectors.make({ passages, sentences: [] }, { onProgress: (done) => void steps.push(done) })).toBe(
      'ready',
    )
    expect(embedder.passages).toEqual(passages.slice(7))
    expect(opened.map(({ stops }) => stops)).toEqual([1])
    expect(steps.at(-1)).toBe(passages.length)
  })

  it.each([() => Promise.resolve(undefined), () => Promise.reject(new Error('no memory'))])(
    'has the embedder of the queries make all where there is no other: %s',
    async (openApart) => {
      const embedder = createFakeEmbedder()
      const vectors = createTextVectors({ embedder, openApart, onTrouble: () => {} })
      expect(await vectors.make({ passages, sentences: [] })).toBe('ready')
      expect(embedder.passages).toEqual(passages)
    },
  )

  it('stops with the other embedder, and leaves nothing to that of the queries', async () => {
    let stopped: Promise<void> | undefined
    const { vectors, embedder, opened } = setUpApart((text) => {
      if (text === 'passage 7') stopped = vectors.stop()
    })
    expect(await vectors.make({ passages, sentences: [] })).toBe('stopped')
    await stopped
    expect(opened.map((apart) => apart.passages.length)).toEqual([8])
    expect(opened[0]?.stops).toBeGreaterThan(0)
    expect(embedder.passages).toEqual([])
  })
})

describe('making few vectors', () => {
  it('makes those that are missing, from the store where it has them', async () => {
    const store = createStore()
    await setUp({ store }).vectors.make({ passages: ['p3'], sentences: [] })
    const { vectors, embedder } = setUp({ store })
    await vectors.make({ passages: ['p1'], sentences: [] })
    expect(await vectors.makeFew(['p1', 'p2', 'p3', 'p2'], 2)).toBe(true)
    expect(embedder.passages).toEqual(['p1', 'p2'])
  })

  it('makes none where more than the limit are missing', async () => {
    const { vectors, embedder } = setUp()
    expect(await vectors.makeFew(['p1', 'p2', 'p3'], 2)).toBe(false)
    expect(embedder.passages).toEqual([])
  })

  it('tells that not all could be made', async () => {
    const { vectors, embedder } = setUp()
    embedder.behaviour.onPassage = failWith('p1')
    expect(await vectors.makeFew(['p1', 'p2'], 2)).toBe(false)
    expect(vectors.passages.has('p2')).toBe(true)
  })
})

describe('the vectors of queries', () => {
  it('are made once, also for calls at once', async () => {
    const { vectors, embedder } = setUp()
    await Promise.all([vectors.queries.prepare(['q1', 'q2', 'q1']), vectors.queries.prepare(['q2'])])
    await vectors.queries.prepare(['q1'])
    expect(embedder.queries).toEqual(['q1', 'q2'])
    expect(vectors.queries.get('q1')).toEqual(await createFakeEmbedder().embedQuery('q1'))
    expect(vectors.queries.get('q3')).toBeUndefined()
  })

  it('are missing where the model fails or is too late, and made the next time', async () => {
    const { vectors, embedder, troubles } = setUp()
    embedder.behaviour.onQuery = failWith('q1')
    embedder.behaviour.late = 1
    await vectors.queries.prepare(['q1', 'q2'])
    expect([vectors.queries.get('q1'), vectors.queries.get('q2')]).toEqual([undefined, undefined])
    expect(troubles).toHaveLength(1)
    embedder.behaviour.onQuery = undefined
    await vectors.queries.prepare(['q1', 'q2'])
    expect(vectors.queries.get('q1') && vectors.queries.get('q2')).toBeDefined()
  })

  it('that are known are not made again, and are unit vectors near those of the model', async () => {
    const { vectors, embedder } = setUp()
    await vectors.make({ passages: [], sentences: [], queries: ['q1'] })
    await vectors.queries.prepare(['q1'])
    expect(embedder.queries).toEqual(['q1'])
    const vector = vectors.queries.get('q1') ?? []
    const exact = (await createFakeEmbedder().embedQuery('q1')) ?? []
    expect(Math.hypot(...vector)).toBeCloseTo(1)
    for (const [index, component] of exact.entries()) expect(vector[index]).toBeCloseTo(component, 1)
  })
})

it('keeps only the vectors of the texts that are wanted', async () => {
  const { vectors } = setUp()
  await vectors.make({ passages: ['a', 'b'], sentences: ['c', 'd'], queries: ['e', 'f'] })
  await vectors.make({ passages: ['a'], sentences: ['d', 'a'], queries: ['e'] })
  expect(listTexts(vectors)).toEqual([['a'], ['d', 'a']])
  expect(['e', 'f'].filter((text) => vectors.queries.get(text))).toEqual(['e'])
  await vectors.make({ passages: [], sentences: [] })
  expect(vectors.queries.get('e')).toBeUndefined()
})
