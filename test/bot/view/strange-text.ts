import fc from 'fast-check'

/** Units of generated texts; none combines with the unit before it. */
const UNITS = [
  '人',
  '才',
  '政策',
  '𠮷',
  '㐂',
  '。',
  '！',
  '？”',
  '；',
  '，',
  '……',
  ' ',
  'a',
  'Zürich',
  '2023',
  '\u00e9',
  'e\u0301',
  '%',
  '&',
  '<b>',
  '*_`[',
  '😀',
  '👍🏽',
  '👩‍👩‍👧‍👦',
  '🏳️‍🌈',
  '🇨🇳',
  '1️⃣',
  '\u200b',
  '\u200f',
  '\u202e',
  '\u2066',
  'שלום',
  'مرحبا',
  'ก็',
  '각',
  '\u3000',
] as const

/** A text of such units, up to a length in UTF-16 units. */
export function strangeText(maxLength: number): fc.Arbitrary<string> {
  return fc.array(fc.constantFrom(...UNITS), { size: 'max', maxLength }).map((units) => fit(units, maxLength))
}

/** A value of a knowledge file: trimmed, not empty, and in half of the cases of the maximum length. */
export function strangeValue(maxLength: number): fc.Arbitrary<string> {
  const units = fc.array(fc.constantFrom(...UNITS), { minLength: 1, maxLength: 12 })
  const length = fc.oneof(fc.constant(maxLength), fc.integer({ min: 1, max: maxLength }))
  return fc.tuple(units, length).map(([some, wanted]) => {
    const times = Math.ceil(wanted / Math.max(1, some.join('').length))
    const text = fit(Array.from({ length: times }, () => some).flat(), wanted)
    return text.padEnd(wanted, '字').replace(/^\s|\s$/gu, '字')
  })
}

/** A paragraph of an article; it ends with a full stop. */
export function strangePassage(maxLength: number): fc.Arbitrary<string> {
  return strangeValue(maxLength - 1).map((text) => `${text}。`)
}

/** Lone surrogates, which valid UTF-8 cannot encode. */
export const HALVES = ['\ud83d', '\udc00', '\ude00'] as const

function fit(units: readonly string[], maxLength: number): string {
  let text = ''
  for (const unit of units) if (text.length + unit.length <= maxLength) text += unit
  return text
}
