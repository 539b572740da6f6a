import { describe, expect, it } from 'vitest'
import type { Answer } from '../../../src/answer/answer.ts'
import { toSurroundings } from '../../../src/answer/browse/surroundings.ts'
import type { Reader } from '../../../src/bot/reader.ts'
import { findVote, parseData, toVoteRow } from '../../../src/bot/view/callback-data.ts'
import { renderContent, renderReply } from '../../../src/bot/view/content.ts'
import type { OutgoingMessage } from '../../../src/bot/view/outgoing-message.ts'
import { toPassageCode } from '../../../src/answer/browse/codes.ts'
import { toCitations } from '../../../src/knowledge/article.ts'
import { HARBOUR } from '../../articles.ts'
import { READER } from '../start-bot.ts'

const GROUP: Reader = { ...READER, isPrivate: false, asker: 2002 }
const [first, second] = toCitations([HARBOUR])
if (!first || !second) throw new Error('never')
const RESULTS = { codes: [first, second].map(toPassageCode), shown: 1 }
const BACK = { kind: 'back', results: RESULTS } as const
const CONTEXT = { kind: 'context', at: toPassageCode(first), direction: 'around', results: RESULTS } as const

const found = (hasSurroundings: boolean): Answer => ({
  kind: 'found',
  quotes: [{ ...first, matches: [] }],
  related: {
    further: hasSurroundings ? [{ ...second, matches: [] }] : [],
    speakers: [],
    hasSurroundings,
    followUps: [],
  },
})
const backButtonsOf = ({ buttons = [] }: OutgoingMessage) =>
  buttons.flat().flatMap((button) => {
    const press = 'callback_data' in button ? parseData(button.callback_data) : undefined
    return press?.link.kind === 'back' ? [press] : []
  })

describe('a reply', () => {
  it('has vote buttons in its first row, which lead back to it', () => {
    const [content, reply] = [renderContent(found(true), GROUP), renderReply(found(true), GROUP)]
    const press = { link: { ...BACK, isOwn: true }, asker: 2002 } as const
    const [main = [], ...others] = content.buttons ?? []
    expect(reply).toEqual({ ...content, buttons: [[...main, ...toVoteRow(press)], ...others] })
  })

  it('has vote buttons in the script of the reader', () => {
    const { buttons = [] } = renderReply(found(true), { ...READER, script: 'traditional' }, BACK)
    expect(buttons[0]?.slice(-2)).toEqual(toVoteRow({ link: { ...BACK, isOwn: true }, script: 'traditional' }))
  })

  it('has vote buttons that lead nowhere, where no other button leads away', () => {
    expect(renderReply(found(false), READER).buttons).toEqual([toVoteRow(undefined)])
  })

  it.each<Answer>([
    { kind: 'none', offers: [], latest: [], total: 0 },
    { kind: 'unsaid', people: HARBOUR.speakers.slice(1, 2), others: [] },
  ])('has vote buttons below a refusal of kind $kind', (answer) => {
    expect(renderReply(answer, READER).buttons).toEqual([toVoteRow(undefined)])
  })

  it.each<Answer>([
    { kind: 'unasked', offers: [] },
    { kind: 'choice', called: '苏主任', choices: [] },
  ])('has no vote buttons below an answer of kind $kind', (answer) => {
    expect(renderReply(answer, READER)).toEqual(renderContent(answer, READER))
  })

  it('has no vote buttons below content that a button other than back opened', () => {
    const link = { kind: 'exchange', at: 'KE8I6' } as const
    expect(renderReply(found(true), READER, link)).toEqual(renderContent(found(true), READER, link))
  })

  it('has pages whose way back leads to the vote buttons', () => {
    const surroundings = toSurroundings(first, 'around')
    const [page, plain] = [renderReply, renderContent].map((render) => render(surroundings, READER, CONTEXT))
    expect(page && backButtonsOf(page)).toEqual([{ link: { ...BACK, isOwn: true } }])
    expect(plain && backButtonsOf(plain)).toEqual([{ link: BACK }])
    expect(page?.buttons?.flat().some(findVote)).toBe(false)
  })
})

describe('content that a follow-up opened', () => {
  it('has a button back to the answer above last in its first row', () => {
    const { buttons = [] } = renderContent(found(true), READER, { kind: 'query', at: 'KE8I6', results: RESULTS })
    const button = buttons[0]?.at(-1)
    expect(button && 'callback_data' in button && parseData(button.callback_data)).toEqual({
      link: { kind: 'answer', results: RESULTS },
    })
  })
})
