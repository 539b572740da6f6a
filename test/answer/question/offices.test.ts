import { describe, expect, it } from 'vitest'
import { contradicts, holdsTitle, isOffice, toTitle } from '../../../src/answer/question/offices.ts'

describe('toTitle', () => {
  it.each([
    ['港务局局长', { prefix: '', title: '局长' }],
    ['港务局副局长', { prefix: '副', title: '局长' }],
    ['海风集团常务副总经理', { prefix: '常务副', title: '总经理' }],
    ['海事大学 前校长', { prefix: '前', title: '校长' }],
    ['港务局局长办公室', undefined],
    ['', undefined],
  ])('of %j is %j', (description, title) => {
    expect(toTitle(description)).toEqual(title)
  })
})

describe('holdsTitle', () => {
  it.each([
    ['港务局局长', '局长', '', true],
    ['港务局副局长', '局长', '', false],
    ['港务局副局长', '局长', '副', true],
    ['市人大代表，港务局局长兼书记', '局长', '', true],
    ['第一医院主任医师', '主任', '', false],
  ])('%s holds %s with the prefix %j: %s', (office, title, prefix, isHeld) => {
    expect(holdsTitle(office, { prefix, title })).toBe(isHeld)
  })
})

describe('contradicts', () => {
  it.each([
    ['万州区', '开州区区长', true],
    ['重庆大学', '重庆邮电大学校长', true],
    ['重庆邮电大学', '重庆邮电大学校长', false],
    ['校长', '重庆邮电大学校长', false],
  ])('%s contradicts %s: %s', (description, office, isContradicted) => {
    expect(contradicts(description, office)).toBe(isContradicted)
  })
})

describe('isOffice', () => {
  it.each([
    ['港务局局长', '港务局局长', true],
    ['民政局局长', '民政局党组书记、局长', true],
    ['商务局局长', '港务局局长', false],
    ['港务局局长', '港务局副局长', false],
    ['重庆大学校长', '重庆邮电大学校长', false],
    ['局长', '港务局局长', false],
  ])('%s means %s: %s', (description, office, isMeant) => {
    expect(isOffice(description, office)).toBe(isMeant)
  })
})
