import { FluentResource } from '@fluent/bundle'
import { Converter } from 'opencc-js'
import { describe, expect, it } from 'vitest'
import { en } from '../../../src/bot/texts/locales/en.ts'
import { zhHans } from '../../../src/bot/texts/locales/zh-hans.ts'
import { zhHant } from '../../../src/bot/texts/locales/zh-hant.ts'
import { REASONS } from '../../../src/records/query-log.ts'
import { COMMANDS, createAllTexts, createTexts, LANGUAGE_NAMES, type Texts } from '../../../src/bot/texts/texts.ts'
import type { Change } from '../../../src/knowledge/changes.ts'
import { type Language, LANGUAGES } from '../../../src/i18n/languages.ts'
import { toOutline } from '../../i18n/outline.ts'

const SOURCES = { 'zh-hans': zhHans, 'zh-hant': zhHant, en } as const satisfies Record<Language, string>
const allTexts = createAllTexts()

type Said = Omit<Texts, 'buttons' | 'language' | 'isEnglish'>
type Filled<T> = {
  [K in keyof T as T[K] extends string ? never : K]: T[K] extends (...values: infer V) => string ? readonly V[] : never
}

const ASKED = { kind: 'asked', query: '甲是谁？' } as const
const COUNTS = [0, 1, 2, 1234]
const CHANGE: Change = { total: 1, added: 2, changed: 3, removed: 4 }
const UNCHANGED: Change = { total: 1, added: 0, changed: 0, removed: 0 }

/** The arguments of every text that has some; the type requires each of them. */
const VALUES: Filled<Said> = {
  start: [[[]], [[ASKED]]],
  help: [
    [[], 'some_bot'],
    [[ASKED, { kind: 'said', name: '甲' }, { kind: 'who', name: '甲' }], 'some_bot'],
  ],
  privacy: [[{ kind: 'texts', days: 30 }], [{ kind: 'numbers', days: 90 }], [{ kind: 'nothing' }]],
  suggestion: [[ASKED], [{ kind: 'said', name: '甲' }], [{ kind: 'who', name: '甲' }]],
  unjudged: [[['甲']], [['甲', '乙']]],
  understood: [['甲']],
  material: [
    [['甲'], 1],
    [['甲', '乙', '丙'], 1234],
  ],
  offered: [[[]], [['甲']], [['甲', '乙']]],
  unclear: [['他']],
  choice: [['甲']],
  unsaid: [[['甲']], [['甲', '乙']]],
  asked: [['甲？']],
  askedBy: [['甲', '乙？']],
  under: [[['甲', '乙']]],
  title: [['甲']],
  parentheses: [['甲']],
  wordsBegin: [['甲']],
  moreTitle: COUNTS.map((count) => [count]),
  othersTitle: COUNTS.map((count) => [count]),
  wordsTitle: COUNTS.map((count) => ['甲', count]),
  page: [[1, 2]],
  topicsTitle: [['甲']],
  passages: COUNTS.map((count) => [count]),
  articleSize: COUNTS.map((count) => [count, count]),
  gapsTitle: COUNTS.map((count) => [1, count]),
  replied: [['quoted'], ['offered'], ['unjudged'], ['listed'], ['declined']],
  repliedUnsaid: [['甲']],
  unansweredCount: COUNTS.map((count) => [count]),
  dislikedCount: COUNTS.map((count) => [count]),
  reasonCount: REASONS.map((reason) => [reason, 2]),
  moreWordings: COUNTS.map((count) => [count]),
  decided: [['find'], ['nothing'], ['ignored']],
  writtenTo: [[['a.yaml']], [['a.yaml', 'b.yaml']]],
  unwritable: [['EROFS']],
  slowDown: COUNTS.map((count) => [count]),
  groupSlowDown: COUNTS.map((count) => [count]),
  reloaded: [[0.1], [1.2], [34]],
  reloadedTotal: COUNTS.map((total) => [
    { articles: CHANGE, passages: CHANGE, asks: { ...CHANGE, total }, byArticle: [] },
  ]),
  articleChange: [
    [{ kind: 'added', title: '甲', passages: CHANGE, asks: CHANGE }, '甲'],
    [{ kind: 'removed', title: '甲', passages: CHANGE, asks: CHANGE }, '甲'],
    [{ kind: 'changed', title: '甲', passages: CHANGE, asks: CHANGE }, '甲'],
    [{ kind: 'changed', title: '甲', passages: UNCHANGED, asks: UNCHANGED }, '甲'],
  ],
  moreArticles: COUNTS.map((count) => [count]),
  sameProblem: COUNTS.map((count) => [count]),
  failedAlike: COUNTS.map((count) => [count]),
  morePassages: COUNTS.map((count) => [count]),
  reloading: [[0], [40]],
  forced: COUNTS.map((count) => [count]),
  checksFailed: COUNTS.map((count) => [count, 100]),
  refused: COUNTS.map((count) => [count]),
  disagreed: (['folders', 'refused', 'changed'] as const).map((reason) => [
    { kind: 'disagreed', reason, copies: ['bot-2'] },
  ]),
  moreProblems: COUNTS.map((count) => [count]),
  fileEncoding: [['gbk']],
  articleFaulty: COUNTS.map((count) => [count]),
  articleTaken: [['a.md', 'a']],
  articleNew: [['a.md']],
  replaces: [['a.md', '甲']],
  replacesFaulty: [['a.md']],
  sameWords: [['甲']],
  articleConfirm: [['a.md']],
  articleAdded: [['a.md']],
  articleFails: COUNTS.map((count) => [count, 100]),
  articleUnwritable: [['EROFS']],
  checksHold: COUNTS.map((count) => [count]),
  checksBroken: COUNTS.map((count) => [count]),
  checksFailing: COUNTS.map((count) => [count]),
  checksMended: COUNTS.map((count) => [count]),
  draftGuesses: COUNTS.map((count) => [count]),
  draftLeftovers: COUNTS.map((count) => [count]),
  articleUnconfirmed: COUNTS.map((count) => [count]),
  moreItems: COUNTS.map((count) => [count]),
  moreGuesses: COUNTS.map((count) => [count]),
  atLine: [[12]],
  chartTitle: [[30]],
  statsNone: COUNTS.map((count) => [count]),
  statsQueries: COUNTS.flatMap((total) =>
    [{}, { date: '11-20' }].map((since) => [{ days: 30, total, change: '+1', average: 0.1, today: 0, ...since }]),
  ),
  statsAnswered: COUNTS.map((count) => [count, count, 99.9, ['', '+1']]),
  statsChange: [
    [1, 0],
    [1, 1],
    [2, 1],
    [1, 2],
  ],
  statsNote: [['+1']],
  statsCompared: [[30]],
  statsAllNew: [[30]],
  statsTime: [
    [0.1, 0.5],
    [0.1, 0.1],
  ],
  statsVotes: [
    [1, 2, ['', ''], []],
    [1, 2, ['+1', '−1'], ['a 1', 'b 2']],
  ],
  statsReason: ['passage', 'speaker', 'unrelated', ''].map((reason) => [reason, 2]),
  statsPresses: [[['a 1']], [['a 1', 'b 2']]],
  statsPress: [
    'answer',
    'back',
    'more',
    'others',
    'context',
    'words',
    'exchange',
    'query',
    'followUps',
    'speaker',
    'article',
    'topics',
    'speakers',
    'articles',
    'another',
  ].map((kind) => [kind, 2]),
  terminalLoading: [['knowledge']],
  terminalHelp: [[[]], [[ASKED]]],
  terminalUnknownOption: [['--x']],
  terminalNoButton: [[7]],
  command: COMMANDS.map((command) => [command]),
  date: [['2024'], ['2024-05'], ['2024-05-06']],
}
const BUTTON_VALUES: Filled<Texts['buttons']> = {
  more: [[2]],
  others: [[2]],
  rest: [[1], [2]],
  words: [['甲', 2]],
  wrong: REASONS.map((reason) => [reason]),
}

/** Lists every text by its name, with each of its arguments. */
function listSentences(texts: Texts): [string, string][] {
  const { buttons, language: _, isEnglish: _isEnglish, ...said } = texts
  const list = (some: object, values: Readonly<Record<string, readonly (readonly unknown[])[]>>) =>
    Object.entries(some).flatMap(([name, text]): [string, string][] =>
      // Filled<> gives each entry of the tables above the parameters of its text.
      typeof text === 'string'
        ? [[name, text]]
        : (values[name] ?? []).map((given) => [name, (text as (...values: readonly unknown[]) => string)(...given)]),
    )
  return [
    ...list(said, VALUES),
    ...list(buttons, BUTTON_VALUES).map(([name, text]): [string, string] => [`buttons.${name}`, text]),
  ]
}

const withoutNames = (text: string) =>
  Object.values(LANGUAGE_NAMES).reduce((left, name) => left.replaceAll(name, ''), text)

describe.each(LANGUAGES)('the messages of %s', (language) => {
  const source = SOURCES[language]

  it('are all parsed, each once and with a value', () => {
    const ids = (source.match(/^[a-z][a-z0-9-]* =/gmu) ?? []).map((line) => line.slice(0, -2))
    const { body } = new FluentResource(source)
    expect(body.map(({ id }) => id)).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { id, value } of body) expect(value, id).not.toBeNull()
    expect(body.flatMap(({ attributes }) => Object.keys(attributes))).toHaveLength(
      source.match(/^ +\.\w+ =/gmu)?.length ?? 0,
    )
  })

  it('have no line that the parser drops', () => {
    const read = /^(?:[a-z][a-z0-9-]* =.*| +\S.*|#.*|\}.*|)$/u
    expect(source.split('\n').filter((line) => !read.test(line))).toEqual([])
  })

  it('have the ids, attributes and variables of every other language', () => {
    expect(toOutline(source)).toEqual(toOutline(zhHans))
  })

  it('are all used by a text', () => {
    const used = new Set<string>()
    const texts = createTexts(language, (id) => {
      used.add(id)
      return id
    })
    listSentences(texts)
    const ids = new FluentResource(source).body.map(({ id }) => id)
    expect(ids.filter((id) => !used.has(id))).toEqual([])
  })

  it('give every text words, with each of its arguments', () => {
    const sentences = listSentences(allTexts[language])
    expect(new Set(sentences.map(([name]) => name)).size).toBe(
      Object.keys(allTexts[language]).length - 3 + Object.keys(allTexts[language].buttons).length,
    )
    for (const [name, text] of sentences) {
      expect(text.trim(), name).not.toBe('')
      expect(text, name).not.toMatch(/[{}]|undefined|NaN|\[object|[\u2066-\u2069]/u)
    }
  })

  it('contain the arguments of their texts', () => {
    const texts = allTexts[language]
    expect(texts.help([ASKED], 'some_bot')).toContain('@some_bot')
    expect(texts.start([ASKED, { kind: 'who', name: '乙' }])).toContain(
      `• 甲是谁？\n• ${texts.suggestion({ kind: 'who', name: '乙' })}`,
    )
    expect(texts.unsaid(['甲', '乙'])).toContain(`甲${texts.separator}乙`)
    expect(texts.slowDown(30)).toContain('30')
    expect(texts.page(1, 2)).toMatch(/1.*2/u)
    expect(texts.date('2024-05-06')).toMatch(/2024.*6|6.*2024/u)
  })

  it("are within Telegram's limits", () => {
    const { description, shortDescription, command, gone, notYours, failed, inlineNone } = allTexts[language]
    expect(description.length).toBeLessThanOrEqual(512)
    expect(shortDescription.length).toBeLessThanOrEqual(120)
    for (const one of COMMANDS) expect(command(one).length).toBeLessThanOrEqual(256)
    for (const notice of [gone, notYours, failed]) expect(notice.length).toBeLessThanOrEqual(200)
    // A phone shows hardly more of an inline button.
    expect(inlineNone.length).toBeLessThanOrEqual(60)
  })

  it('have labels that fit a button uncut', () => {
    for (const [name, text] of listSentences(allTexts[language]))
      if (name.startsWith('buttons.')) expect(text.length, name).toBeLessThanOrEqual(40)
  })
})

it('two descriptions joined for a user of another language are within the limits', () => {
  for (const pair of [
    ['en', 'zh-hans'],
    ['zh-hans', 'zh-hant'],
  ] as const) {
    expect(pair.map((language) => allTexts[language].description).join('\n\n').length).toBeLessThanOrEqual(512)
    expect(pair.map((language) => allTexts[language].shortDescription).join('\n\n').length).toBeLessThanOrEqual(120)
  }
})

it('Traditional Chinese has no Simplified character, and Simplified no Traditional', () => {
  expect(Converter({ from: 'cn', to: 'tw' })(zhHant)).toBe(zhHant)
  expect(Converter({ from: 'tw', to: 'cn' })(zhHans)).toBe(zhHans)
})

it('Traditional Chinese uses corner brackets, and Simplified curly quotation marks', () => {
  expect(zhHant).not.toMatch(/[“”‘’]/u)
  expect(zhHans).not.toMatch(/[「」『』]/u)
})

it('English has no Chinese except names of languages', () => {
  expect(withoutNames(en)).not.toMatch(/\p{Script=Han}/u)
  expect(en.replaceAll(/《[^》]*》/gu, '')).not.toMatch(/[，。：；！？、（）]/u)
})

it('each language is called by its own name', () => {
  expect(Object.values(LANGUAGE_NAMES)).toEqual(['简体中文', '繁體中文', 'English'])
})

it('no text of English is the same in Chinese, except marks', () => {
  const sentences = Object.fromEntries(
    LANGUAGES.map((language) => [language, new Map(listSentences(allTexts[language]))]),
  )
  const alike = [...(sentences['zh-hans'] ?? [])]
    .filter(([name, text]) => sentences.en?.get(name) === text && /[\p{L}]{2}/u.test(text))
    .map(([name]) => name)
  expect(alike).toEqual([])
})

it('English has singular and plural', () => {
  const { moreTitle, passages, articleSize, slowDown, groupSlowDown, refused } = allTexts.en
  expect([1, 2].map(moreTitle)).toEqual([
    'One more passage that may be related:',
    '2 more passages that may be related:',
  ])
  expect([1, 2].map(passages)).toEqual(['1 passage', '2 passages'])
  expect(articleSize(1, 2)).toBe('1 topic, 2 passages')
  for (const text of [slowDown, groupSlowDown])
    expect([1, 2].map((seconds) => text(seconds).split(' in ')[1])).toEqual(['a second.', '2 seconds.'])
  expect(refused(1)).toContain('a problem and was not')
  expect(refused(2)).toContain('2 problems and was not')
})

describe('words between quotation marks', () => {
  it.each([
    ['zh-hans', '“打造平台”「甲」', '“‘打造平台’「甲」”'],
    ['zh-hant', '「打造平台」“甲”', '「『打造平台』“甲”」'],
    ['en', '“A platform” it is', '“‘A platform’ it is”'],
  ] as const)('have the inner ones of %s', (language, words, shown) => {
    expect(allTexts[language].wordsBegin(words)).toBe(shown)
    expect(allTexts[language].understood(words)).toContain(shown)
  })
})
