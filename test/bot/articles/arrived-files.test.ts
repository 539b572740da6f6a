import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Message } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { ADMIN, buttonsIn, quotationsIn, texts } from '../start-bot.ts'
import { BENCHES, ORCHIDS, parkOf, startArticles } from './start-articles.ts'

const { buttons } = texts
const PARK = parkOf(`【张三】${ORCHIDS}`, `【叙述】${BENCHES}`)
const MEGABYTE = 1024 * 1024
/** 公园 in GBK, and the rest of an article. */
const toGbk = (text: string): Uint8Array => {
  const codes = new Map<string, number[]>()
  const decoder = new TextDecoder('gbk')
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++)
      codes.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail])
  return Uint8Array.from(
    [...text].flatMap((one) => (one.charCodeAt(0) < 0x80 ? one.charCodeAt(0) : (codes.get(one) ?? []))),
  )
}

/** A page of text that names who speaks. */
const PAGE = [
  '滨江公园怎么改',
  '晚报 2024年5月6日',
  '',
  '改造方案昨天公布，市民关心种什么树、放什么椅子。',
  '',
  '园林局局长张三说：“公园里要多种蝴蝶兰，也要多种香樟。”',
  '',
  '市民李四建议：“广场要有长椅和凉亭，夜里要有灯。”',
  '',
].join('\n')

describe('a page that an admin sends', () => {
  it('comes back as a draft with its guesses, which is added once they are confirmed', async () => {
    const articles = await startArticles()
    const draft = await articles.send({ content: PAGE, name: '公园.txt' })
    expect(draft.document?.file_name).toMatch(/^[a-z0-9-]+\.md$/u)
    const text = Buffer.from(articles.api.fileContent(draft.document?.file_id ?? '') ?? []).toString()
    const guesses = text.match(/<!-- \?|# \?/gu) ?? []
    expect(draft.caption?.split('\n')[0]).toBe(texts.draftGuesses(guesses.length))
    expect(text).toContain('公园里要多种蝴蝶兰')
    const { payload } = await articles.api.nextCall('sendMessage')
    expect(payload.text.split('\n')).toEqual([texts.draftLeftovers(1), '• 晚报 2024年5月6日'])

    const refused = await articles.send({ content: text })
    expect(refused.text).toContain('还没有确认的推测')
    expect(buttonsIn(refused)).toEqual([])

    const confirmed = text
      .replace(/^<!-- \?[^]*?-->\n+/gmu, '')
      .replace(/^ *# \?.*\n/gmu, '')
      .replace(/ *# \?.*$/gmu, '')
    const shown = await articles.send({ content: confirmed })
    expect(buttonsIn(shown)).toEqual([buttons.add])
    const added = await articles.press(shown, buttons.add)
    expect(added.text).toContain('新增')
    expect((await articles.find('公园里种什么')).join()).toContain('蝴蝶兰')
  })

  it.each([
    ['a broken Word file', { content: 'PK\u0003\u0004 no archive', name: 'a.docx' }],
    ['a picture named .docx', { content: Buffer.from('89504e470d0a1a0a', 'hex'), name: 'a.docx' }],
    ['an empty file', { content: ' ', name: 'a.txt' }],
    ['a page without words', { content: '<html><script>let a</script></html>', name: 'a.html' }],
  ])('gets a sentence, and no draft, for %s', async (_, file) => {
    const articles = await startArticles()
    const { text = '', document } = await articles.send(file)
    expect(document).toBeUndefined()
    expect(text).not.toBe(texts.failed)
    expect(text).toMatch(/。$/u)
    expect(await articles.files()).toEqual(['harbour.md', 'market.md'])
  })
})

describe('a file of an admin', () => {
  it('is not fetched where Telegram says that it is larger than a megabyte', async () => {
    const articles = await startArticles()
    expect((await articles.send({ content: PARK, size: MEGABYTE + 1 })).text).toBe(texts.fileTooLarge)
    expect(articles.api.calls.filter(({ method }) => method === 'getFile')).toEqual([])
  })

  it.each([undefined, 100])('is read up to a megabyte where Telegram says that its size is %s', async (size) => {
    const articles = await startArticles()
    const content = Buffer.alloc(MEGABYTE + 1, '公园。\n')
    expect((await articles.send({ content, size, name: 'a.txt' })).text).toBe(texts.fileTooLarge)
  })

  it('of a kind that is not read gets the kinds that are', async () => {
    const articles = await startArticles()
    expect((await articles.send({ content: 'GIF89a', name: 'a.gif' })).text).toBe(texts.fileKinds)
    const { text } = await articles.send({ content: 'GIF89a', name: 'a.gif', fields: { caption: '摊位费涨不涨' } })
    expect(text).toContain('摊位费三年不涨')
  })

  it('that has a caption is read, and the caption is no query', async () => {
    const articles = await startArticles()
    const message = await articles.send({ content: PARK, fields: { caption: '摊位费涨不涨' } })
    expect(message.text?.split('\n').slice(0, 2)).toEqual([texts.captionUnread, '《公园与广场》，晚报，2024年5月'])
    expect(buttonsIn(message)).toEqual([buttons.add])
  })

  it('may be forwarded, and may have no name', async () => {
    const articles = await startArticles()
    const origin = { type: 'hidden_user', sender_user_name: 'A', date: 1 } as const
    const message = await articles.send({
      content: PARK,
      name: undefined,
      mimeType: 'text/markdown',
      fields: { forward_origin: origin },
    })
    expect(buttonsIn(message)).toEqual([buttons.add])
  })

  it('keeps its bytes, with a byte order mark and its line ends', async () => {
    const articles = await startArticles()
    const content = `\uFEFF${PARK.replaceAll('\n', '\r\n')}`
    await articles.press(await articles.send({ content }), buttons.add)
    expect(await articles.read('park.md')).toBe(content)
    expect(await articles.find('蝴蝶兰')).toEqual([ORCHIDS])
  })

  it('in GBK is kept in UTF-8, and says so', async () => {
    const articles = await startArticles()
    const message = await articles.send({ content: toGbk(PARK) })
    expect(message.text?.split('\n')[0]).toBe(texts.fileEncoding('gb18030'))
    await articles.press(message, buttons.add)
    expect(await articles.read('park.md')).toBe(PARK)
  })

  it('is shown anew where the file in its message was replaced', async () => {
    const articles = await startArticles()
    const message = await articles.send({ content: PARK })
    const other = articles.api.document(PARK.replace(ORCHIDS, '先修路。'), { name: 'article.md' })
    const file = { ...message.reply_to_message, document: other } as NonNullable<Message['reply_to_message']>
    const after = articles.api.mark()
    const [row] = message.reply_markup?.inline_keyboard ?? []
    const data = row?.[0] && 'callback_data' in row[0] ? row[0].callback_data : ''
    articles.api.inject({
      callback_query: {
        id: 'changed',
        from: { id: ADMIN, is_bot: false, first_name: 'A' },
        chat_instance: '1',
        data,
        message: { ...message, reply_to_message: file },
      },
    })
    await articles.api.nextCall('answerCallbackQuery', { after })
    expect(articles.standing(message).text?.split('\n')[0]).toBe(texts.fileChanged)
    expect(articles.standing(message).text).toContain('先修路。')
    expect(await articles.files()).toEqual(['harbour.md', 'market.md'])
  })

  it('whose caption is edited gets no further message', async () => {
    const articles = await startArticles()
    await articles.send({ content: PARK })
    const mark = articles.api.mark()
    const document = articles.api.document(PARK, { name: 'article.md' })
    articles.api.message('', { from: ADMIN, fields: { document, caption: '摊位费', edit_date: 2_000_000_000 } })
    await articles.find('蝴蝶兰')
    expect(articles.api.calls.slice(mark).map(({ method }) => method)).not.toContain('getFile')
    expect(articles.api.sent(ADMIN)).toHaveLength(1)
  })

  it('is not written into a folder that cannot be, and the sentence tells the code', async () => {
    const articles = await startArticles()
    // Whoever tests as root may write everywhere, but into no folder as if it were a file.
    await mkdir(join(articles.dir, '.park.md.draft'))
    const { text, message } = await articles.press(await articles.send({ content: PARK }), buttons.add)
    expect(text).toMatch(/^资料文件夹写不进去（E[A-Z]+），没有加入。$/u)
    expect(buttonsIn(message)).toEqual([buttons.add])
    expect(await articles.find('蝴蝶兰')).toEqual([])
  })
})

describe('a file of somebody else', () => {
  it('is not fetched: in private only its caption is read', async () => {
    const articles = await startArticles()
    expect((await articles.send({ content: PARK, from: 7001 })).text).toBe(texts.onlyText)
    const answered = await articles.send({ content: PARK, from: 7002, fields: { caption: '摊位费涨不涨' } })
    expect(quotationsIn(answered)).toEqual(['摊位费三年不涨。'])
    expect(articles.api.calls.filter(({ method }) => method === 'getFile')).toEqual([])
  })

  it('is not fetched in a group, be it of an admin', async () => {
    const articles = await startArticles()
    const message = await articles.send({ content: PARK, type: 'group', fields: { caption: '/ask 摊位费涨不涨' } })
    expect(quotationsIn(message)).toEqual(['摊位费三年不涨。'])
    expect(articles.api.calls.filter(({ method }) => method === 'getFile')).toEqual([])
  })

  it('is added by no press but of an admin', async () => {
    const articles = await startArticles()
    const message = await articles.send({ content: PARK })
    const { notice } = await articles.press(message, buttons.add, 7003)
    expect(notice).toBe(texts.adminsOnly)
    expect(await articles.files()).toEqual(['harbour.md', 'market.md'])
  })
})

describe('fetching a file', () => {
  const retry = { delays: [1], patience: 60_000 }

  it('is tried again where the connection or Telegram fails, by a new address each time', async () => {
    const articles = await startArticles({ retry })
    let tries = 0
    articles.api.failWith((method) => {
      if (method !== 'file') return undefined
      tries++
      if (tries === 1) return { drop: true }
      if (tries === 2) return { error_code: 502 }
      if (tries === 3) return { retry_after: 0 }
      if (tries === 4) articles.api.expireFiles()
      return undefined
    })
    expect(buttonsIn(await articles.send({ content: PARK }))).toEqual([buttons.add])
    expect(tries).toBe(5)
    expect(new Set(articles.api.fetchedFiles).size).toBe(5)
    expect(articles.lines.filter((line) => line.includes('a file could not be fetched'))).toHaveLength(4)
  })

  it('ends with a sentence where the file is gone, or does not come for too long', async () => {
    const articles = await startArticles({ retry: { delays: [1], patience: 50 } })
    const message = await articles.send({ content: PARK })
    articles.api.failWith((method) => (method === 'file' ? { error_code: 500 } : undefined))
    expect((await articles.press(message, buttons.add)).notice).toBe(texts.fileUnreachable)
    articles.api.failWith((method) => (method === 'file' ? { error_code: 404 } : undefined))
    expect((await articles.press(message, buttons.add)).notice).toBe(texts.fileGone)
    articles.api.failWith()
    articles.api.removeFile(message.reply_to_message?.document?.file_id ?? '')
    expect((await articles.press(message, buttons.add)).notice).toBe(texts.fileGone)
    expect(await articles.files()).toEqual(['harbour.md', 'market.md'])
  })
})

it('has buttons with a digest of the whole file', async () => {
  const articles = await startArticles()
  const message = await articles.send({ content: PARK })
  const digest = createHash('sha256').update(PARK).digest('base64url').slice(0, 16)
  expect(message.reply_markup?.inline_keyboard).toEqual([[{ text: buttons.add, callback_data: `*a${digest}` }]])
})
