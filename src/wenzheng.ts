import { readEnvironment, readTerminalSettings } from './config.ts'
import { UsageError } from './errors.ts'
import { exitOnError } from './exit-on-error.ts'
import { createHelpTexts } from './help-texts.ts'

/** The commands, in the order of the help, where each has a line: `command-chat`. */
const COMMANDS: Readonly<Record<string, () => Promise<unknown>>> = {
  chat: () => import('./chat.ts'),
  start: () => import('./main.ts'),
  check: () => import('./check-knowledge.ts'),
  draft: () => import('./draft.ts'),
  'draft-asks': () => import('./draft-asks.ts'),
  new: () => import('./new.ts'),
  'export-lessons': () => import('./export-lessons.ts'),
}

const HELP = ['--help', '-h', 'help']

/** Runs a command, which finds its arguments as if it had been started itself; without one it tells which there are. */
async function runCommand(name = '', ...args: readonly string[]): Promise<void> {
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  // The bot has no arguments, and must not start where its help is asked for.
  if (!load || (name === 'start' && args.length > 0)) return exitOnError(async () => explain(name, args))
  process.argv.splice(2, 1)
  await load()
}

function explain(name: string, args: readonly string[]): void {
  // Who reads the output may have read enough, as head has.
  process.stdout.once('error', () => process.exit())
  const texts = createHelpTexts(readTerminalSettings(readEnvironment()).language)
  const asked = name === 'start' ? args[0] : name
  if (HELP.includes(asked ?? '')) return console.log(texts.help(Object.keys(COMMANDS)))
  if (name === '') throw new UsageError(texts.help(Object.keys(COMMANDS)))
  throw new UsageError(name === 'start' ? texts.noArguments(name) : texts.unknown(name))
}

await runCommand(...process.argv.slice(2))
