import { describe, expect, it } from 'vitest'
import { parseAsks } from '../../src/knowledge/companions/asks.ts'
import { parseChecks } from '../../src/knowledge/companions/checks.ts'
import { parseVocabulary } from '../../src/knowledge/companions/vocabulary.ts'
import { findInvisible } from '../../src/knowledge/forbidden-characters.ts'
import { problemTexts } from '../../src/knowledge/problems/problem-texts.ts'
import { parse, parseProblems, toFile, toFileWithHead } from './samples.ts'

/** Each with how YAML escapes it; those that text may hold as bytes are none of them. */
const CHARACTERS = [
  ['U+0000', '\0', String.raw`\0`],
  ['U+001B', '\x1B', String.raw`\e[2J`],
  ['U+007F', '\x7F', String.raw`\x7f`],
  ['U+0085', '\x85', String.raw`\N`],
  ['U+009B', '\x9B', String.raw`\x9b`],
  ['U+D800', undefined, String.raw`\ud800`],
  ['U+DC00', undefined, String.raw`\udc00`],
  ['U+FFFD', '\uFFFD', String.raw`\ufffd`],
  ['U+FFFE', '\uFFFE', String.raw`\ufffe`],
  ['U+E000', '\uE000', String.raw`\ue000`],
  ['U+F8FF', '\uF8FF', String.raw`\uf8ff`],
  ['U+10FFFD', '\u{10FFFD}', String.raw`\U0010fffd`],
] as const
const toText = (name: string) =>
  /^U\+00[0-9]/u.test(name) ? problemTexts.controlCharacter(name) : problemTexts.noCharacter(name)
const HEAD = ['id: sample', 'title: 题', 'publication: 报']

describe.each(CHARACTERS)('%s', (name, raw, escaped) => {
  const text = toText(name)

  it.each([
    ['a title', ['id: sample', `title: "题${escaped}"`, 'publication: 报'], 3],
    ['a kicker', [...HEAD, `kicker: "题${escaped}"`], 5],
    ['a name', [...HEAD, 'speakers:', `  - name: "林${escaped}海"`, '    office: 局长'], 6],
    ['an office', [...HEAD, 'speakers:', '  - name: 林海', `    office: "局长${escaped}"`], 7],
    ['an alias', [...HEAD, 'speakers:', `  - {name: 林海, office: 局长, aliases: ["林${escaped}"]}`], 6],
    ['a key', [...HEAD, `"kicker${escaped}": 题`], 5],
  ])('is an error in its line, escaped in %s', (_, lines, line) => {
    expect(parseProblems(toFileWithHead(...lines))).toEqual([{ file: 'a.md', line, text }])
  })

  it.each([
    ['an ask', parseAsks, `article: a\nasks:\n  s1:\n    - 好\n    - "甚${escaped}"\n`, 5],
    ['an ask without an answer', parseAsks, `article: a\nunanswered:\n  - "甚${escaped}"\n`, 3],
    ['a check', parseChecks, `article: a\nnothing:\n  - "甚${escaped}"\n`, 3],
    ['a passage of a check', parseChecks, `article: a\nfinds:\n  "s${escaped}": [好]\n`, 3],
    ['a term', parseVocabulary, `terms:\n  - "港口${escaped}"\n`, 2],
  ])('is an error in its line, escaped in %s', (_, read, yaml, line) => {
    expect(read('a.yaml', yaml)).toEqual({ kind: 'faulty', problems: [{ file: 'a.yaml', line, text }] })
  })

  it.runIf(raw !== undefined)('is an error in its line, as it is', () => {
    expect(parseProblems(toFile('## 小标题', `【叙述】好。\n好${raw ?? ''}好。`))).toEqual([
      { file: 'a.md', line: 15, text },
    ])
    expect(parseProblems(toFile(`## 小${raw ?? ''}标题`, '【叙述】好。'))).toEqual([{ file: 'a.md', line: 12, text }])
  })
})

it('characters that Markdown references stand for are errors in their line too', () => {
  const fault = (line: number, name: string) => ({ file: 'a.md', line, text: toText(name) })
  expect(parseProblems(toFile('## 小标题', '【叙述】好。\n好&#xE000;好。', '【叙述】坏&#0;。'))).toEqual([
    fault(15, 'U+E000'),
    fault(17, 'U+FFFD'),
  ])
  expect(parseProblems(toFile('## 小&#xF8FF;标题', '【叙述】好。'))).toEqual([fault(12, 'U+F8FF')])
})

it('what text may hold is no error', () => {
  const words = '【叙述】“𠮷”👨‍👩‍👧🇨🇳☎️ 葛󠄀 é①㈱…\u3000好。'
  expect(parse(toFile('## 小标题', words)).exchanges).toHaveLength(1)
  expect(parse(toFileWithHead('id: sample', String.raw`title: "\u597d\U0001F600"`, 'publication: 报')).title).toBe(
    '好😀',
  )
})

it.each([
  ['林\u200B海', 'U+200B'],
  ['\uFEFF林海', 'U+FEFF'],
  ['林\u00AD海', 'U+00AD'],
  ['林\u2060海', 'U+2060'],
  ['林\u200D海', 'U+200D'],
  ['Lin\u200C Hai', 'U+200C'],
  ['林\u3164海', 'U+3164'],
  // Persian, a variant of a character, and what is seen.
  ['می\u200Cخواهم', undefined],
  ['葛\u{E0100}城', undefined],
  ['Jane Doe-Étienne', undefined],
])('what nobody sees in the name %j is %s', (name, character) => {
  expect(findInvisible(name)).toBe(character)
})
