import { setTimeout as sleep } from 'node:timers/promises'
import { type Api, GrammyError, HttpError } from 'grammy'
import { type Log, describeError } from '../log.ts'
import { type Downloaded, createDownload } from './api-fetch.ts'
import { DELAYS, PATIENCE, type RetryOptions } from './api-retry.ts'

/** What came of fetching a file. */
export type FetchedFile =
  | { readonly kind: 'fetched'; readonly bytes: Uint8Array }
  | { readonly kind: 'tooLarge' }
  /** Telegram does not give it any more. */
  | { readonly kind: 'gone' }
  /** It could not be fetched for as long as requests are tried; the log tells why. */
  | { readonly kind: 'unreachable' }

/** Fetches a file that a user sent, of so many bytes at most. */
export type FetchFile = (api: Pick<Api, 'getFile'>, fileId: string, most: number) => Promise<FetchedFile>

interface FileParts {
  readonly token: string
  readonly apiRoot: string
  readonly proxy?: URL | undefined
  readonly log: Log
  readonly retry?: RetryOptions | undefined
}

/** Milliseconds for a file of a megabyte on a slow line. */
const DOWNLOAD_TIMEOUT = 45_000
/** How often in a row Telegram may have nothing at an address, which is good for an hour and asked for anew. */
const MOST_MISSED = 3
/** A path on the machine of a Bot API server that runs with --local. */
const LOCAL_PATH = /^(?:\/|[A-Za-z]:)/u
const [NOT_FOUND, TOO_MANY, SERVER_ERROR] = [404, 429, 500]

/** Creates what fetches files, through the proxy and as often as other requests. The address holds the token. */
export function createFetchFile({ token, apiRoot, proxy, log, retry }: FileParts): FetchFile {
  const { delays = DELAYS, patience = PATIENCE } = retry ?? {}
  const download = createDownload(proxy)

  /** A status that is none of HTTP's stands for no answer. */
  async function tryOnce(
    path: string,
    most: number,
  ): Promise<Downloaded | { readonly status: 0; readonly cause: unknown }> {
    const url = `${apiRoot}/file/bot${token}/${path.split('/').map(encodeURIComponent).join('/')}`
    try {
      return await download(url, most, AbortSignal.timeout(DOWNLOAD_TIMEOUT))
    } catch (cause) {
      return { status: 0, cause }
    }
  }

  return async (api, fileId, most) => {
    const end = performance.now() + patience
    let missed = 0
    for (let failures = 0; ; failures++) {
      const file = await findFile(api, fileId)
      if (file.kind === 'local') log.warn('the Bot API server keeps files to itself (--local): none can be fetched')
      if (file.kind === 'local') return { kind: 'unreachable' }
      if (file.kind !== 'found') return file
      const got = await tryOnce(file.path, most)
      if (got === 'tooLarge') return { kind: 'tooLarge' }
      if ('bytes' in got && got.status === 200) return { kind: 'fetched', bytes: got.bytes }
      missed = got.status === NOT_FOUND ? missed + 1 : 0
      const cause = 'cause' in got ? describeError(new HttpError('no answer', got.cause), token) : { code: got.status }
      const delay = delays[Math.min(failures, delays.length - 1)] ?? 0
      const isOver = performance.now() + delay > end || !isPassing(got.status, missed)
      log.warn({ ...cause, ...(!isOver && { delay }) }, 'a file could not be fetched from Telegram')
      if (isOver) return { kind: got.status === NOT_FOUND ? 'gone' : 'unreachable' }
      await sleep(delay)
    }
  }
}

/** Asks Telegram for the address of a file. */
async function findFile(
  api: Pick<Api, 'getFile'>,
  fileId: string,
): Promise<
  | { readonly kind: 'found'; readonly path: string }
  | { readonly kind: 'local' }
  | Extract<FetchedFile, { kind: 'gone' | 'tooLarge' }>
> {
  try {
    const { file_path: path } = await api.getFile(fileId)
    if (path === undefined) return { kind: 'gone' }
    return LOCAL_PATH.test(path) ? { kind: 'local' } : { kind: 'found', path }
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
    return { kind: /too big/u.test(error.description) ? 'tooLarge' : 'gone' }
  }
}

function isPassing(status: number, missed: number): boolean {
  if (status === NOT_FOUND) return missed < MOST_MISSED
  return status === 0 || status === TOO_MANY || status >= SERVER_ERROR
}
