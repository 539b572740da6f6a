import { describe, expect, it } from 'vitest'
import { renderChecked, renderConfirmation } from '../../../src/bot/articles/preview-view.ts'
import { renderDrafted } from '../../../src/bot/articles/draft-view.ts'
import type { OutgoingMessage } from '../../../src/bot/view/outgoing-message.ts'
import { LANGUAGES } from '../../../src/i18n/languages.ts'
import { readSubmission } from '../../../src/knowledge/submission/read-submission.ts'
import { inOrder } from '../../fake-bot-api/content/entities.ts'
import { formatCaption, formatText } from '../../fake-bot-api/content/text.ts'
import { allTexts, READER, texts, wordsOf } from '../start-bot.ts'

const options = { digest: 'a'.repeat(16), notices: ['读过了。'] }

/** Makes an article in which each of many people says many things, with names and words that Telegram would make active. */
async function readMany(speakers: number, passages: number) {
  const names = Array.from({ length: speakers }, (_, index) => `@user_${index}`)
  const text = [
    '---',
    'id: many',
    `title: "${'长'.repeat(200)}"`,
    `publication: ${'报'.repeat(80)}`,
    'speakers:',
    ...names.flatMap((name) => [`  - name: "${name}"`, `    office: ${'局'.repeat(200)}`]),
    '---',
    '',
    '## 谈',
    ...names.flatMap((name) =>
      Array.from({ length: passages }, (_, index) => `\n【${name}】park.md https://t.me/x ${name} ${index}。`),
    ),
    '',
  ].join('\n')
  const { article, preview, problems } = await readSubmission({ file: 'many.md', bytes: Buffer.from(text) })
  if (!article || !preview) throw new Error(JSON.stringify(problems))
  return { file: 'many.md', article, preview, isInUse: false }
}

function expectSent({ text, entities }: OutgoingMessage): void {
  expect(formatText({ text, entities })).toEqual({ text, entities: inOrder(entities) })
  expect(entities.length).toBeLessThanOrEqual(100)
}

describe('the preview of an article', () => {
  it.each([
    [200, 1],
    [200, 40],
    [1, 5000],
    [60, 30],
  ])('of %i people with %i passages each fits a message, in every language', async (speakers, passages) => {
    const sound = await readMany(speakers, passages)
    for (const language of LANGUAGES)
      expectSent(renderChecked({ kind: 'sound', sound }, options, { ...READER, texts: allTexts[language] }))
  })

  it('shows words as code, so that no name or address in them is active', async () => {
    const message = renderChecked({ kind: 'sound', sound: await readMany(1, 2) }, options, READER)
    const inert = message.entities.filter(({ type }) => type === 'pre').map((entity) => wordsOf(message.text, entity))
    expect(inert.join()).toBe('park.md https://t.me/x @user_0 0。\npark.md https://t.me/x @user_0 1。')
    expect(
      message.entities.some((entity) => entity.type === 'code' && wordsOf(message.text, entity) === 'many.md'),
    ).toBe(true)
  })

  it('names the file that it replaces though it has problems', async () => {
    const sound = { ...(await readMany(1, 1)), replaced: { file: 'many.md', digest: 'b'.repeat(16) } }
    expect(renderConfirmation(sound, options.digest, READER).text).toBe(
      [texts.articleConfirm('many.md'), texts.replacesFaulty('many.md')].join('\n'),
    )
  })
})

describe('a draft', () => {
  const draft = {
    text: 'a',
    file: 'a.md',
    guesses: Array.from({ length: 300 }, (_, index) => ({
      line: index + 1,
      reason: `${index}：${'谁说的'.repeat(100)}`,
    })),
    leftovers: Array.from({ length: 300 }, (_, index) => ({
      line: index + 1,
      text: `@user 摄影 ${index}`,
      use: 'credit' as const,
    })),
    notices: ['按 GBK 读出。'],
  }

  it('has as many guesses in its caption as fit, the leftovers in a further message, and a safe name', () => {
    for (const language of LANGUAGES) {
      const [first, second, ...others] = renderDrafted({ kind: 'drafted', draft }, [], {
        ...READER,
        texts: allTexts[language],
      })
      if (!first || !second) throw new Error('A message is missing')
      expect(others).toEqual([])
      expect(formatCaption(first)).toEqual({ text: first.text, entities: inOrder(first.entities) })
      expect(first.document).toEqual({ name: 'a.md', text: 'a' })
      expectSent(second)
    }
    const [odd] = renderDrafted({ kind: 'drafted', draft: { ...draft, file: '../a.md' } }, [], READER)
    expect(odd?.document?.name).toBe('draft.md')
  })

  it('without guesses or leftovers says so in one message', () => {
    const sure = { ...draft, guesses: [], leftovers: [], notices: [] }
    expect(renderDrafted({ kind: 'drafted', draft: sure }, [], READER).map(({ text }) => text)).toEqual([
      texts.draftSure,
    ])
  })

  it('that could not be made says why', () => {
    expect(renderDrafted({ kind: 'refused', reason: '空的。' }, ['一。'], READER)[0]?.text).toBe('一。\n空的。')
    expect(renderDrafted({ kind: 'failed' }, [], READER)[0]?.text).toBe(texts.draftFailed)
  })
})
