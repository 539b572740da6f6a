import { expect, it } from 'vitest'
import { attribute } from '../../../src/draft/people/attribute.ts'
import { tell, toBlocks } from './blocks.ts'

const ZHOU = '江南大学教授周明远认为，海湾要养。'
const LI = '市水利局局长李思琪说，管网要修。'

it('gives a paragraph to whom a verb of saying names, before or behind the words', () => {
  expect(
    tell(ZHOU, '“不能急。”周明远说。', '在周明远看来，要等十年。', '周明远：“要等。”', '据周明远介绍，鱼回来了。'),
  ).toEqual(Array.from({ length: 5 }, () => 'speech 周明远'))
})

it('follows a pronoun to the only person named before it', () => {
  expect(tell(ZHOU, '他还建议，休渔期延长一个月。')).toEqual(['speech 周明远', 'speech 周明远'])
  expect(tell(ZHOU, LI, '对此，周明远深表赞同。同时，他建议延长休渔期。')[2]).toBe('speech 周明远')
})

it('knows a paragraph about somebody from somebody’s words', () => {
  expect(tell(ZHOU, '周明远从事海洋研究三十年，主持过两个国家项目。')[1]).toBe('about 周明远')
})

it('gives words to nobody who is only spoken to, or owns what is spoken of', () => {
  expect(tell(ZHOU, LI, '李思琪对周明远说，管网今年修完。')[2]).toBe('speech 李思琪')
  expect(tell(ZHOU, LI, '在与周明远会谈时，李思琪强调，管网今年修完。')[2]).toBe('speech 李思琪')
  expect(tell(ZHOU, '周明远提出的方案得到采纳。')[1]).toBe('about 周明远')
  expect(
    tell('“It is late,” said Laura Benson, head of the school.', 'The mayor said Benson had left.')[1],
  ).not.toMatch(/^speech .*[^?]$/u)
})

it('marks what two people say in one paragraph', () => {
  expect(tell(ZHOU, LI, '周明远认为要等，李思琪则表示不能等。')[2]).toBe('speech 周明远 李思琪?')
})

it('goes on with a count and with an open quotation, and marks any other going on', () => {
  expect(tell('江南大学教授周明远指出，一看水质，要达标。', '二看底质，要干净。')[1]).toBe('speech 周明远')
  expect(tell('周明远说：“水要清。', '“鱼也要回来。”', '周明远说，很好。')[1]).toBe('speech 周明远')
  expect(tell(ZHOU, '此外，要修复湿地。')[1]).toBe('speech 周明远?')
  expect(tell(ZHOU, '湿地面积增加了两成。')[1]).toBe('narration?')
  expect(tell(ZHOU, '记者了解到，湿地面积增加了两成。')[1]).toBe('narration')
})

it('gives a quotation of its own to whose words it is taken from, and marks that of a neighbour', () => {
  expect(tell('“海湾要养，也要等。”', '江南大学教授周明远认为，海湾要养，也要等。')[0]).toBe('speech 周明远')
  expect(tell(ZHOU, '“我们等了十年，还要再等五年。”')[1]).toBe('speech 周明远?')
})

it('gives a section to whom its heading names', () => {
  expect(tell('## 市水利局局长李思琪', '管网要修，河道要清。', '资金已经到位。')).toEqual([
    'speech 李思琪',
    'speech 李思琪',
  ])
  expect(tell('市人大代表，市水利局局长李思琪：', '管网要修，河道要清。')).toEqual(['narration', 'speech 李思琪'])
})

it('gives what follows a list of people to none of them', () => {
  expect(tell('访谈嘉宾：', '李思琪 市水利局局长', '何启明 市文化局副局长', '上个月，夜间开放时间延长了。')[3]).toMatch(
    /^narration/u,
  )
})

it('marks a statement whose speaker is not told', () => {
  expect(tell('## 修好管网', '管网老化严重。', '建议加大投入，三年修完。')).toEqual(['narration?', 'narration?'])
})

it('takes a label off, with whose words follow', () => {
  const blocks = toBlocks(['记者：钱从哪里来？', '李思琪：一半来自财政。', '记者：何时完工？', '李思琪：明年。'])
  const speaker = { name: '李思琪', aliases: [], line: 2, isSure: true }
  expect(attribute(blocks, [speaker]).map(({ voice, names, label }) => [voice, names.join(''), label])).toEqual([
    ['question', '', '记者：'],
    ['speech', '李思琪', '李思琪：'],
    ['question', '', '记者：'],
    ['speech', '李思琪', '李思琪：'],
  ])
})

it('gives 答 to the only one who can answer, and marks it where there are several', () => {
  expect(tell('受访者：李思琪（市水利局局长）', '问：何时完工？', '答：明年。')).toEqual([
    'narration',
    'question',
    'speech 李思琪',
  ])
  expect(tell(ZHOU, LI, '问：何时完工？', '答：明年。')[3]).toMatch(/\?$/u)
})

it('goes on with nobody’s words behind a label that names nobody known', () => {
  const [, , stranger] = tell(
    '主席：现在开会。',
    '李委员思琪：主席，请问进度？',
    '台下：不要吵。',
    '李委员思琪：谢谢。',
  )
  expect(stranger).toBe('narration?')
})

it('lets who presides call the next to speak, where a record has no labels', () => {
  expect(
    tell(
      '请陈委员超明发言。',
      '主席、各位同仁。领土变更要慎重。',
      '请邱委员文彦发言。',
      '主席、各位同仁。我同意。',
      '请李委员俊俋发言。',
      '主席，我反对。',
    ),
  ).toEqual(['speech 主席', 'speech 陈超明', 'speech 主席', 'speech 邱文彦', 'speech 主席', 'speech 李俊俋'])
})

it('tells a law and a notice from reports of them', () => {
  expect(tell('第一条 为了管理公园，制定本条例。', '第二条 本条例适用于本市。', '第三条 公园应当每日开放。')).toEqual([
    'document',
    'document',
    'document',
  ])
  expect(tell('# 关于供暖的通知', '各区人民政府：', '现将有关事项通知如下。', '2023年10月20日')).toEqual([
    'document',
    'document',
    'document',
  ])
  expect(tell('# 本市公布供暖通知', '本报讯（记者 孙玲）市政府昨天发出通知。', '供暖自11月15日起施行。')).toEqual([
    'narration',
    'narration',
  ])
})

const TALK = ['受访者：李思琪（市水利局局长）', '记者：何时完工？', '李思琪：明年。']

it('ends a turn where somebody is named with a verb of saying, and follows a pronoun to that person', () => {
  expect(tell(ZHOU, ...TALK, '在周明远看来，工期太紧。', '他建议，分两年做。').slice(4)).toEqual([
    'speech 周明远',
    'speech 周明远',
  ])
  expect(tell(...TALK, '江南大学教授周明远补充说，还要养。', '周明远从事海洋研究三十年。').slice(3)).toEqual([
    'speech 周明远',
    'about 周明远',
  ])
})

it('goes on below a turn surely in the first person, and marks what may as well be told', () => {
  expect(tell(...TALK, '我们已经签了合同。', '全市有管网三千公里。', '周明远说，太慢。').slice(3, 5)).toEqual([
    'speech 李思琪',
    'narration?',
  ])
  expect(tell(...TALK, '记者在现场看到，我们脚下的管道已经挖开。')[3]).toBe('narration?')
})

it('goes on surely between the turns of a page that has nothing else, and ends at a heading', () => {
  const turns = ['记者：钱呢？', '李思琪：一半靠发债。', '另一半来自财政。', '记者：够吗？', '李思琪：够。']
  expect(tell(TALK[0] ?? '', ...turns)[3]).toBe('speech 李思琪')
  expect(tell(...TALK, '# 管网的账', '全市有管网三千公里。', '周明远说，太慢。')[3]).toBe('narration')
})

it('takes what is in brackets as a whole for a stage direction', () => {
  expect(tell(...TALK, '（他翻出一张图。）', '记者：够吗？', '李思琪：够。')[3]).toBe('narration')
})

it('gives a role without a name to the only one who has it', () => {
  expect(tell('主席：羅議員文雄', '列席：交通局局長 葉俊宏', '主席：開會。', '葉局長俊宏：謝謝。').slice(2)).toEqual([
    'speech 羅文雄',
    'speech 葉俊宏',
  ])
  const head = 'Present: Ms Ruth Okafor (Chair), Mr Alan Pryce'
  expect(tell(head, 'The CHAIR: Good morning.', 'Mr PRYCE: Good morning, Chair.').slice(1)).toEqual([
    'speech Ruth Okafor',
    'speech Alan Pryce',
  ])
})

it('follows she and he to the latest person of that sex', () => {
  expect(
    tell(
      '“The wall is high,” said Martin Kessler, chief engineer of the board.',
      'Priya Raman, who chairs the association, said the pumps had never come.',
      '“They should,” she said. “It is late.”',
    ),
  ).toEqual(['speech Martin Kessler', 'speech Priya Raman', 'speech Priya Raman'])
  expect(
    tell(
      '“The wall is high,” said Mr Martin Kessler, chief engineer of the board.',
      'Ms Priya Raman, who chairs the association, said the pumps had never come.',
      'The gates are open, he said.',
    )[2],
  ).toBe('speech Martin Kessler?')
})

it('gives A: to the person whom the lead of an interview tells of', () => {
  expect(
    tell(
      'Helena Brandt was elected mayor in 2019.',
      'Q: What happened?',
      'A: Money happened.',
      'Q: And now?',
      'A: No.',
    ),
  ).toEqual(['about Helena Brandt', 'question', 'speech Helena Brandt', 'question', 'speech Helena Brandt'])
})

it('reads a last name and the name of the paper as labels of turns', () => {
  expect(
    tell(
      '“The ward stays open,” said Laura Benson, head of the hospital.',
      'Courier: Who pays?',
      'Benson: The county pays.',
      'Courier: And next year?',
      'Benson: The county again.',
      'She told the Courier later that nobody would be sent away.',
    ).slice(1, 5),
  ).toEqual(['question', 'speech Laura Benson', 'question', 'speech Laura Benson'])
})
