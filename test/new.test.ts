import { mkdir, readFile, readdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startProcess } from './bot/start-process.ts'
import { makeFolder } from './knowledge/samples.ts'

async function run(dir: string, ...args: readonly string[]) {
  const { printed, ended } = startProcess('new.ts', { KNOWLEDGE_DIR: dir, LANG: 'en' }, '', undefined, args)
  return { code: (await ended).code, ...printed }
}

describe('wenzheng new', () => {
  it('writes a template named after the title, whose words need no quotation marks', async () => {
    const dir = await makeFolder({})
    expect(await run(dir, '港口扩建', '三问')).toMatchObject({ code: 0, stderr: '' })
    const [file = ''] = await readdir(dir)
    expect(file).toMatch(/^gangkou-kuojian[a-z-]*\.md$/u)
    expect(await readFile(join(dir, file), 'utf8')).toContain('title: "港口扩建 三问"')
  })

  it('leaves what stands there as it is, a link that leads nowhere too', async () => {
    const dir = await makeFolder({ 'harbour.md': 'mine' })
    await symlink(join(dir, 'away'), join(dir, 'port.md'))
    expect(await run(dir, 'Harbour')).toMatchObject({ code: 1, stdout: '' })
    expect(await run(dir, 'Port')).toMatchObject({ code: 1, stdout: '' })
    expect(await readFile(join(dir, 'harbour.md'), 'utf8')).toBe('mine')
    expect((await readdir(dir)).toSorted()).toEqual(['harbour.md', 'port.md'])
  })

  it.each([['../../escape'], ['/etc/passwd'], ['a\u0000/b'], ['..']])(
    'stays in the folder with the title %j',
    async (title) => {
      const parent = await makeFolder({})
      const dir = join(parent, 'in', 'knowledge')
      await mkdir(dir, { recursive: true })
      if (!title.includes('\u0000')) expect(await run(dir, title)).toMatchObject({ code: 0 })
      expect([await readdir(parent), await readdir(join(parent, 'in'))]).toEqual([['in'], ['knowledge']])
    },
  )

  it('tells its usage without a title, and refuses one that no article may have', async () => {
    const dir = await makeFolder({})
    expect(await run(dir)).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage') as string })
    expect(await run(dir, '港'.repeat(201))).toMatchObject({ code: 2 })
    expect(await run(join(dir, 'none'), 'a')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ENOENT') as string,
    })
    expect(await readdir(dir)).toEqual([])
  })
})
