import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Draft } from '../../src/draft/draft.ts'
import { parseArticle } from '../../src/knowledge/article-file/parse-article.ts'
import { draftOf, toBodyWords, toCharacters, toGuessLines } from './draft-words.ts'
import { toDocx } from './page/docx.ts'

/** What pages are made of, and what a draft could take for something else. */
const PIECES = [
  '港口扩建三问',
  '去年港口吞吐量突破三亿吨。',
  '记者：新码头什么时候动工？',
  '答：明年。',
  '主持人：港城日报记者 林海',
  '访谈嘉宾：市人大代表，海事大学教授 苏芸',
  '一、总体要求',
  '（记者 王明 摄）',
  '来源：港城日报',
  '2024年5月6日',
  '核心提示',
  '林海说，先建泊位，',
  '“没有说完',
  '【叙述】好。',
  '【附件一】',
  '好吧。 ^start',
  '**粗体**',
  '# 井号 #',
  '1. 一项',
  '<!-- ? 推测 -->',
  '<b>&amp;&copy;</b>',
  '\\*_[x](y)`~|',
  '---',
  '===',
  '臺灣的會議記錄',
  'By Jane Doe',
  'The harbour grew. Mr. Lin said so.',
  'https://example.com/a_b_c',
  '\u200b\u3000',
  '\n',
  '\n\n',
  '\t',
  '字'.repeat(900),
  '句子。'.repeat(400),
  '\u0007\ue000',
]
const page = fc
  .array(
    fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'grapheme', maxLength: 12 })),
    {
      maxLength: 25,
    },
  )
  .map((pieces) => pieces.join('').replaceAll(/[\0\ud800-\udfff]/gu, ''))
  .filter((text) => text.trim() !== '')

/** Lists the problems above which no guess stands. */
function listUntold(draft: Draft): string[] {
  const article = parseArticle('a.md', draft.text)
  const guesses = toGuessLines(draft)
  const lines = draft.text.split('\n')
  const head = lines.indexOf('---', 1) + 1
  const firstBlock = lines.findIndex((line, index) => index >= head && line !== '' && !line.startsWith('<!-- ? ')) + 1
  const isTold = (line: number) => {
    if (line < (firstBlock || Infinity)) return guesses.some((guess) => guess < (firstBlock || Infinity))
    const above = lines.slice(0, line - 1).findLastIndex((text) => text !== '' && !text.startsWith('<!-- ? ')) + 1
    return guesses.some((guess) => guess > above && guess < line)
  }
  const problems = article.kind === 'faulty' ? article.problems : []
  return problems
    .filter(({ text, line }) => text.id !== 'open-guess' && !isTold(line))
    .map(({ text, line }) => `${line} ${text.id}`)
}

it('has each character of a text once, in its body or among what it leaves out', async () => {
  await fc.assert(
    fc.asyncProperty(page, async (text) => {
      const draft = await draftOf(text)
      expect(toCharacters([...toBodyWords(draft), ...draft.leftovers.map((left) => left.text)])).toBe(
        toCharacters([text]),
      )
    }),
    { numRuns: 300 },
  )
})

it('has the words of a heading that introduces somebody once', async () => {
  const draft = await draftOf('<h1>主持人：港城日报记者 林海</h1><p>港口扩建三问</p>', 'a.html')
  expect(toCharacters([...toBodyWords(draft), ...draft.leftovers.map(({ text }) => text)])).toBe(
    toCharacters(['主持人：港城日报记者 林海', '港口扩建三问']),
  )
})

it('has each character of an HTML page and of a Word file once', async () => {
  const paragraphs = fc.array(
    page.map((text) => text.replaceAll(/[\s\p{Cc}]+/gu, ' ')),
    { minLength: 1, maxLength: 8 },
  )
  await fc.assert(
    fc.asyncProperty(paragraphs, async (texts) => {
      fc.pre(texts.some((text) => text.trim() !== ''))
      const escaped = texts.map((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
      const html = `<html><body><h1>${escaped[0]}</h1>${escaped
        .slice(1)
        .map((text) => `<div><p>${text}</p></div>`)
        .join('')}</body></html>`
      for (const draft of [await draftOf(html, 'a.html'), await draftOf(await toDocx(texts), 'a.docx')])
        expect(toCharacters([...toBodyWords(draft), ...draft.leftovers.map(({ text }) => text)])).toBe(
          toCharacters(texts),
        )
    }),
    { numRuns: 60 },
  )
})

it('marks whatever check-knowledge would refuse', async () => {
  await fc.assert(
    fc.asyncProperty(page, async (text) => {
      expect(listUntold(await draftOf(text))).toEqual([])
    }),
    { numRuns: 300 },
  )
})

it('tells the line of each guess', async () => {
  await fc.assert(
    fc.asyncProperty(page, async (text) => {
      const draft = await draftOf(text)
      const lines = draft.text.split('\n')
      expect(draft.guesses.map(({ line }) => line)).toEqual(toGuessLines(draft))
      for (const { line } of draft.guesses) expect(lines[line - 1]).toMatch(/^<!-- \? .+ -->$/u)
    }),
  )
})
