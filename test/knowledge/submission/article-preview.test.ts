import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../src/i18n/languages.ts'
import { type ArticlePreview, previewArticle } from '../../../src/knowledge/submission/article-preview.ts'
import { readSubmission } from '../../../src/knowledge/submission/read-submission.ts'
import { renderPreview } from '../../../src/knowledge/submission/render-preview.ts'
import { toFile } from '../samples.ts'

async function preview(...blocks: string[]): Promise<ArticlePreview> {
  const { preview: made } = await readSubmission({ file: 'a.md', bytes: Buffer.from(toFile(...blocks)) })
  if (!made) throw new Error('The file has no preview')
  return made
}

const summaryOf = ({ voices }: ArticlePreview) =>
  voices.map(({ kind, speakers, beginnings }) => [kind, speakers.map(({ name }) => name).join('、'), ...beginnings])

describe('the preview of an article', () => {
  it('gives speakers in the order of the front matter, then those together, those written about, and the others', async () => {
    const made = await preview(
      '## 小标题',
      '【叙述】叙述在前。',
      '【刘小康】刘说。',
      '【王颖】王说。',
      '【王颖、刘小康】一起说。',
      '【王颖】王又说。',
      '【原文】第一条。',
      '【关于刘小康】写刘。',
      '【问】问什么？',
      '【王颖】答什么。',
      '【问：刘小康】刘问什么？',
      '【叙述】叙述在后。',
    )
    expect(summaryOf(made)).toEqual([
      ['speech', '王颖', '王说。', '王又说。', '答什么。'],
      ['speech', '刘小康', '刘说。'],
      ['speech', '王颖、刘小康', '一起说。'],
      ['about', '刘小康', '写刘。'],
      ['question', '', '问什么？'],
      ['question', '刘小康', '刘问什么？'],
      ['document', '', '第一条。'],
      ['narration', '', '叙述在前。', '叙述在后。'],
    ])
    expect(made.passages).toBe(9)
  })

  it('names the speakers who are given nothing', async () => {
    expect((await preview('## 小标题', '【王颖】好。')).silent.map(({ name }) => name)).toEqual(['刘小康'])
  })

  it('has what is unmarked, and guesses that are open, each with its line, and still the rest', async () => {
    const made = await preview('## 小标题', '没有标明。', '<!-- ? 谁说的 -->', '【王颖】好。')
    expect(made.unmarked).toEqual([{ line: 14, words: '没有标明。' }])
    expect(made.guesses).toEqual([{ line: 16, words: '谁说的' }])
    expect(summaryOf(made)).toEqual([['speech', '王颖', '好。']])
  })

  it('cuts what is longer than a line of a phone', async () => {
    const [voice] = (await preview('## 小标题', `【王颖】${'好'.repeat(30)}。`)).voices
    expect(voice?.beginnings).toEqual([`${'好'.repeat(20)}…`])
  })

  it('of any words has a short and well-formed beginning of each', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 })), (texts) => {
        const passages = texts.map((text, index) => ({
          id: String(index),
          text,
          voice: { kind: 'narration' as const },
        }))
        const made = previewArticle({ speakers: [], exchanges: [{ headings: [], passages }] }, [])
        const beginnings = made.voices.flatMap((voice) => voice.beginnings)
        expect(beginnings).toHaveLength(texts.length)
        for (const [index, beginning] of beginnings.entries()) {
          expect(beginning.isWellFormed()).toBe(true)
          expect(beginning.length).toBeLessThanOrEqual(201)
          const text = texts[index] ?? ''
          expect(beginning === text || text.startsWith(beginning.replace(/…$/u, ''))).toBe(true)
        }
      }),
    )
  })
})

describe.each(LANGUAGES)('a rendered preview in %s', (language) => {
  it('has a head for every voice, with the office of one who speaks alone', async () => {
    const made = await preview(
      '## 小标题',
      '没有标明。',
      '<!-- ? 谁说的 -->',
      ...['王颖', '王颖、刘小康', '关于王颖', '问', '叙述', '问：王颖', '原文'].map((mark) => `【${mark}】${mark}。`),
    )
    const sections = renderPreview(made, language)
    expect(sections).toHaveLength(9)
    expect(new Set(sections.map(({ head }) => head)).size).toBe(9)
    expect(sections[0]?.head).toMatch(/^王颖(?:（某公司董事长）：1 段| \(某公司董事长\): 1 passage)$/u)
    expect(sections[1]?.head).not.toContain('董事长')
    expect(sections.at(-1)?.items.join()).toMatch(/(?:第 16 行：|line 16: )谁说的/u)
  })
})
