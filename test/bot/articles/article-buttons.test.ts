import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  ARTICLE_DATA,
  type ArticleAction,
  parseArticleAction,
  toArticleButton,
} from '../../../src/bot/articles/article-buttons.ts'
import { GAP_DATA } from '../../../src/bot/admin/gap-buttons.ts'
import { TAKE_DATA } from '../../../src/bot/admin/take-button.ts'
import { LANGUAGE_DATA } from '../../../src/bot/handlers/language.ts'
import { VOTE_DATA, parseData } from '../../../src/bot/view/callback-data.ts'

const [digest, state, replaces] = ['a'.repeat(16), '-'.repeat(16), '_9'.repeat(8)] as const
const ACTIONS: readonly ArticleAction[] = [
  { kind: 'add', digest },
  { kind: 'show', digest },
  { kind: 'replace', digest, replaces },
  { kind: 'force', digest, state },
  { kind: 'force', digest, state, replaces },
]

const dataOf = (action: ArticleAction): string => {
  const button = toArticleButton('a', action)
  return 'callback_data' in button ? button.callback_data : ''
}

it.each(ACTIONS)('reads back what a button does, within 64 bytes and as no other button: %j', (action) => {
  const data = dataOf(action)
  expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
  expect(parseArticleAction(data)).toEqual({ ...action, ...(action.kind === 'force' && { replaces: action.replaces }) })
  expect(data).toMatch(ARTICLE_DATA)
  for (const others of [GAP_DATA, TAKE_DATA, LANGUAGE_DATA, VOTE_DATA]) expect(data).not.toMatch(others)
  expect(parseData(data)).toBeUndefined()
})

it('reads nothing from any other data', () => {
  for (const data of [
    '*',
    '*a',
    `*a${digest}${state}`,
    `*r${digest}`,
    `*f${digest}`,
    `*x${digest}`,
    `*r${digest}${state}${replaces}`,
  ])
    expect(parseArticleAction(data), data).toBeUndefined()
  fc.assert(
    fc.property(fc.string(), (text) => {
      const action = parseArticleAction(text)
      expect(action === undefined || dataOf(action) === text).toBe(true)
    }),
  )
})
