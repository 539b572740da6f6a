import { describe, expect, it } from 'vitest'
import { bindCorpus } from './answer-with.ts'
import { listQuoted, loadRoundTable } from './round-table-queries.ts'

const roundTable = bindCorpus(await loadRoundTable())

/** Queries with the passage that must be the first quote, or the two of which one must be. */
const FIRST: readonly [query: string, ...passages: string[]][] = [
  ['高级工程师有几万人', 's3-4'],
  ['重庆有多少人才', 'core-1'],
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
  ['人工智慧要怎麼用在學校和醫院', 'voices-3', 'voices-4'],
  ['半導體博士競賽是哪家企業參與的', 's2-5'],
  ['王燕江对军地医疗的建议', 's4-4'],
  ['公力医院薪筹改革', 's4-2'],
  ['重庆理工的副校长怎么看年轻人成长', 's1-8', 's1-6'],
  ['网润集团老板怎么讲智慧城市', 'voices-5'],
  ['六大工程分别是哪六个', 'core-1'],
  ['五个人才指数分别针对哪几类单位', 's1-2'],
  ['数字人才总量有多少', 's2-2'],
  ['我是做旅游平台的小老板，想搞数字化转型，有没有委员帮我们中小企业说过话', 'voices-6'],
]

/** Queries that the corpus does not answer. */
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
  it.each(FIRST)('%s: quotes %s first', (query, ...passages) => {
    expect(passages).toContain(listQuoted(roundTable.answer(query))[0])
  })

  it.each(NONE)('%s: quotes nothing', (query) => {
    expect(listQuoted(roundTable.answer(query))).toEqual([])
  })

  it.each(['对', '不错', '明白了', '好的，谢谢！', '你好', '666'])('%s: asks nothing', (query) => {
    expect(roundTable.answer(query).kind).toBe('unasked')
  })

  it.each([
    ['陈娟怎么看智能网联汽车', ['陈娟'], ['娄超']],
    ['王颖怎么看军地医疗', ['王颖'], ['王延江']],
    ['高校长怎么看包干制', ['高新波'], ['陈娟']],
    ['刘小康多大年纪，哪里人', ['刘小康'], []],
  ])('%s: tells that %s did not speak of it and names those who did: %s', (query, names, others) => {
    const answered = roundTable.answer(query)
    expect(answered).toMatchObject({ kind: 'unsaid', people: names.map((name) => ({ name })) })
    expect(answered.kind === 'unsaid' && answered.others.map(({ speaker }) => speaker.name)).toEqual(others)
  })

  // All of them speak of talent.
  it.each([
    ['王颖怎么看人才', '王颖'],
    ['马卫怎么看智慧城市', '马卫'],
    ['王颖和陈娟怎么看人才', '王颖'],
  ])('%s: quotes %s', (query, name) => {
    const answered = roundTable.answer(query)
    const voices = answered.kind === 'found' ? answered.quotes.map(({ passage }) => passage.voice) : []
    expect(
      voices.flatMap((voice) => (voice.kind === 'speech' ? voice.speakers.map((speaker) => speaker.name) : [])),
    ).toContain(name)
  })

  it.each([
    ['王燕江说了什么', '王延江说了什么'],
    ['高新博是谁', '高新波是谁'],
    ['公力医院薪筹改革', '公立医院薪酬改革'],
    ['gong li yi yuan xin chou gai ge', '公立医院薪酬改革'],
  ])('%s: is corrected to %s', (query, understood) => {
    expect(roundTable.answer(query)).toMatchObject({ understood })
  })

  it.each(['西部科学城智能网联汽车创新中心的电话是多少', '时栅的测量精度是多少纳米'])(
    '%s: offers the closest passage',
    (query) => {
      expect(roundTable.answer(query).kind).toBe('offered')
    },
  )

  it.each([
    ['政府工作报告把推动产业集群发展摆到什么位置', 's2-1'],
    ['市委六届二次全会明确提出实施什么行动', 's4-1'],
  ])('%s: answers with the question %s', (query, question) => {
    const answered = roundTable.answer(query)
    expect([answered.kind, ...listQuoted(answered)]).toEqual(['stated', question])
  })

  it.each([
    ['软件人才和卓越工程师有什么区别', ['软件人才', '卓越工程师']],
    ['王颖和马卫的建议有什么区别', ['王颖', '马卫']],
    ['六大工程分别是哪六个？卓越工程师每年储备多少名？', ['六大工程分别是哪六个？', '卓越工程师每年储备多少名？']],
  ])('%s: is answered in parts', (query, labels) => {
    const answered = roundTable.answer(query)
    expect(answered.kind === 'parts' && answered.parts.map(({ label }) => label)).toEqual(labels)
  })

  it.each([
    ['全市人才资源总量突破多少万人', ['600万人']],
    ['每年要储备多少名卓越工程师', ['1万名']],
    ['高新波哪年来重庆的', ['2020年']],
  ])('%s: marks the figure %s', (query, figures) => {
    const answered = roundTable.answer(query)
    const [quote] = answered.kind === 'found' ? answered.quotes : []
    expect(quote?.excerpt?.hasFigure).toBe(true)
    expect(quote?.excerpt?.marks.map(({ start, end }) => quote.passage.text.slice(start, end))).toEqual(figures)
  })

  it('offers a choice of the two who are called 王代表', () => {
    const answered = roundTable.answer('王代表说了什么')
    expect(answered.kind === 'choice' && answered.choices.map(({ speaker }) => speaker.name)).toEqual([
      '王颖',
      '王延江',
    ])
  })

  it('lists the questions of the reporters', () => {
    expect(roundTable.answer('记者问了哪些问题').kind).toBe('questions')
  })

  it.each([
    ['王颖是谁', '王颖'],
    ['重庆邮电大学校长是谁', '高新波'],
    ['陳娟是誰', '陈娟'],
    ['Who is Chu Wenbo?', '褚文博'],
    ['谁主持的', '陈国栋'],
    ['这次圆桌谁主持', '陈国栋'],
  ])('%s: shows the card of %s', (query, name) => {
    const answered = roundTable.answer(query)
    expect(answered.kind === 'speaker' && answered.cards.map(({ speaker }) => speaker.name)).toEqual([name])
  })

  it('does not mistake the president of another university for a listed one', () => {
    expect(roundTable.answer('重庆大学校长是谁').kind).not.toBe('speaker')
  })

  it('lists all ten participants', () => {
    const answered = roundTable.answer('这次圆桌会有哪些人参加')
    expect(answered.kind === 'participants' && answered.articles.flatMap(({ speakers }) => speakers)).toHaveLength(10)
  })
})
