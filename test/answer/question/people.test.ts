import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/answer/answer.ts'
import { toSpeakers } from '../../../src/knowledge/article.ts'
import { bindCorpus } from '../answer-with.ts'
import { listQuoted, loadRoundTable } from '../round-table-queries.ts'

const roundTable = bindCorpus(await loadRoundTable())

/** Lists the names of those whose passages or cards an answer shows. */
function peopleIn(answer: Answer): string[] {
  if (answer.kind === 'speaker') return answer.cards.map(({ speaker }) => speaker.name)
  const quotes = answer.kind === 'found' || answer.kind === 'unjudged' ? answer.quotes : []
  return quotes.flatMap(({ passage }) => toSpeakers(passage.voice).map(({ name }) => name))
}

describe('a query that names people', () => {
  it.each([
    ['是不是马卫提的智慧城市', '马卫'],
    ['马卫关于智慧城市的建议', '马卫'],
    ['听马卫讲智慧城市', '马卫'],
    ['王颖她怎么看软件人才', '王颖'],
    ['刘校长主张什么', '刘小康'],
    ['网润马董事长怎么说', '马卫'],
    ['高校长咋看', '高新波'],
    ['那王颖呢', '王颖'],
    ['王颖做软件人才有什么建议', '王颖'],
  ])('%s: quotes only %s', (query, name) => {
    expect(new Set(peopleIn(roundTable.answer(query)))).toEqual(new Set([name]))
  })

  it.each([
    ['王颖和陈娟是谁', ['王颖', '陈娟']],
    ['褚文博、王颖分别是谁', ['王颖', '褚文博']],
    ['王颖和马卫说了什么', ['王颖', '马卫', '王颖']],
    ['王颖和马卫各自的主张', ['王颖', '马卫', '王颖']],
  ])('%s: quotes or shows all of them', (query, names) => {
    expect(peopleIn(roundTable.answer(query))).toEqual(names)
  })
})

describe('a query that names a stranger or excludes people', () => {
  it.each(['马卫强怎么看智慧城市', '马卫国是谁', '王颖超说了什么', '陈娟娟对人才团队有什么建议'])(
    '%s: finds nothing',
    (query) => {
      expect(roundTable.answer(query).kind).toBe('none')
    },
  )

  it.each(['怎么建立高校长效引才机制', '如何提高校长的待遇'])('%s: does not mean 高校长', (query) => {
    expect(roundTable.answer(query).kind).toBe('found')
  })

  it.each([
    ['除了王颖和褚文博，谁谈了智能网联汽车', ['王颖', '褚文博']],
    ['除王颖外谁谈软件人才', ['王颖']],
    ['王颖之外谁谈软件人才', ['王颖']],
    ['不是马卫的话，谁谈了智慧城市', ['马卫']],
  ])('%s: does not quote %s', (query, left) => {
    const people = peopleIn(roundTable.answer(query))
    for (const name of left) expect(people).not.toContain(name)
  })
})

describe('a query for the holder of an office', () => {
  it.each([
    '重庆理工大学校长是谁',
    '重庆邮电大学党委书记是谁',
    '开州区人大常委会主任是谁',
    '重庆医科大学院长是谁',
    '人工智能学会理事长是谁',
    '重庆网润集团副董事长是谁',
    '重庆邮电大学原校长是谁',
    '重庆市市长是谁',
    '国家电网董事长是谁',
  ])('%s: finds nobody, since no listed person holds it', (query) => {
    expect(roundTable.answer(query).kind).toBe('none')
  })

  it.each([
    ['重庆邮电大学校长是谁', '高新波'],
    ['重庆理工大学副校长是谁', '刘小康'],
    ['网润集团公司的董事长叫什么', '马卫'],
    ['哪位是九三学社重庆市委副主委', '田水松'],
  ])('%s: shows the card of %s', (query, name) => {
    const answer = roundTable.answer(query)
    expect([answer.kind, peopleIn(answer)]).toEqual(['speaker', [name]])
  })
})

describe('a query for the words of the holder of an unlisted office', () => {
  it.each([
    '重庆大学校长怎么看卓越工程师',
    '重庆理工大学校长怎么看年轻人',
    '重庆邮电大学副校长怎么看人才',
    '重庆邮电大学原校长怎么看人才',
    '重邮前校长怎么看卓越工程师',
    '教育部怎么看人才',
  ])('%s: quotes nothing', (query) => {
    expect(listQuoted(roundTable.answer(query))).toEqual([])
    expect(roundTable.answer(query).kind).not.toBe('unsaid')
  })
})

describe('a query for the participants', () => {
  it.each(['都有谁', '圆桌会有谁', '谁接受了采访', '记者采访了哪些人', '有哪些发言人', '有哪些嘉宾'])(
    '%s: lists them',
    (query) => {
      expect(roundTable.answer(query).kind).toBe('participants')
    },
  )

  it.each([
    '参加疫情防控的有多少人',
    '参与研发的有多少人',
    '采访长安汽车的是谁',
    '谁代表重庆大学参加',
    '谁没有参加',
    '哪些专家没发言',
  ])('%s: does not list them', (query) => {
    expect(roundTable.answer(query).kind).not.toBe('participants')
  })
})
