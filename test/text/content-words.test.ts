import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listContentWords } from '../../src/text/content-words.ts'
import { createFold } from '../../src/text/fold.ts'
import { createNormalizer } from '../../src/text/normalize.ts'
import { arbitraryText } from './arbitrary-text.ts'

const NO_VOCABULARY = { synonyms: [], terms: [] }
const { normalizeQuery } = createNormalizer(NO_VOCABULARY, [], createFold())
/** The words of a query, as a search reads it. */
const wordsOf = (query: string, terms: readonly string[] = []) => listContentWords(normalizeQuery(query), terms)

describe('the words that decide what a query asks', () => {
  it.each([
    ['港口现在一共有多少航线', ['港口', '航线']],
    ['目前到底由谁负责渡口的安全', ['负责', '渡口', '安全']],
    ['谁获得过航海奖章', ['航海', '奖章']],
    ['为什么要扩建码头呢', ['扩建', '码头']],
    ['请问怎么办理船员证书', ['办理', '船员', '证书']],
    ['how many ships are there now', ['ships']],
    ['when did the harbour get its first crane', ['harbour', 'first', 'crane']],
    ['渡船人均造价', ['渡船', '人均', '造价']],
    ['人均可支配收入', ['人均', '支配', '收入']],
    ['5G 船舶 2024', ['5g', '船舶', '2024']],
  ])('of %s are %j: no adverb, small verb, pronoun or asking word', (query, words) => {
    expect(wordsOf(query)).toEqual(words)
  })

  it.each(['现在呢', '一共有多少', '这个是什么情况', '你们怎么看待这样的问题', 'what is it now', '', '？！😀'])(
    '%j has none',
    (query) => {
      expect(wordsOf(query)).toEqual([])
    },
  )

  it('are listed once each', () => {
    expect(wordsOf('码头，码头和 harbour harbour')).toEqual(['码头', 'harbour'])
  })

  it('are the same with such words as without', () => {
    for (const [plain, wordy] of [
      ['渡船票价', '渡船的票价现在到底是多少'],
      ['船厂工人', '船厂目前一共有多少工人'],
      ['航海奖章', '谁拿到过航海奖章'],
    ] as const)
      expect(wordsOf(wordy)).toEqual(wordsOf(plain))
  })

  it('are never cut within names and terms, the longest first', () => {
    expect(wordsOf('深水泊位动工', ['深水泊位'])).toEqual(['深水泊位', '动工'])
    expect(wordsOf('深水泊位群动工', ['深水', '深水泊位'])[0]).toBe('深水泊位')
    expect(wordsOf('老林海外出', ['林海'])).toContain('林海')
  })
})

describe('of any text', () => {
  const TERMS = ['深水泊位', '人', '林海', 'AI人才', '程式', '的']

  it('they stand in it, each once, and none is empty or half a character', () => {
    fc.assert(
      fc.property(arbitraryText([...TERMS, '现在', '码头', 'when']), fc.subarray(TERMS), (text, terms) => {
        const words = listContentWords(text, terms)
        expect(new Set(words).size).toBe(words.length)
        for (const word of words) {
          expect(word).not.toBe('')
          expect(text).toContain(word)
          if (text.isWellFormed()) expect(word.isWellFormed()).toBe(true)
        }
      }),
    )
  })

  it('a term that is folded to nothing cuts nothing', () => {
    expect(listContentWords('码头扩建', ['', '码头'])).toEqual(['码头', '扩建'])
  })
})
