import { describe, expect, it } from 'vitest'
import { DEFAULT_LANGUAGE, LANGUAGES, type Language, findLanguage, toLanguage } from '../../src/i18n/languages.ts'

describe('toLanguage', () => {
  it.each<[string | undefined, Language]>([
    ['zh-hans', 'zh-hans'],
    ['zh-Hans', 'zh-hans'],
    ['zh', 'zh-hans'],
    ['zh-cn', 'zh-hans'],
    ['zh-CN', 'zh-hans'],
    ['zh_CN', 'zh-hans'],
    ['zh-sg', 'zh-hans'],
    ['zh-hans-hk', 'zh-hans'],
    ['zh-hant', 'zh-hant'],
    ['zh-Hant', 'zh-hant'],
    ['zh-tw', 'zh-hant'],
    ['zh-TW', 'zh-hant'],
    ['zh_TW', 'zh-hant'],
    ['zh-hk', 'zh-hant'],
    ['zh-mo', 'zh-hant'],
    ['zh-hant-hk', 'zh-hant'],
    ['yue', 'zh-hant'],
    ['en', 'en'],
    ['en-US', 'en'],
    ['en-gb', 'en'],
    ['de', 'en'],
    ['ja', 'en'],
    ['ko', 'en'],
    ['ru', 'en'],
    ['pt-br', 'en'],
    [undefined, 'zh-hans'],
    ['', 'zh-hans'],
  ])('maps %s to %s', (tag, language) => {
    expect(toLanguage(tag)).toBe(language)
  })

  it.each(['-', 'x', '中文', 'not a tag', 'zh-', '123456789012'])(
    'maps %j, which is no tag, to a language of the bot',
    (tag) => {
      expect(LANGUAGES).toContain(toLanguage(tag))
    },
  )
})

describe('findLanguage', () => {
  it.each<[string, Language | undefined]>([
    ['zh-Hans', 'zh-hans'],
    ['ZH_cn', 'zh-hans'],
    ['zh', 'zh-hans'],
    ['简体', 'zh-hans'],
    ['hant', 'zh-hant'],
    ['zh-HK', 'zh-hant'],
    ['繁體中文', 'zh-hant'],
    ['en-US', 'en'],
    ['English', 'en'],
    ['fr', undefined],
    ['klingon', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('finds in %j %s', (name, language) => {
    expect(findLanguage(name)).toBe(language)
  })
})

it('the language of the articles is the first', () => {
  expect(DEFAULT_LANGUAGE).toBe('zh-hans')
  expect(LANGUAGES).toEqual(['zh-hans', 'zh-hant', 'en'])
})
