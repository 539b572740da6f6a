import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { listQuotes } from '../../../src/answer/answer.ts'
import { listPeople } from '../../../src/answer/question/listed-people.ts'
import { findContained } from '../../../src/answer/question/people.ts'
import { listRoles } from '../../../src/answer/question/listed-roles.ts'
import { findRole } from '../../../src/answer/question/roles.ts'
import { createFold } from '../../../src/text/fold.ts'
import { createNormalizer } from '../../../src/text/normalize.ts'
import { toArticle } from '../../articles.ts'
import { answerWith, listIds } from '../answer-with.ts'

const fold = createFold()
const roundTable = toArticle(await readFile('knowledge/talent-2023.md', 'utf8'))
const synonyms = [
  ['重庆邮电大学', '重邮'],
  ['重庆医科大学', '医科大'],
]
const normalizer = createNormalizer(
  { synonyms, terms: [] },
  roundTable.speakers.map(({ name }) => name),
  fold,
)
const listed = listRoles(listPeople([roundTable], fold), fold)

const find = (query: string) => {
  const folded = fold(query).text
  const calls = findContained(listed.calls, folded).flat()
  return findRole(listed, calls, folded, (text) => normalizer.normalize(text).text)
}
/** Lists the names of those whom a query calls; undefined where it calls nobody, listed or not. */
function namesFor(query: string): string[] | undefined {
  const role = find(query)
  return role && [...role.people].map(({ name }) => name)
}

describe('a query that calls listed people', () => {
  it.each([
    ['重庆邮电大学校长怎么看卓越工程师', '高新波'],
    ['重庆邮电大学的校长怎么看卓越工程师', '高新波'],
    ['请问重庆理工大学副校长对青年人才有什么建议', '刘小康'],
    ['九三学社重庆市委副主委怎么看新能源汽车', '田水松'],
    ['检验医学院副院长怎么看包干制', '陈娟'],
    ['重庆人工智能学会副理事长希望什么', '娄超'],
  ])('%s: finds %s by office', (query, name) => {
    expect(namesFor(query)).toEqual([name])
  })

  it.each([
    ['重邮校长怎么看卓越工程师', '高新波'],
    ['重邮的校长说了什么', '高新波'],
    ['医科大那位副院长怎么看包干制', '陈娟'],
    ['理工大副校长怎么看年轻人', '刘小康'],
    ['医科大怎么看包干制', '陈娟'],
    ['讯飞怎么看人工智能', '娄超'],
    ['网润集团建议什么', '马卫'],
  ])('%s: finds %s by the short form of an institution', (query, name) => {
    expect(namesFor(query)).toEqual([name])
  })

  it.each([
    ['那位医生怎么看军地医疗', '王延江'],
    ['神经内科的大夫建议什么', '王延江'],
    ['网润的老板怎么看智慧城市', '马卫'],
    ['网润老总希望什么', '马卫'],
    ['中电科芯片的掌门人怎么看人才', '王颖'],
  ])('%s: finds %s by trade', (query, name) => {
    expect(namesFor(query)).toEqual([name])
  })

  it.each([
    ['马委员建议什么', ['马卫']],
    ['褚总经理怎么看人才', ['褚文博']],
    ['田代表希望什么', ['田水松']],
    ['王代表怎么看人才', ['王颖', '王延江']],
  ])('%s: finds %s by surname and title', (query, names) => {
    expect(namesFor(query)).toEqual(names)
  })

  it.each([
    ['主持人问了什么', ['陈国栋']],
    ['人大代表怎么看人才', ['王颖', '王延江', '田水松', '娄超']],
    ['那位校长怎么说', ['高新波']],
    ['老板们怎么看人才', ['王颖', '褚文博', '马卫']],
  ])('%s: finds %s by role or title, where the query asks for their words', (query, names) => {
    expect(namesFor(query)).toEqual(names)
  })

  it('blanks the words that call them', () => {
    expect(find('请问重邮的校长怎么看卓越工程师')).toMatchObject({
      called: '重邮的校长',
      rest: '请问     怎么看卓越工程师',
    })
    expect(find('王代表怎么看人才')).toMatchObject({ called: '王代表', rest: '   怎么看人才' })
  })
})

describe('a query that calls strangers finds nobody', () => {
  it.each([
    '重庆大学校长怎么看卓越工程师',
    '重庆大学的校长说了什么',
    '清华大学校长建议什么',
    '重庆科技学院院长怎么看人才',
    '长安汽车董事长怎么看人才',
  ])('%s: by an office of another institution', (query) => {
    expect(namesFor(query) ?? []).toEqual([])
  })

  it.each([
    '重庆理工大学校长怎么看年轻人',
    '理工大校长怎么看年轻人',
    '检验医学院院长怎么看包干制',
    '九三学社重庆市委主委怎么看新能源汽车',
    '重庆人工智能学会理事长希望什么',
  ])('%s: by the office of a chief whose deputy is listed', (query) => {
    expect(namesFor(query) ?? []).toEqual([])
  })

  it.each(['重庆邮电大学副校长怎么看卓越工程师', '网润集团副董事长建议什么', '重庆邮电大学名誉校长怎么看人才'])(
    '%s: by the office of a deputy whose chief is listed',
    (query) => {
      expect(namesFor(query) ?? []).toEqual([])
    },
  )

  it.each(['重庆邮电大学原校长怎么看人才', '原重庆邮电大学校长怎么看人才', '重邮前校长建议什么'])(
    '%s: by a former office',
    (query) => {
      expect(namesFor(query) ?? []).toEqual([])
    },
  )

  it.each(['李代表怎么看人才', '张校长建议什么'])('%s: by a title with another surname', (query) => {
    expect(namesFor(query) ?? []).toEqual([])
  })
})

describe('a query that calls nobody', () => {
  it.each(['大学怎么看人才', '医院建议什么', '企业希望什么', '我们公司怎么看', '有关部门怎么看', '哪些单位建议的'])(
    '%s: names a kind of institution',
    (query) => {
      expect(namesFor(query)).toBeUndefined()
    },
  )

  it.each(['如何提高校长的待遇', '怎么培养医生', '医生短缺怎么办', '代表性成果有哪些', '校长', '董事长一年挣多少'])(
    '%s: names a title in general',
    (query) => {
      expect(namesFor(query)).toBeUndefined()
    },
  )

  it.each(['重庆日报记者问了什么', '主编怎么看人才', '记者怎么看人才', '新闻发言人建议什么'])(
    '%s: names a title of reporters',
    (query) => {
      expect(namesFor(query)).toBeUndefined()
    },
  )

  // A word inside the name of an institution does not mean that institution.
  it.each(['教育部怎么看人才', '人工智能建议怎么用', '汽车希望往哪里发展', '日报怎么看'])(
    '%s: names a word that an office contains',
    (query) => {
      expect(namesFor(query)).toBeUndefined()
    },
  )

  it.each(['长安汽车怎么看人才', '重庆怎么看人才', '卓越工程师有哪些举措', ''])('%s: names no title', (query) => {
    expect(namesFor(query)).toBeUndefined()
  })
})

describe('the answer to a query that calls people', async () => {
  const { answer } = await answerWith(roundTable)

  it('quotes only them', () => {
    const answered = answer('重庆邮电大学校长怎么看卓越工程师')
    const found = [...listQuotes(answered), ...(answered.related?.further ?? [])]
    expect(listIds(found).slice(0, 2).toSorted()).toEqual(['talent-2023_s3-3', 'talent-2023_s3-5'])
    expect(
      found.every(({ passage: { voice } }) => voice.kind === 'speech' && voice.speakers[0]?.name === '高新波'),
    ).toBe(true)
    expect(answer('网润老板怎么看军地医疗')).toMatchObject({
      kind: 'unsaid',
      people: [expect.objectContaining({ name: '马卫' })],
    })
  })

  it.each([
    '重庆大学校长怎么看卓越工程师',
    '重庆理工大学校长怎么看年轻人',
    '重庆邮电大学副校长怎么看卓越工程师',
    '重庆邮电大学原校长怎么看人才',
  ])('%s: quotes nothing of a stranger', (query) => {
    expect(['near', 'none']).toContain(answer(query).kind)
  })
})
