import fc from 'fast-check'
import { expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parseAsks } from '../../../src/knowledge/companions/asks.ts'
import { parseChecks } from '../../../src/knowledge/companions/checks.ts'
import { type TaughtEntry, type TaughtFile, listEntries } from '../../../src/knowledge/taught/taught-entries.ts'
import { editTaughtFile } from '../../../src/knowledge/taught/edit-taught-file.ts'
import { decodeText } from '../../../src/knowledge/folder/read-text.ts'
import { findForbidden } from '../../../src/knowledge/forbidden-characters.ts'

const SCRAPS = [
  '"',
  "'",
  '\\',
  ': ',
  '#',
  ' # ',
  '\n',
  '\n\n',
  '\r\n',
  '\n  - ',
  '\t',
  ', ',
  '[',
  ']',
  '{',
  '}',
  '? ',
  '- ',
  '&',
  '*',
  '!',
  '|',
  '>',
  '%',
  '---',
  '...',
  '\0',
  '\x7F',
  '\x85',
  '\u2028',
  '\uFEFF',
  '\uD800',
  '\uDFFF',
  '😀',
  '好',
  '怎么办',
  'no',
  '02',
  'null',
  ' ',
]

const wording = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(fc.constantFrom(...SCRAPS), { maxLength: 20 }).map((scraps) => scraps.join('')),
    fc.stringMatching(/^[\uD7F0-\uE010]{1,5}$/),
  )
  .map((text) => text.trim())
  // What no file may hold is not taught.
  .filter((text) => text !== '' && text.length <= 200 && !findForbidden(text))
const passage = fc.option(fc.constantFrom('a1', 'a2', '02', 'no', 'null', 'constructor', 's1-2'), { nil: undefined })

/** Entries with distinct wordings, with or without a passage. */
const entriesOf = (file: TaughtFile) =>
  fc
    .uniqueArray(fc.record({ wording, passage }), { maxLength: 12, selector: ({ wording: words }) => words })
    .map((list) =>
      list.map(({ wording: words, passage: id }): TaughtEntry => ({
        ...file,
        wording: words,
        ...(id !== undefined && { passage: id }),
      })),
    )

const FILES: readonly TaughtFile[] = [
  { kind: 'ask', article: 'sample' },
  { kind: 'check', article: 'sample' },
]

function parse({ kind }: TaughtFile, text: string) {
  const decoded = decodeText('a.yaml', Buffer.from(text))
  if (decoded.kind === 'faulty') throw new Error(JSON.stringify(decoded.problems))
  const parsed = kind === 'ask' ? parseAsks('a.yaml', decoded.value) : parseChecks('a.yaml', decoded.value)
  if (parsed.kind === 'faulty') throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

const inOrder = (entries: readonly TaughtEntry[]) =>
  entries.map((entry) => JSON.stringify([entry.passage ?? null, entry.wording])).toSorted()

/** Writes entries as a person may have laid them out, with comments. */
function layOut(
  file: TaughtFile,
  entries: readonly TaughtEntry[],
  { isFlow, indent, end }: { isFlow: boolean; indent: number; end: string },
): string {
  const [found, none] = file.kind === 'ask' ? ['asks', 'unanswered'] : ['finds', 'nothing']
  const ids = [...new Set(entries.flatMap((entry) => entry.passage ?? []))]
  const listOf = (id: string | undefined) =>
    entries.filter((entry) => entry.passage === id).map((entry) => entry.wording)
  const value = {
    article: file.article,
    [found ?? '']: Object.fromEntries(ids.map((id) => [id, listOf(id)])),
    [none ?? '']: listOf(undefined),
  }
  // Long texts are not folded: a line of one could look like an item. A line separator inside a text (U+2028) ends no
  // line of YAML, but it matches ^ with the flag m.
  const yaml = stringify(value, {
    lineWidth: 0,
    indent,
    collectionStyle: isFlow ? 'flow' : 'any',
    defaultStringType: 'QUOTE_DOUBLE',
    defaultKeyType: 'PLAIN',
  })
  const lines = isFlow ? yaml : yaml.replace(/(?<=^|\n)( *)- /gu, '$1# 注\n$1- ')
  return `# 头\n${lines}# 尾\n`.replaceAll(/\r?\n/g, end)
}

it.each(FILES)('reads back any wordings that are added, and not those that are removed: $kind', (file) => {
  fc.assert(
    fc.property(entriesOf(file), fc.nat(), (entries, seed) => {
      const text = editTaughtFile(file, undefined, { add: entries, remove: [] })
      expect(inOrder(listEntries(file, parse(file, text)))).toEqual(inOrder(entries))
      const gone = entries.filter((_, index) => (seed >> index) % 2 === 0)
      const left = editTaughtFile(file, text, { add: [], remove: gone })
      expect(inOrder(listEntries(file, parse(file, left)))).toEqual(
        inOrder(entries.filter((entry) => !gone.includes(entry))),
      )
      expect(editTaughtFile(file, left, { add: entries, remove: entries }).split('\n', 1)).toEqual(text.split('\n', 1))
    }),
    { numRuns: 100 },
  )
})

it.each(FILES)('keeps the content and the comments of a file in any layout through any edit: $kind', (file) => {
  const layout = fc.record({
    isFlow: fc.boolean(),
    indent: fc.constantFrom(1, 2, 4),
    end: fc.constantFrom('\n', '\r\n'),
  })
  fc.assert(
    fc.property(entriesOf(file), layout, fc.nat(), (entries, style, seed) => {
      const isIn = (place: number) => (_: TaughtEntry, index: number) => Math.floor(seed / 3 ** index) % 3 === place
      const [stays, goes, comes] = [0, 1, 2].map((place) => entries.filter(isIn(place)))
      const before = layOut(file, [...(stays ?? []), ...(goes ?? [])], style)
      const after = editTaughtFile(file, before, { add: comes ?? [], remove: goes ?? [] })
      expect(inOrder(listEntries(file, parse(file, after)))).toEqual(inOrder([...(stays ?? []), ...(comes ?? [])]))
      const count = (text: string) => text.match(/# (?:头|注|尾)(?=\s)/gu)?.length
      expect(count(after)).toBe(count(before))
      if (style.end === '\r\n') expect(after.replaceAll('\r\n', '')).not.toContain('\n')
    }),
    // The example has a line separator before what looks like an item.
    {
      numRuns: 100,
      examples: [[[{ ...file, wording: '"\u2028- "' }], { isFlow: false, indent: 1, end: '\n' }, 0]],
    },
  )
})
