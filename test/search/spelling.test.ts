import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFold } from '../../src/text/fold.ts'
import { createSpellingCorrector } from '../../src/search/spelling.ts'
import { SPELLING } from '../../src/search/tuning.ts'
import { strangersText } from './strangers-text.ts'

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
const respell = createSpellingCorrector(TEXTS, NAMES, TERMS)
const fold = createFold()

describe('createRespell', () => {
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
  ])('reads %s: %s', (_what, query, meant) => {
    expect(respell(query)).toBe(meant)
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
  ])('reads pinyin %s: %s', (_how, query, meant) => {
    expect(respell(query)).toBe(meant)
  })

  it('reads every syllable of pinyin with spaces, were one in a name', () => {
    expect(respell('gao xin ji shu')).toBe('高新技术')
  })

  it.each([
    ['nothing', ''],
    ['what the material writes', '人才政策要落实'],
    ['a name', '高新波'],
    ['a name in pinyin', 'gaoxinbo'],
    ['a name in pinyin with spaces', 'gao xin bo'],
    ['initials alone', 'gxb'],
    ['initials that are no name’s', 'xyz rencai'],
    ['English', 'what does the mayor say'],
    ['English that could be pinyin', 'change'],
    ['English of one syllable', 'can'],
    ['English and a word that could be pinyin', 'software woman'],
    ['pinyin of what the material does not write', 'haizi'],
    ['pinyin and English', 'rencai policy'],
    ['a word of the material that sounds like another', '气动阀门'],
    ['a real word that sounds like one of the material', '起动资金'],
    ['a real word that sounds like a name', '临海'],
    ['a word of which no character is right', '薄室值痛扯'],
    ['a word that sounds like nothing of the material', '葡萄干'],
    ['two characters that fit only apart', '厂，才'],
    ['figures and marks', '2023，3.5%？'],
  ])('leaves %s as it is: %j', (_what, query) => {
    expect(respell(query)).toBeUndefined()
  })

  it('leaves what the material writes, were another reading of it a term', () => {
    const both = createSpellingCorrector([...TEXTS, '博士只通知了一人。'], NAMES, TERMS)
    expect(both('博士只通知')).toBeUndefined()
    expect(both('苏云，博士只通知')).toBe('苏芸，博士只通知')
    expect(respell('博士只通知')).toBe('博士直通知')
  })

  it('reads no initials that two names share', () => {
    expect(createSpellingCorrector(TEXTS, [...NAMES, '郭小宝'], TERMS)('gxb rencai')).toBe('gxb 人才')
  })

  it('takes a name that is given twice for one', () => {
    expect(createSpellingCorrector(TEXTS, [...NAMES, ...NAMES], TERMS)('gxb rencai')).toBe('高新波 人才')
  })

  it('leaves a story as it is', () => {
    const story = '苏云。'.padEnd(SPELLING.longest + 1, '。')
    expect(respell(story)).toBeUndefined()
    expect(respell(story.slice(0, -1))).toBe(story.slice(0, -1).replace('云', '芸'))
  })

  it('changes nothing where there is no material', () => {
    const bare = createSpellingCorrector([], [], [])
    expect(['人才政策', 'rencai', 'gxb', ''].map(bare)).toEqual([undefined, undefined, undefined, undefined])
  })

  it('gives for any query another text or none', () => {
    fc.assert(
      fc.property(
        strangersText(['rencai', 'gxb', ' ', 'shi', '苏云', '博士只', '通车', 'xian', "'", '伸水']),
        (text) => {
          const query = fold(text).text
          const read = respell(query)
          if (read === undefined) return
          expect(read).not.toBe(query)
          expect(read).not.toBe('')
        },
      ),
    )
  })

  it('keeps everything that is neither Han nor Latin', () => {
    const rest = (text: string) => text.replaceAll(/[\p{Script=Han}a-zü ]/gu, '')
    fc.assert(
      fc.property(strangersText(['rencai', '苏云', '博士只通车']), (text) => {
        const query = fold(text).text
        expect(rest(respell(query) ?? query)).toBe(rest(query))
      }),
    )
  })
})
