import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toArticleId } from '../../src/draft/article-id.ts'
import { ID_PATTERN } from '../../src/knowledge/article.ts'
import { arbitraryText } from '../text/arbitrary-text.ts'

describe('toArticleId', () => {
  it.each([
    ['港口扩建', 'gangkou-kuojian'],
    ['The Future of AI in Chongqing', 'future-ai-chongqing'],
    ['Ｃafé　№1', 'cafe-no1'],
    ['女儿节', 'nver-jie'],
  ])('makes of %s the id %s', (title, id) => {
    expect(toArticleId(title)).toBe(id)
  })

  it('ends in the year, where that is known', () => {
    expect(toArticleId('港口扩建', '2024-05')).toBe('gangkou-kuojian-2024')
  })

  it.each(['🎉 Привет', 'con', ''])('has a name of its own for %j', (title) => {
    expect(toArticleId(title)).toMatch(/^article-[0-9a-f]{8}$/u)
  })

  it('makes an id of any title', () => {
    fc.assert(
      fc.property(arbitraryText(['港口', '../', '/', '\\', 'com1', '.md']), (title) => {
        expect(toArticleId(title)).toMatch(ID_PATTERN)
        expect(toArticleId(title, '2024')).toMatch(ID_PATTERN)
      }),
    )
  })
})
