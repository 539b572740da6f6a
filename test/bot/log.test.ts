import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { describeError } from '../../src/bot/log.ts'

const TOKEN = '123:abc'
const firstLine = (error: unknown) => describeError(error, TOKEN).error.split('\n')[0]

it("tells the system's code of an error, and nothing of its message", async () => {
  const error: unknown = await mkdir(tmpdir()).catch((reason: unknown) => reason)
  expect(firstLine(error)).toBe('Error EEXIST')
  expect(firstLine(Object.assign(new TypeError('what a user wrote'), { code: 'SQLITE_FULL' }))).toBe(
    'TypeError SQLITE_FULL',
  )
})

it.each([undefined, 1, '', 'what somebody wrote', 'A\nB', '火星'])('describes no other code: %j', (code) => {
  expect(firstLine(Object.assign(new Error('what somebody wrote'), { code }))).toBe('Error')
})
