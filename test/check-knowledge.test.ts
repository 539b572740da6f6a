import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { DEFAULT_LANGUAGE } from '../src/i18n/languages.ts'
import { toCitations } from '../src/knowledge/article.ts'
import { loadKnowledge } from '../src/knowledge/load-knowledge.ts'
import { renderMessage, say } from '../src/knowledge/problems/message.ts'
import { problemTexts } from '../src/knowledge/problems/problem-texts.ts'
import { KnowledgeError } from '../src/knowledge/problems/problem.ts'
import { copyRoundTable, readRoundTable } from './answer/round-table-queries.ts'
import { ENDING_WITH_PARENT, UNSET, toBundled } from './bot/start-process.ts'
import { makeFolder, toFile } from './knowledge/samples.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

interface Run {
  readonly code: unknown
  readonly stdout: string
  readonly stderr: string
}

function checkKnowledge(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Run> {
  const options = { cwd: ROOT, env: { ...process.env, ...UNSET, ...environment, ...ENDING_WITH_PARENT } }
  return new Promise((resolve) => {
    execFile(process.execPath, [toBundled('check-knowledge.ts'), ...args], options, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    )
  })
}

const CHECKED = { 'a.md': toFile('## 小标题', '【叙述】码头三年不涨价。 ^a1', '【叙述】市场先修屋顶。 ^a2') }

describe('check-knowledge', () => {
  it('counts what the knowledge folder of this project has, and exits with 0', async () => {
    const { articles, checks } = await readRoundTable()
    const passages = toCitations(articles).map(({ passage }) => passage)
    const asks = [
      ...passages.flatMap((passage) => passage.asks ?? []),
      ...articles.flatMap(({ unanswered }) => unanswered ?? []),
    ]
    expect(passages.length).toBeGreaterThan(0)
    expect(asks.length).toBeGreaterThan(0)
    expect(checks.length).toBeGreaterThan(0)
    const dir = await makeFolder({})
    await copyRoundTable(dir)
    const stdout = `${dir}：${articles.length} 篇文章，${passages.length} 段，${asks.length} 条问法，${checks.length} 条核对，没有问题。\n`
    expect(await checkKnowledge([dir])).toEqual({ code: 0, stdout, stderr: '' })
  })

  it('prints every problem of a faulty folder on stderr, one a line and nothing else, and exits with 1', async () => {
    const dir = await makeFolder({
      'a.md': toFile('## 小标题', '【叙述】好。', '【王影】好吗？', '【叙述】停在半句'),
      'b/c.md': '# 没有文首\n',
      'b/c.asks.yaml': 'article: c\nunanswered: [""]\n',
      'terms.yaml': 'terms:\n  - 包\n',
    })
    const knowledge = await loadKnowledge(dir)
    const problems = knowledge.kind === 'faulty' ? knowledge.problems : []
    expect(problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'a.md:16',
      'a.md:18',
      'b/c.md:1',
      'b/c.asks.yaml:2',
      'terms.yaml:2',
    ])
    expect(await checkKnowledge([dir])).toEqual({
      code: 1,
      stdout: '',
      stderr: `${new KnowledgeError(problems).message}\n`,
    })
    expect((await checkKnowledge([dir], { LANG: 'en' })).stderr).toBe(`${new KnowledgeError(problems, 'en').message}\n`)
  })

  it('names the files that look like knowledge and are not read, and no others', async () => {
    const dir = await makeFolder({
      ...CHECKED,
      'a.ask.yaml': 'article: sample\n',
      'b.md.txt': '好',
      'c.txt': toFile('## 小标题', '【叙述】好。'),
      'd/e.docx': 'PK',
      'notes.txt': '问一下编辑。\n',
      'scan.pdf': '%PDF',
      '.hidden.docx': 'PK',
    })
    const { code, stdout, stderr } = await checkKnowledge([dir])
    expect(stdout.split('\n')).toEqual([
      ...['a.ask.yaml', 'b.md.txt', 'c.txt', 'd/e.docx'].map(
        (file) => `${file} 不会读取：文章以 .md 结尾，旁边的文件以 .asks.yaml、.checks.yaml 或 .terms.yaml 结尾。`,
      ),
      `${dir}：1 篇文章，2 段，没有问题。`,
      '',
    ])
    expect([code, stderr]).toEqual([0, ''])
  })

  it('names them in a folder without any article too', async () => {
    const dir = await makeFolder({ 'a.md.txt': CHECKED['a.md'] })
    const { code, stdout, stderr } = await checkKnowledge([dir])
    expect([code, stdout.split(' ')[0], stderr.split(' ')[0]]).toEqual([1, 'a.md.txt', '.:1'])
  })

  it('counts asks with an answer and without one', async () => {
    const dir = await makeFolder({
      'a.md': toFile('## 小标题', '【叙述】好。 ^a1', '【叙述】坏。 ^a2'),
      'a.asks.yaml': 'article: sample\nasks: {a2: [一？, 二？]}\nunanswered: [三？]\n',
    })
    expect(await checkKnowledge([dir])).toEqual({
      code: 0,
      stdout: `${dir}：1 篇文章，2 段，3 条问法，没有问题。\n`,
      stderr: '',
    })
  })

  it('checks the folder of KNOWLEDGE_DIR without an argument, and leaves out asks where there are none', async () => {
    const dir = await makeFolder({ 'a.md': toFile('## 小标题', '【叙述】好。') })
    const stdout = `${dir}：1 篇文章，1 段，没有问题。\n`
    expect(await checkKnowledge([], { KNOWLEDGE_DIR: dir })).toEqual({ code: 0, stdout, stderr: '' })
  })

  it('prints the sentence of a wrong setting, without a stack, and exits with 1', async () => {
    const run = await checkKnowledge([], { LOG_LEVEL: 'loud' })
    expect(run).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^LOG_LEVEL must be one of .*\n$/) })
  })

  it('prints what was taught of a passage that is gone, and exits with 1', async () => {
    const dir = await makeFolder({ ...CHECKED, 'sample.taught.asks.yaml': 'article: sample\nasks: {zzz: [码头]}\n' })
    const { code, stderr } = await checkKnowledge([dir])
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^sample\.taught\.asks\.yaml:2 文章“sample”里没有 id 为“zzz”的段落/u),
    })
  })

  it('counts checks that hold, with and without asks', async () => {
    const checks = 'article: sample\nfinds: {a1: [码头涨价], a2: [市场屋顶]}\nnothing: [红烧肉怎么做]\n'
    const dir = await makeFolder({
      ...CHECKED,
      'a.checks.yaml': checks,
      'a.taught.checks.yaml': 'article: sample\nnothing: [几点钟]\n',
    })
    expect(await checkKnowledge([dir])).toEqual({
      code: 0,
      stdout: `${dir}：1 篇文章，2 段，4 条核对，没有问题。\n`,
      stderr: '',
    })
    const asked = await makeFolder({
      ...CHECKED,
      'a.checks.yaml': checks,
      'a.asks.yaml': 'article: sample\nunanswered: [三？]\n',
    })
    expect(await checkKnowledge([asked])).toEqual({
      code: 0,
      stdout: `${asked}：1 篇文章，2 段，1 条问法，3 条核对，没有问题。\n`,
      stderr: '',
    })
  })

  it('prints every check that does not hold on stderr, one a line and nothing else, and exits with 1', async () => {
    const dir = await makeFolder({
      ...CHECKED,
      'a.checks.yaml':
        'article: sample\nfinds:\n  a1:\n    - 市场屋顶\n    - 码头涨价\n  gone: [码头]\nnothing:\n  - 码头涨价吗\n',
    })
    const failed = [
      { file: 'a.checks.yaml', line: 4, text: problemTexts.checkMissed('市场屋顶', 'sample_a1', ['sample_a2']) },
      { file: 'a.checks.yaml', line: 6, text: problemTexts.checkGone('码头', 'sample_gone') },
      { file: 'a.checks.yaml', line: 8, text: problemTexts.checkFound('码头涨价吗', ['sample_a1']) },
    ]
    expect(await checkKnowledge([dir])).toEqual({
      code: 1,
      stdout: '',
      stderr: `${new KnowledgeError(failed).message}\n`,
    })
  })

  it('shows who is given which words with --show, of a folder and of one file, before what it says anyway', async () => {
    const dir = await makeFolder({ ...CHECKED, 'b.md': '没有文首\n' })
    const shown = [
      'a.md：2 段',
      '',
      '叙述：2 段',
      '  码头三年不涨价。',
      '  市场先修屋顶。',
      '',
      '列为发言人，但没有一段是他们的：王颖、刘小康',
      '',
    ]
    const ofFolder = await checkKnowledge(['--show', dir])
    expect(ofFolder.stdout.split('\n')).toEqual([...shown, ''])
    expect([ofFolder.code, ofFolder.stderr.split(' ')[0]]).toEqual([1, 'b.md:1'])
    const path = join(dir, 'a.md')
    const { stdout, ...rest } = await checkKnowledge(['--show', path])
    expect(stdout.split('\n')).toEqual([...shown, `${path}：1 篇文章，2 段，没有问题。`, ''])
    expect(rest).toEqual({ code: 0, stderr: '' })
  })

  it('prints the problems of one file, shown or not', async () => {
    const dir = await makeFolder({ 'a.md': toFile('## 小标题', '没有标明。', '【王颖】好。') })
    const { code, stdout, stderr } = await checkKnowledge(['--show', join(dir, 'a.md')])
    expect([code, stderr.split(' ')[0]]).toEqual([1, 'a.md:14'])
    expect(stdout).toContain('没有标明是谁的话：1 段\n  第 14 行：没有标明。\n')
    expect((await checkKnowledge([join(dir, 'a.md')])).stderr).toBe(stderr)
  })

  it.each([[['--shw']], [['a', 'b']], [['--show=1']]])(
    'prints how it is used for wrong arguments, and exits with 2: %j',
    async (args) => {
      expect(await checkKnowledge(args)).toEqual({
        code: 2,
        stdout: '',
        stderr: `${renderMessage(say('check-usage'), DEFAULT_LANGUAGE)}\n`,
      })
    },
  )

  it('prints a faulty file of checks like any other, and runs no check', async () => {
    const dir = await makeFolder({
      ...CHECKED,
      'a.checks.yaml': 'article: sample\nfind: {}\n',
      'b.checks.yaml': 'article: sample\nnothing: [码头]\n',
    })
    const run = await checkKnowledge([dir])
    expect(run).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^a\.checks\.yaml:2 不认识的项“find”.*\n$/),
    })
  })
})
