import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toArticleId } from '../../../src/draft/template/article-id.ts'
import { renderTemplate } from '../../../src/draft/template/template.ts'
import { LANGUAGES } from '../../../src/i18n/languages.ts'
import { ID_PATTERN } from '../../../src/knowledge/article.ts'
import { parseArticle } from '../../../src/knowledge/article-file/parse-article.ts'
import { arbitraryText } from '../../text/arbitrary-text.ts'

/** Fills in what a template leaves empty, and removes what it explains. */
function fill(template: string): string {
  return template
    .replaceAll(/^<!-- \? .* -->\n\n?|^# \? .*\n/gmu, '')
    .replace('publication:', 'publication: 港城日报')
    .replace('date:', 'date: 2024-05')
    .replace(/^link:\n/mu, '')
    .replace('name:', 'name: 林海')
    .replace('office:', 'office: 港务局局长')
    .replace(/^ *role:\n/mu, '')
    .replace('【叙述】', '【叙述】吞吐量突破三亿吨。')
    .replace('【问】', '【问】何时动工？')
    .replace('【】', '【林海】明年三月动工。')
}

describe.each(LANGUAGES)('renderTemplate in %s', (language) => {
  it('is refused until it is filled in, and is a sound article then', () => {
    const template = renderTemplate('harbour', '港口: "三问" #1', language)
    expect(parseArticle('a.md', template)).toMatchObject({ kind: 'faulty' })
    const filled = parseArticle('a.md', fill(template))
    expect(filled).toMatchObject({ kind: 'sound', value: { id: 'harbour', title: '港口: "三问" #1' } })
    if (filled.kind === 'sound') expect(filled.value.exchanges.map(({ passages }) => passages.length)).toEqual([1, 1])
  })
})

describe('toArticleId', () => {
  it.each([
    ['港口扩建', 'gangkou-kuojian'],
    ['The Future of AI in Chongqing', 'the-future-of-ai-in'],
    ['Ｃafé　№1', 'cafe-no1'],
    ['女儿节', 'nver-jie'],
    ['🎉 Привет', 'article'],
    ['con', 'article-con'],
  ])('makes of %s the id %s', (title, id) => {
    expect(toArticleId(title)).toBe(id)
  })

  it('makes an id of any title', () => {
    fc.assert(
      fc.property(arbitraryText(['港口', '../', '/', '\\', 'com1', '.md']), (title) => {
        expect(toArticleId(title)).toMatch(ID_PATTERN)
      }),
    )
  })
})
