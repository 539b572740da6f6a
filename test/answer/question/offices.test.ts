import { describe, expect, it } from 'vitest'
import {
  contradicts,
  holdsTitle,
  isOfPart,
  isOffice,
  namesOffice,
  resemblesOffice,
  toTitle,
} from '../../../src/answer/question/offices.ts'

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
    expect(contradicts({ text: description }, { text: office })).toBe(isContradicted)
  })
})

describe('isOfPart', () => {
  it.each([
    ['海风船', '董事长', '市人大代表，海风船机械技术(集团)有限公司党委书记、董事长', true],
    ['海风船舶', '董事长', '市人大代表，海风船舶技术(集团)有限公司党委书记、董事长', false],
    ['海事大', '校长', '海事大学党委副书记、校长', false],
    ['海事大学', '主任', '海事大学航运系主任', false],
    ['航运创新中心', '总经理', '航运创新中心(港城)有限公司总经理', false],
  ])('%s %s: %s is the head of a part: %s', (institution, title, office, isPart) => {
    expect(isOfPart(institution, { prefix: '', title }, office)).toBe(isPart)
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
    expect(isOffice({ text: description }, { text: office })).toBe(isMeant)
  })
})

describe('namesOffice', () => {
  it.each([
    ['重庆邮电大学', '重庆邮电大学校长', true],
    ['医科大', '重庆医科大学检验医学院副院长', true],
    ['重大', '重庆邮电大学校长', false],
    ['重庆大学', '重庆邮电大学校长', false],
    ['电大', '重庆邮电大学校长', false],
  ])('%s names %s: %s', (description, office, isMeant) => {
    expect(namesOffice({ text: description }, { text: office })).toBe(isMeant)
  })
})

describe('resemblesOffice', () => {
  it.each([
    ['邮电学校', '重庆邮电学校校长', true],
    ['海风造船厂', '海风船厂厂长', true],
    ['远洋造船厂', '海风船厂厂长', false],
    ['重庆大学', '重庆邮电大学校长', false],
  ])('%s resembles %s: %s', (description, office, isAlike) => {
    expect(resemblesOffice({ text: description }, { text: office })).toBe(isAlike)
  })
})
