import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HEAD, parse, parseBytes, toFile, toIds, toMarked } from '../samples.ts'

const SCRAPS = [
  '\n',
  '\n\n',
  '\r',
  '\r\n',
  '\n---\n',
  '\n===\n',
  '# ',
  '## ',
  '\n\n【叙述】',
  '\n\n【问】',
  '\n\n【王颖】',
  '【关于',
  '】',
  '【',
  '、',
  '，',
  '一句话。',
  '怎么办？',
  '半句',
  'word',
  ' ',
  '\t',
  '    ',
  '\u3000',
  ' ^a',
  ' ^B',
  '<!--',
  '-->',
  '<b>',
  '- ',
  '1. ',
  '> ',
  '```',
  '*',
  '_',
  '`',
  '[',
  '](',
  ')',
  '![',
  '&amp;',
  '\\',
  '|',
  '\0',
  '\uFEFF',
  '\uFFFD',
  '😀',
  '\u2028',
  'id: a',
  '\nid: sample',
  '\ntitle: 好',
  '\npublication: 报',
  '\nspeakers:',
  '\n  - name: 王颖',
  '\n    office: 长',
  ': ',
  '#',
  '&a ',
  '*a',
  '"',
  '[1]',
  '{a: b}',
  '!!str ',
  '? ',
  '...',
  '<<: ',
  '__proto__: ',
]

const scraps = fc.array(fc.constantFrom(...SCRAPS), { maxLength: 40 }).map((list) => list.join(''))
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  scraps.map((text) => Buffer.from(`---\n${text}`)),
  scraps.map((text) => Buffer.from(`---\n${text}\n---\n\n# 好\n\n【叙述】一句话。\n`)),
  scraps.map((text) => Buffer.from(`${HEAD}\n\n# 好\n\n【叙述】好。${text}\n`)),
)

const countLines = (file: Uint8Array) =>
  Buffer.from(file)
    .toString('latin1')
    .split(/\r\n|\r|\n/).length

const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code))
const clause = fc.array(han, { minLength: 1, maxLength: 20 }).map((characters) => characters.join(''))
const clauses = fc.array(clause, { minLength: 1, maxLength: 4 })
const joint = fc.constantFrom('，', '、', '；', '——', '……', '“三百”', '(西南)', '2023', '6.8', '%', '·')
const sentence = fc
  .tuple(clauses, joint, fc.constantFrom('。', '！', '？', '。”', '……'))
  .map(([list, sign, end]) => list.join(sign) + end)
const mark = fc.constantFrom('叙述', '王颖', '刘小康', '刘小康、王颖', '关于王颖', '关于王颖、刘小康')
const paragraphs = fc.uniqueArray(fc.tuple(mark, sentence), {
  minLength: 1,
  maxLength: 8,
  selector: ([, words]) => words,
})

describe('the bytes of any file', () => {
  it('parse to an article with unique ids and non-empty words, or to problems in existing lines', () => {
    fc.assert(
      fc.property(bytes, (file) => {
        const parsed = parseBytes(file)
        if (parsed.kind === 'faulty') {
          expect(parsed.problems.length).toBeGreaterThan(0)
          for (const { line } of parsed.problems)
            expect(Array.from({ length: countLines(file) }, (_, index) => index + 1)).toContain(line)
          return
        }
        const passages = parsed.value.exchanges.flatMap((exchange) => exchange.passages)
        const ids = passages.map(({ id }) => id)
        expect(ids.length).toBeGreaterThan(0)
        expect(new Set(ids).size).toBe(ids.length)
        for (const { id, text } of passages) {
          expect(id).toMatch(/^[A-Za-z0-9-]+_[A-Za-z0-9-]+$/)
          expect(text).toMatch(/\S/)
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('marked paragraphs of Chinese sentences', () => {
  it('parse back to exactly those words and voices', () => {
    fc.assert(
      fc.property(paragraphs, (list) => {
        const written = list.map(([who, words]) => `【${who}】${words}`)
        expect(toMarked(parse(toFile('## 小标题', ...written)))).toEqual(written)
      }),
    )
  })

  it('parse back to the same after wrapping between Han characters', () => {
    fc.assert(
      fc.property(clauses, fc.constantFrom('\n', ' \n', '\n  ', '\n　　'), (list, wrap) => {
        expect(toMarked(parse(toFile('## 小标题', `【叙述】${list.join(wrap)}。`)))).toEqual([
          `【叙述】${list.join('')}。`,
        ])
      }),
    )
  })

  it('have ids that depend on their words and not on other paragraphs', () => {
    fc.assert(
      fc.property(paragraphs, (list) => {
        const written = list.map(([who, words]) => `【${who}】${words}`)
        const ids = toIds(parse(toFile('## 小标题', ...written)))
        expect(new Set(Object.values(ids)).size).toBe(list.length)
        for (const [index, [, words]] of list.entries()) {
          expect(toIds(parse(toFile('## 别处', written[index] ?? '')))).toEqual({ [words]: ids[words] })
        }
      }),
    )
  })
})
