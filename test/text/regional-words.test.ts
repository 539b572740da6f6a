import { describe, expect, it } from 'vitest'
import { createFold } from '../../src/text/fold.ts'
import { listRegionalWords } from '../../src/text/regional-words.ts'
import { createSynonymReplacer } from '../../src/text/synonyms.ts'

const fold = createFold()
const replaceSynonyms = createSynonymReplacer({ synonyms: listRegionalWords(), terms: [] }, fold)
const read = (text: string) => replaceSynonyms(fold(text)).text

describe('regional words', () => {
  it.each([
    ['軟體', '软件'],
    ['人工智慧', '人工智能'],
    ['網際網路', '互联网'],
    ['資訊科技', '信息技术'],
    ['專案', '项目'],
    ['計程車', '出租车'],
    ['伺服器', '服务器'],
    ['維珍尼亞州', '弗吉尼亚州'],
  ])('map %s to %s', (regional, mainland) => {
    expect(read(regional)).toBe(mainland)
    expect(read(mainland)).toBe(mainland)
  })

  it('leave out 程序, which has another meaning in Taiwan', () => {
    expect(read('程序')).toBe('程序')
    expect(read('進程')).toBe('进程')
  })

  it('list the mainland word first, and no word on both sides', () => {
    const pairs = listRegionalWords()
    const mainland = new Set(pairs.map(([word]) => word))
    expect(pairs).toContainEqual(['軟件', '軟體'])
    expect(pairs.filter(([, other]) => mainland.has(other))).toEqual([])
  })

  it('list no single characters', () => {
    expect(
      listRegionalWords()
        .flat()
        .filter((word) => word.length < 2),
    ).toEqual([])
  })
})
