import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFold } from '../../src/text/fold.ts'
import { toHanCharacters, toPairs } from '../../src/text/terms.ts'
import { type WrittenPairs, countPairs, createSpellingCorrector } from '../../src/search/spelling.ts'
import { SPELLING } from '../../src/search/tuning.ts'
import { arbitraryText } from '../text/arbitrary-text.ts'

const TEXTS = [
  '高新波建议设立博士直通车。',
  '苏芸谈船员证书。',
  '远洋船员的伙食标准要提高。',
  '林海：深水泊位明年三月动工。',
  '港务局负责码头扩建。',
  '启动资金由市财政承担，启动项目。',
  '人才政策要落实。',
  '高新技术企业要启动。',
  '气动阀门厂。',
  '要认识到问题。',
]
const NAMES = ['高新波', '苏芸', '林海', '李红', '何晓船']
const TERMS = ['博士直通车', '深水泊位']
const fold = createFold()

/** What an index of the texts knows of them. */
function toWritten(texts: readonly string[]): WrittenPairs {
  const held = texts.map((text) => new Set(toPairs(text)))
  const count = (pair: string) => held.filter((pairs) => pairs.has(pair)).length
  const characters = new Set(texts.flatMap(toHanCharacters))
  return { count, listCharacters: () => characters }
}

const correct = createSpellingCorrector(toWritten(TEXTS), NAMES, TERMS)

describe('createSpellingCorrector', () => {
  it.each([
    ['a homophone in a name', '苏云谈证书', '苏芸谈证书'],
    ['a homophone in a name alone', '苏云', '苏芸'],
    ['one at the end of a name', '高新博建议', '高新波建议'],
    ['one in a term', '博士只通车', '博士直通车'],
    ['one at the start of a term', '伸水泊位', '深水泊位'],
    ['one that is only confused with it', '博士资通车', '博士直通车'],
    ['two in a term', '伸水泊为', '深水泊位'],
    ['one in a word', '人菜政策', '人才政策'],
    ['two in a query', '苏云谈博士只通车', '苏芸谈博士直通车'],
    ['two in a query, apart', '博士只通车，码头括建', '博士直通车，码头扩建'],
    ['one beside figures and letters', '2023年AI与博士只通车'.toLowerCase(), '2023年ai与博士直通车'],
  ])('corrects %s: %s', (_what, query, meant) => {
    expect(correct(query)).toBe(meant)
  })

  it.each([
    ['without spaces', 'rencaizhengce', '人才政策'],
    ['with spaces', 'ren cai zheng ce', '人才政策'],
    ['with spaces between words', 'rencai zhengce', '人才政策'],
    ['that can be parted in two ways', 'qidongzijin', '启动资金'],
    ['with marks', 'rencai, zhengce!', '人才, 政策!'],
    ['with an apostrophe between words', "rencai'zhengce", "人才'政策"],
    ['behind Chinese', '落实rencai', '落实人才'],
    ['before Chinese', 'rencai政策', '人才政策'],
    ['with a homophone', 'rencai政测', '人才政策'],
    ['with figures', '2023 rencai', '2023 人才'],
    ['of a term', 'boshizhitongche', '博士直通车'],
    ['beside a name in pinyin', 'suyun zhengshu', 'suyun 证书'],
    ['beside a name in pinyin with a space', 'su yun zhengshu', 'su yun 证书'],
    ['beside initials', 'gxb rencai', '高新波 人才'],
    ['beside initials and Chinese', 'gxb 谈rencai', '高新波 谈人才'],
  ])('converts pinyin %s: %s', (_how, query, meant) => {
    expect(correct(query)).toBe(meant)
  })

  it('converts syllables with spaces even if some are part of a name', () => {
    expect(correct('gao xin ji shu')).toBe('高新技术')
  })

  it.each([
    ['nothing', ''],
    ['text of the corpus', '人才政策要落实'],
    ['a name', '高新波'],
    ['a name in pinyin', 'gaoxinbo'],
    ['a name in pinyin with spaces', 'gao xin bo'],
    ['initials alone', 'gxb'],
    ['unknown initials', 'xyz rencai'],
    ['English', 'what does the mayor say'],
    ['English that could be pinyin', 'change'],
    ['English of one syllable', 'can'],
    ['English and a word that could be pinyin', 'software woman'],
    ['pinyin of a word that the corpus does not have', 'haizi'],
    ['pinyin and English', 'rencai policy'],
    ['a word of the corpus with a homophone', '气动阀门'],
    ['a real word with a homophone in the corpus', '起动资金'],
    ['a real word that is a homophone of a name', '临海'],
    ['a word without a correct character', '薄室值痛扯'],
    ['a word without homophones in the corpus', '葡萄干'],
    ['two characters that fit only if adjacent', '厂，才'],
    ['figures and marks', '2023，3.5%？'],
  ])('does not change %s: %j', (_what, query) => {
    expect(correct(query)).toBeUndefined()
  })

  it('keeps text of the corpus that is a homophone of a term', () => {
    const both = createSpellingCorrector(toWritten([...TEXTS, '博士只通知了一人。']), NAMES, TERMS)
    expect(both('博士只通知')).toBeUndefined()
    expect(both('苏云，博士只通知')).toBe('苏芸，博士只通知')
    expect(correct('博士只通知')).toBe('博士直通知')
  })

  it('does not expand initials that two names share', () => {
    expect(createSpellingCorrector(toWritten(TEXTS), [...NAMES, '郭小宝'], TERMS)('gxb rencai')).toBe('gxb 人才')
  })

  it('ignores a repeated name', () => {
    expect(createSpellingCorrector(toWritten(TEXTS), [...NAMES, ...NAMES], TERMS)('gxb rencai')).toBe('高新波 人才')
  })

  it('does not correct a long query', () => {
    const story = '苏云。'.padEnd(SPELLING.longest + 1, '。')
    expect(correct(story)).toBeUndefined()
    expect(correct(story.slice(0, -1))).toBe(story.slice(0, -1).replace('云', '芸'))
  })

  it('corrects nothing without a corpus', () => {
    const bare = createSpellingCorrector(toWritten([]), [], [])
    expect(['人才政策', 'rencai', 'gxb', ''].map(bare)).toEqual([undefined, undefined, undefined, undefined])
  })

  it('knows the pairs of further texts', async () => {
    const further = await countPairs(['梅雨桐', '海關總署署長', '海关几点开门'], fold, async () => {})
    const both = createSpellingCorrector(toWritten(TEXTS), ['梅雨桐'], [], further)
    expect(['梅语桐', '海官总署', 'haiguan zongshu', '人菜政策'].map(both)).toEqual([
      '梅雨桐',
      '海关总署',
      '海关总署',
      '人才政策',
    ])
    expect(['梅雨桐', '海关总署'].map(both)).toEqual([undefined, undefined])
  })

  it('decides by the passages and the further texts between equal readings', () => {
    const texts = ['公立医院。', '共立医院。']
    const correctWith = (further: readonly string[]) =>
      createSpellingCorrector(toWritten(texts), [], [], new Map(further.map((pair) => [pair, 1])))('gong li yi yuan')
    expect(correctWith(['公立'])).toBe('公立医院')
    expect(correctWith(['共立'])).toBe('共立医院')
  })

  it('learns characters that come later', () => {
    const counts = new Map<string, number>()
    const characters = new Set<string>()
    const later = createSpellingCorrector(
      { count: (pair) => counts.get(pair) ?? 0, listCharacters: () => characters },
      [],
      [],
    )
    expect(later('rencai')).toBeUndefined()
    counts.set('人才', 1)
    characters.add('人').add('才')
    expect(later('rencai')).toBe('人才')
  })

  it.each([
    ['which the corpus has', '赵孟𫖯的书法', undefined],
    ['beside a homophone', '赵孟𫖯的书发', '赵孟𫖯的书法'],
  ])('takes a character beyond the basic plane as one: %s', (_what, query, meant) => {
    const both = createSpellingCorrector(toWritten(['赵孟𫖯的书法。']), ['赵孟𫖯'], [])
    expect(both(query)).toBe(meant)
  })

  it('returns another text or undefined for any query', () => {
    fc.assert(
      fc.property(
        arbitraryText(['rencai', 'gxb', ' ', 'shi', '苏云', '博士只', '通车', 'xian', "'", '伸水']),
        (text) => {
          const query = fold(text).text
          const read = correct(query)
          if (read === undefined) return
          expect(read).not.toBe(query)
          expect(read).not.toBe('')
        },
      ),
    )
  })

  it('keeps everything but Han and Latin characters', () => {
    const rest = (text: string) => text.replaceAll(/[\p{Script=Han}a-zü ]/gu, '')
    fc.assert(
      fc.property(arbitraryText(['rencai', '苏云', '博士只通车']), (text) => {
        const query = fold(text).text
        expect(rest(correct(query) ?? query)).toBe(rest(query))
      }),
    )
  })
})
