import { expect, it } from 'vitest'
import { tell } from './blocks.ts'

/** Tells whether all paragraphs that are narration are marked. */
function doubtsNarration(...lines: string[]): boolean {
  const narration = tell(...lines).filter((voice) => voice.startsWith('narration'))
  return narration.length > 0 && narration.every((voice) => voice.endsWith('?'))
}

const NEWS = ['昨天上午，新桥通车。', '大桥全长三公里。', '工程历时四年。', '两岸的渡口同时停航。']

it('believes news that has none of the signs', () => {
  expect(tell(...NEWS)).toEqual(['narration', 'narration', 'narration', 'narration'])
})

it('marks what stands between questions without labels', () => {
  const [first = '', second = '', third = ''] = NEWS
  expect(doubtsNarration('桥有多长？', first, '谁来收费？', second, '渡口停了吗？', third)).toBe(true)
})

it('marks what stands below headings that ask', () => {
  const [first = '', second = '', third = ''] = NEWS
  expect(doubtsNarration('# 问答', '## 桥多长？', first, '## 谁收费？', second, '## 渡口停了吗？', third)).toBe(true)
})

it('marks turns before a dash, whatever stands in brackets behind a name', () => {
  const turns = ['王某甲（县代表、理事长）——我先问一句。', '李某乙（青年）——三年。', '王某甲——路修好了。']
  expect(tell(...turns).filter((voice) => !voice.endsWith('?'))).toEqual([])
})

it('marks what follows words that open paragraphs time and again and are no label', () => {
  expect(doubtsNarration(`甲方　${NEWS[0]}`, `乙方　${NEWS[1]}`, `甲方　${NEWS[2]}`, NEWS[3] ?? '')).toBe(true)
  expect(doubtsNarration('Harbour – It is open.', 'Town – It is not.', 'Harbour – By Monday.', 'It rained.')).toBe(true)
})

it('marks a page that tells in the first person time and again', () => {
  expect(doubtsNarration(...NEWS, '我们每天等船。', '我等了四年。')).toBe(true)
})

it('marks a page on which nobody speaks, and which is neither a document nor news', () => {
  expect(doubtsNarration('大桥全长三公里。', '工程历时四年。', '渡口停航。', '车流分成两股。')).toBe(true)
})

it('marks the words of people whose names are parts of those that the page has', () => {
  expect(tell('Rhys Tanner chaired the evening.', 'Mr Tanner: It is late.', 'Mr Tanner: We adjourn.').slice(1)).toEqual(
    ['speech Mr Tanner?', 'speech Mr Tanner?'],
  )
})

it('marks what a heading gives to somebody where others speak below', () => {
  const [, ...voices] = tell('# 县长 王建国', '桥修好了。', '县交通局局长李海涛说，渡口停航。', '路灯亮了。')
  expect(voices.every((voice) => !voice.includes('王建国') || voice.endsWith('?'))).toBe(true)
})

it('marks the questions of who speaks first and nearly always asks', () => {
  const voices = tell(
    'Jane Holt: How many?',
    'Ada Lunt: Six.',
    'Mary Roe: Two.',
    'Jane Holt: Who pays?',
    'Ada Lunt: I do.',
  )
  expect([voices[0], voices[3]].filter((voice) => voice?.endsWith('?') !== true)).toEqual([])
  expect(voices[1]).toBe('speech Ada Lunt')
})
