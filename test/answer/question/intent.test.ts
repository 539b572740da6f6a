import { describe, expect, it } from 'vitest'
import {
  asksForWords,
  asksWhoOne,
  blankIdentityWords,
  findSayingVerb,
  saysSomething,
  toIntent,
} from '../../../src/answer/question/intent.ts'

describe('toIntent', () => {
  it.each([
    '记者问了哪些问题',
    '主持人都问了什么',
    '报社提了几个问题',
    '这篇文章里记者一共问了多少个问题',
    '问题清单',
    '有哪些提问',
    'what questions did the reporters ask',
    'list of questions',
  ])('%s: questions', (query) => {
    expect(toIntent(query, false)).toBe('questions')
  })

  it.each([
    '新能源汽车有哪些问题',
    '存在哪些问题',
    '记者问了哪些人才问题',
    '怎么解决产量不多的问题',
    '记者怎么问的码头动工',
    '问题',
    '有什么问题',
  ])('%s: not questions', (query) => {
    expect(toIntent(query, false)).not.toBe('questions')
  })

  // The content of an article is not in its reporters' questions.
  it.each(['文章提到了什么', '报道提了哪些'])('%s: not questions', (query) => {
    expect(toIntent(query, false)).not.toBe('questions')
  })

  it.each(['谁参加了圆桌会', '有哪些嘉宾', '都有谁'])('%s: participants', (query) => {
    expect(toIntent(query, false)).toBe('participants')
  })

  // The names in the query are blanked.
  it.each([
    ['  是谁', 'identity'],
    ['  在哪个单位', 'identity'],
    ['  和  分别是谁', 'identity'],
    ['  说了什么', 'statements'],
    ['  有什么观点', 'statements'],
    ['  都提了哪些建议', 'statements'],
    ['  和  各自的看法', 'statements'],
    ['  介绍了什么', 'statements'],
    ['  怎么看人才', 'content'],
    ['  是谁提拔的', 'content'],
    ['  说了什么关于码头的话', 'content'],
  ])('%j with a name: %s', (rest, intent) => {
    expect(toIntent(rest, true)).toBe(intent)
  })

  it('is not statements without a name', () => {
    expect(toIntent('说了什么', false)).toBe('content')
  })
})

describe('a query for the words of a person', () => {
  it.each(['  怎么看人才', '  建议什么', '  对此有何看法', 'what does   think'])('%j asks for words', (rest) => {
    expect(asksForWords(rest)).toBe(true)
  })

  it.each(['  在哪里上班', '  的团队有几个人', '  来了几年'])('%j asks for something else', (rest) => {
    expect(asksForWords(rest)).toBe(false)
  })

  it.each([
    ['  建议什么', '建议'],
    ['  呼吁大家做什么', '呼吁'],
    ['  说了什么', undefined],
  ])('%j: the saying verb is %s', (rest, verb) => {
    expect(findSayingVerb(rest)).toBe(verb)
  })
})

describe('a query for a person', () => {
  it.each(['  是谁，对人才怎么看', '  是什么职务，说过人才吗', '  看什么科', '  当的什么官'])(
    '%j asks, among other things, for the office',
    (rest) => {
      expect(asksWhoOne(rest)).toBe(true)
    },
  )

  it.each(['  以前是什么职务', '  是谁提拔的', '  的导师在哪个单位', '  怎么看人才'])(
    '%j does not ask for the present office',
    (rest) => {
      expect(asksWhoOne(rest)).toBe(false)
    },
  )

  it('leaves the description of an office without its asking words', () => {
    expect(blankIdentityWords('请问港务局的局长是谁').replace(/\s+/gu, '')).toBe('请问港务局局长')
    expect(blankIdentityWords('海事大学那位主任叫什么名字').replace(/\s+/gu, '')).toBe('海事大学主任')
  })
})

describe('saysSomething', () => {
  it.each(['对', '好的，谢谢！', '明白了', '不错', '666', '👍', '哈哈哈', 'ok, thanks!', '请问', '', '？！'])(
    '%j: no',
    (query) => {
      expect(saysSomething(query)).toBe(false)
    },
  )

  it.each(['码头', '谢谢，码头几时动工', '支持政策有哪些', '你好，在吗，想问人才', 'ports'])('%j: yes', (query) => {
    expect(saysSomething(query)).toBe(true)
  })
})
