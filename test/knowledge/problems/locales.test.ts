import { FluentResource } from '@fluent/bundle'
import { Converter } from 'opencc-js/cn2t'
import { describe, expect, it } from 'vitest'
import { en } from '../../../src/knowledge/problems/locales/en.ts'
import { zhHans } from '../../../src/knowledge/problems/locales/zh-hans.ts'
import { zhHant } from '../../../src/knowledge/problems/locales/zh-hant.ts'
import { type Message, type Value, renderMessage, say } from '../../../src/knowledge/problems/message.ts'
import { renderProblem } from '../../../src/knowledge/problems/problem.ts'
import {
  BLOCK_NAMES,
  EXAMPLES,
  MARKUP_NAMES,
  TABLE_NAME,
  YAML_REASONS,
  problemTexts as texts,
} from '../../../src/knowledge/problems/problem-texts.ts'
import { TYPES, valueReasons } from '../../../src/knowledge/problems/value-reasons.ts'
import { LANGUAGES } from '../../../src/i18n/languages.ts'
import { toOutline } from '../../i18n/outline.ts'

const SOURCES = { 'zh-hans': zhHans, 'zh-hant': zhHant, en }

/** All reasons of a bad value. */
const REASONS = [
  ...Object.values(valueReasons).map((id) => say(id, { max: 40 })),
  ...TYPES.map((name) => say('value-wrong-type', { expected: say(`type-${name}`), received: 'undefined' })),
  say('value-not-url'),
  say('value-invalid'),
]

/** Each text with all variants of its variables. */
const SAID: Readonly<Record<keyof typeof texts, readonly Message[]>> = {
  noFolder: [texts.noFolder('knowledge')],
  emptyFolder: [texts.emptyFolder()],
  link: [texts.link()],
  notAFile: [texts.notAFile()],
  fileTooLarge: [texts.fileTooLarge(2, 1)],
  folderTooLarge: [texts.folderTooLarge(2, 1)],
  tooManyEntries: [texts.tooManyEntries(1)],
  moreProblems: [texts.moreProblems(1)],
  notUtf8: [texts.notUtf8()],
  binary: [texts.binary()],
  controlCharacter: [texts.controlCharacter('U+0000')],
  noCharacter: [texts.noCharacter('U+FFFD')],
  invisible: [texts.invisible('A', 'U+200B')],
  tooManyLines: [texts.tooManyLines(2, 1)],
  tooMuchMarkup: [texts.tooMuchMarkup(2, 1)],
  tooManySigns: [texts.tooManySigns(2, 1)],
  noFrontMatter: [texts.noFrontMatter()],
  unclosedHead: [texts.unclosedHead()],
  cutValue: [texts.cutValue('title', 'a')],
  badYaml: [...Object.values(YAML_REASONS), 'Unexpected token'].map(texts.badYaml),
  fullWidthColon: [texts.fullWidthColon('kicker：')],
  yamlAlias: [texts.yamlAlias('a')],
  yamlAnchor: [texts.yamlAnchor('a')],
  yamlTooDeep: [texts.yamlTooDeep(1)],
  yamlTooMuch: [texts.yamlTooMuch(1)],
  unreadable: [texts.unreadable('EACCES')],
  unreadableFolder: [texts.unreadableFolder('EACCES')],
  unknownKey: [texts.unknownKey('a', 'b', ['b', 'c']), texts.unknownKey('a', undefined, ['b'])],
  missingKey: [...EXAMPLES, 'none'].map(texts.missingKey),
  badValue: REASONS.map((reason) => texts.badValue('id', reason)),
  duplicateArticle: [texts.duplicateArticle('a', 'a.md')],
  duplicateSpeaker: [texts.duplicateSpeaker('A')],
  borrowedName: [texts.borrowedName('A', 'B')],
  duplicatePassage: [texts.duplicatePassage('a', 1)],
  secondMark: [texts.secondMark('【A】')],
  markup: [...Object.values(MARKUP_NAMES), 'footnote'].map(texts.markup),
  samePassage: [texts.samePassage(1)],
  badId: [texts.badId('A')],
  unmarked: [texts.unmarked('a')],
  unknownSpeaker: [texts.unknownSpeaker('A', 'B', ['B']), texts.unknownSpeaker('A', undefined, [])],
  headingSpace: [texts.headingSpace('#a')],
  noExchange: [texts.noExchange('a')],
  midSentenceEnd: [texts.midSentenceEnd('a')],
  midSentenceStart: [texts.midSentenceStart('a')],
  tooLong: [texts.tooLong(2501, 2500)],
  noWords: [texts.noWords()],
  noAnswer: [texts.noAnswer()],
  emptyHeading: [texts.emptyHeading('a')],
  openGuess: [texts.openGuess()],
  headingIsParagraph: [texts.headingIsParagraph()],
  notProse: [...Object.values(BLOCK_NAMES), TABLE_NAME, 'footnote'].map(texts.notProse),
  unknownArticle: [texts.unknownArticle('a', 'b', ['b']), texts.unknownArticle('a', undefined, [])],
  unknownPassage: [texts.unknownPassage('a', 'b', 'c'), texts.unknownPassage('a', 'b', undefined)],
  repeatedAsk: [texts.repeatedAsk('a')],
  contradictedAsk: [texts.contradictedAsk('a')],
  checkMissed: [texts.checkMissed('a', 'b_c', ['b_d']), texts.checkMissed('a', 'b_c', [])],
  checkFound: [texts.checkFound('a', ['b_d'])],
  checkFoundHere: [texts.checkFoundHere('a', ['b_d'])],
  checkGone: [texts.checkGone('a', 'b_c')],
  sharedSynonym: [texts.sharedSynonym('a', 'b', 1)],
  noPassages: [texts.noPassages()],
}

function listIds(value: Value): string[] {
  return typeof value === 'object' && 'id' in value ? [value.id, ...Object.values(value.values).flatMap(listIds)] : []
}

describe.each(LANGUAGES)('the messages in %s', (language) => {
  const source = SOURCES[language]

  it('are parsed completely, each once', () => {
    const ids = [...source.matchAll(/^([a-z][a-z0-9_-]*) =/gmu)].map(([, id]) => id)
    expect(new FluentResource(source).body.map(({ id }) => id)).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
    const attributes = Object.keys(toOutline(source)).filter((name) => name.includes('.'))
    expect(attributes).toHaveLength(source.match(/^ +\.\w+ =/gmu)?.length ?? 0)
  })

  it('have the same ids, attributes and variables as in all languages', () => {
    expect(toOutline(source)).toEqual(toOutline(zhHans))
  })

  it.each(Object.entries(SAID))('render one line for %s with all its variants', (_, said) => {
    for (const text of said)
      expect(renderProblem({ file: 'a.md', line: 3, text }, language)).toMatch(
        /^a\.md:3 \S.*\S(?:。|\. ?)\S.*(?:。|\.)$/u,
      )
  })

  it('render the counts of a sound folder', () => {
    for (const count of [0, 1, 2])
      expect(
        renderMessage(
          say('sound', { dir: 'a', articles: count, passages: count, asks: count, checks: count }),
          language,
        ),
      ).toMatch(/^a(?:：|: )\S/u)
  })
})

it('has no unused message', () => {
  const ofPreviews = new FluentResource(zhHans).body.map(({ id }) => id).filter((id) => id.startsWith('preview-'))
  const own = [
    'problem',
    'sound',
    'unread',
    'unread-draft',
    'quoted',
    'list-comma',
    'none',
    'taught-asks',
    'taught-checks',
    'check-usage',
  ]
  const said = new Set([...own, ...ofPreviews, ...Object.values(SAID).flat().flatMap(listIds)])
  expect([...said].toSorted()).toEqual(new FluentResource(zhHans).body.map(({ id }) => id).toSorted())
})

it('has the attributes wrong and right on problems only', () => {
  const names = Object.keys(toOutline(zhHans))
  const problems = new Set(
    Object.values(SAID)
      .flat()
      .map(({ id }) => id),
  )
  expect(names.filter((name) => name.includes('.')).toSorted()).toEqual(
    [...problems].flatMap((id) => [`${id}.right`, `${id}.wrong`]).toSorted(),
  )
  expect(names.filter((name) => problems.has(name))).toEqual([])
})

it('has no Simplified character in Traditional Chinese', () => {
  expect(Converter({ from: 'cn', to: 'tw' })(zhHant)).toBe(zhHant)
})

it('has no Chinese in English except in marks', () => {
  expect(en.replaceAll(/【[^】]*】/gu, '')).not.toMatch(/\p{Script=Han}/u)
})

it('has singular and plural in English', () => {
  const sound = (articles: number, passages: number, asks: number, checks: number) =>
    renderMessage(say('sound', { dir: 'a', articles, passages, asks, checks }), 'en')
  expect(sound(1, 1, 1, 1)).toBe('a: 1 article, 1 passage, 1 way of asking, 1 check: no problem.')
  expect(sound(2, 1234, 0, 2)).toBe('a: 2 articles, 1234 passages, 2 checks: no problem.')
  expect(sound(2, 1234, 0, 0)).toBe('a: 2 articles, 1234 passages: no problem.')
})
