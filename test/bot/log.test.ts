import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { HttpError } from 'grammy'
import { expect, it } from 'vitest'
import { describeError } from '../../src/bot/log.ts'

const TOKEN = '123:abc'
const firstLine = (error: unknown) => describeError(error, TOKEN).error.split('\n')[0]

it('tells an error of the system whole, which quotes only a path, and of another its code alone', async () => {
  const error: unknown = await mkdir(tmpdir()).catch((reason: unknown) => reason)
  expect(firstLine(error)).toBe(`Error: EEXIST: file already exists, mkdir '${tmpdir()}'`)
  expect(firstLine(Object.assign(new TypeError('what a user wrote'), { code: 'SQLITE_FULL' }))).toBe(
    'TypeError SQLITE_FULL',
  )
})

it.each([undefined, 1, '', 'what somebody wrote', 'A\nB', '火星'])('describes no other code: %j', (code) => {
  expect(firstLine(Object.assign(new Error('what somebody wrote'), { code }))).toBe('Error')
})

const toHttpError = (error: unknown) => new HttpError("Network request for 'getMe' failed!", error)

it('tells why a request failed', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' })
  expect(firstLine(toHttpError(new TypeError('fetch failed', { cause: refused })))).toBe(
    "Network request for 'getMe' failed! <- TypeError: fetch failed" +
      ' <- Error ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1',
  )
})

it('tells neither token, address nor response of a request that failed', () => {
  const quoting = new SyntaxError('"/bot123:ab"... is not valid JSON')
  expect(firstLine(toHttpError(quoting))).toBe("Network request for 'getMe' failed! <- SyntaxError")
  const parsing = new TypeError(`Failed to parse URL from https://user:secret@x.org/bot${TOKEN}/getMe`)
  expect(firstLine(toHttpError(parsing))).toBe(
    "Network request for 'getMe' failed! <- TypeError: Failed to parse URL from [address]",
  )
  expect(firstLine(toHttpError(new Error(`bot${TOKEN} is unknown`)))).toContain('<- Error: bot[token] is unknown')
  expect(firstLine(toHttpError('what somebody wrote'))).toBe("Network request for 'getMe' failed!")
})

it('ends with causes that name each other', () => {
  const error = new TypeError('fetch failed')
  error.cause = error
  expect(firstLine(toHttpError(error))?.split(' <- ')).toHaveLength(4)
})
