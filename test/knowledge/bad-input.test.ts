import { writeFileSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { openFolder } from '../../src/knowledge/folder/knowledge-folder.ts'
import { parseAsks } from '../../src/knowledge/companions/asks.ts'
import { limits } from '../../src/knowledge/limits.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { type ProblemText, problemTexts } from '../../src/knowledge/problems/problem-texts.ts'
import { parseVocabulary } from '../../src/knowledge/companions/vocabulary.ts'
import { createTaughtFiles } from '../../src/knowledge/taught/taught-files.ts'
import { makeFolder, parse, parseProblems, toFile, toFileWithHead } from './samples.ts'

vi.mock('node:fs/promises', { spy: true })
// Without the limits most of these take minutes, far longer than this timeout.
vi.setConfig({ testTimeout: 30_000 })
beforeEach(() => void vi.mocked(readFile).mockClear())

const ARTICLE = toFile('## 小标题', '【叙述】好。')
const fault = (file: string, line: number, text: ProblemText) => ({ file, line, text })
const faulty = (...problems: readonly ReturnType<typeof fault>[]) => ({ kind: 'faulty', problems })
/** Lists the files that were read into memory. */
const listRead = (dir: string) =>
  vi.mocked(readFile).mock.calls.flatMap(([path]) => (typeof path === 'string' ? [path.slice(dir.length + 1)] : []))

async function makeHollow(files: Readonly<Record<string, number>>): Promise<string> {
  const dir = await makeFolder({ 'a.md': ARTICLE, ...Object.fromEntries(Object.keys(files).map((file) => [file, ''])) })
  for (const [file, size] of Object.entries(files)) await truncate(join(dir, file), size)
  return dir
}

describe('a file that is too large', () => {
  it.each([
    ['b.md', limits.article],
    ['b.asks.yaml', limits.asks],
    ['terms.yaml', limits.vocabulary],
  ])('is refused before it is read: %s', async (file, limit) => {
    const dir = await makeHollow({ [file]: limit + 1 })
    expect(await loadKnowledge(dir)).toEqual(faulty(fault(file, 1, problemTexts.fileTooLarge(limit + 1, limit))))
    expect(listRead(dir)).toEqual(['a.md'])
  })

  it('than the whole folder may be is refused without reading any file', async () => {
    const size = limits.folder + 1
    const dir = await makeHollow({ 'b.md': size })
    expect(await loadKnowledge(dir)).toEqual(faulty(fault('b.md', 1, problemTexts.fileTooLarge(size, limits.article))))
    expect(listRead(dir)).toEqual([])
  })

  it('is read if its size equals the limit', async () => {
    const dir = await makeHollow({ 'b.md': limits.article })
    expect(await loadKnowledge(dir)).toEqual(faulty(fault('b.md', 1, problemTexts.controlCharacter('U+0000'))))
  })

  it('is ignored if its name is not that of a knowledge file', async () => {
    expect(await loadKnowledge(await makeHollow({ 'scan.pdf': 1e9, '.b.md': 1e9 }))).toMatchObject({ kind: 'loaded' })
  })
})

describe('a folder that is too large', () => {
  it('is refused by its total size, before any file is read', async () => {
    const count = limits.folder / limits.article
    const files = Object.fromEntries(Array.from({ length: count }, (_, index) => [`b${index}.md`, limits.article]))
    const dir = await makeHollow(files)
    const size = limits.folder + Buffer.byteLength(ARTICLE)
    expect(await loadKnowledge(dir)).toEqual(faulty(fault('.', 1, problemTexts.folderTooLarge(size, limits.folder))))
    expect(listRead(dir)).toEqual([])
  })

  it('is refused by the number of its entries', async () => {
    const dir = await makeFolder({ 'a.md': ARTICLE })
    for (let index = 0; index < limits.entries; index++) writeFileSync(join(dir, `${index}.txt`), '')
    expect(await loadKnowledge(dir)).toEqual(faulty(fault('.', 1, problemTexts.tooManyEntries(limits.entries))))
  })

  it('reports its first problems and counts the others', async () => {
    const text = toFile('## 小标题', ...Array.from({ length: limits.problems + 7 }, (_, index) => `无标记${index}。`))
    const knowledge = await loadKnowledge(await makeFolder({ 'a.md': text }))
    const problems = knowledge.kind === 'faulty' ? knowledge.problems : []
    expect(problems).toHaveLength(limits.problems + 1)
    expect(problems.at(-2)).toMatchObject({ file: 'a.md' })
    expect(problems.at(-1)).toEqual(fault('.', 1, problemTexts.moreProblems(7)))
  })
})

describe('a file that is not text', () => {
  const utf16 = Buffer.from(`\uFEFF${ARTICLE}`, 'utf16le')

  it.each([
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 1, problemTexts.binary()],
    ['UTF-16', utf16, 1, problemTexts.notUtf8()],
    ['UTF-16 the other way round', Buffer.from(utf16).swap16(), 1, problemTexts.notUtf8()],
    ['GB 18030', Buffer.from('b8dbbfda', 'hex'), 1, problemTexts.notUtf8()],
    ['zeros', Buffer.alloc(20), 1, problemTexts.controlCharacter('U+0000')],
    ['text with a zero', Buffer.from('---\r\nid: a\rb\n\0'), 4, problemTexts.controlCharacter('U+0000')],
    ['text with an escape sequence', Buffer.from('a\n\x1B[31mb'), 2, problemTexts.controlCharacter('U+001B')],
  ])('is refused as article, asks and vocabulary: %s', async (_, bytes, line, text) => {
    const dir = await makeFolder({ 'a.md': bytes, 'b.asks.yaml': bytes, 'terms.yaml': bytes })
    expect(await loadKnowledge(dir)).toEqual(
      faulty(...['a.md', 'b.asks.yaml', 'terms.yaml'].map((file) => fault(file, line, text))),
    )
  })
})

describe('a link', () => {
  it.each([
    ['out of the folder to a file', '/etc/passwd', 'b.md'],
    ['out of the folder to another', tmpdir(), 'b'],
    ['to the folder above it', '..', 'b'],
    ['to itself', 'b.md', 'b.md'],
    ['to nothing', 'nowhere', 'b.terms.yaml'],
    ['to an article beside it', 'a.md', 'b.md'],
  ])('is refused and not followed: %s', async (_, target, name) => {
    const dir = await makeFolder({ 'a.md': ARTICLE })
    await symlink(target, join(dir, name))
    await mkdir(join(dir, 'sub'))
    await symlink(target, join(dir, 'sub', name))
    expect(await loadKnowledge(dir)).toEqual(
      faulty(fault(name, 1, problemTexts.link()), fault(`sub/${name}`, 1, problemTexts.link())),
    )
    expect(listRead(dir)).toEqual(['a.md'])
  })

  it('is ignored if its name begins with a dot', async () => {
    const dir = await makeFolder({ 'a.md': ARTICLE, '.DS_Store': '\0', '._a.md': '\0', '.git/b.md': '\0' })
    await symlink('/etc/passwd', join(dir, '.b.md'))
    expect(await loadKnowledge(dir)).toMatchObject({ kind: 'loaded', articles: [{ file: 'a.md' }] })
  })

  it('can lead to the folder itself', async () => {
    const dir = await makeFolder({ 'real/a.md': ARTICLE })
    await symlink('real', join(dir, 'knowledge'))
    expect(await loadKnowledge(join(dir, 'knowledge'))).toMatchObject({ kind: 'loaded' })
  })

  it('that replaces a file after listing is not followed', async () => {
    const dir = await makeFolder({ 'a.md': ARTICLE })
    const { readFile: read } = await vi.importActual<typeof import('node:fs/promises')>('node:fs/promises')
    await symlink('a.md', join(dir, 'b.md'))
    vi.mocked(readFile).mockImplementationOnce((_, options) => read(join(dir, 'b.md'), options))
    expect(await loadKnowledge(dir)).toEqual(
      faulty(fault('b.md', 1, problemTexts.link()), fault('a.md', 1, problemTexts.unreadable('ELOOP'))),
    )
  })
})

describe.skipIf(process.platform === 'win32')('what is no file', () => {
  const makePipe = (dir: string, name: string) => execFileSync('mkfifo', [join(dir, name)])

  it.each(['b.md', 'harbour.taught.asks.yaml', 'checks.yaml', 'terms.yaml'])(
    'and named like one is told and not opened: a pipe %s',
    async (name) => {
      const dir = await makeFolder({ 'a.md': ARTICLE })
      makePipe(dir, name)
      expect(await loadKnowledge(dir)).toEqual(faulty(fault(name, 1, problemTexts.notAFile())))
      expect(listRead(dir)).toEqual(['a.md'])
    },
  )

  it('and named like one is told: a socket', async ({ onTestFinished }) => {
    const dir = await makeFolder({ 'a.md': ARTICLE })
    const server = createServer().listen(join(dir, 'b.md'))
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    expect(await loadKnowledge(dir)).toEqual(faulty(fault('b.md', 1, problemTexts.notAFile())))
  })

  it('and named otherwise is passed over', async () => {
    const dir = await makeFolder({ 'a.md': ARTICLE })
    makePipe(dir, 'notes.txt')
    makePipe(dir, '.b.md')
    expect(await loadKnowledge(dir)).toMatchObject({ kind: 'loaded' })
  })

  it('is not waited for where a pipe takes the place of a taught file', async () => {
    const dir = await makeFolder({ 'a.md': ARTICLE })
    makePipe(dir, 'sample.taught.asks.yaml')
    const taughtFiles = createTaughtFiles(openFolder(dir))
    const problem = fault('sample.taught.asks.yaml', 1, problemTexts.notAFile())
    expect(await taughtFiles.list(['sample'])).toEqual([])
    expect(await taughtFiles.listFaults(['sample'])).toEqual([problem])
    const add = [{ kind: 'ask', article: 'sample', wording: '好？' }] as const
    expect(await taughtFiles.draft({ add, remove: [] })).toEqual(faulty(problem))
  })
})

describe('a mounted ConfigMap', () => {
  /** Lays files out as Kubernetes does: each is a link through `..data` to a folder of the version. */
  async function mount(dir: string, version: string, files: Readonly<Record<string, string>>) {
    for (const [name, text] of Object.entries(files)) {
      const path = join(dir, `..${version}`, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
    }
    await symlink(`..${version}`, join(dir, '..data_tmp'))
    await rename(join(dir, '..data_tmp'), join(dir, '..data'))
    for (const top of new Set(Object.keys(files).map((name) => name.split('/')[0] ?? '')))
      await symlink(`..data/${top}`, join(dir, top)).catch(() => {})
  }

  it('is read through its links, also those of folders, and after an update', async () => {
    const dir = await makeFolder({})
    await mount(dir, '2026_1', { 'a.md': ARTICLE, 'sub/b.md': ARTICLE.replace('id: sample', 'id: b') })
    const first = await loadKnowledge(dir)
    expect(first).toMatchObject({ kind: 'loaded', articles: [{ file: 'a.md' }, { file: 'sub/b.md' }] })
    await mount(dir, '2026_2', {
      'a.md': ARTICLE.replace('好。', '坏。'),
      'sub/b.md': ARTICLE.replace('id: sample', 'id: b'),
    })
    await rm(join(dir, '..2026_1'), { recursive: true })
    expect(await loadKnowledge(dir)).toMatchObject({
      kind: 'loaded',
      articles: [{ exchanges: [{ passages: [{ text: '坏。' }] }] }, { file: 'sub/b.md' }],
    })
  })

  it('is read in a folder below, and is no way out of the folder', async () => {
    const dir = await makeFolder({ 'a.md': ARTICLE, 'below/x.txt': '', '..elsewhere/b.md': ARTICLE })
    const outside = await makeFolder({ 'c.md': ARTICLE, '..2026/d.md': ARTICLE })
    await mount(join(dir, 'below'), '2026', { 'e.md': ARTICLE.replace('id: sample', 'id: e') })
    expect(await loadKnowledge(dir)).toMatchObject({
      kind: 'loaded',
      articles: [{ file: 'a.md' }, { file: 'below/e.md' }],
    })
    await symlink(outside, join(dir, '..outside'))
    await symlink('..outside/c.md', join(dir, 'c.md'))
    await symlink('..outside/..2026/d.md', join(dir, 'd.md'))
    expect(await loadKnowledge(dir)).toEqual(
      faulty(fault('c.md', 1, problemTexts.link()), fault('d.md', 1, problemTexts.link())),
    )
  })

  it('whose file is too large is refused before it is read', async () => {
    const dir = await makeFolder({ 'a.md': ARTICLE })
    await mount(dir, '2026', { 'b.md': '' })
    await truncate(join(dir, '..2026', 'b.md'), limits.article + 1)
    expect(await loadKnowledge(dir)).toMatchObject(
      faulty(fault('b.md', 1, problemTexts.fileTooLarge(limits.article + 1, limits.article))),
    )
  })
})

describe('Markdown on which the parser takes minutes', () => {
  const nested = Array.from({ length: 100 }, (_, depth) => `${' '.repeat(2 * depth)}- 一项`).join('\n\n')

  it.each([
    [
      'thousands of asterisks',
      [`【叙述】${'*a_ '.repeat(1_900)}。`],
      12,
      problemTexts.tooManySigns(3_800, limits.signs),
    ],
    ['a line of asterisks', [`【叙述】${'*a_ '.repeat(200_000)}。`], 12, problemTexts.tooLong(800_005, 2_500)],
    [
      'many paragraphs of asterisks',
      Array.from({ length: 2_000 }, () => `【叙述】${'*a_ '.repeat(50)}。`),
      11,
      problemTexts.tooMuchMarkup(200_000, limits.articleSigns),
    ],
    ['lists within lists', [`${'- '.repeat(3_900)}一项`], 12, problemTexts.notProse(expect.anything())],
    ['lists within lists over many lines', [nested], 24, problemTexts.notProse(expect.anything())],
    ['quotations within quotations', ['>'.repeat(3_900)], 12, problemTexts.notProse(expect.anything())],
    [
      'thousands of lists',
      Array.from({ length: 9_000 }, () => '- - - 一项'),
      12,
      problemTexts.notProse(expect.anything()),
    ],
  ])('is refused in its line before parsing: %s', (_, blocks, line, text) => {
    expect(parseProblems(toFile(...blocks))[0]).toEqual({ file: 'a.md', line, text })
  })

  it('is accepted with escaped characters, with few of them, and in front matter', () => {
    const escaped = String.raw`\*`.repeat(1_000)
    expect(
      parse(
        toFile(
          '## 小标题',
          `【叙述】${escaped}。`,
          '* * * * * * * * * *',
          `【叙述】${'[a]'.repeat(limits.signs / 2)}。`,
        ),
      ).exchanges,
    ).toHaveLength(1)
    const speakers = Array.from(
      { length: 100 },
      (_, index) => `  - {name: 名${index}, office: 职, aliases: [甲${index}]}`,
    )
    expect(
      parse(toFileWithHead('id: a', 'title: 题', 'publication: 报', 'speakers:', ...speakers)).speakers,
    ).toHaveLength(100)
  })

  it('is refused as too long for runs of thousands of spaces or quotation marks', () => {
    const blocks = [' ', '\u3000', '”'].flatMap((sign) =>
      Array.from({ length: 50 }, (_, index) => `【叙述】${index}${sign.repeat(7_900)}字。`),
    )
    expect(parseProblems(toFile('## 小标题', ...blocks))).toHaveLength(150)
  })

  it('is limited in speakers and aliases', () => {
    const toAliases = (index: number, count: number) =>
      Array.from({ length: count }, (_, place) => `别${index}号${place}`).join(', ')
    const speakers = (count: number, aliases: number) =>
      Array.from(
        { length: count },
        (_, index) => `  - {name: 名${index}, office: 职, aliases: [${toAliases(index, aliases)}]}`,
      )
    const problems = (count: number, aliases: number) =>
      parseProblems(toFileWithHead('id: a', 'title: 题', 'publication: 报', 'speakers:', ...speakers(count, aliases)))
    expect(problems(limits.speakers, limits.aliases)).toEqual([])
    expect(problems(limits.speakers + 1, 0)).toMatchObject([
      { line: 5, text: { values: { key: 'speakers', reason: { values: { max: limits.speakers } } } } },
    ])
    expect(problems(1, limits.aliases + 1)).toMatchObject([
      { line: 6, text: { values: { key: 'aliases', reason: { values: { max: limits.aliases } } } } },
    ])
  })
})

describe.each([
  ['asks', (yaml: string) => parseAsks('a.yaml', yaml)],
  ['terms', (yaml: string) => parseVocabulary('a.yaml', yaml)],
  [
    'a head',
    (yaml: string) => ({
      kind: 'faulty' as const,
      problems: parseProblems(`---\n${yaml}\n---\n\n## 题\n\n【叙述】好。\n`).map((problem) => ({
        ...problem,
        file: 'a.yaml',
        line: problem.line - 1,
      })),
    }),
  ],
])('YAML of %s', (_, read) => {
  it.each(['[', '{', '[{', '{a: ', '- ', '? ', '[a, '])('is refused with a hundred thousand levels: %s', (sign) => {
    expect(read(`\nid: a\na: ${sign.repeat(100_000)}`)).toEqual(
      faulty(fault('a.yaml', 3, problemTexts.yamlTooDeep(limits.depth))),
    )
  })

  it('is refused with a thousand levels of indentation', () => {
    const yaml = Array.from({ length: 1_200 }, (__, depth) => `${' '.repeat(depth)}a:`).join('\n')
    expect(read(yaml)).toMatchObject({ kind: 'faulty' })
  })

  it('does not count brackets inside texts as levels', () => {
    const words = `a: "${'['.repeat(50)}"\nb: >\n  ${'{'.repeat(50)}\nc: 好${'['.repeat(50)}\n# ${'['.repeat(50)}`
    expect(read(words)).not.toMatchObject({ problems: [{ text: problemTexts.yamlTooDeep(limits.depth) }] })
  })

  it('is refused with an anchor, which would be lost', () => {
    expect(read('title: &重要 消息')).toEqual(faulty(fault('a.yaml', 1, problemTexts.yamlAnchor('重要'))))
  })

  it('is refused with tens of thousands of keys or faults', () => {
    const keys = Array.from({ length: 10_000 }, (__, index) => `k${index}: 1`).join('\n')
    for (const yaml of [keys, 'k: 1\n'.repeat(10_000), 'x\n'.repeat(10_000), 'k: *b\n'.repeat(10_000)])
      expect(read(yaml)).toMatchObject({ kind: 'faulty' })
  })
})

it('a file of asks is parsed with tens of thousands of passages or repetitions', () => {
  const keys = Array.from({ length: 10_000 }, (_, index) => `  a${index}: [好]`).join('\n')
  expect(parseAsks('a.yaml', `article: a\nasks:\n${keys}\n`)).toMatchObject({ kind: 'sound' })
  const same = parseAsks('a.yaml', `article: a\nunanswered:\n${'  - 好\n'.repeat(20_000)}`)
  expect(same.kind === 'faulty' && same.problems.at(-1)).toEqual(
    fault('a.yaml', 20_002, problemTexts.repeatedAsk('好')),
  )
})
