import type { Message } from 'grammy/types'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../../src/i18n/languages.ts'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { BERTHS_QUERY, articleOf, createFolder } from './knowledge-folder.ts'
import {
  ADMIN,
  allTexts,
  buttonsIn,
  quotationsIn,
  type RunningBot,
  sendsSince,
  startBot,
  texts,
  wordsOf,
} from '../start-bot.ts'

const ORCHIDS = '公园里要多种蝴蝶兰。'

let folder: Awaited<ReturnType<typeof createFolder>>
let running: RunningBot
let api: FakeBotApi

beforeEach(async () => {
  folder = await createFolder()
  running = await startBot({ knowledge: await folder.createKnowledge() })
  api = running.api
})
afterEach(async () => {
  await running.stop()
  await folder.delete()
  expect(api.faults).toEqual([])
})

/** Milliseconds: a reload with many checks takes seconds where the machine is busy. */
const PATIENCE = 20_000

interface Options {
  readonly text?: string
  readonly languageCode?: string
  readonly type?: 'group'
}

const reloadMessage = async ({ text = '/reload', ...options }: Options = {}): Promise<Message> =>
  (await api.ask(text, { from: ADMIN, timeoutMs: PATIENCE, ...options })).answer
const reload = async (options?: Options) => (await reloadMessage(options)).text ?? ''

/** Lists the places, queries and lines that a message shows as they are written. */
const codesIn = ({ text = '', entities = [] }: Pick<Message, 'text' | 'entities'>) =>
  entities.filter(({ type }) => type === 'code').map((entity) => wordsOf(text, entity))

describe("an admin's /reload", () => {
  it('reports what changed by title, what there is now, and the time in seconds', async () => {
    const total = '现有 2 篇文章、4 段。'
    expect(await reload()).toMatch(
      new RegExp(`^资料已重新载入，用时 \\d+(?:\\.\\d)? 秒。\n文章没有改动。\n${total}$`, 'u'),
    )
    await folder.write('park.md', articleOf('park', ORCHIDS, '广场要有长椅。'))
    await folder.edit((text) => text.replace('两个深水泊位', '三个深水泊位').replace(/【叙述】扩建总投资.+\n/u, ''))
    expect((await reload()).split('\n').slice(1)).toEqual([
      '',
      '《港口三问》：1 段，改动 1 段，移除 1 段',
      '《公园与广场》：新增，2 段',
      '',
      '现有 3 篇文章、5 段。',
    ])
    await folder.remove('park.md')
    expect((await reload({ languageCode: 'en' })).split('\n').slice(1)).toEqual([
      '',
      '“公园与广场”: removed',
      '',
      'Now there are 2 articles, 3 passages.',
    ])
  })

  it('reports asks too, where there are any', async () => {
    await folder.write('harbour.asks.yaml', 'article: harbour\nasks:\n  start: [码头哪天开工, 要建几个泊位]\n')
    expect(await reload()).toMatch(/\n《港口三问》：2 段，问法新增 2 种\n\n现有 2 篇文章、4 段、2 种问法。$/u)
    await folder.remove('harbour.asks.yaml')
    expect(await reload()).toMatch(/\n《港口三问》：2 段，问法移除 2 种\n\n现有 2 篇文章、4 段。$/u)
  })

  it('lists twenty articles, and counts the others', async () => {
    for (let index = 0; index < 23; index++)
      await folder.write(`park${index}.md`, articleOf(`park${index}`, `第${index}种蝴蝶兰。`))
    const lines = (await reload()).split('\n')
    expect(lines.filter((line) => line === '《公园与广场》：新增，1 段')).toHaveLength(20)
    expect(lines.slice(-3)).toEqual([texts.moreArticles(3), '', '现有 25 篇文章、27 段。'])
  })

  it.each([
    ['a private chat', {}],
    ['a group', { type: 'group' }],
    ['a topic', { topic: 77 }],
  ] as const)('is answered in %s', async (_, place) => {
    const { message, call } = await api.ask('/reload@wenzheng_test_bot', { from: ADMIN, ...place })
    expect(call.payload.text).toContain('资料已重新载入')
    expect(call.payload.reply_parameters?.message_id).toBe(
      'type' in place || 'topic' in place ? message.message_id : undefined,
    )
  })

  it('makes new passages found at once, in place of removed ones', async () => {
    const old = quotationsIn((await api.ask(BERTHS_QUERY)).answer)
    expect(old.join()).toContain('两个深水泊位')
    expect((await api.ask('蝴蝶兰')).answer.text).toContain(texts.none)
    await folder.write('park.md', articleOf('park', ORCHIDS))
    await folder.edit((text) => text.replace('两个深水泊位', '三个深水泊位'))
    await reload()
    expect(quotationsIn((await api.ask('/ask 蝴蝶兰', { type: 'group' })).answer)).toEqual([ORCHIDS])
    expect(quotationsIn((await api.ask(BERTHS_QUERY)).answer).join()).toContain('三个深水泊位')
  })
})

describe('a /reload of a folder with errors', () => {
  it('reports each with its file, its line and the words there, and changes nothing', async () => {
    await folder.write('park.md', articleOf('park', ORCHIDS))
    const good = articleOf('bad', '没有写完', '好的。')
    await folder.write('bad.md', good.replace('## 谈公园', '## 谈公园\n\n谁说的。').replace('title:', 'titel:'))
    await folder.write('worse.md', new Uint8Array([0x2d, 0x0a, 0xff]))
    const { text = '', entities = [] } = await reloadMessage()
    expect(text.split('\n')[0]).toBe(texts.refused(5))
    expect(codesIn({ text, entities })).toEqual([
      'bad.md:2',
      'id: bad',
      'bad.md:3',
      'titel: 公园与广场',
      'bad.md:12',
      '谁说的。',
      'bad.md:14',
      '【张三】没有写完',
      'worse.md:2',
    ])
    expect(text).toContain('不认识的项“titel”。是不是想写“title”？')
    expect((await api.ask('蝴蝶兰')).answer.text).toContain(texts.none)
    expect(quotationsIn((await api.ask(BERTHS_QUERY)).answer)).not.toEqual([])
  })

  it('says what is mended alike once, with the first three places more', async () => {
    await folder.write(
      'bad.md',
      articleOf('bad', ORCHIDS, ...Array.from({ length: 500 }, (_, index) => `没有写完${index}`)),
    )
    const message = await reloadMessage()
    const [first, , , ...lines] = (message.text ?? '').split('\n')
    expect(first).toBe(texts.refused(500))
    expect(lines).toEqual([
      '【张三】没有写完0',
      texts.sameProblem(499),
      'bad.md:16 【张三】没有写完1',
      'bad.md:18 【张三】没有写完2',
      'bad.md:20 【张三】没有写完3',
      '……',
    ])
  })

  it('fits one message with errors that are all mended otherwise, and counts those left out', async () => {
    const before = api.mark()
    const speakers = Array.from({ length: 60 }, (_, index) => `  - name: 李${index}号号号号号\n    office: 局长\n`)
    const paragraphs = Array.from({ length: 60 }, (_, index) => `【李${index}号号号号好】好的${index}。`)
    const article = articleOf('bad', ORCHIDS).replace('speakers:\n', `speakers:\n${speakers.join('')}`)
    await folder.write('bad.md', `${article}\n${paragraphs.join('\n\n')}\n`)
    const text = await reload()
    expect(text.length).toBeGreaterThan(3000)
    expect(text.split('\n')[0]).toBe(texts.refused(60))
    const shown = text.match(/^bad\.md:\d+ 不认识的发言人/gmu) ?? []
    expect(text.split('\n').at(-1)).toBe(texts.moreProblems(60 - shown.length))
    expect(sendsSince(api, before)).toHaveLength(1)
  })

  it('fits one message with a long error', async () => {
    await folder.write('bad.md', articleOf('bad', ORCHIDS, '没有写完').replace('【张三】', `【${'长'.repeat(5000)}】`))
    expect(await reload()).toMatch(/\nbad\.md:12 不认识的发言人“长+……\n【长+……\n\nbad\.md:14 段落停在半句/u)
  })

  it('succeeds once the errors are mended', async () => {
    await folder.write('park.md', articleOf('park', '没有写完'))
    expect(await reload()).toContain('park.md:12')
    await folder.write('park.md', articleOf('park', ORCHIDS))
    expect(await reload()).toContain('《公园与广场》：新增，1 段')
    expect(quotationsIn((await api.ask('蝴蝶兰')).answer)).toEqual([ORCHIDS])
  })
})

describe('a /reload with checks', () => {
  const CHECKS = `article: park
finds:
  orchids:
    - 种什么花
    - 蝴蝶兰
nothing:
  - 蝴蝶兰贵不贵
  - 停车场收费
`
  /** Line 5 holds with the orchids alone, line 4 never. */
  const writePark = async (text = `${ORCHIDS} ^orchids`) => {
    await folder.write('park.md', articleOf('park', text))
    await folder.write('park.checks.yaml', CHECKS)
  }
  const orchids = async () => (await api.ask('蝴蝶兰')).answer

  it.each(LANGUAGES)(
    'reports each failed check with its query, what it must find and what it finds, and changes nothing: %s',
    async (language) => {
      await writePark()
      const own = allTexts[language]
      const text = await reload({ languageCode: language })
      const colon = own.colon.trimEnd()
      const line = `张三${colon}${language === 'en' ? ' ' : ''}${own.wordsBegin(ORCHIDS)}`
      expect(text.split('\n')).toEqual([
        own.checksFailed(2, 4),
        '',
        '1. 种什么花',
        own.expected + line,
        own.insteadNothing,
        '',
        '2. 蝴蝶兰贵不贵',
        own.expectedNothing,
        own.instead + line,
      ])
      expect(text).not.toMatch(/park|orchids|yaml|:\d/u)
      expect((await orchids()).text).toContain(texts.none)
    },
  )

  it('says once what fails alike, with the queries, and names the file where a passage is gone', async () => {
    await folder.write(
      'checks.yaml',
      'article: harbour\nfinds:\n  start: [蝴蝶兰, 兰花, 牡丹, 月季]\n  gone: [泊位]\nnothing: [扩建总投资多少，摊位费涨不涨]\n',
    )
    const { text = '', entities = [] } = await reloadMessage()
    expect(codesIn({ text, entities })[0]).toBe('checks.yaml:4')
    expect(text).toContain('资料里却没有这一段')
    expect(text.split('\n').slice(4)).toEqual([
      `1. ${texts.failedAlike(4)}`,
      '• 蝴蝶兰',
      '• 兰花',
      '• 牡丹',
      texts.moreWordings(1),
      `${texts.expected}林海：“新码头明年三月动工，先建两个深水泊位。”`,
      texts.insteadNothing,
      '',
      '2. 扩建总投资多少，摊位费涨不涨',
      texts.expectedNothing,
      `${texts.instead}港城日报（叙述）：“扩建总投资四十亿元，由市财政和港务集团分担。”`,
      `${texts.instead}港城晚报（叙述）：“摊位费三年不涨。”`,
    ])
  })

  it('counts a query that several files check', async () => {
    for (const file of ['a', 'b']) await folder.write(`${file}.checks.yaml`, 'article: harbour\nnothing: [泊位]\n')
    expect((await reload()).split('\n').slice(2, 4)).toEqual(['1. 泊位 × 2', texts.expectedNothing])
  })

  it.each(LANGUAGES)('by force loads the knowledge, and reports the failed checks: %s', async (language) => {
    await writePark()
    const { text = '', ...message } = await reloadMessage({ languageCode: language, text: '/reload force' })
    const own = allTexts[language]
    expect(text).toContain(`\n\n${own.forced(2)}\n\n1. 种什么花\n`)
    expect(text).toContain('\n\n2. 蝴蝶兰贵不贵\n')
    expect(buttonsIn(message)).toEqual([])
    expect(quotationsIn(await orchids())).toEqual([ORCHIDS])
  })

  it.each(['/reload FORCE', '/reload  Force ', '/reload@wenzheng_test_bot force'])(
    'is forced by %j, in a group',
    async (text) => {
      await writePark()
      expect(await reload({ text, type: 'group' })).toContain(texts.forced(2))
    },
  )

  it.each(['/reload now', '/reload forced', '/reload force now', '/reload 强制'])(
    'is not forced by %j',
    async (text) => {
      await writePark()
      expect(await reload({ text })).toContain(texts.checksFailed(2, 4))
    },
  )

  it('cannot be forced by a stranger, for whom it is an unknown command', async () => {
    await writePark()
    expect((await api.ask('/reload force', { from: 31 })).answer.text).toBe(
      (await api.ask('/nonsense', { from: 31 })).answer.text,
    )
    const before = api.mark()
    api.message('/reload force', { from: 31, type: 'group' })
    await running.handled()
    expect(sendsSince(api, before)).toEqual([])
    expect((await orchids()).text).toContain(texts.none)
  })

  it.each([
    ['forwards', { forward_origin: { type: 'hidden_user', sender_user_name: 'Somebody', date: 1 } }],
    ['sends by another bot', { via_bot: { id: 9, is_bot: true, first_name: 'Other', username: 'other_bot' } }],
  ] as const)('is not run where an admin only %s it', async (_, fields) => {
    await writePark()
    for (const text of ['/reload', '/reload force', '/stats', '/gaps'])
      expect((await api.ask(text, { from: ADMIN, fields })).answer.text).toBe(
        (await api.ask('/nonsense', { from: ADMIN })).answer.text,
      )
    const before = api.mark()
    api.message('/reload force', { from: ADMIN, type: 'group', fields })
    await running.handled()
    expect(sendsSince(api, before)).toEqual([])
    expect((await orchids()).text).toContain(texts.none)
  })

  it('reports no checks when all hold, forced or not', async () => {
    await writePark()
    await folder.write('park.checks.yaml', 'article: park\nfinds: {orchids: [蝴蝶兰]}\nnothing: [停车场收费]\n')
    for (const text of ['/reload', '/reload force']) expect(await reload({ text })).toMatch(/\n现有 3 篇文章、5 段。$/u)
  })

  it('reports an error in a file, forced or not', async () => {
    await folder.write('park.checks.yaml', 'article: park\nfind: {}\n')
    expect(await reload({ text: '/reload force' })).toMatch(/^.+\n\npark\.checks\.yaml:2 .+\nfind: \{\}$/u)
  })

  it('fits one message with many long failed checks', async () => {
    const before = api.mark()
    const queries = (index: number) => [0, 1, 2].map((part) => `    - "${index}${part}${'长'.repeat(190)}"\n`).join('')
    const passages = Array.from({ length: 40 }, (_, index) => `第${index}种蝴蝶兰，${'花'.repeat(200)}。 ^p${index}`)
    await folder.write('park.md', articleOf('park', ...passages))
    const finds = passages.map((_, index) => `  p${index}:\n${queries(index)}`).join('')
    await folder.write('checks.yaml', `article: park\nfinds:\n${finds}`)
    for (const command of ['/reload', '/reload force']) {
      const text = await reload({ text: command })
      expect(text.length).toBeGreaterThan(3500)
      expect(text).toContain(command === '/reload' ? texts.checksFailed(120, 120) : texts.forced(120))
      const shown = [...text.matchAll(/^\d+\. (?:(\d+) 条核对：$)?/gmu)].map(([, alike = '1']) => Number(alike))
      expect(shown.length).toBeGreaterThan(5)
      expect(text.split('\n').at(-1)).toBe(texts.moreProblems(120 - shown.reduce((sum, total) => sum + total, 0)))
    }
    expect(sendsSince(api, before)).toHaveLength(2)
  })

  it('in a group tells how it ended, and nothing of what only admins read', async () => {
    await writePark()
    const refused = await reloadMessage({ type: 'group' })
    expect(refused.text).toBe(`${texts.checksFailed(2, 4)}\n${texts.inPrivate}`)
    const forced = (await reload({ type: 'group', text: '/reload force' })).split('\n')
    expect(forced.slice(1)).toEqual(['现有 3 篇文章、5 段。', '', texts.forced(2), texts.inPrivate])
    await folder.write('draft.md', articleOf('draft', '还不能说的话'))
    expect(await reload({ type: 'group' })).toBe(`${texts.refused(1)}\n${texts.inPrivate}`)
  })
})

describe('the button that takes refused material all the same', () => {
  const { take } = texts.buttons
  const CHECK = 'article: harbour\nnothing: [新码头什么时候动工]\n'
  const STRANGER = 31
  const refuse = async (place: { type?: 'group' } = {}) => {
    await folder.write('park.md', articleOf('park', ORCHIDS))
    await folder.write('checks.yaml', CHECK)
    return reloadMessage(place)
  }
  const find = ({ chat, message_id }: Message) => api.sent(chat.id).find((one) => one.message_id === message_id)
  const standing = (message: Message) => find(message)?.text ?? ''
  const press = async (message: Message, from = ADMIN) => {
    const { call } = await api.press(message, take, { from, timeoutMs: PATIENCE })
    return call.payload.text
  }
  const isTaken = async () => quotationsIn((await api.ask('蝴蝶兰', { from: 77 })).answer).join() === ORCHIDS

  it('takes it, and its message becomes the report, once', async () => {
    const message = await refuse()
    expect(buttonsIn(message)).toEqual([take])
    expect(await press(message)).toBeUndefined()
    expect(standing(message)).toMatch(/^资料已重新载入/u)
    expect(standing(message)).toContain(`\n《公园与广场》：新增，1 段\n`)
    expect(standing(message)).toContain(`\n${texts.forced(1)}\n`)
    expect(await isTaken()).toBe(true)
    const before = standing(message)
    expect(await press(message)).toBe(texts.alreadyTaken)
    expect(standing(message)).toBe(before)
  })

  it('pressed twice at once takes it once', async () => {
    const message = await refuse()
    const notices = await Promise.all([press(message), press(message)])
    expect(notices.toSorted()).toEqual([texts.alreadyTaken, undefined])
    expect(standing(message)).toContain(`\n《公园与广场》：新增，1 段\n`)
  })

  it('is for admins only, by who presses, in a group too', async () => {
    const message = await refuse({ type: 'group' })
    const before = standing(message)
    expect(await press(message, STRANGER)).toBe(texts.adminsOnly)
    expect([standing(message), await isTaken()]).toEqual([before, false])
    await press(message)
    expect(standing(message)).toContain(`${texts.forced(1)}\n${texts.inPrivate}`)
    expect(await isTaken()).toBe(true)
  })

  it('is good after a restart, which has taken the folder itself or not', async () => {
    const message = await refuse()
    const old = running
    await old.polling.stop()
    running = await startBot({ knowledge: await folder.createKnowledge(), api })
    expect(await press(message)).toBe(texts.alreadyTaken)
    expect(await isTaken()).toBe(true)
  })

  it('prepares a folder that was changed since anew, and says so', async () => {
    const message = await refuse()
    await folder.write('park.md', articleOf('park', `${ORCHIDS}还要种牡丹。`))
    await press(message)
    expect(standing(message)).toContain(`${texts.changedSince}\n${texts.checksFailed(1, 1)}`)
    expect(await isTaken()).toBe(false)
    await press(find(message) ?? message)
    expect(standing(message)).toMatch(/^资料已重新载入/u)
    expect((await api.ask('牡丹', { from: 78 })).answer.text).toContain('还要种牡丹。')
  })

  it('of a folder that is faulty by now, or whose checks hold, says so too', async () => {
    const message = await refuse()
    await folder.write('park.md', articleOf('park', '没有写完'))
    await press(message)
    expect(standing(message)).toContain(`${texts.changedSince}\n${texts.refused(1)}`)
    const again = await refuse()
    await folder.write('checks.yaml', 'article: harbour\n')
    await press(again)
    expect(standing(again)).toMatch(new RegExp(`^${texts.changedSince}\n资料已重新载入`, 'u'))
    expect(standing(again)).not.toContain(texts.forced(1))
  })

  it('that nobody made is gone', async () => {
    const message = await refuse()
    const { query } = api.callbackQuery('=short', message, { from: ADMIN })
    const call = await api.nextCall(
      (one) => one.method === 'answerCallbackQuery' && one.payload.callback_query_id === query.id,
    )
    expect('text' in call.payload && call.payload.text).toBe(texts.goneItem)
  })
})

it('three hundred /reload at once share two loads, and each is answered', async () => {
  let [loads, reloads] = [0, 0]
  let release = () => {}
  const allAsked = new Promise<void>((resolve) => {
    release = resolve
  })
  const knowledge = await folder.createKnowledge(async () => {
    // The first reload waits until all others wait for it.
    if (++loads === 2) await allAsked
    return folder.load()
  })
  const reloadOnce = knowledge.reload.bind(knowledge)
  knowledge.reload = (options) => {
    const reloaded = reloadOnce(options)
    if (++reloads === 300) release()
    return reloaded
  }
  const busy = await startBot({ knowledge })
  const before = busy.api.mark()
  for (let chat = 1; chat <= 300; chat++) busy.api.message('/reload', { from: ADMIN, chat: -chat })
  await expect.poll(() => sendsSince(busy.api, before).length, { timeout: 25_000 }).toBe(300)
  expect(new Set(sendsSince(busy.api, before).map(({ payload }) => payload.chat_id)).size).toBe(300)
  expect(loads).toBe(3)
  await busy.stop()
  expect(busy.api.faults).toEqual([])
}, 60_000)
