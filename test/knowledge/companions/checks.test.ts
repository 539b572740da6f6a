import { describe, expect, it } from 'vitest'
import { parseChecks } from '../../../src/knowledge/companions/checks.ts'
import { loadKnowledge } from '../../../src/knowledge/load-knowledge.ts'
import { say } from '../../../src/knowledge/problems/message.ts'
import { type ProblemText, problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { valueReasons } from '../../../src/knowledge/problems/value-reasons.ts'
import { makeFolder, toAliasBomb, toFile, renderPlaced } from '../samples.ts'

const FILE = 'b/sample.checks.yaml'
/** Makes a file in which the first of these lines is line 2. */
const withLines = (...lines: readonly string[]) => ['article: sample', ...lines, ''].join('\n')
const problemAt = (line: number, text: ProblemText) => ({ file: FILE, line, text })

function readChecks(yaml: string, file = FILE) {
  const parsed = parseChecks(file, yaml)
  if (parsed.kind === 'faulty') throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

function problemsIn(yaml: string) {
  const parsed = parseChecks(FILE, yaml)
  return parsed.kind === 'faulty' ? parsed.problems : []
}

describe('a file of checks', () => {
  const yaml = withLines(
    'finds:',
    '  a1:',
    '    - 怎么办？',
    '    - "甲: 乙"',
    '  s1-2: [好不好？]',
    '# 没有讲到的',
    'nothing:',
    '  - 给多少钱？',
    'not_here: [摊位费涨不涨]',
  )
  const checks = [
    { file: FILE, line: 4, query: '怎么办？', passage: 'sample_a1' },
    { file: FILE, line: 5, query: '甲: 乙', passage: 'sample_a1' },
    { file: FILE, line: 6, query: '好不好？', passage: 'sample_s1-2' },
    { file: FILE, line: 9, query: '给多少钱？' },
    { file: FILE, line: 10, query: '摊位费涨不涨', notFrom: 'sample' },
  ]

  it('parses each query with its line and its passage id, if it has one', () => {
    expect(readChecks(yaml)).toEqual({ file: FILE, checks })
    expect(readChecks(`# 说明\n\n${yaml}`).checks.map(({ line }) => line)).toEqual([6, 7, 8, 11, 12])
  })

  it('parses CRLF and a missing final line end', () => {
    expect(readChecks(yaml.replaceAll('\n', '\r\n')).checks).toEqual(checks)
    expect(readChecks(yaml.trimEnd()).checks).toEqual(checks)
  })

  it('requires only an article id', () => {
    expect(readChecks('article: sample')).toEqual({ file: FILE, checks: [] })
    expect(problemsIn('finds: {}\nnothing: []\n')).toEqual([problemAt(1, problemTexts.missingKey('article'))])
  })

  it('reads every scalar as the text that is written', () => {
    const queries = ['2023', '0x10', '1.50', '02', 'null', '~', 'true', 'no', '<<']
    expect(
      readChecks(withLines(`finds: {02: [${queries.join(', ')}]}`)).checks.map(({ passage, query }) => [
        passage,
        query,
      ]),
    ).toEqual(queries.map((query) => ['sample_02', query]))
  })

  it('trims queries and allows 200 characters', () => {
    const query = '问'.repeat(200)
    expect(readChecks(withLines(`nothing: ["  ${query}\t"]`)).checks).toMatchObject([{ query }])
    expect(problemsIn(withLines('nothing:', '  - 好', `  - ${query}问`))).toEqual([
      problemAt(4, problemTexts.badValue('nothing', say(valueReasons.tooLong, { max: 200 }))),
    ])
  })

  it('allows one query for two passages', () => {
    expect(
      readChecks(withLines('finds:', '  a1: [怎么办？]', '  a2: [怎么办？]')).checks.map(({ passage }) => passage),
    ).toEqual(['sample_a1', 'sample_a2'])
  })

  it('reports all problems with their lines', () => {
    expect(problemsIn(withLines('find: {}'))).toEqual([
      problemAt(2, problemTexts.unknownKey('find', 'finds', ['article', 'finds', 'nothing', 'not_here'])),
    ])
    expect(problemsIn('article: A_b\n')).toEqual([
      problemAt(1, problemTexts.badValue('article', say(valueReasons.badId))),
    ])
    expect(problemsIn(withLines('finds:', '  a1:', '    - 好', '    - " "'))).toEqual([
      problemAt(5, problemTexts.badValue('finds', say(valueReasons.empty))),
    ])
    expect(problemsIn(withLines('finds: {}', 'finds: {}'))).toEqual([
      problemAt(3, problemTexts.badYaml(say('yaml-duplicate-key'))),
    ])
    expect(problemsIn(withLines('nothing:', '  - *重要*'))).toEqual([problemAt(3, problemTexts.yamlAlias('重要*'))])
    expect(problemsIn(withLines(...toAliasBomb())).map(({ text }) => text)).toContainEqual(problemTexts.yamlAlias('a'))
  })

  it.each([
    ['queries of a passage that are no list', ['finds:', '  a1: 怎么办？'], 3, 'finds'],
    ['queries that are a list', ['finds:', '  - 怎么办？'], 2, 'finds'],
    ['what finds nothing, as a text', ['nothing: 给多少钱？'], 2, 'nothing'],
  ])('reports a wrong type in Chinese with an example: %s', (_, lines, line, key) => {
    expect(problemsIn(withLines(...lines)).map(renderPlaced)).toEqual([
      expect.stringMatching(new RegExp(`^${line} “${key}”的值不对：\\p{Script=Han}.*。例如 ${key}: `, 'u')),
    ])
  })

  it('refuses a query twice under one passage, and both with and without a passage', () => {
    expect(problemsIn(withLines('finds:', '  a1: [好吗？, "好吗？ "]'))).toEqual([
      problemAt(3, problemTexts.repeatedAsk('好吗？')),
    ])
    expect(problemsIn(withLines('nothing: [好吗？]', 'finds:', '  a1: [好吗？]'))).toEqual([
      problemAt(2, problemTexts.contradictedAsk('好吗？')),
    ])
  })
})

describe('a folder with checks', () => {
  const article = toFile('## 小标题', '【叙述】好。 ^a1')

  it('loads the checks of all files in path order, for unknown articles and passages too', async () => {
    const dir = await makeFolder({
      'a.md': article,
      'checks.yaml': 'article: sample\nfinds: {gone: [一？]}\n',
      'b/x.CHECKS.yml': 'article: nowhere\nfinds: {a1: [二？]}\n',
      'z.taught.checks.yaml': 'article: sample\nnothing: [三？]\n',
    })
    expect(await loadKnowledge(dir)).toMatchObject({
      kind: 'loaded',
      checks: [
        { file: 'b/x.CHECKS.yml', passage: 'nowhere_a1' },
        { file: 'checks.yaml', passage: 'sample_gone' },
        { file: 'z.taught.checks.yaml', query: '三？' },
      ],
    })
  })

  it('is faulty if one file of checks is', async () => {
    const dir = await makeFolder({
      'a.md': article,
      'a.checks.yaml': 'article: sample\nnothing: [""]\n',
      'b.checks.yaml': new Uint8Array([0x61, 0xff]),
    })
    expect(await loadKnowledge(dir)).toEqual({
      kind: 'faulty',
      problems: [
        { file: 'a.checks.yaml', line: 2, text: problemTexts.badValue('nothing', say(valueReasons.empty)) },
        { file: 'b.checks.yaml', line: 1, text: problemTexts.notUtf8() },
      ],
    })
  })

  it('ignores names that only resemble a file of checks', async () => {
    const dir = await makeFolder({
      'a.md': article,
      'precheckschecks.yaml': '[',
      '.checks.yaml': '[',
      '.a.taught.checks.yaml.draft': '[',
      'a.checks.yaml.bak': '[',
    })
    expect(await loadKnowledge(dir)).toMatchObject({ kind: 'loaded', checks: [] })
  })
})
