import { describe, expect, it } from 'vitest'
import { createRecentAnswers, toFingerprint } from '../../../src/bot/state/recent-answers.ts'

const CHAT = 5

describe('createRecentAnswers', () => {
  const answer = { text: toFingerprint('最低工资'), answerId: 8 }

  it('finds an answer by its query, and the query by its answer', async () => {
    const answers = createRecentAnswers()
    await answers.remember(CHAT, 7, answer, '最低工资')
    expect([await answers.find(CHAT, 7), answers.findOwn(CHAT, 7)]).toEqual([answer, answer])
    expect(await answers.findQuery(CHAT, 8)).toBe('最低工资')
    expect([await answers.find(CHAT + 1, 7), await answers.findQuery(CHAT, 7)]).toEqual([undefined, undefined])
  })

  it('forgets an answer and its query after the time to live', async () => {
    const answers = createRecentAnswers({ ttl: 1 })
    await answers.remember(CHAT, 7, answer, '最低工资')
    await expect
      .poll(() => Promise.all([answers.find(CHAT, 7), answers.findQuery(CHAT, 8)]))
      .toEqual([undefined, undefined])
  })

  it('finds no query longer than 500 units, and none of an answer that was replaced', async () => {
    const answers = createRecentAnswers()
    await answers.remember(CHAT, 7, { text: '', answerId: 8 }, '长'.repeat(500))
    expect(await answers.findQuery(CHAT, 8)).toHaveLength(500)
    await answers.remember(CHAT, 7, { text: '', answerId: 8 }, '长'.repeat(501))
    expect(await answers.findQuery(CHAT, 8)).toBeUndefined()
    await answers.replaceQuery(CHAT, 8, '另一个')
    expect(await answers.findQuery(CHAT, 8)).toBe('另一个')
    await answers.replaceQuery(CHAT, 8, undefined)
    expect(await answers.findQuery(CHAT, 8)).toBeUndefined()
  })
})
