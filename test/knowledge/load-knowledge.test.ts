import { readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { Knowledge } from '../../src/knowledge/knowledge.ts'
import { loadedOf } from '../articles.ts'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { say } from '../../src/knowledge/problems/message.ts'
import { type ProblemText, problemTexts } from '../../src/knowledge/problems/problem-texts.ts'
import { valueReasons } from '../../src/knowledge/problems/value-reasons.ts'
import { HEAD, makeFolder, parse, toFile, renderText } from './samples.ts'

vi.mock('node:fs/promises', { spy: true })

const withId = (id: string, text = toFile('## 小标题', '【叙述】好。')) => text.replace('id: sample', `id: ${id}`)
const toFiles = (knowledge: Knowledge) =>
  knowledge.kind === 'loaded' ? knowledge.articles.map(({ file }) => file) : knowledge
const fault = (file: string, line: number, text: ProblemText) => ({ file, line, text })

describe('a knowledge folder', () => {
  it('is loaded with its subfolders, in path order', async () => {
    const dir = await makeFolder({
      'b.md': withId('b'),
      'a/z.md': withId('z'),
      'a/b/c.md': withId('c'),
      'a.md': withId('a'),
    })
    expect(toFiles(await loadKnowledge(dir))).toEqual(['a.md', 'a/b/c.md', 'a/z.md', 'b.md'])
  })

  it('is loaded without names that begin with a dot or have another ending', async () => {
    const dir = await makeFolder({
      'a.md': withId('a'),
      '.b.md': 'x',
      '.git/c.md': 'x',
      'd/.e/f.md': 'x',
      'g.txt': 'x',
      'h.md.bak': 'x',
      'i.source.txt': 'x',
      md: 'x',
      'j.md/k.txt': 'x',
    })
    expect(toFiles(await loadKnowledge(dir))).toEqual(['a.md'])
  })

  it('is loaded with .MD and .markdown', async () => {
    const knowledge = await loadKnowledge(await makeFolder({ 'a.MD': withId('a'), 'b.markdown': withId('b') }))
    expect(knowledge.kind === 'loaded' && knowledge.articles.map(({ file }) => file)).toEqual(['a.MD', 'b.markdown'])
  })

  it('is loaded from below a folder that begins with a dot', async () => {
    const dir = await makeFolder({ '.hidden/a.md': withId('a') })
    expect(toFiles(await loadKnowledge(join(dir, '.hidden')))).toEqual(['a.md'])
  })

  it('is reported as missing with its name', async () => {
    const dir = join(await makeFolder({}), 'nowhere')
    expect(await loadKnowledge(dir)).toEqual({ kind: 'faulty', problems: [fault('.', 1, problemTexts.noFolder(dir))] })
    expect(renderText(problemTexts.noFolder(dir))).toContain(dir)
  })

  it('names the code of the system for a folder that cannot be listed', async () => {
    const dir = await makeFolder({})
    await symlink('loop', join(dir, 'loop'))
    expect(await loadKnowledge(join(dir, 'loop'))).toEqual({
      kind: 'faulty',
      problems: [fault('.', 1, problemTexts.unreadableFolder('ELOOP'))],
    })
  })

  it('is reported as missing if it is a file', async () => {
    const file = join(await makeFolder({ 'a.md': withId('a') }), 'a.md')
    expect(await loadKnowledge(file)).toEqual({
      kind: 'faulty',
      problems: [fault('.', 1, problemTexts.noFolder(file))],
    })
  })

  it('is reported as empty without an article', async () => {
    expect(await loadKnowledge(await makeFolder({}))).toEqual({
      kind: 'faulty',
      problems: [fault('.', 1, problemTexts.emptyFolder())],
    })
    expect(await loadKnowledge(await makeFolder({ '.a.md': 'x' }))).toMatchObject({
      problems: [{ text: problemTexts.emptyFolder() }],
    })
  })
})

/** An article with a question q1, two passages a1 and a2, and one with a derived id. */
const article = (id: string) =>
  withId(
    id,
    toFile(
      '## 小标题',
      '【问】怎么办？ ^q1',
      '【王颖】这样办。 ^a1',
      '【叙述】就这样。 ^a2',
      '## 别处',
      '【叙述】好。',
    ),
  )
const toYaml = (...lines: readonly string[]) => `${lines.join('\n')}\n`

/** Lists the asks of each passage of each article, and its unanswered asks. */
function toAsked(knowledge: Knowledge) {
  if (knowledge.kind === 'faulty') return knowledge
  return Object.fromEntries(
    knowledge.articles.map(({ id, exchanges, unanswered }) => [
      id,
      [...exchanges.flatMap(({ passages }) => passages.map(({ asks }) => asks)), unanswered],
    ]),
  )
}

describe('files of asks', () => {
  it('add asks to passages and unanswered ones to articles', async () => {
    const dir = await makeFolder({
      'x.md': article('x'),
      'y/y.md': article('y'),
      'x.asks.yaml': toYaml('article: x', 'asks:', '  a2: [一？, 二？]', 'unanswered: [甲？]'),
      'z/any-name.asks.yaml': toYaml('article: y', 'asks:', '  a1: [三？]'),
    })
    expect(toAsked(await loadKnowledge(dir))).toEqual({
      x: [undefined, ['一？', '二？'], undefined, ['甲？']],
      y: [['三？'], undefined, undefined, []],
    })
  })

  it('are joined in path order if there are several for one article', async () => {
    const dir = await makeFolder({
      'x.md': article('x'),
      'c.asks.yaml': toYaml('article: x', 'asks:', '  a1: [三？]', 'unanswered: [乙？]'),
      'a/b.asks.yml': toYaml('article: x', 'asks:', '  a1: [一？, 二？]', '  a2: [好？]'),
      'b.ASKS.YAML': toYaml('article: x', 'unanswered: [甲？]'),
    })
    expect(toAsked(await loadKnowledge(dir))).toEqual({
      x: [['一？', '二？', '三？'], ['好？'], undefined, ['甲？', '乙？']],
    })
  })

  it('do not change an article that has none', async () => {
    const dir = await makeFolder({
      'a.md': article('a'),
      'x.md': article('x'),
      'x.asks.yaml': toYaml('article: x', 'asks: {a1: [好？]}'),
    })
    const knowledge = await loadKnowledge(dir)
    expect(knowledge.kind === 'loaded' && knowledge.articles[0]).toStrictEqual(parse(article('a')))
    const alone = await loadKnowledge(await makeFolder({ 'a.md': article('a') }))
    const { sources, ...whole } = loadedOf(parse(article('a')))
    expect(alone).toStrictEqual({ ...whole, sources: { ...sources, stamps: expect.any(Map) } })
  })

  it('can have a byte order mark and CRLF', async () => {
    const yaml = toYaml('article: x', 'asks:', '  a1:', '    - 一？').replaceAll('\n', '\r\n')
    expect(
      toAsked(await loadKnowledge(await makeFolder({ 'x.md': article('x'), 'x.asks.yaml': `\uFEFF${yaml}` }))),
    ).toEqual({ x: [['一？'], undefined, undefined, []] })
  })

  it('are not articles: a folder with nothing else is empty', async () => {
    const dir = await makeFolder({ 'x.asks.yaml': 'article: x\n', 'terms.yaml': '' })
    expect(await loadKnowledge(dir)).toEqual({ kind: 'faulty', problems: [fault('.', 1, problemTexts.emptyFolder())] })
  })
})

describe('vocabularies', () => {
  it('are terms.yaml and *.terms.yaml, joined in path order', async () => {
    const dir = await makeFolder({
      'a.md': withId('a'),
      'terms.yaml': toYaml('synonyms:', '  - [薪酬, 工资]', 'terms: [包干制]'),
      'b/terms.yml': toYaml('synonyms:', '  - [编制, 名额]'),
      'b/money.Terms.YAML': toYaml('terms: [时栅]'),
    })
    expect(await loadKnowledge(dir)).toMatchObject({
      kind: 'loaded',
      vocabulary: {
        synonyms: [
          ['编制', '名额'],
          ['薪酬', '工资'],
        ],
        terms: ['时栅', '包干制'],
      },
    })
  })

  it('cannot have a word in two groups, in one file or in two', async () => {
    const dir = await makeFolder({
      'a.md': withId('a'),
      'a/terms.yaml': toYaml('synonyms:', '  - [薪酬, 工资]', '  - [工钱, 工资]'),
      'b.terms.yaml': toYaml('synonyms:', '  - [待遇, 福利]', '  - [薪水, 薪酬]'),
    })
    expect(await loadKnowledge(dir)).toEqual({
      kind: 'faulty',
      problems: [
        fault('a/terms.yaml', 3, problemTexts.sharedSynonym('工资', 'a/terms.yaml', 2)),
        fault('b.terms.yaml', 3, problemTexts.sharedSynonym('薪酬', 'a/terms.yaml', 2)),
      ],
    })
  })
})

describe('other YAML files', () => {
  it('are ignored', async () => {
    const wrong = 'asks: [*a'
    const dir = await makeFolder({
      'x.md': article('x'),
      'notes.yaml': wrong,
      'x.yaml': wrong,
      'x.asks.yaml.bak': wrong,
      'x.asks.json': wrong,
      'x-asks.yaml': wrong,
      'x-terms.yaml': wrong,
      'terms.yaml.txt': wrong,
      'myterms.yml': wrong,
      '.x.asks.yaml': wrong,
      '.git/terms.yaml': wrong,
      '.terms.yaml': wrong,
      'y.asks.yaml/notes.txt': wrong,
    })
    expect(toAsked(await loadKnowledge(dir))).toEqual({ x: [undefined, undefined, undefined, undefined] })
  })
})

describe('a faulty file beside the articles', () => {
  it.each([
    ['an unknown key', ['ask: {}'], 2, problemTexts.unknownKey('ask', 'asks', ['article', 'asks', 'unanswered'])],
    ['an unknown passage', ['asks:', '  a1: [好？]', '  a3: [好？]'], 4, problemTexts.unknownPassage('a3', 'x', 'a1')],
    ['a question’s id', ['asks:', '  q1: [好？]'], 3, problemTexts.unknownPassage('q1', 'x', 'a1')],
    ['an ask written twice', ['asks:', '  a1:', '    - 好？', '    - 好？'], 5, problemTexts.repeatedAsk('好？')],
    [
      'an ask that is answered and not',
      ['asks: {a1: [好？]}', 'unanswered: [好？]'],
      3,
      problemTexts.contradictedAsk('好？'),
    ],
    ['a blank ask', ['asks:', '  a1:', '    - ""'], 4, problemTexts.badValue('asks', say(valueReasons.empty))],
    ['broken YAML', ['asks: {}', 'asks: {}'], 3, problemTexts.badYaml(say('yaml-duplicate-key'))],
    ['an alias', ['asks:', '  a1: *a'], 3, problemTexts.yamlAlias('a')],
  ])('makes the whole folder faulty: asks with %s', async (_, lines, line, text) => {
    const dir = await makeFolder({
      'x.md': article('x'),
      'a.asks.yaml': 'article: x\n',
      'd/x.asks.yaml': toYaml('article: x', ...lines),
    })
    expect(await loadKnowledge(dir)).toEqual({ kind: 'faulty', problems: [fault('d/x.asks.yaml', line, text)] })
  })

  it('makes the whole folder faulty: a vocabulary with a word of one character', async () => {
    const dir = await makeFolder({ 'x.md': article('x'), 'terms.yaml': toYaml('terms:', '  - 包干制', '  - 包') })
    const text = problemTexts.badValue('terms', say(valueReasons.tooShort))
    expect(await loadKnowledge(dir)).toEqual({ kind: 'faulty', problems: [fault('terms.yaml', 3, text)] })
  })

  it('is reported together with all other problems', async () => {
    const dir = await makeFolder({
      'a.md': article('a'),
      'a.asks.yaml': toYaml('article: a', 'asks: {a9: [好？]}'),
      'b.asks.yaml': toYaml('asks: {}'),
      'c.asks.yaml': toYaml('article: c'),
      'd.terms.yaml': toYaml('synonyms: [[薪酬]]'),
      'e.terms.yaml': toYaml('synonyms:', '  - [薪酬, 薪酬]'),
    })
    const knowledge = await loadKnowledge(dir)
    const places =
      knowledge.kind === 'faulty' ? knowledge.problems.map(({ file, line }) => `${file}:${line}`).toSorted() : []
    expect(places).toEqual(['a.asks.yaml:2', 'b.asks.yaml:1', 'c.asks.yaml:1', 'd.terms.yaml:1', 'e.terms.yaml:2'])
  })

  it('is reported beside faulty articles, without unknown ids, which a faulty article might have', async () => {
    const dir = await makeFolder({
      'a.md': 'x',
      'b.md': article('b'),
      'a.asks.yaml': toYaml('article: a', 'asks: {a9: [好？]}'),
      'b.asks.yaml': toYaml('article: b', 'unanswered: [""]'),
    })
    const text = problemTexts.badValue('unanswered', say(valueReasons.empty))
    expect(await loadKnowledge(dir)).toEqual({
      kind: 'faulty',
      problems: [fault('a.md', 1, problemTexts.noFrontMatter()), fault('b.asks.yaml', 2, text)],
    })
  })

  it.each(['x.asks.yaml', 'terms.yaml'])('is reported as not UTF-8, with the line: %s', async (file) => {
    const gbk = Buffer.from([0xb9, 0xab, 0x0a])
    const first = await loadKnowledge(await makeFolder({ 'x.md': article('x'), [file]: gbk }))
    expect(first).toEqual({ kind: 'faulty', problems: [fault(file, 1, problemTexts.notUtf8())] })
    const third = await loadKnowledge(
      await makeFolder({ 'x.md': article('x'), [file]: Buffer.concat([Buffer.from('# 一\n# 二\n'), gbk]) }),
    )
    expect(third).toEqual({ kind: 'faulty', problems: [fault(file, 3, problemTexts.notUtf8())] })
  })

  it('is reported with the file system’s code if it cannot be read', async () => {
    const dir = await makeFolder({ 'x.md': article('x'), 'x.asks.yaml': 'article: x\n' })
    vi.mocked(readFile)
      .mockResolvedValueOnce(Buffer.from(article('x')))
      .mockRejectedValueOnce(Object.assign(new Error('denied'), { code: 'EACCES', syscall: 'open' }))
    expect(await loadKnowledge(dir)).toEqual({
      kind: 'faulty',
      problems: [fault('x.asks.yaml', 1, problemTexts.unreadable('EACCES'))],
    })
  })
})

describe('problems in several files', () => {
  it('are reported together, sorted by file and line', async () => {
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
    [
      'the second is faulty',
      withId('a'),
      withId('a', toFile('## 小标题', '【叙述】好。', '没有标记。')),
      [fault('b.md', 16, problemTexts.unmarked('没有标记。'))],
    ],
  ])('include an id of two files if %s', async (_, first, second, others) => {
    const knowledge = await loadKnowledge(await makeFolder({ 'a.md': first, 'b.md': second }))
    const problems = knowledge.kind === 'faulty' ? knowledge.problems.filter(({ file }) => file === 'b.md') : []
    expect(problems).toEqual([fault('b.md', 2, problemTexts.duplicateArticle('a', 'a.md')), ...others])
  })

  it('do not include an id for files that state none', async () => {
    const dir = await makeFolder({ 'a.md': 'x', 'b.md': 'x' })
    expect(await loadKnowledge(dir)).toMatchObject({
      problems: [{ text: problemTexts.noFrontMatter() }, { text: problemTexts.noFrontMatter() }],
    })
  })
})

describe('a file that cannot be read', () => {
  it('is reported with the file system’s code, beside the problems of other files', async () => {
    const dir = await makeFolder({ 'a.md': withId('a'), 'b.md': 'x' })
    vi.mocked(readFile).mockRejectedValueOnce(Object.assign(new Error('denied'), { code: 'EACCES', syscall: 'open' }))
    expect(await loadKnowledge(dir)).toEqual({
      kind: 'faulty',
      problems: [fault('a.md', 1, problemTexts.unreadable('EACCES')), fault('b.md', 1, problemTexts.noFrontMatter())],
    })
    expect(renderText(problemTexts.unreadable('EACCES'))).toContain('EACCES')
  })

  it('is not reported for an error that is not the file system’s, which is thrown', async () => {
    const dir = await makeFolder({ 'a.md': withId('a') })
    for (const error of [
      new TypeError('a bug'),
      Object.assign(new TypeError('a bug'), { code: 'ERR_INVALID_ARG_TYPE' }),
    ]) {
      vi.mocked(readFile).mockRejectedValueOnce(error)
      await expect(loadKnowledge(dir)).rejects.toBe(error)
    }
  })
})
