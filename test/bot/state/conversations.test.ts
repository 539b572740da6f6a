import { expect, it } from 'vitest'
import { createConversations } from '../../../src/bot/state/conversations.ts'

const TURN = { query: '最低工资', shown: ['a_b'], seen: ['a_b'], people: [] }

it('a conversation is recalled in its chat for two minutes by the dates of its messages', async () => {
  const conversations = createConversations()
  await conversations.remember(1, 1000, TURN)
  expect(await conversations.find(1, 1120)).toBe(TURN)
  expect(await conversations.find(1, 1121)).toBeUndefined()
  expect(await conversations.find(2, 1001)).toBeUndefined()
})

it('a conversation that is forgotten is not recalled', async () => {
  const conversations = createConversations()
  await conversations.remember(1, 1000, TURN)
  await conversations.forget(1)
  expect(await conversations.find(1, 1001)).toBeUndefined()
})

it('a long query is not kept, and does not leave the one before it', async () => {
  const conversations = createConversations()
  await conversations.remember(1, 1000, TURN)
  await conversations.remember(1, 1001, { ...TURN, query: '长'.repeat(501) })
  expect(await conversations.find(1, 1002)).toBeUndefined()
})
