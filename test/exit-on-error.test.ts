import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { articleOf } from './bot/admin/knowledge-folder.ts'
import { startProcess } from './bot/start-process.ts'

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
    import { exitOnError } from './exit-on-error.mjs'
    import { OperatorError } from './errors.mjs'
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

const TOKEN = '123456789:AAE-made_up'

describe.concurrent('a program that cannot start', () => {
  it('prints a sentence about each setting that is wrong, and does not repeat a token', async () => {
    const wrong = { ADMIN_IDS: '12, @someone', BOT_API_ROOT: 'api.telegram.org', LOG_LEVEL: 'loud' }
    const { printed, ended } = startProcess('main.ts', { BOT_TOKEN: 'AAE-made up', ...wrong })
    expect(await ended).toEqual({ code: 1, signal: null })
    expect(printed.stdout).toBe('')
    expect(printed.stderr.trimEnd().split('\n')).toEqual([
      'BOT_API_ROOT must be an http(s) address, such as https://api.telegram.org',
      'ADMIN_IDS must be Telegram user ids such as 1234567, separated by commas; "@someone" is none',
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, silent',
      'BOT_TOKEN does not look like a token of @BotFather, such as 123456789:AAE…',
    ])
  })

  it('prints in one line how to get a token, where none is set', async () => {
    const { printed, ended } = startProcess('main.ts')
    expect(await ended).toEqual({ code: 1, signal: null })
    expect(printed.stdout).toBe('')
    expect(printed.stderr).toMatch(/^BOT_TOKEN is not set: .*@BotFather.*npx wenzheng chat\n$/u)
  })

  it.for(['main.ts', 'chat.ts'])(
    'prints everything that is wrong with the knowledge (%s)',
    async (program, { onTestFinished }) => {
      const dir = await mkdtemp(join(tmpdir(), 'knowledge-'))
      onTestFinished(() => rm(dir, { recursive: true }))
      await writeFile(join(dir, 'bad.md'), articleOf('bad', '没有写完', '好的。').replace('title:', 'titel:'))
      const { printed, ended } = startProcess(program, { BOT_TOKEN: TOKEN, KNOWLEDGE_DIR: dir }, '你好\n')
      expect(await ended).toEqual({ code: 1, signal: null })
      expect(printed.stdout).toBe('')
      expect(
        printed.stderr
          .trimEnd()
          .split('\n')
          .map((line) => line.split(' ')[0]),
      ).toEqual(['bad.md:2', 'bad.md:3', 'bad.md:12'])
    },
  )
})
