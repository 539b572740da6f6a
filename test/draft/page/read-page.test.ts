import { describe, expect, it } from 'vitest'
import { draftTexts } from '../../../src/draft/draft-texts.ts'
import { readPage } from '../../../src/draft/page/read-page.ts'
import type { Page } from '../../../src/draft/page/page.ts'
import { packDocx, toParagraph } from './docx.ts'
import { draftOf } from '../draft-words.ts'

async function read(content: string | Uint8Array, name: string): Promise<Page> {
  const found = await readPage(typeof content === 'string' ? new TextEncoder().encode(content) : content, name)
  if (found.kind === 'refused') throw new Error(found.reason)
  return found.page
}

const texts = (page: Page) => page.blocks.map(({ text }) => text)

describe('plain text', () => {
  it('has a block a line, each with its line', async () => {
    const { blocks } = await read('标题\n\n　　第一段。\r\n第二段，\r\n\r\n\r\n第三段。', 'a.txt')
    expect(blocks).toEqual([
      { text: '标题', line: 1 },
      { text: '第一段。', line: 3 },
      { text: '第二段，', line: 4 },
      { text: '第三段。', line: 7 },
    ])
  })

  it('has its lines joined where they were wrapped to a width, and parted at an indent', async () => {
    const page = [
      'The harbour authority said on Monday that it would build two',
      'deep-water berths, and that work on them begins in the spring',
      'of next year.',
      '    The city pays for a third of it, which the council decided on',
      'in the last meeting.',
    ]
    expect(texts(await read(page.join('\n'), 'a.txt'))).toEqual([
      page.slice(0, 3).join('\n'),
      page.slice(3).join('\n').trim(),
    ])
  })

  it.each([
    ['gb18030', [0xb8, 0xdb, 0xbf, 0xda]],
    ['big5', [0xb4, 0xe4, 0xa4, 0x66]],
  ])('is read in %s, and said to be', async (encoding, harbour) => {
    // 港口 and 港口, between commas and 的 of the encoding.
    const rest = encoding === 'big5' ? [0xaa, 0xba, 0xa1, 0x41] : [0xb5, 0xc4, 0xa3, 0xac]
    const { blocks, notices } = await read(Uint8Array.from([...harbour, ...rest]), 'a.txt')
    expect(blocks.map(({ text }) => text)).toEqual(['港口的，'])
    expect(notices).toEqual([{ kind: 'encoding', encoding }])
  })

  it.each([
    ['utf-16le', false],
    ['utf-16le', true],
    ['utf-16be', false],
    ['utf-16be', true],
  ])('is read in %s with a byte order mark: %s', async (encoding, isMarked) => {
    const units = [...(isMarked ? '\uFEFF' : ''), ...'港口的会议，在明年。'].map((character) => character.charCodeAt(0))
    const pairs = units.flatMap((unit) => (encoding === 'utf-16le' ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255]))
    const page = await read(Uint8Array.from(pairs), 'a.txt')
    expect(texts(page)).toEqual(['港口的会议，在明年。'])
    expect(page.notices).toEqual([{ kind: 'encoding', encoding }])
  })

  it('is read as Western where it is Latin with a few other letters', async () => {
    const latin = Uint8Array.from('The na\xefve caf\xe9 owner said no.', (character) => character.charCodeAt(0))
    expect(texts(await read(latin, 'a.txt'))).toEqual(['The naïve café owner said no.'])
  })
})

describe('Markdown', () => {
  it('loses its markup and keeps its words, the numbers of a list among them', async () => {
    const page = await read(
      '---\ntitle: "港口"\ndate: 2024-05-06\n---\n\n# 港口\n\n**小标题**\n\n一段*重*话，[链接](https://a.b)。\n\n2. 甲。\n3. 乙。\n\n- 丙。\n\n> 引文。',
      'a.md',
    )
    expect(page.blocks).toEqual([
      { text: '港口', line: 6, depth: 1 },
      { text: '小标题', line: 8, isBold: true },
      { text: '一段重话，链接。', line: 10 },
      { text: '2. 甲。', line: 12 },
      { text: '3. 乙。', line: 13 },
      { text: '丙。', line: 15 },
      { text: '引文。', line: 17 },
    ])
    expect(page.about).toMatchObject({ title: '港口', date: '2024-05-06' })
  })
})

describe('HTML', () => {
  const ARTICLE = [1, 2, 3, 4].map(
    (index) => `<p>第${index}段，港口扩建的钱从哪里来，市民很关心，港务局说由财政拨付，今年先付一半。</p>`,
  )
  const PAGE = `<!doctype html><html><head><title>港口扩建_港城网</title><meta name="source" content="港城日报">
    <meta property="article:published_time" content="2024-05-06T08:00:00+08:00"><link rel="canonical" href="https://example.com/a"></head>
    <body><ul class="nav"><li><a href="/">首页频道</a></li><li><a href="/n">新闻频道</a></li><li><a href="/s">体育频道</a></li></ul>
    <h1>港口扩建</h1><div class="article">${ARTICLE.join('')}<p><b>小标题</b></p><p>一行<br>两行<br><br>另一段。</p></div>
    <div class="footer">关于我们的一切</div></body></html>`

  it('has the title, the article and its headings, and beside it all else', async () => {
    const page = await read(PAGE, 'a.html')
    expect(page.blocks[0]).toMatchObject({ text: '港口扩建', depth: 1 })
    expect(texts(page).slice(-4)).toEqual([expect.stringContaining('第4段'), '小标题', '一行\n两行', '另一段。'])
    expect(page.blocks.find(({ text }) => text === '小标题')).toMatchObject({ isBold: true })
    expect(page.beside.map(({ text }) => text)).toEqual(['首页频道', '新闻频道', '体育频道', '关于我们的一切'])
    expect(page.about).toMatchObject({ publication: '港城日报', link: 'https://example.com/a' })
  })

  it('is known by its beginning where it has no name, and by its own encoding', async () => {
    expect(texts(await read(PAGE, '-'))).toContain('港口扩建')
    const start = new TextEncoder().encode('<html><head><meta charset="gb2312"></head><body><p>')
    const page = await read(Uint8Array.from([...start, 0xb8, 0xdb, 0xbf, 0xda, 0xa1, 0xa3]), 'a.htm')
    expect(texts(page)).toEqual(['港口。'])
  })

  it('has the facts of its head in the draft', async () => {
    const { text, file } = await draftOf(PAGE, 'a.html')
    expect(text).toContain('publication: 港城日报\ndate: 2024-05-06\nlink: https://example.com/a\n')
    expect(file).toBe('gangkou-kuojian-2024.md')
  })
})

describe('Word', () => {
  it('has headings by their styles, bold lines, and the text as it was corrected', async () => {
    const run = (text: string) => `<w:r><w:t>${text}</w:t></w:r>`
    const corrected = `<w:p>${run('原文')}<w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:ins>${run('改好。')}</w:ins></w:p>`
    const body = [
      toParagraph('港口扩建三问', 'T'),
      toParagraph('码头怎么扩建', '1'),
      toParagraph('小标题', '', '<w:rPr><w:b/></w:rPr>'),
      corrected,
    ]
    expect((await read(await packDocx(body.join('')), 'a.docx')).blocks).toEqual([
      { text: '港口扩建三问', line: 1, depth: 1 },
      { text: '码头怎么扩建', line: 2, depth: 1 },
      { text: '小标题', line: 3, isBold: true },
      { text: '原文改好。', line: 4 },
    ])
  })

  it('is known by its bytes, and says that it has a table', async () => {
    const cells = ['甲', '乙'].map((text) => `<w:tc>${toParagraph(text)}</w:tc>`)
    const { leftovers, notices, text } = await draftOf(
      await packDocx(`${toParagraph('一段。')}<w:tbl><w:tr>${cells.join('')}</w:tr></w:tbl>`),
      'a.txt',
    )
    expect(notices).toEqual([draftTexts.leftOut('table', 1)])
    expect([text, ...leftovers.map((left) => left.text)].join('')).toMatch(/甲[\s\S]*乙/u)
  })
})
