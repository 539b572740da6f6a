import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asksElse, cutQuery, readContinuation } from '../../../src/answer/question/continuation.ts'
import { createFold } from '../../../src/text/fold.ts'
import { arbitraryText } from '../../text/arbitrary-text.ts'

const fold = createFold()
const read = (text: string) => readContinuation(fold(text).text)

describe('a text that the query before it completes', () => {
  it.each([
    ['那博士后呢', '博士后'],
    ['那博士後呢？', '博士后'],
    ['那么博士后的补贴怎么样', '博士后的补贴'],
    ['博士后呢', '博士后'],
    ['还有博士后呢', '博士后'],
    ['那个5呢', '5'],
    ['What about doctors?', 'doctors'],
    ['how about the hospitals', 'hospitals'],
    ['and engineers?', 'engineers'],
  ])('%s has another subject', (text, subject) => {
    expect(read(text)).toEqual({ kind: 'instead', subject })
  })

  it.each([
    ['她还说了什么', '她'],
    ['他是哪个学校的？', '他'],
    ['那他的职务呢', '他'],
    ['佢係邊個', '佢'],
    ['這位委員怎麼看', '这位委员'],
    ['who is she', 'she'],
    ['What else did he say?', 'he'],
    ['是哪里的人大代表', ''],
    ['什么职务', ''],
  ])('%s is about somebody', (text, pronoun) => {
    expect(read(text)).toMatchObject({ kind: 'person', pronoun })
  })

  it.each([
    ['这个什么时候开始', '这个'],
    ['这项政策怎么申请', '这项政策'],
    ['它有多少人', '它'],
    ['这个呢', '这个'],
    ['那这个呢', '这个'],
  ])('%s is about something', (text, pronoun) => {
    expect(read(text)).toMatchObject({ kind: 'thing', pronoun })
  })

  it.each(['怎么申请', '什么时候开始的', '多少钱', '有多少人参加', '在哪里？', 'when does it start', 'how much'])(
    '%s asks of what was spoken of',
    (text) => {
      expect(read(text)?.kind).toMatch(/bare|person/u)
    },
  )

  it.each([
    '',
    '王颖怎么看软件人才',
    '卓越工程师有哪些举措',
    '其他人怎么说',
    '重庆理工大学那位副校长叫什么名字',
    '那位副校长叫什么',
    '吉他考级有补贴吗',
    '维他命价格',
    '我爸去年生病，他住院能报销多少',
    '高校的人，他们怎么看',
    '怎么培养卓越工程师',
    'android phones',
    'how many engineers are there in the whole city of Chongqing today, and what do they earn',
  ])('%j is a query of its own, or none', (text) => {
    expect(read(text)).toBeUndefined()
  })

  it('takes no longer for any text', () => {
    fc.assert(
      fc.property(arbitraryText(['那', '呢', '他', '这个', '什么时候', 'what about ', 'she ', '还', '的']), (text) => {
        const continuation = read(text)
        if (continuation?.kind === 'instead') expect(fold(text).text).toContain(continuation.subject)
      }),
    )
  })
})

it.each(['还说了什么', '还提了什么建议', '还有什么看法', '的其他观点', 'what else did  say'])(
  '%s asks for further words',
  (rest) => {
    expect(asksElse(rest)).toBe(true)
  },
)

it.each(['怎么看软件', '说了什么', '还说了软件吗', 'what did  say'])('%s asks for no further words', (rest) => {
  expect(asksElse(rest)).toBe(false)
})

it.each([
  ['青年人才有什么政策', '青年人才', '有什么', '政策'],
  ['智慧城市怎么建', '智慧城市', '怎么', '建'],
  ['6+5+4是什么？', '6+5+4', '是什么', ''],
  ['重庆有多少高级工程师', '重庆', '有多少', '高级工程师'],
  ['软件人才', '软件人才', '', ''],
])('%s is cut at what it asks by', (query, head, asking, object) => {
  expect(cutQuery(query)).toEqual({ head, asking, object })
})
