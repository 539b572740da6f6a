import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { loadKnowledge } from '../../src/knowledge/load-knowledge.ts'
import { answerWith, idsOf } from './answer-with.ts'

const knowledge = await loadKnowledge(fileURLToPath(new URL('../../knowledge', import.meta.url)))
if (knowledge.kind === 'faulty') throw new Error('the knowledge of the project is faulty')
const roundTable = await answerWith(...knowledge.articles)

/** Query → the passage that must stand first. */
const FIRST: readonly [query: string, passage: string][] = [
  ['高级工程师有几万人', 's3-4'],
  ['高层次人才图谱里收了多少人', 's2-2'],
  ['每年要储备多少名卓越工程师', 's3-2'],
  ['刘小康团队里有几个人成了省部级人才', 's1-9'],
  ['比赛一共放出多少个项目让人揭榜？', 's3-4'],
  ['医院想进人但没编制，重庆怎么解决的', 's4-2'],
  ['6+5+4里面那个5是什么', 's3-2'],
  ['博士后倍增计划是什么政策', 's1-7'],
  ['人才发展指数是考核哪些单位的', 's1-2'],
  ['制造业缺什么人，政府有发目录吗', 's2-2'],
  ['王延江说军队医院和地方医院该怎么合作', 's4-4'],
  ['褚文博觉得智能网联汽车的人才该怎么引', 's2-8'],
  ['田水松建议怎么把新能源车做强', 'voices-2'],
  ['马卫对文旅数字化怎么说', 'voices-6'],
  ['马卫讲的内功和招式是什么意思', 'voices-5'],
  ['娄超有没有谈车载语音的标准', 'voices-4'],
  ['褚文博怎么评价产才融合政策', 's2-4'],
  ['时栅是谁做出来的', 's1-9'],
  ['“双向奔赴”是谁说的', 's2-4'],
  ['哪位嘉宾夸了包干制', 's4-3'],
  ['谁主张成建制引进团队', 's4-5'],
  ['外地专家搬来几年后对这座城印象如何', 's1-4'],
  ['智慧城市要搞起来，得靠啥子嘛', 'voices-5'],
  ['教育大脑', 'voices-4'],
  ['一企一策', 's2-3'],
  ['军地 医疗 共享', 's4-4'],
  ['爆破手 名医', 's1-3'],
  ['软件 孵化平台 实训基地', 's2-9'],
  ['半导体 博士 比赛', 's2-5'],
  ['電動車產業在重慶遇到什麼瓶頸', 'voices-1'],
  ['人工智慧要怎麼用在學校和醫院', 'voices-4'],
  ['半導體博士競賽是哪家企業參與的', 's2-5'],
  ['王廷江对军地医疗的建议', 's4-4'],
  ['公力医院薪筹改革', 's4-2'],
  ['重庆理工的副校长怎么看年轻人成长', 's1-8'],
  ['网润集团老板怎么讲智慧城市', 'voices-5'],
  ['六大工程分别是哪六个', 'core-1'],
  ['五个人才指数分别针对哪几类单位', 's1-2'],
  ['数字人才总量有多少', 's2-2'],
  ['我是做旅游平台的小老板，想搞数字化转型，有没有委员帮我们中小企业说过话', 'voices-6'],
]

/** Queries that the material does not answer. */
const NONE = [
  '今天天气怎么样',
  '帮我写一首情诗',
  '比特币现在多少钱',
  '2+3等于几',
  '猫咪不吃饭怎么办',
  'How do I reset my iPhone?',
  '人才落户需要什么材料',
  '中电芯片的招聘电话',
  '博士后每个月补贴多少钱',
  '刘小康多大年纪，哪里人',
  '陈娟怎么看智能网联汽车',
  '啊'.repeat(300),
  'https://www.example.com/watch?v=1',
]

describe('the round-table', () => {
  it.each(FIRST)('%s → %s', (query, passage) => {
    expect(idsOf(roundTable.answer(query))[0]).toBe(`talent-2023_${passage}`)
  })

  it.each(NONE)('%s → nothing', (query) => {
    expect(idsOf(roundTable.answer(query))).toEqual([])
  })

  it.each([
    ['王颖是谁', '王颖'],
    ['重庆邮电大学校长是谁', '高新波'],
    ['陳娟是誰', '陈娟'],
    ['Who is Chu Wenbo?', '褚文博'],
  ])('%s → the card of %s', (query, name) => {
    const answered = roundTable.answer(query)
    expect(answered.kind === 'speaker' && answered.cards.map(({ speaker }) => speaker.name)).toEqual([name])
  })

  it('does not take the head of another university for one of its own', () => {
    expect(roundTable.answer('重庆大学校长是谁').kind).not.toBe('speaker')
  })

  it('lists all ten who speak or ask', () => {
    const answered = roundTable.answer('这次圆桌会有哪些人参加')
    expect(answered.kind === 'participants' && answered.articles.flatMap(({ speakers }) => speakers)).toHaveLength(10)
  })
})
