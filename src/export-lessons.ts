import { dirname, join } from 'node:path'
import { mkdir } from 'node:fs/promises'
import { parseSettings, readEnvironment } from './config.ts'
import { OperatorError, UsageError } from './errors.ts'
import { exitOnError } from './exit-on-error.ts'
import { readDigest } from './knowledge/folder/knowledge-folder.ts'
import { readBytes } from './knowledge/folder/read-text.ts'
import { replaceFiles } from './knowledge/folder/replace-files.ts'
import { openSharedFolder } from './knowledge/shared/shared-folder.ts'
import { toDigest } from './knowledge/sources.ts'
import { isServer, openDatabase } from './records/database/database.ts'
import { explainDatabase } from './records/database/database-error.ts'
import { type SharedKnowledge, createSharedKnowledge } from './records/shared/shared-knowledge.ts'

const USAGE = `Usage: npm run --silent export-lessons
Writes what admins taught and added in Telegram from the PostgreSQL database of DATABASE_URL into KNOWLEDGE_DIR, over the
files of the same names, for people to review. Without PostgreSQL it stands there already.`

/** Prints a line for each file: written, or as it is already. */
async function main(): Promise<void> {
  const [argument] = process.argv.slice(2)
  if (argument === '--help' || argument === '-h') return console.log(USAGE)
  if (argument !== undefined) throw new UsageError(USAGE)
  const { DATABASE_URL: url, KNOWLEDGE_DIR: dir } = parseSettings(readEnvironment())
  if (!isServer(url)) return console.log(`Lessons stand in ${dir}: DATABASE_URL names no PostgreSQL database.`)
  const troubles: unknown[] = []
  const database = await openDatabase(url, { onTrouble: (error) => void troubles.push(error) })
  try {
    if (!database.isOpen()) throw explainDatabase(troubles[0], url)
    await exportTo(dir, createSharedKnowledge(database))
  } finally {
    await database.close()
  }
}

async function exportTo(dir: string, shared: SharedKnowledge): Promise<void> {
  const files = await shared.readFiles()
  const folder = openSharedFolder(dir, { read: async () => files, write: async () => 'changed' })
  for (const [file, { content }] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const merged = await folder.read(file)
    if (merged?.kind === 'faulty')
      throw new OperatorError(`${join(dir, file)} has a fault: npm run check-knowledge tells it`)
    const isStanding = (await readDigest((one) => readBytes(dir, one), file)) === (merged && toDigest(merged.value))
    if (merged && !isStanding) {
      await mkdir(join(dir, dirname(file)), { recursive: true })
      await replaceFiles(dir, [{ file, text: merged.value }])
    }
    await shared.noteExported(new Map([[file, content]]))
    console.log(`${isStanding ? 'as it is' : 'written'}: ${join(dir, file)}`)
  }
  if (files.size === 0) console.log('Nothing was taught or added.')
}

await exitOnError(main)
