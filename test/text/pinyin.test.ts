import { describe, expect, it } from 'vitest'
import { toInitials, toLatinNames, toSounds, toSyllables } from '../../src/text/pinyin.ts'

describe('toSyllables', () => {
  it.each([
    ['人', ['ren']],
    ['吕', ['lv']],
    ['略', ['lue']],
    ['虐', ['nue']],
    ['重', ['zhong', 'chong']],
    ['长', ['chang', 'zhang']],
  ])('lists the readings of %s', (character, syllables) => {
    expect(toSyllables(character)).toEqual(syllables)
  })
})

describe('toSounds', () => {
  it.each([
    ['只', '子'],
    ['船', '窜'],
    ['师', '私'],
    ['今', '京'],
    ['真', '争'],
    ['山', '桑'],
  ])('merges the sounds of %s and %s', (character, other) => {
    expect(toSyllables(character)).not.toContain(toSyllables(other)[0])
    expect(toSounds(character)).toEqual(expect.arrayContaining(toSounds(other)))
  })

  it.each([
    ['林', '海'],
    ['刀', '逃'],
    ['路', '吕'],
  ])('distinguishes %s from %s', (character, other) => {
    expect(toSounds(character)).not.toEqual(expect.arrayContaining(toSounds(other)))
  })

  it('lists a sound once if two readings merge', () => {
    expect(new Set(toSounds('曾')).size).toBe(toSounds('曾').length)
    expect(toSounds('省')).toEqual(['sen', 'xin'])
  })
})

describe('toLatinNames', () => {
  it('lists the ways to write a name of three characters', () => {
    expect(toLatinNames('高新波')).toEqual(['gaoxinbo', 'gao xinbo', 'gao xin bo', 'xinbo gao', 'gxb'])
  })

  it('leaves out initials of two letters', () => {
    expect(new Set(toLatinNames('林海'))).toEqual(new Set(['linhai', 'lin hai', 'hai lin']))
  })

  it.each([
    ['曾庆红', 'zengqinghong'],
    ['单雄信', 'shanxiongxin'],
    ['仇和', 'qiuhe'],
    ['解缙', 'xiejin'],
    ['吕芳', 'lvfang'],
  ])('uses the surname reading in %s', (name, latin) => {
    expect(toLatinNames(name)).toContain(latin)
  })

  it.each(['ouyangxiu', 'ouyang xiu', 'xiu ouyang'])('keeps a surname of two characters together in %s', (latin) => {
    expect(toLatinNames('欧阳修')).toContain(latin)
  })

  it.each(['Lin Hai', '林', '迪力木拉提·买买提', '阿卜杜拉汗', ''])('lists none for %j', (name) => {
    expect(toLatinNames(name)).toEqual([])
  })
})

describe('toInitials', () => {
  it.each([
    ['高新波', 'gxb'],
    ['林海', 'lh'],
    ['曾庆红', 'zqh'],
    ['Lin Hai', ''],
  ])('of %s are %j', (name, initials) => {
    expect(toInitials(name)).toBe(initials)
  })
})
