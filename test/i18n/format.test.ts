import { describe, expect, it } from 'vitest'
import { createFormats } from '../../src/i18n/format.ts'
import { LANGUAGES } from '../../src/i18n/languages.ts'

const SOURCE = `
plain = Plain
filled = Of { $name }, { $total ->
    [one] one
   *[other] { $total }
}
both = Value
    .title = Title of { $name }
only-attributes =
    .title = Title
lines =
    One

    Two
spaced = { " " }between{ " " }
`
const sourcesOf = (source: string) => ({ 'zh-hans': source, 'zh-hant': source, en: source })
const formats = createFormats(sourcesOf(SOURCE))

it('each language has its own messages', () => {
  const own = createFormats({ 'zh-hans': 'a = 简体', 'zh-hant': 'a = 繁體', en: 'a = English' })
  expect(LANGUAGES.map((language) => own[language]('a'))).toEqual(['简体', '繁體', 'English'])
})

describe.each(LANGUAGES)('in %s', (language) => {
  const format = formats[language]

  it('a message is formatted with its values', () => {
    expect(format('plain')).toBe('Plain')
    expect(format('filled', { name: '林海', total: 2 })).toBe('Of 林海, 2')
    expect(format('both.title', { name: '港口' })).toBe('Title of 港口')
    expect(format('both')).toBe('Value')
  })

  it('a value is inserted as it is, without parsing', () => {
    expect(format('filled', { name: '{ $total } <b>“a”', total: 2 })).toBe('Of { $total } <b>“a”, 2')
  })

  it('no isolation marks are added, and spaces and line breaks are kept', () => {
    expect(format('filled', { name: '甲', total: 2 })).not.toMatch(/[\u2066-\u2069\u200e\u200f]/u)
    expect(format('spaced')).toBe(' between ')
    expect(format('lines')).toBe('One\n\nTwo')
  })

  it('a missing message is an error with language and id', () => {
    expect(() => format('none')).toThrow(`${language} has no message none`)
    expect(() => format('plain.title')).toThrow(`${language} has no message plain.title`)
    expect(() => format('only-attributes')).toThrow(`${language} has no message only-attributes`)
    expect(format('only-attributes.title')).toBe('Title')
  })

  it('a missing value is an error with language and id', () => {
    expect(() => format('filled')).toThrow(`${language}, message filled: `)
    expect(() => format('filled', { total: 1 })).toThrow('name')
    expect(() => format('filled', { name: '甲' })).toThrow('total')
    expect(() => format('both.title')).toThrow(`${language}, message both.title: `)
  })

  it('a duplicate message is an error with the language', () => {
    expect(() => createFormats({ ...sourcesOf('a = A'), [language]: 'a = A\na = B' })).toThrow(
      new RegExp(`^${language}: .*"a"`, 'u'),
    )
  })

  it('a reference to a missing message is an error', () => {
    const broken = createFormats({ ...sourcesOf('a = A'), [language]: 'a = { b }' })
    expect(() => broken[language]('a')).toThrow(`${language}, message a: `)
  })
})

it.each([
  'a = A\nb = { $name\n',
  'a = A\nb { $name }\n',
  'a = A\nb =\n',
  'a = A\nb = { $total ->\n    [one] one\n}\n',
  'a = A\nnonsense\n',
])('a resource with a syntax error is an error (%j)', (source) => {
  expect(() => createFormats({ ...sourcesOf('a = A\nb = B'), en: source })).toThrow(/^en: /u)
})

it('the plural form is chosen by the language', () => {
  expect(formats.en('filled', { name: 'A', total: 1 })).toBe('Of A, one')
  expect(formats['zh-hans']('filled', { name: 'A', total: 1 })).toBe('Of A, 1')
})
