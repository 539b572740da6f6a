import fc from 'fast-check'

/** Generates texts of any characters, of characters that fold in special ways, and of the given words. */
export function arbitraryText(words: readonly string[]): fc.Arbitrary<string> {
  const units = [
    '㈱',
    '①',
    'Ａ',
    'ﬃ',
    'İ',
    'ß',
    '𠮷',
    '𝒜',
    '\ud842',
    '\u0000',
    '\u0001',
    '\u200d',
    '\u0301',
    '軟體',
    '程式',
    'AI',
    'constructor',
    '__proto__',
    'lü',
    '3.5',
    '人',
    '的',
    '？',
    '\n',
    ' ',
  ]
  const piece = fc.oneof(
    fc.constantFrom(...units, ...words),
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  )
  return fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
}
