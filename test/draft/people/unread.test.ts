import { expect, it } from 'vitest'
import { introduce, tell } from './blocks.ts'

const LIST = ['主持人：县发改委副主任 佟和静', '听证人：县供水公司总经理 库来西、县市场监管局 乌云其木格']

it('takes whom a label means for one of those listed, in whatever form and with whatever surname', () => {
  const turns = ['主持人：现在开会。', '库总经理来西：成本涨了。', '乌云其木格：我们立案。', '总经理：谢谢。']
  expect(tell(...LIST, ...turns).slice(2)).toEqual([
    'speech 佟和静',
    'speech 库来西',
    'speech 乌云其木格',
    'speech 库来西',
  ])
  expect(
    tell(
      'Host: Ilse van Dongen, Field Notes',
      'Guests: Pasang Dolma Tamang, guide; Assistant Chief Constable Yewande Fashola',
      'ILSE: Welcome back.',
      'PASANG: It is warm here.',
      'ACC Fashola: Good afternoon.',
    ).slice(2),
  ).toEqual(['speech Ilse van Dongen', 'speech Pasang Dolma Tamang', 'speech Yewande Fashola'])
})

it('marks the turns of whom no list has, unless the label is all of a name', () => {
  const turns = ['THE CLERK: Order.', 'Quay Street Post: Was it fast?', 'Jane Holt: It was.', 'Jane Holt: It is early.']
  expect(tell('Witness: Jane Holt, director of the line', ...turns).slice(1)).toEqual([
    'speech THE CLERK?',
    'speech Quay Street Post?',
    'speech Jane Holt',
    'speech Jane Holt',
  ])
})

it('reads a name by its place, where the surname is none of those known', () => {
  expect(introduce('管护站站长敖日格乐介绍，鸟多了。')).toMatchObject([{ name: '敖日格乐', office: '管护站站长' }])
  expect(introduce('站长敖日格说，鸟多了。', '记者看到，敖日格放下望远镜。')).toMatchObject([{ name: '敖日格' }])
  expect(introduce('“路好开，人不好开。”占堆握着方向盘。', '占堆开了八年车。')).toMatchObject([{ name: '占堆' }])
  expect(introduce('“It is late,” said Tegwen ap Rhys.')).toMatchObject([{ name: 'Tegwen ap Rhys' }])
  expect(introduce('A spokesman for the Welsh Government said it was late.')).toEqual([])
})

it('marks what a paragraph tells beside words of somebody whom no rule has read, and the silence behind it', () => {
  const known = '江南大学教授周明远认为，海湾要养。'
  expect(tell(known, '周明远说，要等。附近的老板则说，不能等。')[1]).toBe('speech 周明远?')
  expect(tell('“It is late,” said Laura Benson.', 'Benson agreed. “No,” said Siân.')[1]).toBe('speech Laura Benson?')
  expect(tell('署方回覆本報稱，暫無計劃。', '街上有七間店。')).toEqual(['narration?', 'narration?'])
})

it('gives what begins with a pronoun to who was told of before, and marks it', () => {
  expect(tell('“It is late,” said Laura Benson.', 'She expects rain.')[1]).toBe('speech Laura Benson?')
  expect(tell('街上有七間店。', '她要求當局凍結租金。')[1]).toBe('narration?')
})

it('takes honorifics and names before full stops for labels where a page has three', () => {
  const turns = ['Ms. Van der Linden. Is it safe?', 'Mr. Cole. It is.']
  const speakers = ['question Van der Linden', 'speech Mr. Cole']
  expect(tell(...turns, ...turns)).toEqual([...speakers, ...speakers])
  expect(tell(...turns).some((told) => told.startsWith('speech'))).toBe(false)
})

it('takes a paper before questions alone for nobody by name', () => {
  const turns = ['新潮书评：为什么没有对话？', '科塔：说话要付账。', '新潮书评：下一本写什么？', '科塔：写港口。']
  expect(tell(...turns).filter((told) => told.startsWith('question'))).toEqual(['question', 'question'])
})
