import { join } from 'node:path'
import { parseSettings, readEnvironment } from './config.ts'
import { OperatorError, UsageError } from './errors.ts'
import { exitOnError } from './exit-on-error.ts'
import { copySample } from './knowledge/folder/sample.ts'
import { exportFiles } from './knowledge/shared/export-files.ts'
import { isServer, openDatabase } from './records/database/database.ts'
import { explainDatabase } from './records/database/database-error.ts'
import { type SharedKnowledge, createSharedKnowledge } from './records/shared/shared-knowledge.ts'

const USAGE = `Usage: npx wenzheng export-lessons
Writes what admins taught and added in Telegram from the PostgreSQL database of DATABASE_URL into KNOWLEDGE_DIR, over the
files of the same names, for people to review. Without PostgreSQL it stands there already.`

/** Prints a line for each file: written, or as it is already. */
async function main(): Promise<void> {
  const [argument] = process.argv.slice(2)
  if (argument === '--help' || argument === '-h') return console.log(USAGE)
  if (argument !== undefined) throw new UsageError(USAGE)
  const { DATABASE_URL: url, KNOWLEDGE_DIR: dir, SAMPLE_DIR: sample } = parseSettings(readEnvironment())
  if (!isServer(url)) return console.log(`Lessons stand in ${dir}: DATABASE_URL names no PostgreSQL database.`)
  // What was taught is about its articles.
  if (sample !== undefined) await copySample(sample, dir)
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
  const exported = await exportFiles(dir, files)
  for (const { file, kind } of exported) console.log(`${SAID[kind]}: ${join(dir, file)}`)
  if (exported.length === 0) console.log('Nothing was taught or added.')
  const isFaulty = (file: string) => exported.some((one) => one.file === file && one.kind === 'faulty')
  const written = [...files].filter(([file]) => !isFaulty(file))
  await shared.noteExported(new Map(written.map(([file, { content }]) => [file, content])))
  if (written.length < files.size) throw new OperatorError('Some files have faults: npx wenzheng check tells which.')
}

const SAID = { written: 'written', standing: 'as it is', left: 'taken out', faulty: 'faulty' } as const

await exitOnError(main)
