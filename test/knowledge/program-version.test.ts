import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readProgramVersion } from '../../src/knowledge/program-version.ts'
import { makeFolder } from './samples.ts'

describe('the version of the program', () => {
  it('is another as soon as its code or its dependencies are, whatever is linked beside it', async () => {
    const dir = await makeFolder({
      'package.json': '{}',
      'package-lock.json': '{}',
      'src/a/b.ts': '1',
      'src/a/c.md': '',
    })
    const read = () => readProgramVersion(join(dir, 'src'))
    const versions = [await read()]
    await writeFile(join(dir, 'src/a/c.md'), 'no code')
    expect(await read()).toBe(versions[0])
    for (const file of ['src/a/b.ts', 'src/a/d.js', 'package.json', 'package-lock.json']) {
      await writeFile(join(dir, file), '2')
      versions.push(await read())
    }
    expect(new Set(versions).size).toBe(versions.length)
    await mkdir(join(dir, 'packages/chart.js'), { recursive: true })
    await symlink(join(dir, 'packages'), join(dir, 'src/node_modules'))
    expect(await read()).toBe(versions.at(-1))
    expect(await readProgramVersion()).toMatch(/^[0-9a-f]{64}$/u)
  })
})
