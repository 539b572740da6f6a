import { describe, expect, it } from 'vitest'
import { say } from '../../../src/knowledge/problems/message.ts'
import { type ProblemText, problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { valueReasons } from '../../../src/knowledge/problems/value-reasons.ts'
import { parseVocabulary } from '../../../src/knowledge/companions/vocabulary.ts'
import { findShared, joinVocabularies } from '../../../src/knowledge/companions/join-vocabularies.ts'
import { toAliasBomb, renderText, renderPlaced } from '../samples.ts'

const FILE = 'terms.yaml'
const KEYS = ['synonyms', 'terms']
const toYaml = (...lines: readonly string[]) => `${lines.join('\n')}\n`
const problemAt = (line: number, text: ProblemText, file = FILE) => ({ file, line, text })
const tooLong = (max: number) => say(valueReasons.tooLong, { max })

function read(yaml: string, file = FILE) {
  const parsed = parseVocabulary(file, yaml)
  if (parsed.kind === 'faulty') throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

function problemsIn(...lines: readonly string[]) {
  const parsed = parseVocabulary(FILE, toYaml(...lines))
  return parsed.kind === 'faulty' ? parsed.problems : []
}

describe('a vocabulary file', () => {
  it('parses groups of synonyms with their lines, and terms', () => {
    const yaml = toYaml(
      '# 说明',
      'synonyms:',
      '  # 钱',
      '  - [薪酬, 薪水, wages]',
      '  - - 编制',
      '    - headcount',
      'terms: [包干制, 时栅]',
    )
    expect(read(yaml)).toEqual({
      file: FILE,
      synonyms: [
        ['薪酬', '薪水', 'wages'],
        ['编制', 'headcount'],
      ],
      terms: ['包干制', '时栅'],
      lines: [4, 5],
    })
    expect(read(yaml.replaceAll('\n', '\r\n'))).toEqual(read(yaml))
  })

  it.each(['', '# 只有注释\n', 'synonyms: []\n', 'terms: []\n', '{}'])('can be empty: %j', (yaml) => {
    expect(read(yaml)).toEqual({ file: FILE, synonyms: [], terms: [], lines: [] })
  })

  it('trims words and allows two to forty characters', () => {
    const long = '词'.repeat(40)
    expect(read(toYaml(`synonyms: [["  ${long} ", " 薪水"]]`, `terms: ["${long}\t", AI]`))).toMatchObject({
      synonyms: [[long, '薪水']],
      terms: [long, 'AI'],
    })
  })
})

it('a vocabulary reads every scalar as the text that is written', () => {
  expect(read(toYaml('synonyms: [[null, 空值], [2023, 二三年]]', 'terms: [true, 007, 5G, 1e3]'))).toMatchObject({
    synonyms: [
      ['null', '空值'],
      ['2023', '二三年'],
    ],
    terms: ['true', '007', '5G', '1e3'],
  })
})

describe('an unknown key of a vocabulary', () => {
  it('is reported with the closest known key, all at once', () => {
    expect(problemsIn('synonym: []', 'term: []', 'zzzzzzzzzz: 1')).toEqual([
      problemAt(1, problemTexts.unknownKey('synonym', 'synonyms', KEYS)),
      problemAt(2, problemTexts.unknownKey('term', 'terms', KEYS)),
      problemAt(3, problemTexts.unknownKey('zzzzzzzzzz', undefined, KEYS)),
    ])
  })
})

describe('a wrong word or group', () => {
  const LONG = '词'.repeat(41)

  it.each([
    ['a group of one', ['synonyms:', '  - [薪酬, 薪水]', '  - [编制]'], 3, 'synonyms', say(valueReasons.lonelySynonym)],
    ['a group of none', ['synonyms:', '  - []'], 2, 'synonyms', say(valueReasons.lonelySynonym)],
    [
      'a synonym of one character',
      ['synonyms:', '  - [薪酬, 薪水]', '  - - 待遇', '    - 钱'],
      4,
      'synonyms',
      say(valueReasons.tooShort),
    ],
    [
      'a synonym of one character between blanks',
      ['synonyms:', '  - [薪酬, " 钱 "]'],
      2,
      'synonyms',
      say(valueReasons.tooShort),
    ],
    ['a synonym that is too long', ['synonyms:', `  - [薪酬, ${LONG}]`], 2, 'synonyms', tooLong(40)],
    [
      'a synonym with a colon and a blank in it',
      ['synonyms:', '  - [薪酬, 薪水, 工资: 工钱]'],
      2,
      'synonyms',
      say(valueReasons.notText),
    ],
    ['a term of one character', ['terms:', '  - 包干制', '  - 包'], 3, 'terms', say(valueReasons.tooShort)],
    ['a blank term', ['terms: [" "]'], 1, 'terms', say(valueReasons.tooShort)],
    ['a term that was not written', ['terms:', '  - 包干制', '  -'], 3, 'terms', say(valueReasons.tooShort)],
    ['a term that is too long', ['terms:', `  - ${LONG}`], 2, 'terms', tooLong(40)],
    ['a term that is a group', ['terms:', '  - [包干制, 包干]'], 2, 'terms', say(valueReasons.notText)],
  ])('is reported in its line with the reason: %s', (_, lines, line, key, reason) => {
    expect(problemsIn(...lines)).toEqual([problemAt(line, problemTexts.badValue(key, reason))])
  })

  it.each([
    ['synonyms that are no list', ['terms: []', 'synonyms: 薪酬'], 2, 'synonyms'],
    ['synonyms that were not written', ['synonyms:'], 1, 'synonyms'],
    ['a group that is no list', ['synonyms:', '  - [薪酬, 薪水]', '  - 编制'], 3, 'synonyms'],
    ['a group that is a mapping', ['synonyms:', '  - 薪酬: 薪水'], 2, 'synonyms'],
    ['terms that are no list', ['synonyms: []', 'terms: 包干制'], 2, 'terms'],
  ])('is reported in Chinese with an example: %s', (_, lines, line, key) => {
    expect(problemsIn(...lines).map(renderPlaced)).toEqual([
      expect.stringMatching(new RegExp(`^${line} “${key}”的值不对：\\p{Script=Han}.*。例如 ${key}: `, 'u')),
    ])
  })

  it('is reported together with all others', () => {
    expect(problemsIn('synonyms:', '  - [薪酬]', '  - [钱, 薪水]', 'terms: [栅]').map(({ line }) => line)).toEqual([
      2, 3, 4,
    ])
  })
})

describe('the YAML of a vocabulary', () => {
  it('is refused with the line of a syntax error', () => {
    expect(problemsIn('synonyms:', '  - [薪酬, 薪水', 'term: []').map(renderPlaced)).toEqual([
      expect.stringMatching(/^3 YAML 有误：/),
    ])
    expect(problemsIn('terms: []', 'terms: []')).toEqual([
      problemAt(2, problemTexts.badYaml(say('yaml-duplicate-key'))),
    ])
    expect(problemsIn('terms: []', 'synonyms：[]')).toContainEqual(
      problemAt(2, problemTexts.fullWidthColon('synonyms：[]')),
    )
  })

  it('is refused with an alias: resolvable, unresolvable, or expanding without bound', () => {
    expect(problemsIn('terms: &t [包干制, 时栅]', 'synonyms:', '  - *t')).toEqual([
      problemAt(3, problemTexts.yamlAlias('t')),
    ])
    expect(problemsIn('terms:', '  - *重要')).toEqual([problemAt(2, problemTexts.yamlAlias('重要'))])
    expect(problemsIn(...toAliasBomb()).map(({ text }) => text)).toContainEqual(problemTexts.yamlAlias('a'))
  })

  it('is refused with a merge key', () => {
    expect(parseVocabulary(FILE, '!!merge <<: 1')).toMatchObject({ kind: 'faulty' })
  })
})

describe('a word in two groups', () => {
  const groups = (...list: readonly string[]) => toYaml('synonyms:', ...list.map((group) => `  - [${group}]`))

  it('is reported in the later group with the place of the first', () => {
    expect(findShared([read(groups('薪酬, 工资', '编制, 名额', '待遇, 工资', '工资, 工钱'))])).toEqual([
      problemAt(4, problemTexts.sharedSynonym('工资', FILE, 2)),
      problemAt(5, problemTexts.sharedSynonym('工资', FILE, 2)),
    ])
    expect(renderText(problemTexts.sharedSynonym('工资', FILE, 2))).toMatch(/^“工资”在 terms\.yaml 第 2 行已经有了。/)
  })

  it('is reported in the later file with the place in the earlier', () => {
    const files = [
      read(groups('薪酬, 工资'), 'a/terms.yaml'),
      read(toYaml('terms: []', groups('编制, 名额', '工资, 待遇')), 'b.terms.yaml'),
    ]
    expect(findShared(files)).toEqual([
      problemAt(4, problemTexts.sharedSynonym('工资', 'a/terms.yaml', 2), 'b.terms.yaml'),
    ])
  })

  it('is compared without case and width', () => {
    expect(findShared([read(groups('薪酬, Pay', '待遇, ＰＡＹ'))])).toEqual([
      problemAt(3, problemTexts.sharedSynonym('ＰＡＹ', FILE, 2)),
    ])
  })

  it('is reported if it stands twice in one group', () => {
    expect(findShared([read(groups('薪酬, 工资, 工资'))])).toEqual([
      problemAt(2, problemTexts.sharedSynonym('工资', FILE, 2)),
    ])
  })

  it('is not reported for a part of another word, nor for a term', () => {
    expect(findShared([read(`${groups('薪酬, 工资', '薪酬制度, 工资制度')}terms: [薪酬, 工资]\n`)])).toEqual([])
  })
})

it('joinVocabularies keeps the order of the files', () => {
  const files = [
    { synonyms: [['薪酬', '工资']], terms: ['时栅'] },
    { synonyms: [], terms: [] },
    { synonyms: [['编制', '名额']], terms: ['包干制'] },
  ]
  expect(joinVocabularies(files)).toEqual({
    synonyms: [
      ['薪酬', '工资'],
      ['编制', '名额'],
    ],
    terms: ['时栅', '包干制'],
  })
  expect(joinVocabularies([])).toEqual({ synonyms: [], terms: [] })
})
