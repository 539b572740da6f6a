import { subscribe } from 'node:diagnostics_channel'
import type { ChildProcess } from 'node:child_process'
import { openEmbedder } from '../../src/embedding/embedder.ts'

const [, , dir = '', text = '', ending = '', program = ''] = process.argv
let child: ChildProcess | undefined
subscribe('child_process', (message) => (child = (message as { process: ChildProcess }).process))

/** Prints the process of a model that has just been given a text, and ends as it is told on the command line. */
const embedder = await openEmbedder({ dir, program, onTrouble: console.error })
await embedder?.embedPassage('')
if (ending !== 'idle') void embedder?.embedPassage(text)
console.log(`${child?.pid}.`)
if (ending === 'exit') process.exit(3)
if (ending === 'error') throw new Error('This one is not caught.')
if (ending === 'stop') await embedder?.stop()
if (ending === 'signal') setInterval(() => {}, 1000)
