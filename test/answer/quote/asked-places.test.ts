import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listAskedPlaces } from '../../../src/answer/quote/facts.ts'
import { createFold } from '../../../src/text/fold.ts'
import { arbitraryText } from '../../text/arbitrary-text.ts'

const fold = createFold()
const places = (query: string) => listAskedPlaces(fold(query).text)
const speaksOf = (query: string, text: string) => places(query).every((place) => place.test(fold(text).text))

describe('a query', () => {
  it.each([
    ['上海的码头怎么扩建', 1],
    ['Harbours of Shanghai', 1],
    ['重慶和成都的渡口', 2],
    ["What does Xi'an build?", 1],
    ['码头怎么扩建', 0],
    ['中国的码头', 0],
    ['indiana ferries', 0],
    ['', 0],
  ])('%s names %i', (query, count) => {
    expect(places(query)).toHaveLength(count)
  })
})

describe('a place that is asked for', () => {
  it.each([
    ['上海的码头', '上海港的新码头。', true],
    ['上海的码头', 'The wharves of Shanghai.', true],
    ['wharves in the United States', '美国的码头。', true],
    ['韩国的船厂', '南韓的船廠。', true],
    ['澳門的渡口', '澳门有三个渡口。', true],
    ['上海的码头', '天津港的新码头。', false],
    ['上海和天津的码头', '天津港的新码头。', false],
    ['码头', '天津港的新码头。', true],
  ])('%s: %s speaks of it: %s', (query, text, isOf) => {
    expect(speaksOf(query, text)).toBe(isOf)
  })

  it('is one that the text itself speaks of, of any text', () => {
    fc.assert(
      fc.property(arbitraryText(['上海', 'Paris', '美国', 'india', '重慶', "xi'an"]), (text) => {
        expect(speaksOf(text, text)).toBe(true)
      }),
    )
  })
})
