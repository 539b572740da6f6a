import { renameSync } from 'node:fs'
import { appendFile, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, it, type TestContext } from 'vitest'
import { watchFolder } from '../../../src/knowledge/folder/watch-folder.ts'

/** Milliseconds in which a busy machine has told of a change. */
const DEADLINE = 20_000
/** Milliseconds after which a call that was to come has come, on a machine that is not too busy; a slower one hides a defect and finds none. */
const LONG = 1500
/** A machine that halts for half a second between two writes has made two changes of one. */
const PATIENCE = { timeout: 60_000, retry: 2 }

/** Watches a folder with two files that lies in one of the test's own. */
async function setUp({ expect, onTestFinished }: TestContext) {
  const outside = await realpath(await mkdtemp(join(tmpdir(), 'watch-')))
  const dir = join(outside, 'knowledge')
  const at = (...names: string[]): string => join(dir, ...names)
  await mkdir(at('below'), { recursive: true })
  await writeFile(at('harbour.md'), 'one')
  await writeFile(at('below', 'market.md'), 'one')
  const seen: { calls: number; troubles: unknown[] } = { calls: 0, troubles: [] }
  const start = async (path = dir) => {
    const watching = await watchFolder(path, {
      onChange: () => void seen.calls++,
      onTrouble: (error) => void seen.troubles.push(error),
    })
    onTestFinished(() => watching.close())
    return watching
  }
  onTestFinished(() => rm(outside, { recursive: true, force: true }))

  /** Expects one call for what is done, neither before it is done nor again after. */
  async function expectOne(change: () => Promise<unknown>, note?: string): Promise<void> {
    const before = seen.calls
    await change()
    expect(seen.calls, note).toBe(before)
    await expect.poll(() => seen.calls, { timeout: DEADLINE, message: note ?? '' }).toBe(before + 1)
    await sleep(LONG)
    expect(seen.calls, note).toBe(before + 1)
  }
  return { outside, at, dir, seen, start, expectOne }
}

describe.concurrent('a watched folder', PATIENCE, () => {
  it('tells once of each file that is added, changed, renamed or removed', async (test) => {
    const { at, seen, start, expectOne } = await setUp(test)
    await start()
    await expectOne(() => writeFile(at('new.md'), 'one'), 'added')
    await expectOne(() => appendFile(at('new.md'), 'two'), 'changed')
    await expectOne(() => rename(at('new.md'), at('below', 'newer.md')), 'renamed')
    await expectOne(() => rm(at('below', 'newer.md')), 'removed')
    test.expect(seen.troubles).toEqual([])
  })

  it('sees a file that another takes the place of, and what is done to that', async (test) => {
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

  it('waits for the end of a copy that takes its time, and of many files that come one after the other', async (test) => {
    const { at, start, expectOne } = await setUp(test)
    await start()
    await expectOne(async () => {
      for (let part = 0; part < 20; part++) {
        await appendFile(at('large.md'), 'part')
        await sleep(100)
      }
    }, 'a large file')
    await expectOne(async () => {
      for (let number = 0; number < 20; number++) {
        await mkdir(at(`folder-${number}`))
        await writeFile(at(`folder-${number}`, 'a.md'), 'one')
        await sleep(100)
      }
    }, 'many files')
  })

  it('sees a folder below it that is put in, taken away, or replaced by another, and what is done in that', async (test) => {
    const { at, outside, start, expectOne } = await setUp(test)
    await start()
    await mkdir(join(outside, 'put'))
    await writeFile(join(outside, 'put', 'ferry.md'), 'one')
    await expectOne(() => rename(join(outside, 'put'), at('put')), 'put in')
    await expectOne(() => appendFile(at('put', 'ferry.md'), 'two'), 'changed there')
    await mkdir(join(outside, 'other'))
    await writeFile(join(outside, 'other', 'ferry.md'), 'another')
    await expectOne(async () => {
      // So that nobody finds the place empty.
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
    await expectOne(() => rm(at('put'), { recursive: true }), 'taken away')
  })

  it('passes over what begins with a dot, and where links lead to, but not the link itself', async (test) => {
    const { at, outside, seen, start, expectOne } = await setUp(test)
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
    await sleep(LONG)
    test.expect(seen.calls).toBe(1)
  })

  it('may lie below one that begins with a dot, and be given by a link, which may come to lead elsewhere', async (test) => {
    const { outside, start, expectOne } = await setUp(test)
    for (const name of ['first', 'second']) await mkdir(join(outside, '.articles', name), { recursive: true })
    const link = join(outside, '.articles', 'current')
    await symlink('first', link)
    await start(link)
    await expectOne(() => writeFile(join(outside, '.articles', 'first', 'a.md'), 'one'), 'in the first')
    await expectOne(() => symlink('second', `${link}2`).then(() => rename(`${link}2`, link)), 'led elsewhere')
    await expectOne(() => writeFile(join(outside, '.articles', 'second', 'a.md'), 'one'), 'in the second')
  })

  it('that another takes the place of is told, and what is done in that', async (test) => {
    const { at, dir, outside, seen, start, expectOne } = await setUp(test)
    await start()
    await mkdir(join(outside, 'other'))
    await expectOne(() => rename(dir, join(outside, 'was')).then(() => rename(join(outside, 'other'), dir)), 'replaced')
    await expectOne(() => writeFile(at('harbour.md'), 'two'), 'changed there')
    test.expect(seen.troubles).toEqual([])
  })

  it('that is deleted is told as trouble, once, and as a change when it is made again', async (test) => {
    const { at, dir, seen, start, expectOne } = await setUp(test)
    await start()
    await rm(dir, { recursive: true })
    await test.expect
      .poll(() => seen.troubles, { timeout: DEADLINE })
      .toEqual([test.expect.objectContaining({ code: 'ENOENT' })])
    await sleep(5000)
    test.expect([seen.troubles.length, seen.calls]).toEqual([1, 0])
    await expectOne(() => mkdir(dir).then(() => writeFile(at('harbour.md'), 'one')), 'made again')
    await expectOne(() => appendFile(at('harbour.md'), 'two'), 'changed')
    await rm(dir, { recursive: true })
    await test.expect.poll(() => seen.troubles.length, { timeout: DEADLINE }).toBe(2)
  })

  it('that is not there at first is told as trouble, and as a change when it is there', async (test) => {
    const { outside, seen, start, expectOne } = await setUp(test)
    await start(join(outside, 'later'))
    test.expect(seen.troubles).toMatchObject([{ code: 'ENOENT' }])
    await expectOne(() => mkdir(join(outside, 'later')))
  })

  it('calls nobody once it is closed, even of what was changed before', async (test) => {
    const { at, dir, seen, start } = await setUp(test)
    const watching = await start()
    await writeFile(at('harbour.md'), 'two')
    await sleep(100)
    await watching.close()
    await writeFile(at('harbour.md'), 'three')
    await rm(dir, { recursive: true })
    await sleep(LONG)
    test.expect(seen).toEqual({ calls: 0, troubles: [] })
  })
})
