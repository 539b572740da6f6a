import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { findSpeakers } from '../../../src/draft/people/find-speakers.ts'
import { introduce, toBlocks } from './blocks.ts'

const KNOWLEDGE = path.join(import.meta.dirname, '../../../knowledge')
const read = (file: string) => readFileSync(path.join(KNOWLEDGE, file), 'utf8')

it('finds the ten people of the round table’s page with exactly the offices of the article', () => {
  const { speakers, introductions } = findSpeakers(toBlocks(read('talent-2023.source.txt').split('\n')))
  const [, head = ''] = read('talent-2023.md').split('---\n')
  const article: { speakers: { name: string; office: string }[] } = parse(head)
  const byName = (one: { name: string }, other: { name: string }) => (one.name < other.name ? -1 : 1)
  expect(speakers.map(({ name, office }) => ({ name, office })).toSorted(byName)).toEqual(
    article.speakers.map(({ name, office }) => ({ name, office })).toSorted(byName),
  )
  expect([...introductions].map(({ line }) => line)).toEqual([19, 21, 23, 25, 27, 29, 31])
})

it('takes the names before a verb of saying, with the office before them', () => {
  expect(introduce('对此，东湖大学法学院教授丁一鸣在接受采访时表示，“平台要担责。”')).toEqual([
    { name: '丁一鸣', office: '东湖大学法学院教授', role: undefined },
  ])
  expect(introduce('丁一鸣，东湖大学法学院教授，认为平台要担责。')).toMatchObject([
    { name: '丁一鸣', office: '东湖大学法学院教授' },
  ])
  expect(introduce('记者专访了市图书馆馆长方静怡。')).toMatchObject([{ name: '方静怡', office: '市图书馆馆长' }])
  expect(introduce('協會秘書長約翰·史密斯指出，仲裁較快。')).toMatchObject([
    { name: '約翰·史密斯', office: '協會秘書長' },
  ])
  expect(introduce('“拉弓要慢。”非遗传承人巴特尔一边示范一边说。')).toMatchObject([
    { name: '巴特尔', office: '非遗传承人' },
  ])
})

it('takes English names with the office on either side', () => {
  expect(introduce('“It is late,” said Laura Benson, superintendent of the county schools.')).toMatchObject([
    { name: 'Laura Benson', office: 'superintendent of the county schools' },
  ])
  expect(introduce('Mark Doyle, president of the union, told the board so.')).toMatchObject([
    { name: 'Mark Doyle', office: 'president of the union' },
  ])
  expect(introduce('Finance Minister Aisha Rahman said it was over.')).toMatchObject([
    { name: 'Aisha Rahman', office: 'Finance Minister' },
  ])
})

it('puts the name together where the title stands inside it', () => {
  expect(introduce('主席：黃委員俊傑', '林委員淑芬：為什麼？', '林委員淑芬：謝謝。')).toEqual([
    { name: '黃俊傑', office: '委員', role: '主席' },
    { name: '林淑芬', office: '委員', role: undefined },
  ])
})

it('names who presides as he names himself', () => {
  expect(introduce('主持人：大家好，我是市新闻办副主任赵海燕。', '主持人：开始提问。')).toEqual([
    { name: '赵海燕', office: '市新闻办副主任', role: '主持人' },
  ])
})

it('takes words for no names', () => {
  expect(
    introduce(
      '方案提出，要加快建设。',
      '高校建议，扩大招生。',
      '有关单位为企业服务，并表示支持。',
      '时间：三月八日',
      '注意：带伞',
      'Note: bring it.',
      'The plan said so.',
    ),
  ).toEqual([])
})

it('parts a list of people with their offices', () => {
  expect(introduce('列席：交通局局長 葉俊宏、捷運工程處處長 范雅芬、科長 杜正豪')).toEqual([
    { name: '葉俊宏', office: '交通局局長', role: undefined },
    { name: '范雅芬', office: '捷運工程處處長', role: undefined },
    { name: '杜正豪', office: '科長', role: undefined },
  ])
  expect(introduce('嘉宾：市水利局局长 李思琪，江南大学教授 周明远')).toMatchObject([
    { name: '李思琪', office: '市水利局局长' },
    { name: '周明远', office: '江南大学教授' },
  ])
  expect(introduce('Present: Ms Ruth Okafor (Chair), Mr Alan Pryce')).toEqual([
    { name: 'Ruth Okafor', office: 'Chair', role: undefined },
    { name: 'Alan Pryce', office: undefined, role: undefined },
  ])
  expect(introduce('Witness: Mr Daniel Voss, Director General, National Bus Authority')).toEqual([
    { name: 'Daniel Voss', office: 'Director General, National Bus Authority', role: 'Witness' },
  ])
})

it('takes the office around an English name, and what somebody chairs', () => {
  expect(introduce('Professor Tom Lindqvist of the University of Easton believes so.')).toMatchObject([
    { name: 'Tom Lindqvist', office: 'Professor of the University of Easton' },
  ])
  expect(introduce('Priya Raman, who chairs the Ferry Lane Association, said so.')).toMatchObject([
    { name: 'Priya Raman', office: 'chairs the Ferry Lane Association' },
  ])
})
