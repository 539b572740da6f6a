import type { Article } from '../../../src/knowledge/article.ts'

/** The most UTF-16 units of text that several passages on one page may have. */
export const MOST_UNITS = 1400

/** Makes an article of exchanges by the lengths of their passages in UTF-16 units; every second has a question. */
export function toArticleOfLengths(exchanges: readonly (readonly number[])[]): Article {
  return {
    id: 'made',
    title: '编',
    publication: '报',
    speakers: [],
    file: 'made.md',
    exchanges: exchanges.map((lengths, place) => ({
      headings: [`第${place}节`],
      ...(place % 2 === 1 && { question: { id: `made_q${place}`, text: '怎么样？' } }),
      passages: lengths.map((length, index) => ({
        id: `made_${place}-${index}`,
        text: '字'.repeat(length),
        voice: { kind: 'narration' },
      })),
    })),
  }
}
