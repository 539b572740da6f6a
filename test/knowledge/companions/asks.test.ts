import { describe, expect, it } from 'vitest'
import { parseAsks } from '../../../src/knowledge/companions/asks.ts'
import { parseChecks } from '../../../src/knowledge/companions/checks.ts'
import { addAsks, findUnknown } from '../../../src/knowledge/companions/place-asks.ts'
import { parseVocabulary } from '../../../src/knowledge/companions/vocabulary.ts'
import { say } from '../../../src/knowledge/problems/message.ts'
import { type ProblemText, problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { valueReasons } from '../../../src/knowledge/problems/value-reasons.ts'
import { parse, toAliasBomb, toFile, renderText, renderPlaced } from '../samples.ts'

const FILE = 'b/sample.asks.yaml'
const KEYS = ['article', 'asks', 'unanswered']
/** Makes a file in which the first of these lines is line 2. */
const withLines = (...lines: readonly string[]) => ['article: sample', ...lines, ''].join('\n')
const problemAt = (line: number, text: ProblemText) => ({ file: FILE, line, text })
const tooLong = (max: number) => say(valueReasons.tooLong, { max })

function readAsks(yaml: string, file = FILE) {
  const parsed = parseAsks(file, yaml)
  if (parsed.kind === 'faulty') throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

function problemsIn(yaml: string) {
  const parsed = parseAsks(FILE, yaml)
  return parsed.kind === 'faulty' ? parsed.problems : []
}

describe('a file of asks', () => {
  const yaml = withLines(
    'asks:',
    '  a1:',
    '    - 怎么办？',
    '    - "甲: 乙"',
    '  s1-2: [好不好？]',
    '# 没有讲到的',
    'unanswered:',
    '  - 给多少钱？',
  )
  const model = {
    file: FILE,
    article: 'sample',
    asks: { a1: ['怎么办？', '甲: 乙'], 's1-2': ['好不好？'] },
    unanswered: ['给多少钱？'],
    lines: {
      article: 1,
      passages: new Map([
        ['a1', 3],
        ['s1-2', 6],
      ]),
    },
  }

  it('parses the asks of each passage and the unanswered ones, with the lines of the ids', () => {
    expect(readAsks(yaml)).toEqual(model)
    expect(readAsks(`# 说明\n\n${yaml}`).lines).toEqual({
      article: 3,
      passages: new Map([
        ['a1', 5],
        ['s1-2', 8],
      ]),
    })
  })

  it('parses CRLF and a missing final line end', () => {
    expect(readAsks(yaml.replaceAll('\n', '\r\n'))).toEqual(model)
    expect(readAsks(yaml.trimEnd())).toEqual(model)
  })

  it('requires only an article id', () => {
    expect(readAsks('article: sample')).toMatchObject({ article: 'sample', asks: {}, unanswered: [] })
    expect(problemsIn('asks: {}\nunanswered: []\n')).toEqual([problemAt(1, problemTexts.missingKey('article'))])
  })

  it.each(['', '# 只有注释', 'hello', '- a\n- b', '[]', 'null', '---\n'])(
    'lacks its article id if it is no mapping: %j',
    (text) => {
      expect(problemsIn(text)).toEqual([problemAt(1, problemTexts.missingKey('article'))])
    },
  )

  it('trims asks and allows 200 characters', () => {
    const ask = '问'.repeat(200)
    expect(readAsks(withLines(`asks: {a1: ["  ${ask}\t"]}`, 'unanswered: [" 好 "]'))).toMatchObject({
      asks: { a1: [ask] },
      unanswered: ['好'],
    })
  })

  it('reads every scalar as the text that is written', () => {
    const asks = ['2023', '0x10', '1.50', '2023-01-15', 'null', '~', 'true', 'no', '<<']
    expect(readAsks(withLines(`asks: {a1: [${asks.join(', ')}]}`, 'unanswered: [0123]'))).toMatchObject({
      asks: { a1: asks },
      unanswered: ['0123'],
    })
  })

  it('allows one ask for two passages', () => {
    expect(readAsks(withLines('asks:', '  a1: [怎么办？]', '  a2: [怎么办？]')).asks).toEqual({
      a1: ['怎么办？'],
      a2: ['怎么办？'],
    })
  })

  it.each(['A', 'a_b', '-a', 'a--b', '人才', 'a'.repeat(25), '""'])('refuses the article id %s', (id) => {
    expect(problemsIn(`article: ${id}\n`)).toEqual([
      problemAt(1, problemTexts.badValue('article', say(valueReasons.badId))),
    ])
  })
})

describe('an unknown key', () => {
  it('is reported with the closest known key, all at once', () => {
    expect(problemsIn(withLines('ask: {}', 'unanswerd: []', 'zzzzzzzzzzzz: 1'))).toEqual([
      problemAt(2, problemTexts.unknownKey('ask', 'asks', KEYS)),
      problemAt(3, problemTexts.unknownKey('unanswerd', 'unanswered', KEYS)),
      problemAt(4, problemTexts.unknownKey('zzzzzzzzzzzz', undefined, KEYS)),
    ])
    expect(renderText(problemTexts.unknownKey('ask', 'asks', KEYS))).toBe(
      '不认识的项“ask”。是不是想写“asks”？可写的有“article”、“asks”、“unanswered”。',
    )
  })
})

describe('a wrong value', () => {
  const LONG = '问'.repeat(201)

  it.each([
    ['a blank ask', ['asks:', '  a1:', '    - 好', '    - " "'], 5, 'asks', say(valueReasons.empty)],
    ['an ask that was not written', ['asks:', '  a1:', '    - 好', '    -'], 5, 'asks', say(valueReasons.empty)],
    ['an ask that is too long', ['asks:', '  a1:', '    - 好', `    - ${LONG}`], 5, 'asks', tooLong(200)],
    ['an ask that is a list', ['asks:', '  a1:', '    - - 好'], 4, 'asks', say(valueReasons.notText)],
    ['an ask with a colon and a blank in it', ['asks:', '  a1:', '    - 甲: 乙'], 4, 'asks', say(valueReasons.notText)],
    [
      'something blank that is not answered',
      ['unanswered:', '  - 好', '  - ""'],
      4,
      'unanswered',
      say(valueReasons.empty),
    ],
    ['something too long that is not answered', ['unanswered:', `  - ${LONG}`], 3, 'unanswered', tooLong(200)],
    [
      'something that is not answered and no text',
      ['unanswered:', '  - [好]'],
      3,
      'unanswered',
      say(valueReasons.notText),
    ],
  ])('is reported in its line with the reason: %s', (_, lines, line, key, reason) => {
    expect(problemsIn(withLines(...lines))).toEqual([problemAt(line, problemTexts.badValue(key, reason))])
  })

  it.each([
    ['asks of a passage that are no list', ['asks:', '  a1: 怎么办？'], 3, 'asks'],
    ['a passage without asks', ['asks:', '  a1:'], 3, 'asks'],
    ['asks that are a list', ['asks:', '  - 怎么办？'], 2, 'asks'],
    ['asks that are a text', ['asks: 怎么办？'], 2, 'asks'],
    ['asks that were not written', ['asks:'], 2, 'asks'],
    ['what is not answered, as a text', ['asks: {}', 'unanswered: 给多少钱？'], 3, 'unanswered'],
    ['what is not answered, as a mapping', ['unanswered:', '  a1: [好]'], 2, 'unanswered'],
  ])('is reported in Chinese with an example: %s', (_, lines, line, key) => {
    expect(problemsIn(withLines(...lines)).map(renderPlaced)).toEqual([
      expect.stringMatching(new RegExp(`^${line} “${key}”的值不对：\\p{Script=Han}.*。例如 ${key}: `, 'u')),
    ])
  })

  it('is reported together with all others', () => {
    expect(
      problemsIn('article: A\nasks:\n  a1: [""]\n  a2: 好\nunanswered: [""]\nask: 1\n').map(({ line }) => line),
    ).toEqual([1, 3, 4, 5, 6])
  })
})

describe('an ask written twice', () => {
  it('is refused under one passage, in the line of the repetition', () => {
    const yaml = withLines('asks:', '  a1:', '    - 怎么办？', '    - 好吗？', '    - 怎么办？', '    - "怎么办？ "')
    expect(problemsIn(yaml)).toEqual([
      problemAt(6, problemTexts.repeatedAsk('怎么办？')),
      problemAt(7, problemTexts.repeatedAsk('怎么办？')),
    ])
  })

  it('is refused among the unanswered ones, in the line of the repetition', () => {
    expect(problemsIn(withLines('unanswered:', '  - 给多少钱？', '  - 给多少钱？'))).toEqual([
      problemAt(4, problemTexts.repeatedAsk('给多少钱？')),
    ])
  })

  it('is refused as answered and unanswered, in the line of the unanswered one', () => {
    const yaml = withLines(
      'unanswered:',
      '  - 好吗？',
      '  - 怎么办？',
      'asks:',
      '  a1: [这样好吗？]',
      '  a2: [" 怎么办？"]',
    )
    expect(problemsIn(yaml)).toEqual([problemAt(4, problemTexts.contradictedAsk('怎么办？'))])
  })
})

describe('the YAML of a file of asks', () => {
  it('is refused with the line of a syntax error, and no other problem', () => {
    expect(problemsIn(withLines('asks:', '  a1: [好', 'ask: 1')).map(renderPlaced)).toEqual([
      expect.stringMatching(/^4 YAML 有误：/),
    ])
    expect(problemsIn(withLines('asks: {}', 'asks: {}'))).toEqual([
      problemAt(3, problemTexts.badYaml(say('yaml-duplicate-key'))),
    ])
    expect(problemsIn(withLines('asks:', '  a1: [好]', '  a1: [坏]'))).toEqual([
      problemAt(4, problemTexts.badYaml(say('yaml-duplicate-key'))),
    ])
    expect(problemsIn(withLines('asks:', '\ta1: [好]'))).toEqual([
      problemAt(3, problemTexts.badYaml(say('yaml-tab-as-indent'))),
    ])
    expect(problemsIn(withLines('asks：', '  a1: [好]'))).toEqual([problemAt(2, problemTexts.fullWidthColon('asks：'))])
  })

  it('is refused with an alias: resolvable, unresolvable, or expanding without bound', () => {
    expect(problemsIn(withLines('asks:', '  a1: &a [好]', '  a2: *a'))).toEqual([
      problemAt(4, problemTexts.yamlAlias('a')),
    ])
    expect(problemsIn(withLines('unanswered:', '  - *重要*'))).toEqual([problemAt(3, problemTexts.yamlAlias('重要*'))])
    expect(problemsIn(withLines(...toAliasBomb())).map(({ text }) => text)).toContainEqual(problemTexts.yamlAlias('a'))
  })

  it.each([
    '!!merge <<: 1',
    '%YAML 1.1\n---\n<<: 1',
    'article: sample\n!!merge <<: [1]',
    '%YAML 1.1\n---\narticle: sample\n<<: {asks: {}}',
  ])('is refused with a merge key: %j', (yaml) => {
    expect(parseAsks(FILE, yaml)).toMatchObject({ kind: 'faulty' })
  })
})

describe('a local id that YAML reads as another type', () => {
  const article = parse(
    toFile(
      '## 小标题',
      '【叙述】一。 ^1',
      '【叙述】二。 ^02',
      '【叙述】三。 ^1e3',
      '【叙述】四。 ^null',
      '【叙述】五。 ^true',
    ),
  )
  const asksOf = (yaml: string) =>
    addAsks([article], [readAsks(yaml)])[0]?.exchanges[0]?.passages.map(({ asks = [] }) => asks.join())

  it.each([
    ['1', 0],
    ['02', 1],
    ['1e3', 2],
    ['null', 3],
    ['true', 4],
  ])('names its passage as it is written: %s', (id, index) => {
    const yaml = withLines('asks:', `  ${id}: [好]`)
    expect(findUnknown([readAsks(yaml)], [article])).toEqual([])
    expect(asksOf(yaml)).toEqual(['', '', '', '', ''].with(index, '好'))
  })

  it('is reported in its line if there is no such passage', () => {
    const [problem] = findUnknown(
      [readAsks(withLines('asks:', '  a1: [好]', '  2023: [好]'))],
      [parse(toFile('## 小标题', '【叙述】好。 ^a1'))],
    )
    expect(problem).toEqual(problemAt(4, problemTexts.unknownPassage('2023', 'sample', undefined)))
  })

  it('has a wrong value reported like any other id', () => {
    expect(problemsIn(withLines('asks:', '  2023:', '    - [好]'))).toEqual([
      problemAt(4, problemTexts.badValue('asks', say(valueReasons.notText))),
    ])
    expect(problemsIn(withLines('asks:', '  2023:', '    - 好', '    - 好'))).toEqual([
      problemAt(5, problemTexts.repeatedAsk('好')),
    ])
  })
})

describe('an id that no article has', () => {
  const sample = parse(
    toFile(
      '## 小标题',
      '【问】怎么办？ ^q1',
      '【王颖】这样办。 ^start',
      '【叙述】没有写 id。',
      '## 别处',
      '【叙述】好。 ^end',
    ),
  )
  const other = parse(toFile('## 小标题', '【叙述】好。 ^elsewhere').replace('id: sample', 'id: other'))
  const unknownIn = (yaml: string) => findUnknown([readAsks(yaml)], [other, sample])

  it('is not reported for existing ids, derived ones included', () => {
    const given = sample.exchanges[0]?.passages[1]?.id.slice('sample_'.length) ?? ''
    expect(given).toMatch(/^p[0-9a-f]+$/)
    expect(
      unknownIn(withLines('asks:', '  start: [好]', '  end: [好]', `  ${given}: [好]`, 'unanswered: [给多少钱？]')),
    ).toEqual([])
  })

  it('is reported as an unknown article with the closest known id, without its passages', () => {
    expect(unknownIn('asks: {start: [好], nowhere: [好]}\narticle: sampel\n')).toEqual([
      problemAt(2, problemTexts.unknownArticle('sampel', 'sample', ['other', 'sample'])),
    ])
    expect(unknownIn('article: zzzzzzzzzz\n')).toEqual([
      problemAt(1, problemTexts.unknownArticle('zzzzzzzzzz', undefined, ['other', 'sample'])),
    ])
    expect(renderText(problemTexts.unknownArticle('sampel', 'sample', ['other', 'sample']))).toBe(
      '没有 id 为“sampel”的文章。是不是想写“sample”？已有的是“other”、“sample”。',
    )
  })

  it('is reported as an unknown passage with the closest id of the article, all at once', () => {
    expect(
      unknownIn(withLines('asks:', '  strat: [好]', '  end: [好]', '  elsewhere: [好]', '  zzzzzzzz: [好]')),
    ).toEqual([
      problemAt(3, problemTexts.unknownPassage('strat', 'sample', 'start')),
      problemAt(5, problemTexts.unknownPassage('elsewhere', 'sample', undefined)),
      problemAt(6, problemTexts.unknownPassage('zzzzzzzz', 'sample', undefined)),
    ])
    expect(renderText(problemTexts.unknownPassage('strat', 'sample', 'start'))).toMatch(/。是不是想写“start”？.*\^id/)
  })

  it.each(['q1', 'sample_start', '^start'])('is reported for %s', (id) => {
    const [problem, ...others] = unknownIn(withLines('asks:', `  ${id}: [好]`))
    expect(problem).toMatchObject({
      file: FILE,
      line: 3,
      text: { id: 'unknown-passage', values: { id, article: 'sample' } },
    })
    expect(others).toEqual([])
  })
})

describe('asks', () => {
  const sample = parse(
    toFile(
      '## 小标题',
      '【问】怎么办？ ^q1',
      '【王颖】这样办。 ^a1',
      '【叙述】就这样。 ^a2',
      '## 别处',
      '【叙述】好。 ^a3',
    ),
  )
  const other = parse(toFile('## 小标题', '【叙述】好。 ^a1').replace('id: sample', 'id: other'))
  const first = readAsks(withLines('asks:', '  a1: [一？, 二？]', '  a3: [三？]', 'unanswered: [甲？]'))
  const second = readAsks(withLines('asks:', '  a1: [四？]', 'unanswered: [乙？, 丙？]'))
  const asksOf = (article: typeof sample | undefined) =>
    article?.exchanges.map(({ passages }) => passages.map(({ asks }) => asks))

  it('are added to their passages, and unanswered ones to the article', () => {
    const [article] = addAsks([sample], [first])
    expect(asksOf(article)).toEqual([[['一？', '二？'], undefined], [['三？']]])
    expect(article?.unanswered).toEqual(['甲？'])
  })

  it('of several files are joined in the order of the files', () => {
    const [article] = addAsks([sample], [first, second])
    expect(asksOf(article)).toEqual([[['一？', '二？', '四？'], undefined], [['三？']]])
    expect(article?.unanswered).toEqual(['甲？', '乙？', '丙？'])
  })

  it('change nothing else in the article and nothing in another article', () => {
    const before = structuredClone(sample)
    const [article, untouched] = addAsks([sample, other], [first])
    expect(article).toMatchObject(before)
    expect(untouched).toBe(other)
    expect(sample).toStrictEqual(before)
    expect(addAsks([sample], [])[0]).toBe(sample)
  })

  it('are empty for a passage with the id constructor and no asks', () => {
    const [article] = addAsks([parse(toFile('## 小标题', '【叙述】好。 ^constructor'))], [second])
    expect(asksOf(article)).toEqual([[undefined]])
  })
})

describe('__proto__', () => {
  it.each([
    [2, 'asks: {__proto__: [好], a1: [坏]}'],
    [3, 'asks:\n  __proto__: [好]'],
    [2, 'asks: {__proto__: {a1: [好]}}'],
    [2, '__proto__: {asks: {}}'],
  ])('is an unknown key in line %d of: %s', (line, yaml) => {
    expect(problemsIn(withLines(yaml))).toEqual([
      problemAt(line, problemTexts.unknownKey('__proto__', undefined, KEYS)),
    ])
  })

  it('is one of checks and of terms too', () => {
    const text = (known: readonly string[]) => problemTexts.unknownKey('__proto__', undefined, known)
    expect(parseChecks('a.yaml', 'article: a\nfinds: {__proto__: [好]}\n')).toMatchObject({
      problems: [{ line: 2, text: text(['article', 'finds', 'nothing', 'not_here']) }],
    })
    expect(parseVocabulary('a.yaml', '__proto__: [好好]\n')).toMatchObject({
      problems: [{ line: 1, text: text(['synonyms', 'terms']) }],
    })
  })
})
