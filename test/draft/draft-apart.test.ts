import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { expect, inject, it, onTestFinished } from 'vitest'
import { draftApart } from '../../src/draft/draft-apart.ts'
import { draftPage } from '../../src/draft/draft-page.ts'
import { toBundled } from '../bot/start-process.ts'

const program = toBundled('draft-process.ts')
const PAGE = Buffer.from('滨江公园怎么改\n\n园林局局长张三说：“公园里要多种蝴蝶兰。”\n')

async function write(source: string): Promise<string> {
  const file = join(inject('dataDir'), `${randomUUID()}.mjs`)
  await writeFile(file, source)
  onTestFinished(() => rm(file))
  return file
}

it('drafts as in the same process, from the sources and from the bundle', async () => {
  const own = await draftPage(PAGE, 'a.txt')
  expect(own.kind).toBe('drafted')
  expect(await draftApart(PAGE, 'a.txt', { program })).toEqual(own)
  expect(await draftApart(PAGE, 'a.txt')).toEqual(own)
  expect(await draftApart(Buffer.from(' '), 'a.txt', { program })).toMatchObject({ kind: 'refused' })
})

it('fails where the program hangs, ends without a word, or is missing', async () => {
  const hanging = await write("setInterval(() => {}, 1000)\nprocess.on('message', () => { for (;;); })\n")
  expect(await draftApart(PAGE, 'a.txt', { program: hanging, limit: 500 })).toEqual({ kind: 'failed' })
  expect(await draftApart(PAGE, 'a.txt', { program: await write('process.exit(3)\n') })).toEqual({ kind: 'failed' })
  expect(await draftApart(PAGE, 'a.txt', { program: '/none.mjs' })).toEqual({ kind: 'failed' })
})

it('gives the program no setting, and so no token', async () => {
  const telling = await write("process.once('message', () => process.send(Object.keys(process.env)))\n")
  const names: unknown = await draftApart(PAGE, 'a.txt', { program: telling })
  expect(names).not.toContain('PATH')
  expect(names).not.toContain('BOT_TOKEN')
})
