import { once } from 'node:events'
import { constants, getPriority } from 'node:os'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type EmbedderOptions, openEmbedder } from '../../src/embedding/embedder.ts'
import { isAlive, watchChildren } from './children.ts'
import { needRuntime } from './runtime.ts'
import { BAD, PIECES, SLOW, TRAITS, WORKING, createTinyModel, toProgram } from './tiny-model.ts'
import type { ModelTraits } from './write-onnx.ts'

needRuntime()

interface Given extends Partial<EmbedderOptions> {
  readonly traits?: Partial<ModelTraits>
  readonly described?: object
}

/** Opens a tiny model, and waits until it is loaded. */
async function open({ traits, described, ...options }: Given = {}) {
  const troubles: string[] = []
  const children = watchChildren()
  const dir = options.dir ?? (await createTinyModel(traits, described))
  const embedder = await openEmbedder({
    onTrouble: (sentence) => troubles.push(sentence),
    program: toProgram(),
    ...options,
    dir,
  })
  if (!embedder) throw new Error(troubles.join('\n'))
  onTestFinished(() => embedder.stop())
  await embedder.embedPassage('')
  return { embedder, troubles, children }
}

/** What the tiny model makes of pieces: the mean of each one's vector, at length one. */
function toExpected(pieces: readonly string[]): number[] {
  const sums = Array.from({ length: TRAITS.dimension }, (_, place) =>
    pieces.reduce((sum, piece) => sum + 1 + Math.sqrt((place + 1) * (TRAITS.lastGood - PIECES.indexOf(piece))), 0),
  )
  return sums.map((sum) => sum / Math.hypot(...sums))
}

/** Pieces in the order of their tokens, between the special ones. */
const inside = (...pieces: string[]): readonly string[] => ['<s>', '▁', ...pieces, '</s>']

function expectVector(vector: Float32Array | undefined, pieces: readonly string[]): void {
  const expected = toExpected(pieces)
  expect(vector).toHaveLength(expected.length)
  for (const [place, value] of expected.entries()) expect(vector?.[place]).toBeCloseTo(value, 5)
}

describe('a vector', () => {
  it('is the mean of the tokens, of a query and of a passage with their prefixes', async () => {
    const { embedder } = await open()
    expectVector(await embedder.embedQuery('港口'), inside('问', '港', '口'))
    expectVector(await embedder.embedPassage('港口'), inside('文', '港', '口'))
    expectVector(await embedder.embedQuery(''), inside('问'))
  })

  it('is that of the first token where the model says so', async () => {
    const { embedder } = await open({ described: { pooling: 'cls' } })
    expectVector(await embedder.embedQuery('港口'), ['<s>'])
  })

  it('is of as many tokens as the model takes, the last of which marks the end', async () => {
    const { embedder } = await open({ described: { maxTokens: 6 } })
    expectVector(await embedder.embedQuery('港港'), inside('问', '港', '港'))
    expectVector(await embedder.embedQuery('港港口口口'), inside('问', '港', '港'))
    expectVector(await embedder.embedQuery('港港'.padEnd(1_000_000, '口')), inside('问', '港', '港'))
  })

  it('identifies its model, by what decides on it', async () => {
    const toModel = async (described: object, traits?: Partial<ModelTraits>) => {
      const dir = await createTinyModel(traits, described)
      const embedder = await openEmbedder({ dir, program: toProgram(), onTrouble: expect.unreachable })
      await embedder?.stop()
      return embedder?.model
    }
    const model = await toModel({})
    expect([await toModel({}), await toModel({ name: 'other' })]).toEqual([model, model])
    const others = [
      await toModel({ pooling: 'cls' }),
      await toModel({ prefix: { query: '', passage: '文' } }),
      await toModel({}, { lastGood: 9 }),
    ]
    expect(new Set([model, ...others]).size).toBe(4)
  })
})

describe('queries', () => {
  it('overtake the passages that wait', async () => {
    const { embedder } = await open()
    const order: string[] = []
    const note = (name: string) => () => void order.push(name)
    await Promise.all([
      ...['first', 'second', 'third'].map((name) => embedder.embedPassage('文').then(note(name))),
      ...['query', 'next query'].map((name) => embedder.embedQuery('问').then(note(name))),
    ])
    expect(order).toEqual(['first', 'query', 'next query', 'second', 'third'])
  })

  it('go without a vector where the limit strikes, and are not run then', async () => {
    const { embedder } = await open({ traits: WORKING, queryLimit: 1 })
    const order: string[] = []
    const passage = embedder.embedPassage(SLOW).then(() => order.push('passage'))
    expect(await embedder.embedQuery(BAD)).toBeUndefined()
    order.push('query')
    await passage
    expect(order).toEqual(['query', 'passage'])
    // It would have failed.
    await embedder.embedPassage('文')
    expect(embedder.counts()).toEqual({ lateQueries: 1, failures: 0 })
  })

  it('that are late amid their run leave nothing behind', async () => {
    const { embedder } = await open({ traits: WORKING, queryLimit: 1 })
    expect(await embedder.embedQuery(SLOW)).toBeUndefined()
    expectVector(await embedder.embedPassage('港'), inside('文', '港'))
    expect(embedder.counts()).toEqual({ lateQueries: 1, failures: 0 })
  })

  it('go without a vector at once where sixteen wait', async () => {
    const { embedder } = await open({ traits: WORKING, queryLimit: 100_000 })
    const passage = embedder.embedPassage(SLOW)
    const queries = Array.from({ length: 17 }, () => embedder.embedQuery('问'))
    expect(await queries[16]).toBeUndefined()
    expect(embedder.counts().lateQueries).toBe(1)
    await passage
    for (const query of queries.slice(0, 16)) expectVector(await query, inside('问', '问'))
  })

  it('do not wait for the load with a limit, and do without', async () => {
    const dir = await createTinyModel()
    const onTrouble = expect.unreachable
    const limited = await openEmbedder({ dir, program: toProgram(), queryLimit: 100_000, onTrouble })
    onTestFinished(() => limited?.stop())
    expect(limited?.state()).toBe('loading')
    expect(await limited?.embedQuery('港')).toBeUndefined()
    expect(limited?.state()).toBe('loading')
    expect(limited?.counts()).toEqual({ lateQueries: 0, failures: 0 })
    const unlimited = await openEmbedder({ dir, program: toProgram(), onTrouble })
    onTestFinished(() => unlimited?.stop())
    expectVector(await unlimited?.embedQuery('港'), inside('问', '港'))
  })
})

describe('a model whose output is not a number', () => {
  it('is started again three times, and then given up with one sentence', async () => {
    const { embedder, troubles, children } = await open()
    for (const round of [1, 2, 3]) {
      expect(await embedder.embedPassage(BAD)).toBeUndefined()
      expectVector(await embedder.embedPassage('港'), inside('文', '港'))
      expect(embedder.counts().failures).toBe(round)
    }
    expect(troubles).toEqual([])
    const waiting = [BAD, '港', '港'].map((text) => embedder.embedPassage(text))
    expect(await Promise.all([...waiting, embedder.embedQuery('港')])).toEqual(Array(4).fill(undefined))
    expect(embedder.state()).toBe('off')
    expect(troubles).toEqual(['Passages are found by their words alone: its output is not a number'])
    expect(children).toHaveLength(4)
    expect(await embedder.embedQuery('港')).toBeUndefined()
    expect(await embedder.embedPassage('港')).toBeUndefined()
  })
})

describe("the model's process", () => {
  it('is started again where it is killed amid a run, whose text alone gets no vector', async () => {
    const { embedder, children } = await open({ traits: WORKING })
    const slow = embedder.embedPassage(SLOW)
    const next = embedder.embedPassage('港')
    children[0]?.kill('SIGKILL')
    expect(await slow).toBeUndefined()
    expectVector(await next, inside('文', '港'))
    expect(embedder.counts().failures).toBe(1)
  })

  it('is started again where it is killed idle', async () => {
    const { embedder, children } = await open()
    children[0]?.kill('SIGKILL')
    await expect.poll(() => embedder.state()).toBe('loading')
    expectVector(await embedder.embedPassage('港'), inside('文', '港'))
  })

  it('is given up where it dies a fourth time', async () => {
    const { embedder, troubles, children } = await open()
    for (const round of [1, 2, 3, 4]) {
      children.at(-1)?.kill('SIGKILL')
      await expect.poll(() => embedder.counts().failures).toBe(round)
    }
    expect(await embedder.embedPassage('港')).toBeUndefined()
    expect(embedder.state()).toBe('off')
    expect(children).toHaveLength(4)
    expect(troubles).toEqual([expect.stringMatching(/^Passages .+: its process ended with SIGKILL$/u)])
  })

  it('passes over the signals that a whole group gets', async () => {
    const { embedder, children } = await open()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) children[0]?.kill(signal)
    expectVector(await embedder.embedPassage('港'), inside('文', '港'))
    expect(embedder.counts().failures).toBe(0)
  })

  it('that does not start is given up too', async () => {
    const troubles: string[] = []
    const embedder = await openEmbedder({
      dir: await createTinyModel(),
      program: '/nowhere.mjs',
      onTrouble: (sentence) => troubles.push(sentence),
    })
    expect(await embedder?.embedPassage('港')).toBeUndefined()
    expect(troubles).toEqual([expect.stringMatching(/^Passages .+: its process ended with 1$/u)])
    expect(embedder?.counts().failures).toBe(4)
  })

  it('gets only what processor time others leave where it is in the background', async () => {
    const priorityOf = async (isBackground: boolean) => getPriority((await open({ isBackground })).children[0]?.pid)
    expect(await priorityOf(true)).toBe(constants.priority.PRIORITY_LOW)
    expect(await priorityOf(false)).toBe(getPriority())
  })

  it('ends when it is stopped, amid a run too, and what waits gets undefined', async () => {
    const { embedder, troubles, children } = await open({ traits: WORKING })
    const waiting = [SLOW, '港'].map((text) => embedder.embedPassage(text))
    await Promise.all([embedder.stop(), embedder.stop()])
    expect(await Promise.all(waiting)).toEqual([undefined, undefined])
    expect(isAlive(children[0]?.pid ?? 0)).toBe(false)
    expect(embedder.state()).toBe('off')
    expect(embedder.counts().failures).toBe(0)
    expect(troubles).toEqual([])
    await embedder.stop()
  })

  it('ends when it is stopped while it loads', async () => {
    const children = watchChildren()
    const embedder = await openEmbedder({
      dir: await createTinyModel(),
      program: toProgram(),
      onTrouble: expect.unreachable,
    })
    const passage = embedder?.embedPassage('港')
    await embedder?.stop()
    expect(await passage).toBeUndefined()
    expect(isAlive(children[0]?.pid ?? 0)).toBe(false)
  })

  it('runs from the sources too', async () => {
    const { embedder } = await open({ program: undefined })
    expectVector(await embedder.embedPassage('港'), inside('文', '港'))
  })

  it('ends when its channel is closed', async () => {
    const { children } = await open()
    const [child] = children
    if (!child) throw new Error('There is no child.')
    const ended = once(child, 'exit')
    child.disconnect()
    expect(await ended).toEqual([0, null])
  })
})
