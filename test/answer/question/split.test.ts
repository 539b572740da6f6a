import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/answer/answer.ts'
import {
  comparesPeople,
  listSentences,
  splitClauses,
  splitQuestions,
  splitSubjects,
} from '../../../src/answer/question/split.ts'
import { FERRY, HARBOUR, MARKET } from '../../articles.ts'
import { answerWith, idsOf } from '../answer-with.ts'

const { answer } = await answerWith(HARBOUR, MARKET, FERRY)
const { answer: answerHarbour } = await answerWith(HARBOUR)

const labelsOf = (split: ReturnType<typeof splitQuestions>) => split?.parts.map(({ label }) => label)
/** Lists the label of each part with the ids of its passages. */
function partsOf(answered: Answer): [string, ...string[]][] {
  return answered.kind === 'parts'
    ? answered.parts.map(({ label, quotes }) => [label, ...quotes.map(({ passage }) => passage.id)])
    : []
}

describe('clauses', () => {
  it.each([
    ['新码头什么时候动工，扩建的钱从哪里来', ['新码头什么时候动工', '扩建的钱从哪里来']],
    ['船员的伙食怎么样,证书互认吗，实习多久', ['船员的伙食怎么样', '证书互认吗', '实习多久']],
  ])('%s: are split at the commas', (query, labels) => {
    expect(splitClauses(query)).toMatchObject({
      kind: 'clauses',
      parts: labels.map((label) => ({ label, query: label })),
    })
  })

  it.each([
    '新码头什么时候动工',
    '请问，新码头什么时候动工',
    '码头几时动工，投资多少，船员吃什么，证书互认吗',
    '，，',
    '',
  ])('%j has none', (query) => {
    expect(splitClauses(query)).toBeUndefined()
  })

  it('that are answered by two passages are answered in parts, with nothing for one that is not', () => {
    expect(partsOf(answerHarbour('新码头明年几月动工，提高船员的伙食标准吗'))).toEqual([
      ['新码头明年几月动工', 'harbour_start'],
      ['提高船员的伙食标准吗', 'harbour_crew'],
    ])
    expect(answerHarbour('红烧肉怎么做，今天天气怎么样').kind).toBe('none')
  })
})

describe('two questions', () => {
  it('are split', () => {
    expect(labelsOf(splitQuestions('新码头什么时候动工？船员的伙食怎么样？'))).toEqual([
      '新码头什么时候动工？',
      '船员的伙食怎么样？',
    ])
    expect(labelsOf(splitQuestions('新码头什么时候动工；船员的伙食怎么样'))).toEqual([
      '新码头什么时候动工；',
      '船员的伙食怎么样',
    ])
    expect(labelsOf(splitQuestions('When does it start? How much does it cost?'))).toHaveLength(2)
  })

  it.each([
    '新码头什么时候动工？',
    '我是船员。新码头什么时候动工？',
    '谁？啥？',
    '码头几时动工？投资多少？船员吃什么？证书互认吗？',
    '',
  ])('%j is not split', (query) => {
    expect(splitQuestions(query)).toBeUndefined()
  })

  it('are answered with one passage each', () => {
    expect(partsOf(answer('新码头什么时候动工？船员的伙食标准怎么提高？'))).toEqual([
      ['新码头什么时候动工？', 'harbour_start'],
      ['船员的伙食标准怎么提高？', 'harbour_crew'],
    ])
  })

  it('of which one is answerable get its answer', () => {
    expect(idsOf(answer('新码头什么时候动工？今天天气怎么样？'))[0]).toBe('harbour_start')
    expect(idsOf(answer('今天天气怎么样？新码头什么时候动工？'))[0]).toBe('harbour_start')
  })

  it('that one passage answers get it once', () => {
    expect(idsOf(answer('新码头什么时候动工？先建几个深水泊位？'))).toEqual(['harbour_start'])
  })

  it('of which none is answerable are not answered', () => {
    expect(['near', 'none']).toContain(answer('今天天气怎么样？比特币多少钱？').kind)
  })
})

describe('a comparison of subjects', () => {
  it.each([
    ['深水泊位和船员证书有什么区别', ['深水泊位', '船员证书']],
    ['深水泊位与船员证书相比怎么样', ['深水泊位', '船员证书']],
    ['比较深水泊位与船员证书', ['深水泊位', '船员证书']],
    ['对比一下深水泊位和船员证书', ['深水泊位', '船员证书']],
    ['深水泊位vs船员证书', ['深水泊位', '船员证书']],
    ['compare berths and papers', ['berths', 'papers']],
  ])('%s is split into %j', (query, subjects) => {
    expect(labelsOf(splitSubjects(query))).toEqual(subjects)
  })

  it('asks the rest of the query of each subject', () => {
    expect(
      splitSubjects('深水泊位和船员证书的进度有什么区别')?.parts.map(({ query }) => query.replace(/\s+/gu, '')),
    ).toEqual(['深水泊位的进度有什么', '船员证书的进度有什么'])
  })

  it.each(['深水泊位和船员证书', '深水泊位有什么区别', '码头什么时候动工', ''])('%j compares nothing', (query) => {
    expect(splitSubjects(query)).toBeUndefined()
  })

  it('is answered with one passage for each subject', () => {
    expect(partsOf(answer('深水泊位和摊位费有什么区别'))).toEqual([
      ['深水泊位', 'harbour_start'],
      ['摊位费', 'market_fee'],
    ])
  })

  it('quotes only the subject that is answerable', () => {
    const answered = answer('深水泊位和比特币有什么区别')
    expect([...idsOf(answered), ...partsOf(answered).flatMap(([, ...ids]) => ids)]).toEqual(['harbour_start'])
  })
})

describe('a comparison of people', () => {
  it.each([
    '苏芸和苏雨的观点有什么不同',
    '苏芸和苏雨的主张对比',
    '一个说伙食一个说摊位',
    '苏芸和苏雨分别怎么看',
    'Su Yun versus Su Yu',
  ])('%s compares people', (query) => {
    expect(comparesPeople(query.toLowerCase())).toBe(true)
  })

  it.each(['苏芸和苏雨怎么看', '苏芸说了什么'])('%s does not compare people', (query) => {
    expect(comparesPeople(query)).toBe(false)
  })

  it('quotes each person under their name', () => {
    expect(partsOf(answer('苏芸和苏雨的观点有什么不同'))).toEqual([
      ['苏芸', 'harbour_crew'],
      ['苏雨', 'market_fee'],
    ])
    expect(partsOf(answer('苏芸和方圆对上船的看法有什么区别'))[0]?.[0]).toBe('苏芸')
  })

  // 苏雨各 must not be read as the longer name of a stranger.
  it.each(['苏芸和苏雨各自的主张', '苏芸和苏雨各有什么观点'])('%s: quotes both people', (query) => {
    const answered = answer(query)
    expect([...idsOf(answered), ...partsOf(answered).flatMap(([, ...ids]) => ids)]).toEqual(
      expect.arrayContaining(['harbour_crew', 'market_fee']),
    )
  })

  // 建议 and 观点 are not the subject of the comparison.
  it.each(['林海和苏芸的建议有什么区别', '林海和苏芸的观点有什么不同'])('%s: quotes both people in parts', (query) => {
    expect(partsOf(answerHarbour(query))).toEqual([
      ['林海', 'harbour_start'],
      ['苏芸', 'harbour_crew'],
    ])
  })

  it('leaves the part of a person empty who did not speak of the subject', () => {
    expect(partsOf(answer('苏芸和苏雨对伙食标准的看法有什么不同'))).toEqual([['苏芸', 'harbour_crew'], ['苏雨']])
  })
})

describe('a long query that tells a story', () => {
  const STORY =
    '我是一名刚毕业的学生，学的是航海，家里人都不太赞成我去跑远洋，说又苦又累，吃得也不好，一年到头见不到人。'

  it('is answered by its question', () => {
    expect(idsOf(answer(`${STORY}请问远洋船员的伙食标准会提高吗？`))[0]).toBe('harbour_crew')
    expect(idsOf(answer(`请问远洋船员的伙食标准会提高吗？${STORY}`))[0]).toBe('harbour_crew')
  })

  it('is not answered where its question is not answerable', () => {
    expect(['near', 'none']).toContain(
      answer(
        '我家的猫三天没有好好吃饭了，整天趴在沙发下面不肯出来，叫它也不理我，我很着急，邻居说可能是换季的缘故。它到底怎么了？',
      ).kind,
    )
  })
})

it('listSentences leaves out sentences that are too short to ask', () => {
  expect(listSentences('你好！新码头几时动工？\n我想知道。嗯。')).toEqual(['新码头几时动工？', '我想知道。'])
})
