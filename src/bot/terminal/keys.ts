import { createInterface } from 'node:readline'
import { type Readable, Transform } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { StringDecoder } from 'node:string_decoder'
import { removeTypedControls } from './control-characters.ts'

/** The input; from a TTY lines may be typed before they are read. */
export type Keys = Readable & { readonly isTTY?: boolean; readonly setRawMode?: (isRaw: boolean) => unknown }

/**
 * Collects lines without taking the keys from the terminal: while the process is busy the terminal itself shows and
 * edits what is typed, and ends the process at Ctrl+C.
 */
export function collectTypeAhead(input: Keys) {
  const lines: string[] = []
  let hasEnded = false
  const reading = createInterface({ input, terminal: false })
  // All lines of one chunk are there when the promise resolves.
  const typed = new Promise<void>((resolve) => reading.once('line', () => resolve()))
  reading.on('line', (line) => lines.push(line)).once('close', () => (hasEnded = true))
  return {
    lines,
    typed,
    async stop() {
      // Lines that came while the process was busy are read in the next turn.
      await nextTurn()
      const collected = { lines, hasEnded }
      reading.close()
      return collected
    },
  }
}

/** Returns the keys without the control characters that a line editor would show on the screen as they are. */
export function withoutControls(input: Keys): Keys {
  const decoder = new StringDecoder('utf8')
  const typed = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, removeTypedControls(decoder.write(chunk))),
  })
  const setRawMode = (isRaw: boolean) => input.setRawMode?.(isRaw)
  return Object.assign(input.pipe(typed), { isTTY: input.isTTY === true, setRawMode })
}
