import { describe, expect, it } from 'vitest'
import { say } from '../../../src/knowledge/problems/message.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { toSuggestion, valueReasons } from '../../../src/knowledge/problems/value-reasons.ts'
import { parse, parseProblems, toAliasBomb, toFileWithHead, renderPlaced } from '../samples.ts'

const BASE = ['id: sample', 'title: 一个标题', 'publication: 某报']
const withLines = (...lines: readonly string[]) => toFileWithHead(...BASE, ...lines)
const linesOf = (...lines: readonly string[]) => parseProblems(withLines(...lines)).map(renderPlaced)

describe('the front matter of an article', () => {
  it('requires only an id, a title and a publication', () => {
    expect(parse(withLines())).toMatchObject({ id: 'sample', title: '一个标题', publication: '某报', speakers: [] })
    expect(parseProblems(toFileWithHead())).toEqual([
      { file: 'a.md', line: 2, text: problemTexts.missingKey('id') },
      { file: 'a.md', line: 2, text: problemTexts.missingKey('title') },
      { file: 'a.md', line: 2, text: problemTexts.missingKey('publication') },
    ])
  })

  it.each(['hello', '- a\n- b', '# 只有注释'])('lacks its first key if it is no mapping: %j', (yaml) => {
    expect(parseProblems(toFileWithHead(yaml))[0]).toMatchObject({ line: 2, text: problemTexts.missingKey('id') })
  })

  it.each(['2023', '2023-01', '2023-12', '2023-01-15', '2023-10-31'])('keeps the date %s as it is written', (date) => {
    expect(parse(withLines(`date: ${date}`)).date).toBe(date)
    expect(parse(withLines(`date: "${date}"`)).date).toBe(date)
  })

  it.each([
    '23',
    '20230',
    '2023-1',
    '2023-00',
    '2023-13',
    '2023-01-00',
    '2023-01-32',
    '2023/01',
    '2023年1月',
    '2023-01-15 10:00',
    '',
    '~',
  ])('refuses the date %j', (date) => {
    expect(parseProblems(withLines(`date: ${date}`))).toEqual([
      { file: 'a.md', line: 5, text: problemTexts.badValue('date', say(valueReasons.notDate)) },
    ])
  })

  it.each(['A', 'a_b', 'a b', '-a', 'a-', 'a--b', '人才', 'a'.repeat(25), '""'])('refuses the id %s', (id) => {
    const [problem, ...others] = parseProblems(withLines().replace('id: sample', `id: ${id}`))
    expect(problem).toEqual({ file: 'a.md', line: 2, text: problemTexts.badValue('id', say(valueReasons.badId)) })
    expect(others).toEqual([])
  })

  it('accepts only a web address as link', () => {
    expect(parse(withLines('link: https://example.com/a?b=c')).link).toBe('https://example.com/a?b=c')
    for (const link of ['javascript:alert(1)', 'ftp://example.com', 'example.com', 'tg://user?id=1']) {
      expect(linesOf(`link: ${link}`)).toEqual([expect.stringMatching(/^5 “link”的值不对/)])
    }
  })

  it('refuses a wrong type and an empty text, each in its line, in Chinese with an example', () => {
    expect(linesOf('kicker: [引题]', 'byline: " "', 'speakers: 王颖')).toEqual([
      '5 “kicker”的值不对：要写文字。例如 kicker: 引题。',
      '6 “byline”的值不对：是空的。例如 byline: 记者 张三 报道。',
      expect.stringMatching(/^7 “speakers”的值不对：\p{Script=Han}.*- name: 姓名/u),
    ])
  })
})

describe('the English in the front matter', () => {
  it('is kept beside the Chinese', () => {
    const speaker = '  - {name: 王颖, office: 董事长, office_en: "Chair; Deputy", role: 嘉宾, role_en: Guest}'
    const article = parse(withLines('title_en: A Title', 'publication_en: A Paper', 'speakers:', speaker))
    expect(article).toMatchObject({
      title: '一个标题',
      titleEn: 'A Title',
      publication: '某报',
      publicationEn: 'A Paper',
    })
    expect(article.speakers).toEqual([
      { name: '王颖', office: '董事长', officeEn: 'Chair; Deputy', role: '嘉宾', roleEn: 'Guest', aliases: [] },
    ])
  })

  it('may be left out', () => {
    expect(parse(withLines('speakers: [{name: 王颖, office: 董事长}]'))).not.toHaveProperty('titleEn')
  })

  it('is refused where it is Chinese or empty, each in its line with an example', () => {
    const lines = ['title_en: 一个标题', 'publication_en: ""', 'speakers:', '  - name: 王颖', '    office: 董事长']
    expect(linesOf(...lines, '    office_en: Chair 董事长', '    role_en: [Guest]')).toEqual([
      '5 “title_en”的值不对：要写英文，不能有汉字。例如 title_en: Title of the article。',
      '6 “publication_en”的值不对：是空的。例如 publication_en: Harbour Daily。',
      '10 “office_en”的值不对：要写英文，不能有汉字。例如 office_en: Director, Harbour Office。',
      '11 “role_en”的值不对：要写文字。例如 role_en: Guest。',
    ])
  })
})

describe('the speakers', () => {
  it('have a name and an office, and optionally a role and aliases', () => {
    const lines = [
      'speakers:',
      '  - name: 王颖',
      '    office: 董事长',
      '  - {name: 刘小康, office: 校长, role: 嘉宾, aliases: [刘校长]}',
    ]
    expect(parse(withLines(...lines)).speakers).toEqual([
      { name: '王颖', office: '董事长', aliases: [] },
      { name: '刘小康', office: '校长', role: '嘉宾', aliases: ['刘校长'] },
    ])
  })

  it('are refused without a name or an office, in the first line of the entry', () => {
    expect(linesOf('speakers:', '  - name: 王颖', '  - office: 校长', '  - name: 陈娟', '    office: 院长')).toEqual([
      '6 缺少“office”。例如 office: 单位和职务。',
      '7 缺少“name”。例如 name: 姓名。',
    ])
  })

  it('are refused with a wrong alias in the line of the alias', () => {
    const lines = ['speakers:', '  - name: 王颖', '    office: 董事长', '    aliases:', '      - 王董', '      - 5']
    expect(linesOf(...lines)).toEqual([expect.stringMatching(/^10 “aliases”的值不对/)])
  })

  it('are refused with a comma in an alias, which would merge two names', () => {
    const lines = ['speakers:', '  - name: 王颖', '    office: 董事长', '    aliases: [王董，老王]']
    expect(linesOf(...lines)).toEqual([expect.stringMatching(/^8 “aliases”的值不对：里面有逗号/)])
  })

  it('are refused with an empty office', () => {
    expect(linesOf('speakers:', '  - name: 王颖', '    office: ""')).toEqual([
      '7 “office”的值不对：是空的。例如 office: 单位和职务。',
    ])
  })

  it('are refused if one is listed twice, in the second line', () => {
    const lines = ['speakers:', '  - name: 王颖', '    office: 董事长', '  - office: 校长', '    name: 王颖']
    expect(parseProblems(withLines(...lines))).toEqual([
      { file: 'a.md', line: 9, text: problemTexts.duplicateSpeaker('王颖') },
    ])
  })

  it('are refused with an unknown key, with the closest key of a speaker', () => {
    const [problem] = parseProblems(withLines('speakers:', '  - name: 王颖', '    office: 董事长', '    alias: [王董]'))
    const known = ['name', 'office', 'office_en', 'role', 'role_en', 'aliases']
    expect(problem).toEqual({ file: 'a.md', line: 8, text: problemTexts.unknownKey('alias', 'aliases', known) })
  })
})

describe('the YAML of front matter', () => {
  it('is refused with the lines of all syntax errors', () => {
    expect(linesOf('kicker: 甲: 乙', 'byline: "没有引号')).toEqual([
      expect.stringMatching(/^5 YAML 有误：/),
      expect.stringMatching(/^6 YAML 有误：/),
    ])
    expect(linesOf('title: 又一个标题')).toEqual([expect.stringMatching(/^5 YAML 有误：同一项写了两次。/)])
  })

  it('is refused with an alias: resolvable, unresolvable, or expanding without bound', () => {
    expect(parseProblems(withLines('kicker: &k 引题', 'byline: *k'))).toEqual([
      { file: 'a.md', line: 6, text: problemTexts.yamlAlias('k') },
    ])
    expect(parseProblems(withLines('kicker: *重要*'))).toEqual([
      { file: 'a.md', line: 5, text: problemTexts.yamlAlias('重要*') },
    ])
    expect(parseProblems(withLines(...toAliasBomb())).map(({ text }) => text)).toContainEqual(
      problemTexts.yamlAlias('a'),
    )
  })
})

describe('a suggestion', () => {
  it('is the nearest known word of which at most half differs, and none otherwise', () => {
    expect(toSuggestion('titel', ['id', 'title', 'kicker'])).toBe('title')
    expect(toSuggestion('王影', ['刘小康', '王颖'])).toBe('王颖')
    expect(toSuggestion('张三', ['刘小康', '王颖'])).toBeUndefined()
    expect(toSuggestion('王颖', [])).toBeUndefined()
  })
})

describe('a # in a value', () => {
  const speaker = (...lines: readonly string[]) => ['speakers:', '  - name: 林海', ...lines]

  it.each([
    ['title', ['id: sample', 'title: 城市更新 #1 专场', 'publication: 某报'], 3, '城市更新'],
    ['kicker', [...BASE, 'kicker: 第二场 #2'], 5, '第二场'],
    ['publication', ['id: sample', 'title: 题', 'publication: 某报 #第3期'], 4, '某报'],
    ['office', [...BASE, ...speaker('    office: 局长 #分管')], 7, '局长'],
    ['name', [...BASE, 'speakers:', '  - name: 林海 #1', '    office: 局长'], 6, '林海'],
    ['role', [...BASE, ...speaker('    office: 局长', '    role: 嘉宾 # 主讲')], 8, '嘉宾'],
    [
      'aliases',
      [...BASE, ...speaker('    office: 局长', '    aliases:', '      - 林局 #1', '      - 阿海')],
      9,
      '林局',
    ],
    ['office_en', [...BASE, ...speaker('    office: 局长', '    office_en: Director #1')], 8, 'Director'],
    ['title', ['id: sample', 'title: 城市更新\t#1', 'publication: 某报'], 3, '城市更新'],
    ['title', ['id: sample', 'title: 城市\n  更新 #1', 'publication: 某报'], 4, '城市 更新'],
  ])('that cuts off %s is an error', (key, lines, line, value) => {
    expect(parseProblems(toFileWithHead(...lines))).toEqual([
      { file: 'a.md', line, text: problemTexts.cutValue(key, value) },
    ])
  })

  it('is part of it in quotation marks and within a word, and a comment of its own elsewhere', () => {
    expect(
      parse(
        toFileWithHead(
          'id: sample # 不改',
          'title: "城市更新 #1 专场" # 引号',
          '# kicker: 题',
          'publication: C#报',
          '  # 缩进',
          'date: 2024 # 年',
          'speakers: # 两位',
          '  - name: 林海',
          '    # 分管',
          '    office: 局长',
        ),
      ),
    ).toMatchObject({ title: '城市更新 #1 专场', publication: 'C#报', speakers: [{ name: '林海', office: '局长' }] })
  })
})

describe('a name with an invisible character', () => {
  it('is named with the character, as an alias too', () => {
    expect(linesOf('speakers:', '  - {name: 林\u200B海, office: 局长, aliases: [林\u2060局]}')).toEqual([
      expect.stringMatching(/^6 姓名“林\u200B海”里有看不见的字符（U\+200B）/u),
      expect.stringMatching(/^6 姓名“林\u2060局”里有看不见的字符（U\+2060）/u),
    ])
  })
})

describe('a head without its second ---', () => {
  const text = withLines().replace('\n---\n', '\n')

  it('is one problem that says so, at the first paragraph', () => {
    const problem = { file: 'a.md', line: 8, text: problemTexts.unclosedHead() }
    expect(parseProblems(text)).toEqual([problem])
    expect(parseProblems(`${text}\n---\n\n【叙述】再说。\n`)).toEqual([problem])
    expect(parseProblems(text.replaceAll('\n', '\r\n'))).toEqual([problem])
  })

  it('is so at its beginning where no paragraph follows', () => {
    expect(parseProblems('---\nid: sample\n')).toEqual([{ file: 'a.md', line: 1, text: problemTexts.unclosedHead() }])
  })
})

it.each([
  ['kicker', '\tkicker: 引题'],
  ['an item', 'speakers:\n\t- name: 林海\n\t  office: 局长'],
  ['a key of an item', 'speakers:\n  - name: 林海\n\toffice: 局长'],
])('a tab is one problem in each line that it indents: %s', (_, lines) => {
  const all = withLines(...lines.split('\n')).split('\n')
  const tabs = all.flatMap((line, index) => (line.startsWith('\t') ? index + 1 : []))
  const problems = parseProblems(all.join('\n'))
  expect(problems.map(({ line }) => line)).toEqual(tabs.slice(0, problems.length))
  expect(new Set(problems.map(({ text }) => JSON.stringify(text)))).toEqual(
    new Set([JSON.stringify(problemTexts.badYaml(say('yaml-tab-as-indent')))]),
  )
})
