import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { draftPage } from './draft/draft-page.ts'
import { draftTexts } from './draft/draft-texts.ts'
import type { Draft } from './draft/draft.ts'
import { pageLimits } from './draft/page/page-limits.ts'
import { exitOnError } from './exit-on-error.ts'
import { OperatorError, UsageError } from './errors.ts'
import { readPageFile, writeNewFile } from './knowledge/folder/page-file.ts'

const USAGE = 'Usage: npx wenzheng draft FILE|ADDRESS|- [--out article.md [--force]]'

interface Arguments {
  readonly input: string
  readonly out: string | undefined
  readonly isForced: boolean
  readonly isHelp: boolean
}

/** Prints the draft on stdout, or writes it; what there is to say of it goes to stderr. */
async function main(): Promise<void> {
  const { input, out, isForced, isHelp } = parseArguments(process.argv.slice(2))
  if (isHelp) return console.log(USAGE)
  const { bytes, name, link } = await readInput(input)
  const drafted = await draftPage(bytes, name, link)
  if (drafted.kind === 'refused') throw new OperatorError(drafted.reason)
  if (out === undefined) await print(drafted.draft.text)
  else await writeNewFile(out, drafted.draft.text, isForced)
  console.error(toRemarks(drafted.draft, out).join('\n'))
}

async function readInput(input: string): Promise<{ bytes: Uint8Array; name: string; link?: string }> {
  // Its modules are needed for an address only.
  if (/^[a-z]+:\/\//iu.test(input)) return (await import('./fetch-page.ts')).fetchPage(input, pageLimits)
  return { bytes: await readPageFile(input, pageLimits.bytes), name: basename(input) }
}

function toRemarks({ file, guesses, leftovers, notices }: Draft, out: string | undefined): string[] {
  return [
    ...notices,
    ...(leftovers.length > 0 ? [draftTexts.leftovers()] : []),
    ...leftovers.map(draftTexts.leftover),
    guesses.length > 0 ? draftTexts.openGuesses(guesses.length) : draftTexts.noGuesses(),
    ...(out === undefined ? [draftTexts.suggestedFile(file)] : []),
  ]
}

function parseArguments(args: string[]): Arguments {
  try {
    const options = {
      out: { type: 'string' },
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    } as const
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const { out, force: isForced, help: isHelp } = values
    const [input = ''] = positionals
    if (isHelp || (input !== '' && positionals.length === 1)) return { input, out, isForced, isHelp }
  } catch {
    // Options that are none.
  }
  throw new UsageError(USAGE)
}

/** Waits until all is written: the process ends right after. */
function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()))
}

await exitOnError(main)
