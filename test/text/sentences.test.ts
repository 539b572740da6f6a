import { expect, it } from 'vitest'
import { toSentences } from '../../src/text/sentences.ts'

const textsOf = (text: string) => toSentences(text).map((sentence) => sentence.text)

it('splits at sentence ends, semicolons and line breaks', () => {
  expect(textsOf('甲，乙。丙！丁？戊；己\n庚!h?i;j')).toEqual(['甲，乙', '丙', '丁', '戊', '己', '庚', 'h', 'i', 'j'])
})

it('gives each sentence its place', () => {
  expect(toSentences('甲。？\n“乙！”')).toEqual([
    { text: '甲', start: 0, end: 1 },
    { text: '“乙', start: 4, end: 6 },
    { text: '”', start: 7, end: 8 },
  ])
})

it('finds no sentence without text', () => {
  expect([...textsOf(''), ...textsOf('。！\n')]).toEqual([])
})
