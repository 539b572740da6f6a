import { spawn } from 'node:child_process'
import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { draftTexts } from '../src/draft/draft-texts.ts'
import { parseArticle } from '../src/knowledge/article-file/parse-article.ts'
import { ENDING_WITH_PARENT, toBundled } from './bot/start-process.ts'
import { draftOf } from './draft/draft-words.ts'

const PAGE =
  '港口扩建三问\n\n2024-05-06 来源：港城日报\n\n一、码头怎么扩建\n\n去年港口吞吐量突破三亿吨。\n\n（责任编辑：王明）\n'

interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(args: readonly string[], input = ''): Promise<Run> {
  const child = spawn(process.execPath, [toBundled('draft.ts'), ...args], {
    env: { ...process.env, ...ENDING_WITH_PARENT },
  })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  // A program that refuses its arguments does not read its input.
  child.stdin.on('error', () => {}).end(input)
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...output })))
}

async function makePage(content: string | Uint8Array = PAGE): Promise<{ dir: string; page: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'wenzheng-draft-'))
  const page = join(dir, 'page.txt')
  await writeFile(page, content)
  return { dir, page }
}

describe('draft', () => {
  it('prints the draft on stdout, and on stderr what it leaves out and how many guesses there are', async () => {
    const page = PAGE.replace(' 来源：港城日报', '')
    const { text, guesses } = await draftOf(page)
    expect(guesses).toHaveLength(1)
    expect(await run(['-'], page)).toEqual({
      code: 0,
      stdout: text,
      stderr: [
        draftTexts.leftovers(),
        draftTexts.leftover({ line: 1, text: '港口扩建三问', use: 'head' }),
        draftTexts.leftover({ line: 3, text: '2024-05-06', use: 'meta' }),
        draftTexts.leftover({ line: 9, text: '（责任编辑：王明）', use: 'meta' }),
        guesses.length > 0 ? draftTexts.openGuesses(guesses.length) : draftTexts.noGuesses(),
        draftTexts.suggestedFile('gangkou-kuojian-san-2024.md'),
        '',
      ].join('\n'),
    })
  })

  it('reads standard input, and writes a file that is an article once its guesses are removed', async () => {
    const { dir } = await makePage()
    const out = join(dir, 'article.md')
    expect(await run(['-', '--out', out], PAGE)).toMatchObject({ code: 0, stdout: '' })
    const written = await readFile(out, 'utf8')
    expect(parseArticle('article.md', written.replaceAll(/^<!-- \? .*-->$/gmu, ''))).toMatchObject({
      kind: 'sound',
      value: { title: '港口扩建三问', publication: '港城日报', date: '2024-05-06' },
    })
  })

  it('overwrites nothing unless it is told to', async () => {
    const { dir, page } = await makePage()
    const out = join(dir, 'article.md')
    await writeFile(out, 'mine')
    expect(await run([page, '--out', out])).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('--force'),
    })
    expect(await readFile(out, 'utf8')).toBe('mine')
    expect(await run([page, '--out', out, '--force'])).toMatchObject({ code: 0 })
    expect(await readFile(out, 'utf8')).toContain('港口扩建三问')
  })

  it.each([
    ['an empty file', '', draftTexts.empty()],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), draftTexts.image()],
  ])('refuses %s with a sentence and status 1, and writes nothing', async (_, content, reason) => {
    const { dir, page } = await makePage(content)
    expect(await run([page, '--out', join(dir, 'article.md')])).toEqual({ code: 1, stdout: '', stderr: `${reason}\n` })
    expect(await readdir(dir)).toEqual(['page.txt'])
  })

  it('names a file that cannot be read, and wrong arguments with status 2', async () => {
    const { dir } = await makePage()
    expect(await run([join(dir, 'none.txt')])).toMatchObject({ code: 1, stderr: expect.stringContaining('ENOENT') })
    expect(await run([dir])).toMatchObject({ code: 1, stderr: expect.stringContaining('is a folder') })
    for (const args of [[], ['a.txt', 'b.txt'], ['a.txt', '--output', 'b.md'], ['a.txt', '--out']])
      expect(await run(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Usage: ') })
  })
})
