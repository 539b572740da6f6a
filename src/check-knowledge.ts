import { parseArgs } from 'node:util'
import { createKnowledgeBase } from './answer/knowledge-base.ts'
import { parseSettings, readEnvironment, readTerminalSettings } from './config.ts'
import { UsageError } from './errors.ts'
import { exitOnError } from './exit-on-error.ts'
import { countAsks, toCitations } from './knowledge/article.ts'
import { isAsksDraft } from './knowledge/folder/list-files.ts'
import { listUnread } from './knowledge/folder/unread-files.ts'
import { loadKnowledge } from './knowledge/load-knowledge.ts'
import { renderMessage, say } from './knowledge/problems/message.ts'
import { KnowledgeError, renderSound, renderUnread } from './knowledge/problems/problem.ts'
import { isFile, readArticles } from './knowledge/submission/read-articles.ts'
import { renderPreview, renderPreviewTitle } from './knowledge/submission/render-preview.ts'
import { createFold } from './text/fold.ts'

const { language } = readTerminalSettings(readEnvironment())
const USAGE = renderMessage(say('check-usage'), language)

async function main(): Promise<void> {
  // Who reads the output may have read enough, as head has.
  process.stdout.once('error', () => process.exit())
  const { isHelp, isShown, path = findFolder() } = parseArguments(process.argv.slice(2))
  if (isHelp) return console.log(USAGE)
  if (isShown) await showArticles(path)
  await ((await isFile(path)) ? checkFile(path) : checkFolder(path))
}

interface Arguments {
  readonly isHelp: boolean
  readonly isShown: boolean
  readonly path?: string | undefined
}

function parseArguments(args: string[]): Arguments {
  try {
    const options = {
      show: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    } as const
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [path, ...others] = positionals
    if (others.length === 0) return { isHelp: values.help, isShown: values.show, path }
  } catch (error) {
    // What parseArgs says of an argument is English, and longer than what is right.
    if (!(error instanceof TypeError)) throw error
  }
  throw new UsageError(USAGE)
}

function findFolder(): string {
  const { SAMPLE_DIR, KNOWLEDGE_DIR } = parseSettings(readEnvironment())
  return SAMPLE_DIR ?? KNOWLEDGE_DIR
}

/** Prints who is given which words, also of an article with problems. */
async function showArticles(path: string): Promise<void> {
  for await (const { file, preview } of readArticles(path)) {
    if (!preview) continue
    console.log(renderPreviewTitle(file, preview, language))
    for (const { head, items } of renderPreview(preview, language))
      console.log(['', head, ...items.map((item) => `  ${item}`)].join('\n'))
    console.log('')
  }
}

/** Checks one article by itself. */
async function checkFile(path: string): Promise<void> {
  for await (const { problems, preview } of readArticles(path)) {
    if (problems.length > 0) throw new KnowledgeError(problems, language)
    console.log(renderSound(path, { articles: 1, passages: preview?.passages ?? 0, asks: 0, checks: 0 }, language))
  }
}

async function checkFolder(dir: string): Promise<void> {
  const knowledge = await loadKnowledge(dir)
  for (const file of await listUnread(dir)) console.log(renderUnread(file, isAsksDraft(file), language))
  if (knowledge.kind === 'faulty') throw new KnowledgeError(knowledge.problems, language)
  const { articles, checks, orphanedLessons } = knowledge
  // The index takes seconds, so it is built only if there is something to check.
  const failed =
    checks.length + orphanedLessons.length > 0
      ? await (
          await createKnowledgeBase(async () => knowledge, createFold())
        ).failedChecks
      : []
  if (failed.length > 0) throw new KnowledgeError(failed, language)
  console.log(
    renderSound(
      dir,
      {
        articles: articles.length,
        passages: toCitations(articles).length,
        asks: countAsks(articles),
        checks: checks.length,
      },
      language,
    ),
  )
}

await exitOnError(main)
