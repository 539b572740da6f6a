import { describe, expect, it } from 'vitest'
import { renderTemplate } from '../../../src/draft/template/template.ts'
import { LANGUAGES } from '../../../src/i18n/languages.ts'
import { parseArticle } from '../../../src/knowledge/article-file/parse-article.ts'

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
