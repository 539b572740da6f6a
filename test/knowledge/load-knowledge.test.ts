import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { type Knowledge, loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { problemTexts } from '../../src/knowledge/problem-texts.ts'
import { HEAD, makeFolder, toFile } from './samples.ts'

vi.mock('node:fs/promises', { spy: true })

const withId = (id: string, text = toFile('## 小标题', '【叙述】好。')) => text.replace('id: sample', `id: ${id}`)
const toFiles = (knowledge: Knowledge) => knowledge.kind === 'loaded' ? knowledge.articles.map(({ file }) => file) : knowledge
const fault = (file: string, line: number, text: object) => ({ file, line, ...text })

describe('a knowledge folder', () => {
  it('is loaded with its subfolders, in the order of the paths', async () => {
    const dir = await makeFolder({ 'b.md': withId('b'), 'a/z.md': withId('z'), 'a/b/c.md': withId('c'), 'a.md': withId('a') })
    expect(toFiles(await loadKnowledge(dir))).toEqual(['a.md', 'a/b/c.md', 'a/z.md', 'b.md'])
  })

  it('is loaded without what begins with a dot and what does not end with .md', async () => {
    const dir = await makeFolder({
      'a.md': withId('a'), '.b.md': 'x', '.git/c.md': 'x', 'd/.e/f.md': 'x', 'g.txt': 'x', 'h.md.bak': 'x', 'i.source.txt': 'x', 'md': 'x', 'j.md/k.txt': 'x',
    })
    expect(toFiles(await loadKnowledge(dir))).toEqual(['a.md'])
  })

  it('is loaded whichever way Markdown is written behind the dot', async () => {
    const knowledge = await loadKnowledge(await makeFolder({ 'a.MD': withId('a'), 'b.markdown': withId('b') }))
    expect(knowledge.kind === 'loaded' && knowledge.articles.map(({ file }) => file)).toEqual(['a.MD', 'b.markdown'])
  })

  it('is loaded where a folder above it begins with a dot', async () => {
    const dir = await makeFolder({ '.hidden/a.md': withId('a') })
    expect(toFiles(await loadKnowledge(join(dir, '.hidden')))).toEqual(['a.md'])
  })

  it('is told to be missing by its name', async () => {
    const dir = join(await makeFolder({}), 'nowhere')
    expect(await loadKnowledge(dir)).toEqual({ kind: 'faulty', problems: [fault('.', 1, problemTexts.noFolder(dir))] })
    expect(problemTexts.noFolder(dir).wrong).toContain(dir)
  })

  it('is told to be missing where a file has its name', async () => {
    const file = join(await makeFolder({ 'a.md': withId('a') }), 'a.md')
    expect(await loadKnowledge(file)).toEqual({ kind: 'faulty', problems: [fault('.', 1, problemTexts.noFolder(file))] })
  })

  it('is told to be empty with no article in it', async () => {
    expect(await loadKnowledge(await makeFolder({}))).toEqual({ kind: 'faulty', problems: [fault('.', 1, problemTexts.emptyFolder())] })
    expect(await loadKnowledge(await makeFolder({ '.a.md': 'x' }))).toMatchObject({ problems: [problemTexts.emptyFolder()] })
  })
})

describe('faults in several files', () => {
  it('are told all at once, file by file and line by line, and nothing is loaded', async () => {
    const dir = await makeFolder({
      'a.md': withId('a'),
      'b.md': withId('b', toFile('## 小标题', '【叙述】好。', '没有标记。', '【张三】好吗？')),
      'c/d.md': 'x',
      'e.md': Buffer.from([0xff]),
      'f.md': `${HEAD}\n`,
    })
    expect(await loadKnowledge(dir)).toEqual({
      kind: 'faulty',
      problems: [
        fault('b.md', 16, problemTexts.unmarked('没有标记。')),
        fault('b.md', 18, problemTexts.unknownSpeaker('张三', undefined, ['王颖', '刘小康'])),
        fault('c/d.md', 1, problemTexts.noFrontMatter()),
        fault('e.md', 1, problemTexts.notUtf8()),
        fault('f.md', 1, problemTexts.noPassages()),
      ],
    })
  })

  it.each([
    ['neither is faulty', withId('a'), withId('a'), []],
    ['the first has a faulty head', withId('a').replace('publication', 'publisher'), withId('a'), []],
    ['the first has a faulty body', withId('a', toFile('## 小标题', '【叙述】好。', '没有标记。')), withId('a'), []],
    ['the second is faulty', withId('a'), withId('a', toFile('## 小标题', '【叙述】好。', '没有标记。')), [fault('b.md', 16, problemTexts.unmarked('没有标记。'))]],
  ])('include an id that two files have, where %s', async (_, first, second, others) => {
    const knowledge = await loadKnowledge(await makeFolder({ 'a.md': first, 'b.md': second }))
    const problems = knowledge.kind === 'faulty' ? knowledge.problems.filter(({ file }) => file === 'b.md') : []
    expect(problems).toEqual([fault('b.md', 2, problemTexts.duplicateArticle('a', 'a.md')), ...others])
  })

  it('do not include an id for files whose heads tell none', async () => {
    const dir = await makeFolder({ 'a.md': 'x', 'b.md': 'x' })
    expect(await loadKnowledge(dir)).toMatchObject({ problems: [problemTexts.noFrontMatter(), problemTexts.noFrontMatter()] })
  })
})

describe('a file that cannot be read', () => {
  it('is told with the file system’s reason, beside the faults of the others', async () => {
    const dir = await makeFolder({ 'a.md': withId('a'), 'b.md': 'x' })
    vi.mocked(readFile).mockRejectedValueOnce(Object.assign(new Error('denied'), { code: 'EACCES', syscall: 'open' }))
    expect(await loadKnowledge(dir)).toEqual({
      kind: 'faulty',
      problems: [fault('a.md', 1, problemTexts.unreadable('EACCES')), fault('b.md', 1, problemTexts.noFrontMatter())],
    })
    expect(problemTexts.unreadable('EACCES').wrong).toContain('EACCES')
  })

  it('is no excuse for a bug: an error of another kind is thrown on', async () => {
    const dir = await makeFolder({ 'a.md': withId('a') })
    for (const error of [new TypeError('a bug'), Object.assign(new TypeError('a bug'), { code: 'ERR_INVALID_ARG_TYPE' })]) {
      vi.mocked(readFile).mockRejectedValueOnce(error)
      await expect(loadKnowledge(dir)).rejects.toBe(error)
    }
  })
})
