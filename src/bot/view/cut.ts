const ELLIPSIS = '……'
const SENTENCE_END = /[。！？!?…；;][”’」』）)]*(?!\p{M})/gu

/**
 * Cuts a text to a length in UTF-16 units: after a sentence where one ends in the latter half, else between graphemes.
 * What is cut ends with an ellipsis; what fits stays as it is.
 */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const room = length - ELLIPSIS.length
  const ends = [...text.slice(0, room).matchAll(SENTENCE_END)].map(({ 0: mark, index }) => index + mark.length)
  const end = ends.findLast((place) => place > room / 2) ?? lastGraphemeEnd(text, room)
  return text.slice(0, end) + ELLIPSIS
}

function lastGraphemeEnd(text: string, room: number): number {
  let end = 0
  for (const { segment, index } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(text)) {
    if (index + segment.length > room) break
    end = index + segment.length
  }
  return end
}
