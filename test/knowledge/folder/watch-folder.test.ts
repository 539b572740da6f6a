import { renameSync } from 'node:fs'
import { appendFile, mkdir, mkdtemp, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, it, type TestContext, vi } from 'vitest'
import { type WatchIntervals, watchFolder } from '../../../src/knowledge/folder/watch-folder.ts'

vi.mock('node:fs/promises', { spy: true })

const INTERVALS: WatchIntervals = { quiet: 100, look: 40, retry: 60, open: 30_000 }
/** Milliseconds between two steps of one change: well below the quiet interval, and many of them well above it. */
const STEP = INTERVALS.quiet / 5
const STEPS = 15
/** Looks at the folder after which a call that a past event causes has been made: three quiet intervals. */
const LOOKS = (3 * INTERVALS.quiet) / INTERVALS.look
/** Milliseconds in which a busy machine reports a change. */
const DEADLINE = 20_000
/** A machine that halts for the quiet interval between two steps makes two changes of one. */
const PATIENCE = { timeout: 60_000, retry: 2 }

/** Makes a temporary folder that contains the watched folder with two files. */
async function setUp({ expect, onTestFinished }: TestContext) {
  const outside = await realpath(await mkdtemp(join(tmpdir(), 'watch-')))
  const dir = join(outside, 'knowledge')
  const at = (...names: string[]): string => join(dir, ...names)
  await mkdir(at('below'), { recursive: true })
  await writeFile(at('harbour.md'), 'one')
  await writeFile(at('below', 'market.md'), 'one')
  const seen: { calls: number; troubles: unknown[] } = { calls: 0, troubles: [] }
  let watched = dir
  const start = async (path = dir) => {
    watched = path
    const listeners = {
      onChange: () => void seen.calls++,
      onTrouble: (error: unknown) => void seen.troubles.push(error),
    }
    const watching = await watchFolder(path, listeners, INTERVALS)
    onTestFinished(() => watching.close())
    return watching
  }
  onTestFinished(() => rm(outside, { recursive: true, force: true }))

  /** Waits until the watch has looked at the folder so many times, or has tried to open it again. */
  async function waitForLooks(count = LOOKS): Promise<void> {
    const countLooks = () => vi.mocked(stat).mock.calls.filter(([path]) => path === watched).length
    const before = countLooks()
    await expect.poll(countLooks, { timeout: DEADLINE, interval: 20 }).toBeGreaterThanOrEqual(before + count)
  }

  /** Expects exactly one call for a change, after it is complete. */
  async function expectOne(change: () => Promise<unknown>, note?: string): Promise<void> {
    const before = seen.calls
    await change()
    expect(seen.calls, note).toBe(before)
    await expect.poll(() => seen.calls, { timeout: DEADLINE, interval: 20, message: note ?? '' }).toBe(before + 1)
    await waitForLooks()
    expect(seen.calls, note).toBe(before + 1)
  }
  return { outside, at, dir, seen, start, expectOne, waitForLooks }
}

describe.concurrent('a watched folder', PATIENCE, () => {
  it('reports each file that is added, changed, renamed or removed, once', async (test) => {
    const { at, seen, start, expectOne } = await setUp(test)
    await start()
    await expectOne(() => writeFile(at('new.md'), 'one'), 'added')
    await expectOne(() => appendFile(at('new.md'), 'two'), 'changed')
    await expectOne(() => rename(at('new.md'), at('below', 'newer.md')), 'renamed')
    await expectOne(() => rm(at('below', 'newer.md')), 'removed')
    test.expect(seen.troubles).toEqual([])
  })

  it('reports a file that replaces another, and later changes of the new file', async (test) => {
    const { at, outside, start, expectOne } = await setUp(test)
    await start()
    for (const [note, path] of [
      ['from a hidden file', at('.harbour.md.tmp')],
      ['from outside', join(outside, 'harbour.md')],
    ] as const) {
      await expectOne(() => writeFile(path, note).then(() => rename(path, at('harbour.md'))), note)
      await expectOne(() => appendFile(at('harbour.md'), 'three'), `after one ${note}`)
    }
    await expectOne(async () => {
      await rename(at('harbour.md'), at('harbour.md~'))
      await writeFile(at('harbour.md'), 'two')
      await rm(at('harbour.md~'))
    }, 'with a copy of the old one')
  })

  it('reports a slow copy, and many files that are written in a row, when they are complete', async (test) => {
    const { at, start, expectOne } = await setUp(test)
    await start()
    await expectOne(async () => {
      for (let part = 0; part < STEPS; part++) {
        await appendFile(at('large.md'), 'part')
        await pause(STEP)
      }
    }, 'a large file')
    await expectOne(async () => {
      for (let number = 0; number < STEPS; number++) {
        await mkdir(at(`folder-${number}`))
        await writeFile(at(`folder-${number}`, 'a.md'), 'one')
        await pause(STEP)
      }
    }, 'many files')
  })

  it('reports a subfolder that is moved in, moved away or replaced, and changes in the new one', async (test) => {
    const { at, outside, start, expectOne } = await setUp(test)
    await start()
    await mkdir(join(outside, 'put'))
    await writeFile(join(outside, 'put', 'ferry.md'), 'one')
    await expectOne(() => rename(join(outside, 'put'), at('put')), 'moved in')
    await expectOne(() => appendFile(at('put', 'ferry.md'), 'two'), 'changed there')
    await mkdir(join(outside, 'other'))
    await writeFile(join(outside, 'other', 'ferry.md'), 'another')
    await expectOne(async () => {
      // Synchronously, so that the watch never finds the place empty.
      renameSync(at('put'), join(outside, 'was'))
      renameSync(join(outside, 'other'), at('put'))
    }, 'replaced')
    await expectOne(() => appendFile(at('put', 'ferry.md'), 'two'), 'changed in the new one')
    await expectOne(async () => {
      await rm(at('put'), { recursive: true })
      await mkdir(at('put'))
      await writeFile(at('put', 'ferry.md'), 'two')
    }, 'made again')
    await expectOne(() => appendFile(at('put', 'ferry.md'), 'two'), 'changed there')
    await expectOne(() => rm(at('put'), { recursive: true }), 'removed')
  })

  it('ignores names that begin with a dot and the targets of links, but reports a new link', async (test) => {
    const { at, outside, seen, start, expectOne, waitForLooks } = await setUp(test)
    await mkdir(at('.git'))
    await mkdir(join(outside, 'elsewhere'))
    await start()
    await expectOne(() => symlink(join(outside, 'elsewhere'), at('linked')))
    await writeFile(at('.harbour.md.swp'), 'one')
    await writeFile(at('.git', 'index'), 'one')
    await mkdir(at('.idea'))
    await writeFile(at('.idea', 'harbour.md'), 'one')
    await writeFile(join(outside, 'elsewhere', 'harbour.md'), 'one')
    await writeFile(join(outside, 'beside.md'), 'one')
    await waitForLooks()
    test.expect(seen.calls).toBe(1)
  })

  it('reports the link through which a mounted ConfigMap changes its files', async (test) => {
    const { at, start, expectOne } = await setUp(test)
    await mkdir(at('..2026_1'))
    await writeFile(at('..2026_1', 'park.md'), 'one')
    await symlink('..2026_1', at('..data'))
    await symlink('..data/park.md', at('park.md'))
    await start()
    await expectOne(async () => {
      await mkdir(at('..2026_2'))
      await writeFile(at('..2026_2', 'park.md'), 'two')
      await symlink('..2026_2', at('..data_tmp'))
      await rename(at('..data_tmp'), at('..data'))
      await rm(at('..2026_1'), { recursive: true })
    })
  })

  it('can lie below a folder that begins with a dot, and be given by a link that changes its target', async (test) => {
    const { outside, start, expectOne } = await setUp(test)
    for (const name of ['first', 'second']) await mkdir(join(outside, '.articles', name), { recursive: true })
    const link = join(outside, '.articles', 'current')
    await symlink('first', link)
    await start(link)
    await expectOne(() => writeFile(join(outside, '.articles', 'first', 'a.md'), 'one'), 'in the first')
    await expectOne(() => symlink('second', `${link}2`).then(() => rename(`${link}2`, link)), 'linked elsewhere')
    await expectOne(() => writeFile(join(outside, '.articles', 'second', 'a.md'), 'one'), 'in the second')
  })

  it('is reported when another folder replaces it, and so are changes in the new one', async (test) => {
    const { at, dir, outside, seen, start, expectOne } = await setUp(test)
    await start()
    await mkdir(join(outside, 'other'))
    await expectOne(() => rename(dir, join(outside, 'was')).then(() => rename(join(outside, 'other'), dir)), 'replaced')
    await expectOne(() => writeFile(at('harbour.md'), 'two'), 'changed there')
    test.expect(seen.troubles).toEqual([])
  })

  it('is reported as trouble once when it is deleted, and as changed when it is made again', async (test) => {
    const { at, dir, seen, start, expectOne, waitForLooks } = await setUp(test)
    await start()
    await rm(dir, { recursive: true })
    await test.expect
      .poll(() => seen.troubles, { timeout: DEADLINE })
      .toEqual([test.expect.objectContaining({ code: 'ENOENT' })])
    await waitForLooks(3)
    test.expect([seen.troubles.length, seen.calls]).toEqual([1, 0])
    await expectOne(() => mkdir(dir).then(() => writeFile(at('harbour.md'), 'one')), 'made again')
    await expectOne(() => appendFile(at('harbour.md'), 'two'), 'changed')
    await rm(dir, { recursive: true })
    await test.expect.poll(() => seen.troubles.length, { timeout: DEADLINE }).toBe(2)
  })

  it('is reported as trouble when it is missing at first, and as changed when it exists', async (test) => {
    const { outside, seen, start, expectOne } = await setUp(test)
    await start(join(outside, 'later'))
    test.expect(seen.troubles).toMatchObject([{ code: 'ENOENT' }])
    await expectOne(() => mkdir(join(outside, 'later')))
  })

  it('calls no listener after it is closed, not even for earlier changes', async (test) => {
    const { at, dir, seen, start } = await setUp(test)
    const watching = await start()
    const troubles: unknown[] = []
    const other = await watchFolder(
      dir,
      { onChange: () => {}, onTrouble: (error) => void troubles.push(error) },
      INTERVALS,
    )
    test.onTestFinished(() => other.close())
    await writeFile(at('harbour.md'), 'two')
    await watching.close()
    await writeFile(at('harbour.md'), 'three')
    await rm(dir, { recursive: true })
    // By now an open watch has reported all of it.
    await test.expect.poll(() => troubles.length, { timeout: DEADLINE }).toBe(1)
    test.expect(seen).toEqual({ calls: 0, troubles: [] })
  })
})
