import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openFolder } from '../../../src/knowledge/folder/knowledge-folder.ts'
import { limits } from '../../../src/knowledge/limits.ts'
import { loadKnowledge } from '../../../src/knowledge/load-knowledge.ts'
import type { Edit, TaughtEntry } from '../../../src/knowledge/taught/taught-entries.ts'
import { type Draft, createTaughtFiles } from '../../../src/knowledge/taught/taught-files.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { makeFolder, toFile } from '../samples.ts'

const ARTICLE = toFile('## 小标题', '【叙述】好。 ^a1', '【叙述】坏。 ^a2')
const ASKS = 'sample.taught.asks.yaml'
const CHECKS = 'sample.taught.checks.yaml'
const HEAD = '# 管理员在 Telegram 里教的问法。可以像其他问法一样修改、增删。\n'

const ask = (wording: string, passage?: string): TaughtEntry => ({
  kind: 'ask',
  article: 'sample',
  wording,
  ...(passage !== undefined && { passage }),
})
const check = (wording: string, passage?: string): TaughtEntry => ({ ...ask(wording, passage), kind: 'check' })

/** Makes a folder with an article of two passages and these files. */
async function open(files: Readonly<Record<string, string>> = {}) {
  const dir = await makeFolder({ 'a.md': ARTICLE, ...files })
  const taughtFiles = createTaughtFiles(openFolder(dir))
  const draft = ({ add = [], remove = [] }: Partial<Edit>) => taughtFiles.draft({ add, remove })
  return {
    dir,
    taughtFiles,
    draft,
    read: (file = ASKS) => readFile(join(dir, file), 'utf8'),
    edit: async (edit: Partial<Edit>) => (await toDraft(draft(edit))).write(''),
    list: () => taughtFiles.list(['sample']),
    load: () => loadKnowledge(dir),
  }
}

async function toDraft(drafting: ReturnType<ReturnType<typeof createTaughtFiles>['draft']>): Promise<Draft> {
  const draft = await drafting
  if (draft.kind === 'faulty') throw new Error(JSON.stringify(draft.problems))
  return draft.value
}

describe('the taught files', () => {
  it('are created with the first entry, in the form that a person writes and loadKnowledge reads', async () => {
    const { edit, read, load, list } = await open()
    const add = [
      ask('怎么好？', 'a1'),
      ask('好在哪？', 'a1'),
      ask('多少钱？'),
      check('怎么坏？', 'a2'),
      check('几点钟？'),
    ]
    expect(await edit({ add })).toEqual({ kind: 'written' })
    expect(await read()).toBe(
      `${HEAD}article: sample\nasks:\n  a1:\n    - "怎么好？"\n    - "好在哪？"\nunanswered:\n  - "多少钱？"\n`,
    )
    expect(await read(CHECKS)).toBe(
      '# 管理员在 Telegram 里加的核对。可以像其他核对一样修改、增删。\narticle: sample\nfinds:\n  a2:\n    - "怎么坏？"\nnothing:\n  - "几点钟？"\n',
    )
    expect(await load()).toMatchObject({
      kind: 'loaded',
      articles: [{ exchanges: [{ passages: [{ asks: ['怎么好？', '好在哪？'] }, {}] }], unanswered: ['多少钱？'] }],
      checks: [
        { line: 5, query: '怎么坏？', passage: 'sample_a2' },
        { line: 7, query: '几点钟？' },
      ],
    })
    expect(await list()).toEqual(add)
  })

  it('are drafted with their future sources before anything is written', async () => {
    const { dir, draft, load } = await open({
      'z.asks.yaml': 'article: sample\nunanswered: [一？]\n',
      'a.asks.yaml': 'article: sample\nunanswered: [二？]\n',
    })
    const before = await load()
    if (before.kind === 'faulty') throw new Error('faulty')
    const drafted = await toDraft(draft({ add: [ask('三？'), check('四？')] }))
    expect(drafted.files).toEqual([ASKS, CHECKS])
    expect((await readdir(dir)).toSorted()).toEqual(['a.asks.yaml', 'a.md', 'z.asks.yaml'])
    const revised = drafted.revise(before.sources)
    await drafted.write('')
    expect(await load()).toMatchObject({ sources: revised })
    expect(revised.asks.map(({ file }) => file)).toEqual(['a.asks.yaml', ASKS, 'z.asks.yaml'])
  })

  it.each(
    [
      '"',
      '""',
      "'\"'",
      '\\',
      '\\n',
      '\\x41',
      'a: b',
      ': ',
      '#',
      'a # b',
      '- a',
      '? a',
      '[a]',
      '{a: b}',
      '&a',
      '*a',
      '!!str a',
      '| a',
      '> a',
      '%YAML 1.2',
      '---',
      '...',
      '@',
      '`',
      'no',
      'null',
      '~',
      'true',
      '02',
      '0x10',
      '1e3',
      '2023-01-15',
      '<<',
      '👩‍👩‍👧‍👦🇨🇳☎️',
      '\u2028',
      'a\u2029b',
      'a\nb',
      'a\n\n  b',
      `${'长'.repeat(60)}\n${'句'.repeat(60)}`,
      'a\r\nb',
      'a\tb',
      'a\uFEFFb',
      'a\u3000b',
      '词'.repeat(200),
    ].map((wording) => [wording.trim() || '.']),
  )('keep %j as it is', async (wording) => {
    const { edit, list, load } = await open()
    const add = [ask(wording, 'a1'), check(wording)]
    expect(await edit({ add })).toEqual({ kind: 'written' })
    expect(await load()).toMatchObject({
      kind: 'loaded',
      articles: [{ exchanges: [{ passages: [{ asks: [wording] }, {}] }] }],
      checks: [{ query: wording }],
    })
    expect(await list()).toEqual(add)
    expect(await edit({ remove: add })).toEqual({ kind: 'written' })
    expect(await list()).toEqual([])
  })

  it.each(['a\0b', 'a\x07b', 'a\x7Fb', 'a\u0085b', 'a\uD800b', '\uDC00', 'a\uFFFDb', 'a\uE000b'])(
    'refuse %j, which no file may hold',
    async (wording) => {
      const { draft, list } = await open()
      expect(await draft({ add: [ask(wording, 'a1')] })).toMatchObject({
        kind: 'faulty',
        problems: [{ file: ASKS, line: 5 }],
      })
      expect(await list()).toEqual([])
    },
  )

  it('do not get a wording that they contain with spaces around it', async () => {
    const { edit, read } = await open({ [ASKS]: 'article: sample\nasks:\n  a1:\n    - "  好？ "\n' })
    expect(await edit({ add: [ask('好？', 'a1')] })).toEqual({ kind: 'written' })
    expect(await read()).toBe('article: sample\nasks:\n  a1:\n    - "  好？ "\n')
  })

  it('lose what they list, ignoring spaces around it', async () => {
    const { edit, read, list } = await open({
      [ASKS]: 'article: sample\nasks:\n  a1:\n    - "  好？ "\n    - |\n      坏？\n\n  a2: [" 好？"]\n',
    })
    expect(await list()).toEqual([ask('好？', 'a1'), ask('坏？', 'a1'), ask('好？', 'a2')])
    await edit({ remove: await list() })
    expect(await read()).toMatch(/^article: sample\n\s*$/)
  })

  it('are not created for a removal', async () => {
    const { dir, draft } = await open()
    const drafted = await toDraft(draft({ remove: [ask('好？', 'a1'), { ...ask('好？'), article: 'nowhere' }] }))
    expect(drafted.files).toEqual([])
    expect(await drafted.write('')).toEqual({ kind: 'written' })
    expect(await readdir(dir)).toEqual(['a.md'])
  })

  it('do not list entries of other files or of faulty ones', async () => {
    const { list } = await open({
      'sample.asks.yaml': 'article: sample\nunanswered: [一？]\n',
      [ASKS]: 'article: sample\nunanswered: [二？]\nask: 1\n',
      [CHECKS]: `nothing: ${'['.repeat(100_000)}`,
    })
    expect(await list()).toEqual([])
  })
})

describe('a taught file that a person edited', () => {
  const WRITTEN = [
    '# 我们的问法',
    '',
    '',
    'article:   sample   # 样本',
    'asks:',
    '  # 谈好的',
    '  a1: # 热线',
    '  # 第一',
    '  - 怎么好？ # 常问',
    '  # 第二',
    "  -   '好在 哪？'",
    '',
    '  # 谈坏的',
    '  "a2": [坏吗？,  怎么坏？] # 少问',
    '# 以下没有讲到',
    'unanswered:',
    '    - no',
    '    - 折成',
    '      两行',
    '# 完',
    '',
  ]
  const written = WRITTEN.join('\n')
  const without = (...lines: readonly number[]) => WRITTEN.filter((_, index) => !lines.includes(index + 1))

  it('keeps all lines, comments and spaces, and their order, when entries are added', async () => {
    const { edit, read, load } = await open({ [ASKS]: written })
    await edit({ add: [ask('新的？', 'a1'), ask('没讲？')] })
    expect(await read()).toBe(
      [...WRITTEN.slice(0, 11), '  - "新的？"', ...WRITTEN.slice(11, 19), '    - "没讲？"', ...WRITTEN.slice(19)].join(
        '\n',
      ),
    )
    expect(await load()).toMatchObject({ kind: 'loaded', articles: [{ unanswered: ['no', '折成 两行', '没讲？'] }] })
  })

  it('keeps them when entries are removed, comments above those included', async () => {
    const { edit, read } = await open({ [ASKS]: written })
    await edit({ remove: [ask('怎么好？', 'a1'), ask('折成 两行')] })
    expect(await read()).toBe(without(9, 18, 19).join('\n'))
  })

  it('keeps them when a list becomes empty, a comment behind its key included', async () => {
    const { edit, read, load } = await open({ [ASKS]: written })
    await edit({ remove: [ask('怎么好？', 'a1'), ask('好在 哪？', 'a1')] })
    expect(await read()).toBe(without(9, 11).with(6, '  # 热线').join('\n'))
    expect(await load()).toMatchObject({ kind: 'loaded' })
  })

  it('keeps all wordings and comments if a list stands in brackets', async () => {
    const { edit, read, list } = await open({ [ASKS]: written })
    await edit({ add: [ask('多坏？', 'a2')], remove: [ask('坏吗？', 'a2')] })
    for (const comment of written.match(/#.*/g) ?? []) expect(await read()).toContain(comment)
    expect(await list()).toEqual([
      ask('怎么好？', 'a1'),
      ask('好在 哪？', 'a1'),
      ask('怎么坏？', 'a2'),
      ask('多坏？', 'a2'),
      ask('no'),
      ask('折成 两行'),
    ])
  })

  it('keeps CRLF, and ends its last line', async () => {
    const { edit, read } = await open({ [ASKS]: 'article: sample\r\nasks:\r\n  a1:\r\n    - 一？\r\n    - 二？' })
    await edit({ add: [ask('三？', 'a1'), ask('四？', 'a2'), ask('五？')], remove: [ask('一？', 'a1')] })
    expect(await read()).toBe(
      [
        'article: sample',
        'asks:',
        '  a1:',
        '    - 二？',
        '    - "三？"',
        '  a2:',
        '    - "四？"',
        'unanswered:',
        '  - "五？"',
        '',
      ].join('\r\n'),
    )
  })

  it.each([
    'article: sample',
    '{article: sample}',
    '{article: sample, asks: {a1: [一？]}}',
    'article: sample\nasks: {}\nunanswered: []\n',
    'article: sample\nasks: {a2: [一？]}',
    '---\narticle: sample\n...\n',
    '  article: sample\n  asks:\n    a2:\n    - 一？\n',
    '? article\n: sample\n? asks\n: a1:\n  -\n    一？\n',
    '"asks": {"a1": ["一？", ]}\narticle: sample',
    'asks:\n  a1:\n  - >-\n    一\n    ？\n\n  # 末\narticle: sample\n',
    '\uFEFFarticle: sample\n',
    '%YAML 1.2\n---\narticle: sample\n',
  ])('gets added entries and loses removed ones in any layout: %j', async (yaml) => {
    const { edit, list, load } = await open({ [ASKS]: yaml })
    const before = await list()
    const add = [ask('好？', 'a1'), ask('坏？', 'a2'), ask('没讲？')]
    expect(await edit({ add })).toEqual({ kind: 'written' })
    expect(new Set(await list())).toEqual(new Set([...before, ...add]))
    expect(await load()).toMatchObject({ kind: 'loaded' })
    expect(await edit({ remove: add })).toEqual({ kind: 'written' })
    expect(await list()).toEqual(before)
    expect(await load()).toMatchObject({ kind: 'loaded' })
  })

  it('is not written if nothing changes', async () => {
    const { dir, edit } = await open({ [ASKS]: written })
    const before = await stat(join(dir, ASKS))
    expect(await edit({ add: [ask('怎么好？', 'a1')], remove: [ask('没有？', 'a1')] })).toEqual({ kind: 'written' })
    expect(await stat(join(dir, ASKS))).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs })
  })

  it('keeps its permissions', async () => {
    const { dir, edit } = await open({ [ASKS]: written })
    await chmod(join(dir, ASKS), 0o640)
    await edit({ add: [ask('新的？', 'a1')] })
    expect((await stat(join(dir, ASKS))).mode & 0o777).toBe(0o640)
  })

  it.each([
    [
      'unknown key',
      'article: sample\nask: 1\n',
      2,
      problemTexts.unknownKey('ask', 'asks', ['article', 'asks', 'unanswered']),
    ],
    ['line that is not YAML', 'article: sample\nasks：\n', 2, problemTexts.fullWidthColon('asks：')],
    ['alias', 'article: sample\nunanswered:\n  - *a\n', 3, problemTexts.yamlAlias('a')],
    ['depth without end', '['.repeat(100_000), 1, problemTexts.yamlTooDeep(limits.depth)],
    ['control character', 'article: sample\nunanswered: ["a\x07"]\n', 2, problemTexts.controlCharacter('U+0007')],
    ['byte that is no text', Uint8Array.of(0x61, 0x0a, 0xff), 2, problemTexts.notUtf8()],
    ['nothing in it', '', 1, problemTexts.missingKey('article')],
  ])('is refused and not changed with a problem: %s', async (_, content, line, text) => {
    const { dir, draft } = await open()
    await writeFile(join(dir, ASKS), content)
    expect(await draft({ add: [ask('好？', 'a1'), check('好？', 'a1')] })).toEqual({
      kind: 'faulty',
      problems: [{ file: ASKS, line, text }],
    })
    expect(await readFile(join(dir, ASKS))).toEqual(Buffer.from(content))
    expect((await readdir(dir)).toSorted()).toEqual(['a.md', ASKS])
  })

  it('is refused if a wording would be both answered and unanswered', async () => {
    const { draft } = await open({ [ASKS]: 'article: sample\nunanswered:\n  - 好？\n' })
    expect(await draft({ add: [ask('好？', 'a1')] })).toEqual({
      kind: 'faulty',
      problems: [{ file: ASKS, line: 3, text: problemTexts.contradictedAsk('好？') }],
    })
  })

  it('is refused if it would become too large', async () => {
    const rest = 'article: sample\nnothing:\n  - 好吗？\n'
    const { draft } = await open({ [CHECKS]: `${'#'.repeat(limits.checks - Buffer.byteLength(rest) - 1)}\n${rest}` })
    const size = limits.checks + Buffer.byteLength('  - "好？"\n')
    expect(await draft({ add: [check('好？')] })).toEqual({
      kind: 'faulty',
      problems: [{ file: CHECKS, line: 1, text: problemTexts.fileTooLarge(size, limits.checks) }],
    })
  })
})

describe('writing taught files', () => {
  it('changes nothing if a file was written, created or removed meanwhile', async () => {
    const { dir, draft, read } = await open({ [ASKS]: 'article: sample\n' })
    const drafts = await Promise.all(
      [1, 2].map((turn) => toDraft(draft({ add: [ask(`${turn}？`), check(`${turn}？`)] }))),
    )
    expect(await Promise.all(drafts.slice(0, 1).map((one) => one.write('')))).toEqual([{ kind: 'written' }])
    const written = [await read(), await read(CHECKS)]
    expect(await drafts[1]?.write('')).toEqual({ kind: 'changed' })
    expect([await read(), await read(CHECKS)]).toEqual(written)
    const late = await toDraft(draft({ add: [ask('3？'), check('3？')] }))
    await rm(join(dir, CHECKS))
    expect(await late.write('')).toEqual({ kind: 'changed' })
    expect(await read()).toBe(written[0])
  })

  it('gives the file system’s code on failure, and then writes none of several files', async () => {
    const { dir, draft, read } = await open({ [ASKS]: 'article: sample\n' })
    const drafted = await toDraft(draft({ add: [ask('好？'), check('好？')] }))
    // Not even root can write a file in the place of a folder.
    await mkdir(join(dir, `.${CHECKS}.draft`))
    expect(await drafted.write('')).toMatchObject({
      kind: 'unwritable',
      code: expect.stringMatching(/^(EISDIR|EPERM)$/),
    })
    expect(await read()).toBe('article: sample\n')
    expect((await readdir(dir)).toSorted()).toEqual([`.${CHECKS}.draft`, 'a.md', ASKS])
  })

  it('gives ENOENT if the folder is gone', async () => {
    const { dir, draft } = await open()
    const drafted = await toDraft(draft({ add: [ask('好？')] }))
    await rm(dir, { recursive: true })
    expect(await drafted.write('')).toEqual({ kind: 'unwritable', code: 'ENOENT' })
    await mkdir(dir)
  })

  it('refuses a folder in place of a file', async () => {
    const { dir, draft } = await open()
    await mkdir(join(dir, ASKS))
    expect(await draft({ add: [ask('好？')] })).toEqual({
      kind: 'faulty',
      problems: [{ file: ASKS, line: 1, text: problemTexts.unreadable('EISDIR') }],
    })
  })

  it('neither follows nor replaces a link in place of a file, old or new', async () => {
    const { dir, draft, taughtFiles } = await open({ 'elsewhere.txt': 'article: sample\n' })
    const drafted = await toDraft(draft({ add: [ask('好？')] }))
    await symlink('elsewhere.txt', join(dir, ASKS))
    expect(await drafted.write('')).toEqual({ kind: 'unwritable', code: 'ELOOP' })
    expect(await draft({ add: [ask('好？')] })).toEqual({
      kind: 'faulty',
      problems: [{ file: ASKS, line: 1, text: problemTexts.unreadable('ELOOP') }],
    })
    expect(await taughtFiles.list(['sample'])).toEqual([])
    expect(await readFile(join(dir, 'elsewhere.txt'), 'utf8')).toBe('article: sample\n')
  })

  it('overwrites a draft that a crash left, and does not write through a link there', async () => {
    const { dir, edit, load, list } = await open({ [`.${ASKS}.draft`]: 'article: sam', 'elsewhere.txt': 'mine' })
    await symlink('elsewhere.txt', join(dir, `.${CHECKS}.draft`))
    expect(await load()).toMatchObject({ kind: 'loaded', sources: { asks: [], checks: [] } })
    expect(await edit({ add: [ask('好？'), check('好？')] })).toEqual({ kind: 'written' })
    expect(await list()).toEqual([ask('好？'), check('好？')])
    expect(await readFile(join(dir, 'elsewhere.txt'), 'utf8')).toBe('mine')
    expect((await readdir(dir)).toSorted()).toEqual(['a.md', 'elsewhere.txt', ASKS, CHECKS])
  })

  it('leaves a whole file when the process is killed', async () => {
    const { dir, taughtFiles, load } = await open()
    const script = fileURLToPath(new URL('write-for-ever.ts', import.meta.url))
    for (let turn = 0; turn < 4; turn++) {
      const before = (await taughtFiles.list(['sample'])).length
      const child = spawn(process.execPath, ['--import', 'tsx', script, dir], { stdio: ['ignore', 'pipe', 'inherit'] })
      onTestFinished(() => void child.kill('SIGKILL'))
      // The process continues to write, so that it is killed at a different point each time.
      for (let entry = 0; entry <= turn; entry++) await once(child.stdout, 'data')
      child.kill('SIGKILL')
      await once(child, 'close')
      expect(await load()).toMatchObject({ kind: 'loaded' })
      const entries = await taughtFiles.list(['sample'])
      expect(entries.length).toBeGreaterThan(before)
      expect(entries.map(({ wording }) => wording)).toEqual(entries.map((_, index) => `${index} ${'长'.repeat(100)}`))
    }
  })
})
