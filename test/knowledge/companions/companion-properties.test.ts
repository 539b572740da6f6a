import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parseAsks } from '../../../src/knowledge/companions/asks.ts'
import { findForbidden } from '../../../src/knowledge/forbidden-characters.ts'
import { renderProblem } from '../../../src/knowledge/problems/problem.ts'
import { parseVocabulary } from '../../../src/knowledge/companions/vocabulary.ts'
import { LANGUAGES } from '../../../src/i18n/languages.ts'

const SCRAPS = [
  '\n',
  '\n\n',
  '\r',
  '\r\n',
  '\n---\n',
  '\n...\n',
  ' ',
  '  ',
  '\t',
  '\n  ',
  '\n    - ',
  '\n  - ',
  '\n- ',
  ': ',
  ':',
  '：',
  ', ',
  '[',
  ']',
  '{',
  '}',
  '? ',
  '"',
  "'",
  '| ',
  '> ',
  '#',
  '&a ',
  '*a',
  '<<: ',
  '!!merge ',
  '!!str ',
  '!!set ',
  '!!binary ',
  '!!omap ',
  '!foo ',
  '%YAML 1.1\n---\n',
  '%YAML 1.1\n---\n<<: ',
  '%TAG ! x\n---\n',
  '\\',
  '@',
  '`',
  '\0',
  '\uFEFF',
  '\uD800',
  '😀',
  '\u2028',
  '\u3000',
  '好',
  '怎么办？',
  '2023',
  '0x10',
  'null',
  '~',
  'true',
  '2023-01-15',
  '词'.repeat(41),
  '问'.repeat(201),
  'article: sample',
  '\nasks:',
  '\n  s1:',
  '\n  1:',
  '\nunanswered:',
  '\nunanswered: [好, 好]',
  '\nasks: {s1: [好]}',
  '__proto__: ',
  'constructor: ',
  '\nsynonyms:',
  '\n  - [薪酬, 薪水]',
  '\nterms:',
  '\nterms: [包干制]',
]

const scraps = fc.array(fc.constantFrom(...SCRAPS), { maxLength: 30 }).map((list) => list.join(''))
const contents = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  scraps,
  scraps.map((text) => `article: sample\n${text}\n`),
  scraps.map((text) => `article: sample\nasks:\n  s1:\n    - 好${text}\n`),
  scraps.map((text) => `synonyms:\n  - [薪酬, 薪水]${text}\n`),
)

const text = (min: number, max: number) =>
  fc
    .string({ unit: 'binary', minLength: min, maxLength: max })
    .map((written) => written.trim())
    .filter((written) => [...written].length >= min && !findForbidden(written))
const id = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/)
/** Distinct asks, distributed over some passages and the unanswered ones. */
const dealt = fc
  .tuple(fc.uniqueArray(id, { maxLength: 4 }), fc.uniqueArray(text(1, 30), { maxLength: 12 }))
  .map(([ids, asks]) => {
    const own = (turn: number) => asks.filter((_, index) => index % (ids.length + 1) === turn)
    return { asks: Object.fromEntries(ids.map((passage, turn) => [passage, own(turn)])), unanswered: own(ids.length) }
  })
const words = fc.array(text(2, 20), { maxLength: 6 })
const groups = fc.array(fc.array(text(2, 20), { minLength: 2, maxLength: 4 }), { maxLength: 4 })

describe.each([
  ['asks', parseAsks],
  ['vocabulary', parseVocabulary],
])('any text as a file of %s', (_, parse) => {
  it('parses to a value, or to problems in existing lines that render in every language', () => {
    fc.assert(
      fc.property(contents, (content) => {
        const parsed = parse('a.yaml', content)
        if (parsed.kind === 'sound') return
        expect(parsed.problems.length).toBeGreaterThan(0)
        for (const problem of parsed.problems) {
          const { file, line } = problem
          expect(file).toBe('a.yaml')
          expect(line).toBeGreaterThanOrEqual(1)
          expect(line).toBeLessThanOrEqual(content.split('\n').length)
          for (const language of LANGUAGES) expect(renderProblem(problem, language)).toMatch(/^a\.yaml:\d+ \S/)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('values that are written as YAML', () => {
  it('parse back to the same asks, each passage in its line', () => {
    fc.assert(
      fc.property(dealt, (written) => {
        const yaml = stringify({ article: 'sample', ...written })
        const parsed = parseAsks('a.asks.yaml', yaml)
        expect(parsed).toMatchObject({ kind: 'sound', value: { article: 'sample', ...written } })
        const lines = parsed.kind === 'sound' ? [...parsed.value.lines.passages] : []
        expect(lines.map(([passage]) => passage).toSorted()).toEqual(Object.keys(written.asks).toSorted())
        for (const [passage, line] of lines)
          expect(yaml.split('\n')[line - 1]).toMatch(new RegExp(`^ +"?${passage}"?:`))
      }),
      { numRuns: 200 },
    )
  })

  it('parse back to the same vocabulary', () => {
    fc.assert(
      fc.property(groups, words, (synonyms, terms) => {
        expect(parseVocabulary('terms.yaml', stringify({ synonyms, terms }))).toMatchObject({
          kind: 'sound',
          value: { synonyms, terms },
        })
      }),
      { numRuns: 200 },
    )
  })
})
