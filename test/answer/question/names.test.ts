import { describe, expect, it } from 'vitest'
import { type Handle, findExcluded, findNamings, namesUnlisted } from '../../../src/answer/question/people.ts'

const toName = (text: string): Handle => ({ text, isName: true, owners: [] })
const toAlias = (text: string, ...offices: string[]): Handle => ({
  text,
  isName: false,
  owners: offices.map((office) => ({ office: { text: office } })),
})

/** Lists what a text calls by a handle, with the meaning. */
const namingsIn = (text: string, handle: Handle) =>
  findNamings(text, handle).map(({ start, end, meaning }) => [text.slice(start, end), meaning])

describe('findNamings', () => {
  it.each([
    ['林海怎么看', [['林海', 'named']]],
    ['林海', [['林海', 'named']]],
    [
      '林海和林海说了什么',
      [
        ['林海', 'named'],
        ['林海', 'named'],
      ],
    ],
    ['林海涛怎么看', [['林海涛', 'longer']]],
    ['林海的妻子是谁', [['林海的', 'longer']]],
    ['码头', []],
  ])('a name in %s: %j', (text, namings) => {
    expect(namingsIn(text, toName('林海'))).toEqual(namings)
  })

  it('a name of three characters is no beginning of a longer one', () => {
    expect(namingsIn('刘小康涛怎么看', toName('刘小康'))).toEqual([['刘小康', 'named']])
  })

  it.each([
    ['林局怎么看', [['林局', 'named']]],
    ['请问林局怎么看', [['林局', 'named']]],
    ['港务局的林局长怎么看', []],
    ['树林局部怎么看', []],
  ])('an alias in %s: %j', (text, namings) => {
    expect(namingsIn(text, toAlias('林局'))).toEqual(namings)
  })

  it('an alias after words of an office of its owner is named', () => {
    expect(namingsIn('航运系苏主任怎么看', toAlias('苏主任', '市场协会秘书长'))).toEqual([])
    expect(namingsIn('航运系苏主任怎么看', toAlias('苏主任', '海事大学航运系主任'))).toEqual([['苏主任', 'named']])
  })

  it.each([
    ['what does lin hai say', [['lin hai', 'named']]],
    ['berlin hai', []],
    ['lin hait', []],
  ])('a Latin alias in %s is a whole word: %j', (text, namings) => {
    expect(namingsIn(text, toAlias('lin hai'))).toEqual(namings)
  })
})

describe('findExcluded', () => {
  it.each([
    ['除了林海，谁说过', [true]],
    ['林海以外谁说过', [true]],
    ['不是林海的话', [true]],
    ['是不是林海说的', [false]],
    ['要不要林海说', [false]],
    ['除了林海和林海', [true, true]],
    ['除了林海，码头归林海', [true, false]],
  ])('%s: %j', (text, excluded) => {
    expect(findExcluded(text, findNamings(text, toName('林海')))).toEqual(excluded)
  })
})

describe('namesUnlisted', () => {
  it.each(['刘小刚怎么看', '请问王大明建议什么'])('%s: yes', (text) => {
    expect(namesUnlisted(text)).toBe(true)
  })

  it.each(['高校建议什么', '码头怎么看', '王总怎么看', ''])('%s: no', (text) => {
    expect(namesUnlisted(text)).toBe(false)
  })
})
