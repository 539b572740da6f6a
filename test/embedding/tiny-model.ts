import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { toBundled } from '../bot/start-process.ts'
import { type ModelTraits, toOnnx } from './write-onnx.ts'

/** Pieces of the tiny model, by id. At 坏 its output is not a number. */
export const PIECES = ['<s>', '</s>', '<unk>', '▁', '问', '文', '港', '口', '坏']
export const BAD = '坏'

/** A text of which a run takes some hundred milliseconds with `WORKING`. */
export const SLOW = '港'.repeat(60)
/** A model that is slow with long texts. */
export const WORKING = { work: 32 }

const TOKENIZER = {
  version: '1.0',
  added_tokens: ['<s>', '</s>', '<unk>'].map((content, id) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })),
  normalizer: { type: 'NFKC' },
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '<s>', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '</s>', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '<s>': { id: '<s>', ids: [0], tokens: ['<s>'] },
      '</s>': { id: '</s>', ids: [1], tokens: ['</s>'] },
    },
  },
  decoder: null,
  model: { type: 'Unigram', unk_id: 2, byte_fallback: false, vocab: PIECES.map((piece, id) => [piece, -id]) },
}

const toEntry = (content: string | Uint8Array) => ({
  bytes: Buffer.byteLength(content),
  sha256: createHash('sha256').update(content).digest('hex'),
})

export const TRAITS: ModelTraits = { dimension: 4, lastGood: PIECES.indexOf(BAD) - 0.5, work: 1 }

/** Writes a model of nine pieces and four dimensions into a folder, with these traits and this in its description. */
export async function writeTinyModel(dir: string, traits: Partial<ModelTraits> = {}, described: object = {}) {
  const files = { 'model.onnx': toOnnx({ ...TRAITS, ...traits }), 'tokenizer.json': JSON.stringify(TOKENIZER) }
  const description = {
    dimension: TRAITS.dimension,
    maxTokens: 80,
    pooling: 'mean',
    normalize: true,
    prefix: { query: '问', passage: '文' },
    inputs: ['input_ids'],
    output: 'last_hidden_state',
    files: Object.fromEntries(Object.entries(files).map(([name, content]) => [name, toEntry(content)])),
    ...described,
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(dir, name), content)
  await writeFile(join(dir, 'model.json'), JSON.stringify(description))
}

/** The program of the model's process in the bundle, which starts in a third of the time. */
export const toProgram = (): string => toBundled('model-process.ts')

/** Makes a folder with a tiny model for the current test. */
export async function createTinyModel(traits: Partial<ModelTraits> = {}, described: object = {}): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'model-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  await writeTinyModel(dir, traits, described)
  return dir
}
