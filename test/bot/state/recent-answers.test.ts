import { describe, expect, it } from 'vitest'
import { createMarkSeen, createRecentAnswers, toFingerprint } from '../../../src/bot/state/recent-messages.ts'

const CHAT = 5

describe('createRecentAnswers', () => {
  const answer = { text: toFingerprint('最低工资'), answerId: 8, query: '最低工资' }

  it('finds an answer by its query, and the query by its answer', () => {
    const answers = createRecentAnswers()
    answers.remember(CHAT, 7, answer)
    expect([answers.find(CHAT, 7), answers.findQuery(CHAT, 8)]).toEqual([answer, '最低工资'])
    expect([answers.find(CHAT + 1, 7), answers.findQuery(CHAT, 7)]).toEqual([undefined, undefined])
  })

  it('forgets an answer and its query after the time to live', async () => {
    const answers = createRecentAnswers({ ttl: 1 })
    answers.remember(CHAT, 7, answer)
    await expect.poll(() => [answers.find(CHAT, 7), answers.findQuery(CHAT, 8)]).toEqual([undefined, undefined])
  })

  it('finds no query longer than 500 units, and none of an answer that was replaced', () => {
    const answers = createRecentAnswers()
    answers.remember(CHAT, 7, { text: '', answerId: 8, query: '长'.repeat(500) })
    expect(answers.findQuery(CHAT, 8)).toHaveLength(500)
    answers.remember(CHAT, 7, { text: '', answerId: 8, query: '长'.repeat(501) })
    expect(answers.findQuery(CHAT, 8)).toBeUndefined()
    answers.replaceQuery(CHAT, 8, '另一个')
    expect(answers.findQuery(CHAT, 8)).toBe('另一个')
    answers.replaceQuery(CHAT, 8, undefined)
    expect(answers.findQuery(CHAT, 8)).toBeUndefined()
  })
})

it('marks each album as seen once', () => {
  const markAlbumSeen = createMarkSeen(10)
  expect(['1', '1', '2', '1', '2'].map(markAlbumSeen)).toEqual([true, false, true, false, false])
})
