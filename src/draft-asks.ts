import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type DraftingSettings, parseDraftingSettings, readEnvironment, readTerminalSettings } from './config.ts'
import { createComplete } from './draft/asks/endpoint.ts'
import { type ModelProposals, draftFromModel } from './draft/asks/from-model.ts'
import { draftFromText } from './draft/asks/from-text.ts'
import { type ProposedUnanswered, joinProposals } from './draft/asks/proposals.ts'
import { renderAsksDraft } from './draft/asks/render-draft.ts'
import { type Sifted, siftProposals } from './draft/asks/sift.ts'
import { type DraftAsksTexts, createDraftAsksTexts } from './draft/asks/texts.ts'
import { OperatorError, UsageError } from './errors.ts'
import { exitOnError } from './exit-on-error.ts'
import type { Language } from './i18n/languages.ts'
import type { Article } from './knowledge/article.ts'
import { toAsksDraft, toKind } from './knowledge/folder/list-files.ts'
import { fileExists, writeNewFile } from './knowledge/folder/new-file.ts'
import { type PlacedArticle, loadArticle } from './knowledge/load-article.ts'
import { KnowledgeError } from './knowledge/problems/problem.ts'
import { createFold } from './text/fold.ts'

/** Bytes of an answer: a hundred times what 40 asks with their spans take. */
const LONGEST_ANSWER = 1024 ** 2

async function main(): Promise<void> {
  const environment = readEnvironment()
  const { language } = readTerminalSettings(environment)
  const texts = createDraftAsksTexts(language)
  const { path, isForced, isHelp } = readArguments(texts)
  if (isHelp) return console.log(texts.usage)
  const settings = parseDraftingSettings(environment)
  const { article, dir } = await load(settings.KNOWLEDGE_DIR, path, language)
  const target = join(dir, toAsksDraft(article.file))
  if (!isForced && (await fileExists(target))) throw new OperatorError(texts.exists(target))
  console.error(settings.endpoint ? texts.fromModel : texts.fromText)
  const ofModel = settings.endpoint && (await askModel(article, settings.endpoint, texts))
  const fold = createFold()
  const proposals = joinProposals(draftFromText(article, fold), ...(ofModel ? [ofModel.proposals] : []))
  const sifted = withoutKey(siftProposals(article, proposals, fold), settings.endpoint?.key)
  if (sifted.asks.length + sifted.unanswered.length === 0) return console.error(texts.none)
  const code = await writeNewFile(target, renderAsksDraft(article, sifted), isForced)
  if (code === 'EEXIST') throw new OperatorError(texts.exists(target))
  if (code !== undefined) throw new OperatorError(texts.notWritten(target, code))
  if (ofModel && ofModel.failed.length > 0) console.error(texts.someFailed(ofModel.failed.length, ofModel.total))
  console.log(texts.written(target, sifted))
}

function readArguments(texts: DraftAsksTexts): { path: string; isForced: boolean; isHelp: boolean } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { force: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
    })
    const [path = '', ...others] = positionals
    if (values.help || (toKind(path) === 'article' && others.length === 0))
      return { path, isForced: values.force, isHelp: values.help }
  } catch (error) {
    // An option that there is not.
    if (!(error instanceof TypeError)) throw error
  }
  throw new UsageError(texts.usage)
}

async function load(dir: string, path: string, language: Language): Promise<PlacedArticle> {
  const loaded = await loadArticle(dir, path)
  if (loaded.kind === 'faulty') throw new KnowledgeError(loaded.problems, language)
  return loaded.value
}

async function askModel(
  article: Article,
  { proxy, ...endpoint }: NonNullable<DraftingSettings['endpoint']>,
  texts: DraftAsksTexts,
): Promise<ModelProposals> {
  const { createFetch } = await import('./bot/telegram/api-fetch.ts')
  const complete = createComplete(endpoint, createFetch(proxy?.url, LONGEST_ANSWER))
  const drafted = await draftFromModel(article, complete, (step) => console.error(texts.step(step)))
  const [first] = drafted.failed
  if (first && drafted.failed.length === drafted.total) throw new OperatorError(texts.refused(first.reason ?? ''))
  return drafted
}

/** An endpoint might answer with what it was sent. */
function withoutKey(sifted: Sifted, key: string | undefined): Sifted {
  if (key === undefined) return sifted
  const isFree = ({ ask, span = '' }: ProposedUnanswered) => !ask.includes(key) && !span.includes(key)
  return { ...sifted, asks: sifted.asks.filter(isFree), unanswered: sifted.unanswered.filter(isFree) }
}

await exitOnError(main)
