import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { renderProblem } from '../../../src/knowledge/problems/problem.ts'
import { type ProblemText, problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { LANGUAGES } from '../../../src/i18n/languages.ts'
import type { FakeBotApi } from '../../fake-bot-api/fake-bot-api.ts'
import { BERTHS_QUERY, articleOf, createFolder } from './knowledge-folder.ts'
import { ADMIN, allTexts, quotationsIn, type RunningBot, sendsSince, startBot, texts } from '../start-bot.ts'

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

const reload = async ({
  text = '/reload',
  ...options
}: { text?: string; languageCode?: string; type?: 'group' } = {}) =>
  (await api.ask(text, { from: ADMIN, timeoutMs: PATIENCE, ...options })).answer.text

describe("an admin's /reload", () => {
  it('reports what was added, changed and removed, and the time', async () => {
    const unchanged = '文章 2（新增 0，改动 0，移除 0）\n段落 4（新增 0，改动 0，移除 0）'
    expect(await reload()).toMatch(new RegExp(`^资料已重新载入，用时 [1-9][\\d,]* 毫秒。\n${unchanged}$`, 'u'))
    await folder.write('park.md', articleOf('park', ORCHIDS, '广场要有长椅。'))
    await folder.edit((text) => text.replace('两个深水泊位', '三个深水泊位').replace(/【叙述】扩建总投资.+\n/u, ''))
    expect(await reload()).toContain('\n文章 3（新增 1，改动 1，移除 0）\n段落 5（新增 2，改动 1，移除 1）')
    await folder.remove('park.md')
    expect(await reload()).toContain('\n文章 2（新增 0，改动 0，移除 1）\n段落 3（新增 0，改动 0，移除 2）')
  })

  it('reports asks too, where there are any', async () => {
    await folder.write('harbour.asks.yaml', 'article: harbour\nasks:\n  start: [码头哪天开工, 要建几个泊位]\n')
    expect(await reload()).toMatch(/\n段落 4（.+）\n问法 2（新增 2，改动 0，移除 0）$/u)
    await folder.remove('harbour.asks.yaml')
    expect(await reload()).toMatch(/\n问法 0（新增 0，改动 0，移除 2）$/u)
    expect(await reload()).not.toContain('问法')
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
  it('reports each with its file and line, and changes nothing', async () => {
    await folder.write('park.md', articleOf('park', ORCHIDS))
    const good = articleOf('bad', '没有写完', '好的。')
    await folder.write('bad.md', good.replace('## 谈公园', '## 谈公园\n\n谁说的。').replace('title:', 'titel:'))
    await folder.write('worse.md', new Uint8Array([0x2d, 0x0a, 0xff]))
    const text = await reload()
    const lines = text.split('\n')
    expect(lines[0]).toBe(texts.refused(5))
    expect(lines.slice(1).map((line) => line.split(' ')[0])).toEqual([
      'bad.md:2',
      'bad.md:3',
      'bad.md:12',
      'bad.md:14',
      'worse.md:2',
    ])
    expect(text).toContain('不认识的项“titel”。是不是想写“title”？')
    expect((await api.ask('蝴蝶兰')).answer.text).toContain(texts.none)
    expect(quotationsIn((await api.ask(BERTHS_QUERY)).answer)).not.toEqual([])
  })

  it('fits one message with five hundred errors, and counts those left out', async () => {
    const before = api.mark()
    await folder.write(
      'bad.md',
      articleOf('bad', ORCHIDS, ...Array.from({ length: 500 }, (_, index) => `没有写完${index}`)),
    )
    const text = await reload()
    const lines = text.split('\n')
    expect(text.length).toBeGreaterThan(3500)
    expect(lines[0]).toBe(texts.refused(500))
    expect(lines.at(-1)).toBe(texts.moreProblems(500 - (lines.length - 2)))
    expect(sendsSince(api, before)).toHaveLength(1)
  })

  it('fits one message with a long error', async () => {
    await folder.write('bad.md', articleOf('bad', ORCHIDS, '没有写完').replace('【张三】', `【${'长'.repeat(5000)}】`))
    expect(await reload()).toMatch(/\nbad\.md:12 不认识的发言人“长+……\nbad\.md:14 段落停在半句/u)
  })

  it('succeeds once the errors are mended', async () => {
    await folder.write('park.md', articleOf('park', '没有写完'))
    expect(await reload()).toContain('park.md:12')
    await folder.write('park.md', articleOf('park', ORCHIDS))
    expect(await reload()).toContain('文章 3（新增 1，')
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
    'reports each failed check with its place, query and finding, and changes nothing: %s',
    async (language) => {
      await writePark()
      const text = await reload({ languageCode: language })
      const problem = (line: number, message: ProblemText) =>
        renderProblem({ file: 'park.checks.yaml', line, text: message }, language)
      expect(text).toBe(
        [
          allTexts[language].checksFailed(2, 4),
          problem(4, problemTexts.checkMissed('种什么花', 'park_orchids', [])),
          problem(7, problemTexts.checkFound('蝴蝶兰贵不贵', ['park_orchids'])),
        ].join('\n'),
      )
      expect(text).toContain('/reload force')
      expect((await orchids()).text).toContain(texts.none)
    },
  )

  it('reports that several passages are found, or that the passage is gone', async () => {
    await folder.write(
      'checks.yaml',
      'article: harbour\nfinds:\n  start: [蝴蝶兰]\n  gone: [泊位]\nnothing: [扩建总投资多少，摊位费涨不涨]\n',
    )
    const [, ...lines] = (await reload()).split('\n')
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['checks.yaml:3', 'checks.yaml:4', 'checks.yaml:5'])
    expect(lines[0]).toBe(
      'checks.yaml:3 核对不符：问“蝴蝶兰”应找到 harbour_start，却什么都没找到。请改好资料或问法；如果现在这样才对，请改这一条核对。',
    )
    expect(lines[1]).toContain('资料里却没有这一段')
    expect(lines[2]).toMatch(/却找到“harbour_money”、“market_fee”/u)
  })

  it.each(LANGUAGES)('by force loads the knowledge, and reports the failed checks: %s', async (language) => {
    await writePark()
    const text = await reload({ languageCode: language, text: '/reload force' })
    const own = allTexts[language]
    expect(text.split('\n').slice(-4)).toEqual([
      '',
      own.forced(2),
      expect.stringMatching(/^park\.checks\.yaml:4 /u),
      expect.stringMatching(/^park\.checks\.yaml:7 /u),
    ])
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

  it('reports no checks when all hold, forced or not', async () => {
    await writePark()
    await folder.write('park.checks.yaml', 'article: park\nfinds: {orchids: [蝴蝶兰]}\nnothing: [停车场收费]\n')
    for (const text of ['/reload', '/reload force']) expect(await reload({ text })).toMatch(/\n段落 5（.+）$/u)
  })

  it('reports an error in a file, forced or not', async () => {
    await folder.write('park.checks.yaml', 'article: park\nfind: {}\n')
    expect(await reload({ text: '/reload force' })).toMatch(/^.+\npark\.checks\.yaml:2 /u)
  })

  it('fits one message with many long failed checks', async () => {
    const before = api.mark()
    const queries = Array.from({ length: 40 }, (_, index) => `    - "${index}${'长'.repeat(190)}"\n`)
    await folder.write('checks.yaml', `article: harbour\nfinds:\n  gone:\n${queries.join('')}`)
    for (const command of ['/reload', '/reload force']) {
      const text = await reload({ text: command })
      expect(text.length).toBeGreaterThan(3500)
      expect(text).toContain(command === '/reload' ? texts.checksFailed(40, 40) : texts.forced(40))
      const shown = text.split('\n').filter((line) => line.startsWith('checks.yaml:')).length
      expect(text.split('\n').at(-1)).toBe(texts.moreProblems(40 - shown))
    }
    expect(sendsSince(api, before)).toHaveLength(2)
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
