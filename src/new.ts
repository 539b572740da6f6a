import { join } from 'node:path'
import { parseSettings, readEnvironment, readTerminalSettings } from './config.ts'
import { toArticleId } from './draft/article-id.ts'
import { renderTemplate } from './draft/template/template.ts'
import { createNewTexts } from './draft/template/texts.ts'
import { OperatorError, UsageError } from './errors.ts'
import { exitOnError } from './exit-on-error.ts'
import { toOneLine } from './knowledge/companions/wordings.ts'
import { makeFolder, writeNewFile } from './knowledge/folder/new-file.ts'

/** UTF-16 units of a title that an article may have. */
const LONGEST_TITLE = 200

async function main(): Promise<void> {
  const environment = readEnvironment()
  const { language } = readTerminalSettings(environment)
  const texts = createNewTexts(language)
  // A title with blanks need not be quoted.
  const title = toOneLine(process.argv.slice(2).join(' '))
  if (title === '--help' || title === '-h') return console.log(texts.usage)
  if (title === '' || title.startsWith('--')) throw new UsageError(texts.usage)
  if (title.length > LONGEST_TITLE) throw new UsageError(texts.tooLong(LONGEST_TITLE))
  const id = toArticleId(title)
  const { KNOWLEDGE_DIR: dir, SAMPLE_DIR: sample } = parseSettings(environment)
  // The first article of one's own, which is read instead of the sample.
  if (sample !== undefined) await makeFolder(dir)
  const path = join(dir, `${id}.md`)
  const code = await writeNewFile(path, renderTemplate(id, title, language))
  if (code === 'EEXIST') throw new OperatorError(texts.exists(path))
  if (code !== undefined) throw new OperatorError(texts.notWritten(path, code))
  console.log(texts.written(path))
}

await exitOnError(main)
