import { describe, expect, it } from 'vitest'
import { limits } from '../../../src/knowledge/limits.ts'
import { MAX_PASSAGE_LENGTH } from '../../../src/knowledge/article-file/paragraph.ts'
import { loadKnowledge } from '../../../src/knowledge/load-knowledge.ts'
import { say } from '../../../src/knowledge/problems/message.ts'
import { KnowledgeError } from '../../../src/knowledge/problems/problem.ts'
import {
  BLOCK_NAMES,
  MARKUP_NAMES,
  type ProblemText,
  problemTexts as texts,
} from '../../../src/knowledge/problems/problem-texts.ts'
import { valueReasons } from '../../../src/knowledge/problems/value-reasons.ts'
import { HEAD, makeFolder, toFile, toFileWithHead, renderText } from '../samples.ts'

interface Provocation {
  readonly files: Readonly<Record<string, string | Uint8Array>>
  readonly text: ProblemText
  /** Parts of the rendered problem: file and line, the offending words, the suggestion. */
  readonly names: readonly string[]
}

/** Makes a file with these blocks below a heading (line 12) and a paragraph (line 14): the first is line 16. */
const body = (...blocks: readonly string[]) => ({ 'a.md': toFile('## 小标题', '【叙述】好。', ...blocks) })
const head = (...lines: readonly string[]) => ({ 'a.md': toFileWithHead(...lines) })
const FRONT_KEYS = [
  'id',
  'title',
  'title_en',
  'kicker',
  'publication',
  'publication_en',
  'date',
  'link',
  'byline',
  'speakers',
]
const BASE = ['id: sample', 'title: 一个标题', 'publication: 某报']

/** Makes an article with the passages start and end and the question q1, and a file of asks with these lines from 2. */
const asks = (...lines: readonly string[]) => ({
  'a.md': toFile('## 小标题', '【问】怎么办？ ^q1', '【叙述】好。 ^start', '【叙述】坏。 ^end'),
  'b/c.asks.yaml': ['article: sample', ...lines, ''].join('\n'),
})

/** The texts that a few files can provoke; the others are tested with loading and with reloading. */
type Text = Exclude<
  keyof typeof texts,
  | 'checkMissed'
  | 'checkFound'
  | 'checkFoundHere'
  | 'checkGone'
  | 'noFolder'
  | 'unreadable'
  | 'unreadableFolder'
  | 'link'
  | 'notAFile'
  | 'folderTooLarge'
  | 'tooManyEntries'
  | 'moreProblems'
>

const PROVOCATIONS: Readonly<Record<Text, Provocation>> = {
  emptyFolder: { files: { 'a.txt': '' }, text: texts.emptyFolder(), names: ['.:1', '.md'] },
  notUtf8: { files: { 'a.md': Buffer.from([0x2d, 0x0a, 0xff]) }, text: texts.notUtf8(), names: ['a.md:2', 'UTF-8'] },
  fileTooLarge: {
    files: { 'a.md': Buffer.alloc(limits.article + 1) },
    text: texts.fileTooLarge(limits.article + 1, limits.article),
    names: ['a.md:1', '1025 KB', '1024 KB'],
  },
  binary: {
    files: { 'a.md': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]) },
    text: texts.binary(),
    names: ['a.md:1', '不是文本文件'],
  },
  controlCharacter: {
    files: body('【叙述】一。', '【叙述】二\0。'),
    text: texts.controlCharacter('U+0000'),
    names: ['a.md:18', 'U+0000', '控制字符'],
  },
  noCharacter: {
    files: body('【叙述】一。', '【叙述】二\uE000。'),
    text: texts.noCharacter('U+E000'),
    names: ['a.md:18', 'U+E000', '转义'],
  },
  invisible: {
    files: body('【王\u200B颖】一。'),
    text: texts.invisible('王\u200B颖', 'U+200B'),
    names: ['a.md:16', '“王\u200B颖”', 'U+200B', '看不见'],
  },
  unclosedHead: {
    files: { 'a.md': toFile('## 小标题', '【叙述】好。').replace(/\n---\n/u, '\n') },
    text: texts.unclosedHead(),
    names: ['a.md:13', '没有结尾的 ---'],
  },
  cutValue: {
    files: head(...BASE, 'kicker: 城市更新 #1 专场'),
    text: texts.cutValue('kicker', '城市更新'),
    names: ['a.md:5', '“kicker”', '“城市更新”', '引号'],
  },
  tooManyLines: {
    files: body('\n'.repeat(limits.lines)),
    text: texts.tooManyLines(limits.lines + 17, limits.lines),
    names: [`a.md:${limits.lines + 1}`, String(limits.lines + 17), `不超过 ${limits.lines} 行`],
  },
  tooMuchMarkup: {
    files: body(...Array.from({ length: limits.articleSigns / 100 + 1 }, () => `【叙述】${'*'.repeat(100)}。`)),
    text: texts.tooMuchMarkup(limits.articleSigns + 100, limits.articleSigns),
    names: ['a.md:11', '格式符号', `不超过 ${limits.articleSigns}`],
  },
  tooManySigns: {
    files: body(`【叙述】${'*'.repeat(101)}。`),
    text: texts.tooManySigns(101, 100),
    names: ['a.md:16', '101', '反斜杠'],
  },
  yamlAnchor: {
    files: head(...BASE, 'kicker: &重要 消息'),
    text: texts.yamlAnchor('重要'),
    names: ['a.md:5', '“&重要”', '引号'],
  },
  yamlTooDeep: {
    files: head(...BASE, `kicker: ${'['.repeat(limits.depth + 1)}`),
    text: texts.yamlTooDeep(limits.depth),
    names: ['a.md:5', `${limits.depth} 层`],
  },
  yamlTooMuch: {
    files: { ...body(), 'terms.yaml': `terms: [\n  ${'a,'.repeat(limits.tokens / 2)}]` },
    text: texts.yamlTooMuch(limits.tokens),
    names: ['terms.yaml:2', String(limits.tokens)],
  },
  noFrontMatter: {
    files: { 'a.md': '# 好\n\n【叙述】好。\n' },
    text: texts.noFrontMatter(),
    names: ['a.md:1', '---', 'publication'],
  },
  badYaml: {
    files: head(...BASE, 'kicker: 甲: 乙'),
    text: texts.badYaml('Nested mappings are not allowed in compact mappings'),
    names: ['a.md:5', 'Nested mappings', '引号'],
  },
  fullWidthColon: {
    files: head(...BASE, 'kicker：引题'),
    text: texts.fullWidthColon('kicker：引题'),
    names: ['a.md:5', 'kicker：引题', '半角冒号'],
  },
  headingSpace: { files: body('#标题'), text: texts.headingSpace('#标题'), names: ['a.md:16', '#标题', '空一格'] },
  yamlAlias: {
    files: head(...BASE, 'kicker: *重要'),
    text: texts.yamlAlias('重要'),
    names: ['a.md:5', '别名', '引号'],
  },
  unknownKey: {
    files: head(...BASE, 'bylin: 记者'),
    text: texts.unknownKey('bylin', 'byline', FRONT_KEYS),
    names: ['a.md:5', '不认识的项“bylin”', '是不是想写“byline”', '“speakers”'],
  },
  missingKey: {
    files: head('id: sample', 'title: 一个标题'),
    text: texts.missingKey('publication'),
    names: ['a.md:2', '缺少“publication”', 'publication: 重庆日报'],
  },
  badValue: {
    files: head(...BASE, 'date: 去年'),
    text: texts.badValue('date', say(valueReasons.notDate)),
    names: ['a.md:5', '“date”', '不是日期', '2023-01-15'],
  },
  duplicateArticle: {
    files: { 'a.md': toFile('## 小标题', '【叙述】好。'), 'b/c.md': toFile('## 小标题', '【叙述】好。') },
    text: texts.duplicateArticle('sample', 'a.md'),
    names: ['b/c.md:2', '“sample”', 'a.md'],
  },
  duplicateSpeaker: {
    files: head(...BASE, 'speakers:', '  - {name: 王颖, office: 甲}', '  - {name: 王颖, office: 乙}'),
    text: texts.duplicateSpeaker('王颖'),
    names: ['a.md:7', '“王颖”'],
  },
  borrowedName: {
    files: head(...BASE, 'speakers:', '  - {name: 王颖, office: 甲}', '  - {name: 李四, office: 乙, aliases: [王颖]}'),
    text: texts.borrowedName('王颖', '李四'),
    names: ['a.md:7', '“李四”', '“王颖”'],
  },
  duplicatePassage: {
    files: body('【叙述】一。 ^a', '【叙述】二。 ^a'),
    text: texts.duplicatePassage('a', 16),
    names: ['a.md:18', '“a”', '16'],
  },
  samePassage: { files: body('【王颖】好。'), text: texts.samePassage(14), names: ['a.md:16', '14', '^id'] },
  badId: { files: body('【叙述】一。 ^S_1'), text: texts.badId('S_1'), names: ['a.md:16', '“S_1”', '^s1-2'] },
  unmarked: {
    files: body('这一段没有说明它是谁说的话。'),
    text: texts.unmarked('这一段没有说明它是谁'),
    names: ['a.md:16', '“这一段没有说明它是谁……”', '【叙述】', '【关于姓名】'],
  },
  unknownSpeaker: {
    files: body('【关于王颖、王影】一。'),
    text: texts.unknownSpeaker('王影', '王颖', ['王颖', '刘小康']),
    names: ['a.md:16', '不认识的发言人“王影”', '是不是想写“王颖”', '“刘小康”', 'speakers'],
  },
  noExchange: {
    files: { 'a.md': toFile('【叙述】这一段在标题之前。', '## 小标题', '【叙述】好。') },
    text: texts.noExchange('这一段在标题之前。'),
    names: ['a.md:12', '这一段在标题之前', '##', '【问】'],
  },
  secondMark: {
    files: body('【叙述】一。\n【王颖】二。'),
    text: texts.secondMark('【王颖】'),
    names: ['a.md:17', '【王颖】', '空一行'],
  },
  markup: {
    files: body('【叙述】一\n**二**。'),
    text: texts.markup(MARKUP_NAMES.strong ?? ''),
    names: ['a.md:17', '加粗', '反斜杠'],
  },
  midSentenceEnd: {
    files: body('【叙述】这一段在一句话中间停下，它'),
    text: texts.midSentenceEnd('在一句话中间停下，它'),
    names: ['a.md:16', '在一句话中间停下，它'],
  },
  midSentenceStart: {
    files: body('【叙述】，这一段从一句话中间开始。'),
    text: texts.midSentenceStart('，这一段从一句话中间'),
    names: ['a.md:16', '，这一段从一句话中间'],
  },
  tooLong: {
    files: body(`【叙述】${'字'.repeat(MAX_PASSAGE_LENGTH)}。`),
    text: texts.tooLong(MAX_PASSAGE_LENGTH + 1, MAX_PASSAGE_LENGTH),
    names: ['a.md:16', String(MAX_PASSAGE_LENGTH + 1), `不超过 ${MAX_PASSAGE_LENGTH}`],
  },
  noWords: { files: body('【叙述】 ^a'), text: texts.noWords(), names: ['a.md:16'] },
  noAnswer: { files: body('【问】怎么办？', '## 别处', '【叙述】对。'), text: texts.noAnswer(), names: ['a.md:16'] },
  emptyHeading: {
    files: body('## 空的一节', '## 别处', '【叙述】对。'),
    text: texts.emptyHeading('空的一节'),
    names: ['a.md:16', '“空的一节”'],
  },
  openGuess: {
    files: body('<!-- ? 说话人是推测的 -->', '【叙述】对。'),
    text: texts.openGuess(),
    names: ['a.md:16', '<!-- ? … -->'],
  },
  headingIsParagraph: {
    files: body('【叙述】被画了线。\n---', '【叙述】对。'),
    text: texts.headingIsParagraph(),
    names: ['a.md:16', '空一行'],
  },
  notProse: {
    files: body('1. 一项。'),
    text: texts.notProse(BLOCK_NAMES.list ?? ''),
    names: ['a.md:16', '列表', '反斜杠'],
  },
  unknownArticle: {
    files: { ...body(), 'b/c.asks.yaml': '# 说明\narticle: sampel\n' },
    text: texts.unknownArticle('sampel', 'sample', ['sample']),
    names: ['b/c.asks.yaml:2', '“sampel”', '是不是想写“sample”', '已有的是“sample”'],
  },
  unknownPassage: {
    files: asks('asks:', '  strat: [好不好？]'),
    text: texts.unknownPassage('strat', 'sample', 'start'),
    names: ['b/c.asks.yaml:3', '“sample”', '“strat”', '是不是想写“start”', '^id'],
  },
  repeatedAsk: {
    files: asks('asks:', '  start:', '    - 好不好？', '    - 好不好？'),
    text: texts.repeatedAsk('好不好？'),
    names: ['b/c.asks.yaml:5', '“好不好？”写了两次', '删去其一'],
  },
  contradictedAsk: {
    files: asks('asks:', '  start: [好不好？]', 'unanswered:', '  - 好不好？'),
    text: texts.contradictedAsk('好不好？'),
    names: ['b/c.asks.yaml:5', '“好不好？”', '没有讲到', '只留一处'],
  },
  sharedSynonym: {
    files: {
      ...body(),
      'b.terms.yaml': 'synonyms:\n  - [薪酬, 工资]\n',
      'terms.yaml': 'terms: []\nsynonyms:\n  - [待遇, 工资]\n',
    },
    text: texts.sharedSynonym('工资', 'b.terms.yaml', 2),
    names: ['terms.yaml:3', '“工资”', 'b.terms.yaml 第 2 行', '合成一组'],
  },
  noPassages: { files: { 'a.md': `${HEAD}\n` }, text: texts.noPassages(), names: ['a.md:1'] },
}

describe('a faulty knowledge folder', () => {
  it.each(Object.entries(PROVOCATIONS))(
    'reports %s with file, line and the words in question',
    async (_, { files, text, names }) => {
      const knowledge = await loadKnowledge(await makeFolder(files))
      expect(knowledge).toMatchObject({ kind: 'faulty', problems: [{ text }] })
      const message = knowledge.kind === 'faulty' ? new KnowledgeError(knowledge.problems).message : ''
      for (const name of names) expect(message).toContain(name)
      expect(message).toMatch(/^[^ ]+:\d+ \S/)
    },
  )

  it.each([
    [
      'a key that resembles none',
      head(...BASE, 'zzzzzzzzzzzz: 甲'),
      texts.unknownKey('zzzzzzzzzzzz', undefined, FRONT_KEYS),
    ],
    [
      'an article that resembles none',
      { ...body(), 'a.asks.yaml': 'article: zzzzzzzz\n' },
      texts.unknownArticle('zzzzzzzz', undefined, ['sample']),
    ],
    [
      'a passage that resembles none',
      asks('asks: {zzzzzzzz: [好]}'),
      texts.unknownPassage('zzzzzzzz', 'sample', undefined),
    ],
    [
      'a name that resembles none',
      body('【诸葛孔明】一。'),
      texts.unknownSpeaker('诸葛孔明', undefined, ['王颖', '刘小康']),
    ],
  ])('reports %s without a suggestion', async (_, files, text) => {
    expect(renderText(text)).not.toContain('是不是')
    expect(await loadKnowledge(await makeFolder(files))).toMatchObject({ kind: 'faulty', problems: [{ text }] })
  })

  it.each([
    ['叙叙', '叙述'],
    ['问问', '问'],
  ])('reports the mark 【%s】 with the suggestion 【%s】', async (mark, meant) => {
    const text = texts.unknownSpeaker(mark, meant, ['王颖', '刘小康'])
    expect(await loadKnowledge(await makeFolder(body(`【${mark}】一。`)))).toMatchObject({
      kind: 'faulty',
      problems: [{ text }],
    })
  })

  it.each([
    ['a heading without a paragraph at the end', body('## 空的一节'), [texts.emptyHeading('空的一节')]],
    ['a heading whose only heading below it is empty', body('# 甲', '## 乙'), [texts.emptyHeading('乙')]],
    ['a question without an answer at the end', body('【问】怎么办？'), [texts.noAnswer()]],
    ['a question that another follows', body('【问】一吗？', '【问】二吗？', '【叙述】对。'), [texts.noAnswer()]],
  ])('reports %s', async (_, files, said) => {
    expect(await loadKnowledge(await makeFolder(files))).toMatchObject({
      kind: 'faulty',
      problems: said.map((text) => ({ text })),
    })
  })
})
