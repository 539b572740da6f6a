import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openEmbedder } from '../../src/embedding/embedder.ts'
import { needRuntime } from './runtime.ts'
import { createTinyModel, toProgram } from './tiny-model.ts'

const ROOT = resolve(import.meta.dirname, '../..')

type Open = typeof openEmbedder

/** Opens a model that is out of order, and lists what is told of it. */
async function troublesOf(dir: string, open: Open = openEmbedder, program = toProgram()): Promise<readonly string[]> {
  const troubles: string[] = []
  const embedder = await open({ dir, program, onTrouble: (sentence) => troubles.push(sentence) })
  onTestFinished(() => embedder?.stop())
  if (!embedder) return troubles
  expect(await embedder.embedPassage('港')).toBeUndefined()
  expect(await embedder.embedQuery('港')).toBeUndefined()
  expect(embedder.state()).toBe('off')
  return troubles
}

const sentence = (clause: string) => [`Passages are found by their words alone: ${clause}`]

describe('a folder', () => {
  it('without a description has no model', async () => {
    expect(await troublesOf('/nowhere')).toEqual(sentence('/nowhere/model.json cannot be read (ENOENT)'))
  })

  it.each([
    ['{', ''],
    ['[]', ''],
    ['{"name":"another"}', ' dimension'],
  ])('with the foreign description %s has no model', async (content, place) => {
    const dir = await createTinyModel()
    await writeFile(join(dir, 'model.json'), content)
    const [told, ...rest] = await troublesOf(dir)
    expect(told).toContain(`${dir}/model.json does not describe a model that can be run${place}: `)
    expect(rest).toEqual([])
  })

  it.each([
    [{ pooling: 'max' }, 'pooling'],
    [{ normalize: false }, 'normalize'],
    [{ dimension: 0 }, 'dimension'],
    [{ maxTokens: 2 }, 'maxTokens'],
    [{ inputs: ['pixel_values'] }, 'inputs 0'],
    [{ prefix: { query: '' } }, 'prefix passage'],
    [{ files: {} }, 'files model.onnx'],
  ])('with %o in its description has no model', async (described, place) => {
    const dir = await createTinyModel({}, described)
    expect(await troublesOf(dir)).toEqual([expect.stringContaining(` ${place}: `)])
  })
})

describe('a file', () => {
  it.each(['model.onnx', 'tokenizer.json'])('%s that is cut, changed or gone is told', async (name) => {
    const dir = await createTinyModel()
    const path = join(dir, name)
    const whole = await readFile(path)
    const flipped = Uint8Array.from(whole, (byte, place) => (place === whole.length - 40 ? byte ^ 1 : byte))
    await writeFile(path, flipped)
    expect(await troublesOf(dir)).toEqual(sentence(`${path} is not the file that the description means`))
    await truncate(path, 20)
    expect(await troublesOf(dir)).toEqual(sentence(`${path} has 20 bytes instead of ${whole.length}`))
    await rm(path)
    expect(await troublesOf(dir)).toEqual(sentence(`${path} cannot be read (ENOENT)`))
  })
})

describe('a model', () => {
  needRuntime()

  it.each([
    ['of another dimension', { dimension: 5 }, {}, /^its output is float32 of 1 × 2 × 5, not of dimension 4$/u],
    ['whose output is no number', { lastGood: -1 }, {}, /^its output is not a number$/u],
    ['without an input', {}, { inputs: ['input_ids', 'attention_mask'] }, /other inputs or outputs: attention_mask$/u],
    ['without the output', {}, { output: 'embedding' }, /model\.onnx has other inputs or outputs: embedding$/u],
  ])('%s is off', async (_, traits, described, clause) => {
    const told = await troublesOf(await createTinyModel(traits, described))
    expect(told).toHaveLength(1)
    expect(told[0]?.slice(sentence('')[0]?.length)).toMatch(clause)
  })

  it('that only looks like one to its checksum is off', async () => {
    const content = 'nothing'
    const sha256 = createHash('sha256').update(content).digest('hex')
    const whole = await createTinyModel()
    const { files } = JSON.parse(await readFile(join(whole, 'model.json'), 'utf8')) as { files: object }
    const described = { files: { ...files, 'model.onnx': { bytes: content.length, sha256 } } }
    const broken = await createTinyModel({}, described)
    await writeFile(join(broken, 'model.onnx'), content)
    expect(await troublesOf(broken)).toEqual([expect.stringContaining('model.onnx cannot be loaded (')])
  })
})

describe('a system without the runtime', () => {
  it('is told in one sentence', async () => {
    const dir = await createTinyModel()
    const root = join(dir, 'project')
    await cp(join(ROOT, 'src/embedding'), join(root, 'src/embedding'), { recursive: true })
    for (const name of ['@huggingface/tokenizers', 'zod', 'tsx']) {
      await mkdir(dirname(join(root, 'node_modules', name)), { recursive: true })
      await symlink(join(ROOT, 'node_modules', name), join(root, 'node_modules', name))
    }
    await writeFile(join(root, 'package.json'), '{"type":"module"}')
    const { openEmbedder: open } = (await import(pathToFileURL(join(root, 'src/embedding/embedder.ts')).href)) as {
      openEmbedder: Open
    }
    expect(await troublesOf(dir, open, join(root, 'src/embedding/model-process.ts'))).toEqual([
      expect.stringMatching(/^Passages .+: onnxruntime-node cannot be loaded here \(Cannot find package .+\)$/u),
    ])
  })
})
