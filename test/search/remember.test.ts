import { describe, expect, it } from 'vitest'
import { remember } from '../../src/search/remember.ts'

describe('remember', () => {
  const made: string[] = []
  const toLength = remember((text) => {
    made.push(text)
    return { length: text.length }
  }, 2)

  it('makes once what is asked for again, and no more than the latest few keep it', () => {
    expect(['one', 'three', 'one', 'fifteen', 'one', 'three'].map((text) => toLength(text).length)).toEqual([
      3, 5, 3, 7, 3, 5,
    ])
    expect(made).toEqual(['one', 'three', 'fifteen', 'three'])
  })
})
