import { execFile } from 'node:child_process'
import { describe, expect, inject, it } from 'vitest'

const WRITTEN = '我家住在幸福路三号'
const REFUSED = `new GrammyError('Call to \\'sendMessage\\' failed!',
  { ok: false, error_code: 400, description: 'Bad Request: no' }, 'sendMessage', { chat_id: 1, text: '${WRITTEN}' })`
const FOR_EVER = 'await new Promise(() => setInterval(() => {}, 1000))'

interface Run {
  readonly status: unknown
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command to its end in a process of its own. */
function run(command: string): Promise<Run> {
  const script = `
    import { exitOnError } from './src/exit-on-error.js'
    import { OperatorError } from './src/errors.js'
    ${command.includes('GrammyError') ? "import { GrammyError } from 'grammy'" : ''}
    await exitOnError(async () => { ${command} })`
  const options = { cwd: inject('programDir') }
  return new Promise((resolve) => {
    execFile(process.execPath, ['--input-type=module', '--eval', script], options, (error, stdout, stderr) =>
      resolve({ status: error ? error.code : 0, stdout, stderr }),
    )
  })
}

describe('exitOnError', () => {
  it('ends a command that succeeds with 0', async () => {
    expect(await run('')).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  it.each([
    ['a setting', 'throw new OperatorError("PORT is none")', /^PORT is none\n$/u],
    [
      'a file',
      'await (await import("node:fs/promises")).readFile("/none/at/all")',
      /^Error: ENOENT: no such file or directory, open '\/none\/at\/all'\n {4}at /u,
    ],
    [
      'a request that was refused',
      `throw ${REFUSED}`,
      /^GrammyError: Call to 'sendMessage' failed! \(400: Bad Request: no\)\n {4}at /u,
    ],
  ])('reports what is wrong with %s', async (_, command, reported) => {
    const { status, stderr } = await run(command)
    expect(stderr).toMatch(reported)
    expect([status, stderr.includes(WRITTEN)]).toEqual([1, false])
  })

  it.each([
    ['thrown', `JSON.parse('${WRITTEN}')`, 'SyntaxError\n    at JSON.parse'],
    [
      'thrown with another as its cause',
      `throw new Error('${WRITTEN}', { cause: new Error('${WRITTEN}') })`,
      'Error\n    at ',
    ],
    [
      'thrown with a message like a stack',
      `throw new RangeError('no\\n    at ${WRITTEN}\\n    at ${WRITTEN}')`,
      'RangeError\n    at ',
    ],
    ['rejected and not awaited', `void Promise.reject(${REFUSED}); ${FOR_EVER}`, 'GrammyError: Call to'],
    ['thrown by a timer', `setTimeout(() => JSON.parse('${WRITTEN}')); ${FOR_EVER}`, 'SyntaxError\n    at JSON.parse'],
    ['that is no error', `throw '${WRITTEN}'`, 'A value of type string was thrown'],
  ])('reports where an error came from, without what a user wrote: one %s', async (_, command, reported) => {
    const { status, stdout, stderr } = await run(command)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain(reported)
    expect(stderr).not.toContain(WRITTEN)
  })
})
