import type { Message, MessageEntity } from 'grammy/types'
import { describe, expect, it } from 'vitest'
import { withoutReply } from '../fake-bot-api/methods/send-methods.ts'
import { renderPage } from './render-page.ts'
import { renderMessage, renderText } from './render-message.ts'

const entity = (
  type: 'bold' | 'italic' | 'code' | 'blockquote' | 'expandable_blockquote',
  offset: number,
  length: number,
) => ({ type, offset, length }) as MessageEntity

const MESSAGE: Message = {
  message_id: 1,
  date: 0,
  chat: { id: 1, type: 'private', first_name: 'A' },
  text: '王颖：<b>',
  reply_markup: {
    inline_keyboard: [
      [
        { text: '上下文', callback_data: 'c' },
        { text: 'A & B', url: 'https://t.me/bot?start=x' },
      ],
      [{ text: '›', callback_data: 'd' }],
    ],
  },
}

describe('the text of a message as HTML', () => {
  it('is escaped, within entities too', () => {
    expect(renderText('a<b>&"c"', [entity('bold', 1, 3)])).toBe('a<b>&lt;b&gt;</b>&amp;&quot;c&quot;')
  })

  it('nests entities', () => {
    const link: MessageEntity = { type: 'text_link', offset: 0, length: 2, url: 'https://t.me' }
    expect(renderText('王颖：', [link, entity('bold', 0, 2)])).toBe('<b><a>王颖</a></b>：')
    expect(renderText('abcd', [entity('italic', 0, 4), entity('code', 1, 1)])).toBe('<i>a<code>b</code>cd</i>')
  })

  it('has a quotation as a block, without the line breaks around it', () => {
    expect(renderText('一\n二\n三', [entity('blockquote', 2, 1)])).toBe('一<blockquote>二</blockquote>三')
    expect(renderText('一\n\n二', [entity('expandable_blockquote', 3, 1)])).toBe(
      '一\n<blockquote class="expandable"><div>二</div></blockquote>',
    )
  })

  it('marks commands, mentions and addresses, but not in code', () => {
    expect(renderText('/topics 议题 @some_bot https://a.bc/d，', [])).toBe(
      '<a>/topics</a> 议题 <a>@some_bot</a> <a>https://a.bc/d</a>，',
    )
    expect(renderText('/topics', [entity('code', 0, 7)])).toBe('<code>/topics</code>')
  })
})

describe('a message as HTML', () => {
  it('has its keyboard in rows below its bubble', () => {
    expect(renderMessage({ message: MESSAGE, isOwn: false })).toBe(
      '<div class="message other"><div class="bubble"><div class="text">王颖：&lt;b&gt;</div></div><div class="keyboard">' +
        '<div class="row"><button><span>上下文</span></button>' +
        '<button class="leading"><span>A &amp; B</span></button></div>' +
        '<div class="row"><button><span>›</span></button></div></div></div>',
    )
  })

  it('shows the picture above its caption, who sent it, and the message that it replies to', () => {
    const { text: _, reply_markup: _r, ...bare } = MESSAGE
    const replied = { ...bare, text: 'first\nsecond', from: { id: 2, is_bot: false, first_name: 'B<' } }
    const html = renderMessage({
      message: { ...bare, caption: 'c', reply_to_message: withoutReply(replied) },
      isOwn: true,
      sender: 'B<',
      picture: 'data:x',
    })
    expect(html).toContain('<div class="message own"><div class="bubble pictured"><div class="sender">B&lt;</div>')
    expect(html).toContain(
      '<div class="replied"><b>B&lt;</b><br>first</div><img src="data:x"><div class="text">c</div>',
    )
  })

  it('is on a page of its language, in a group beside the picture of its sender', () => {
    const page = renderPage([{ message: MESSAGE, isOwn: true }], 'zh-hant')
    expect(page).toMatch(/^<!doctype html><html lang="zh-hant">/u)
    expect(page).toContain('<body class="private"><div class="message own">')
    const group = { ...MESSAGE, chat: { id: -1, type: 'group', title: 'G' } } as const
    expect(renderPage([{ message: group, isOwn: false }], 'en')).toContain('<body class="group">')
  })
})
