import { describe, expect, it } from 'vitest'
import { draftTexts } from '../../../src/draft/draft-texts.ts'
import { pageLimits } from '../../../src/draft/page/page-limits.ts'
import { draftOf, refusalOf } from '../draft-words.ts'
import { packDocx, toParagraph } from './docx.ts'

const bytes = (text: string) => Uint8Array.from(text, (character) => character.codePointAt(0) ?? 0)
const ELEMENTS = 100_000

describe('a page that cannot be read is refused with a sentence', () => {
  it.each([
    ['nothing', ''],
    ['white space', ' \n\u3000\n'],
  ])('%s', async (_, text) => expect(await refusalOf(text)).toBe(draftTexts.empty()))

  it.each([
    ['a PNG', '\x89PNG\r\n\x1a\n\0\0', 'photo.png', draftTexts.image()],
    ['a JPEG renamed to .docx', '\xff\xd8\xff\xe0\0\0', 'a.docx', draftTexts.image()],
    ['a WebP', 'RIFF\x01\x02\x03\x04WEBPVP8 ', 'a.txt', draftTexts.image()],
    ['a PDF', '%PDF-1.7\n', 'a.pdf', draftTexts.pdf()],
    ['an old Word file', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'a.doc', draftTexts.oldWord()],
    ['RTF', '{\\rtf1\\ansi 好}', 'a.rtf', draftTexts.richText()],
    ['text renamed to .docx', 'not a zip', 'a.docx', draftTexts.notWord()],
    ['a cut zip', 'PK\x03\x04\x14\0\0\0', 'a.docx', draftTexts.notWord()],
  ])('%s', async (_, content, name, reason) => expect(await refusalOf(bytes(content), name)).toBe(reason))

  it('100 MB', async () => {
    expect(await refusalOf(new Uint8Array(100 * 1024 * 1024).fill(65))).toBe(draftTexts.tooLarge(pageLimits.bytes))
  })

  it('a line of a million characters', async () => {
    expect(await refusalOf(`标题\n\n${'字'.repeat(1_000_000)}`)).toBe(
      draftTexts.tooMuchText(1_000_004, pageLimits.text),
    )
    expect(await refusalOf(`标题\n\n${'字'.repeat(100_001)}`)).toBe(draftTexts.longBlock(3, 100_001, pageLimits.block))
  })

  it('more paragraphs than an article has lines for', async () => {
    const page = '一段。\n'.repeat(pageLimits.blocks + 1)
    expect(await refusalOf(page)).toBe(draftTexts.tooManyBlocks(pageLimits.blocks + 1, pageLimits.blocks))
  })

  it('UTF-8 with wrong bytes, naming the line', async () => {
    const wrong = new Uint8Array([...new TextEncoder().encode('标题\n\n去年港口吞吐量突破'), 0xff, 0xfe, 0xc3])
    expect(await refusalOf(wrong)).toBe(draftTexts.notText(3))
  })

  it('bytes that are no text', async () => {
    expect(await refusalOf(Uint8Array.from({ length: 5_000 }, (_, index) => (index * 7919) % 251))).toBe(
      draftTexts.notText(1),
    )
  })

  it('HTML of a hundred thousand elements, one in another or side by side', async () => {
    for (const html of [
      `<html>${'<div>'.repeat(ELEMENTS)}好。${'</div>'.repeat(ELEMENTS)}`,
      `<html>${'<b>'.repeat(ELEMENTS)}好。`,
      `<html>${'<p>好。'.repeat(ELEMENTS)}`,
    ])
      expect(await refusalOf(html, 'a.html')).toBe(draftTexts.badHtml(pageLimits.elements))
  })

  it('HTML that only scripts would fill', async () => {
    expect(await refusalOf('<html><body><div id="root"></div><script>render("好。")</script>', 'a.html')).toBe(
      draftTexts.noText(),
    )
  })

  it('a Word file that unpacks to thirty megabytes, whatever size it states', async () => {
    const bomb = await packDocx(toParagraph('0'.repeat(30 * 1024 * 1024)))
    expect(bomb.length).toBeLessThan(1024 * 1024)
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength)
    const names = new TextDecoder('latin1').decode(bomb)
    // The sizes in the local header and in the central directory.
    for (let at = names.indexOf('word/document.xml'); at >= 0; at = names.indexOf('word/document.xml', at + 1)) {
      if (names.startsWith('PK\x03\x04', at - 30)) view.setUint32(at - 8, 100, true)
      if (names.startsWith('PK\x01\x02', at - 46)) view.setUint32(at - 22, 100, true)
    }
    expect(await refusalOf(bomb, 'a.docx')).toBe(draftTexts.wordTooLarge(pageLimits.unpacked))
  })

  it('a Word file of a million elements or attributes', async () => {
    for (const body of ['<w:p/>'.repeat(900_000), `<w:p ${'a="1" '.repeat(900_000)}/>`])
      expect(await refusalOf(await packDocx(body), 'a.docx')).toBe(draftTexts.wordTooIntricate(pageLimits.marks))
  })

  it('a Word file nested deeper than any document', async () => {
    const depth = ELEMENTS / 4
    const deep = await packDocx('<w:sdt><w:sdtContent>'.repeat(depth) + '</w:sdtContent></w:sdt>'.repeat(depth))
    expect(await refusalOf(deep, 'a.docx')).toBe(draftTexts.notWord())
  })

  it('a zip of other files', async () => {
    const { default: JSZip } = await import('jszip')
    const zip = new JSZip().file('a.txt', '好。')
    expect(await refusalOf(await zip.generateAsync({ type: 'uint8array' }), 'a.zip')).toBe(draftTexts.otherZip())
  })
})

describe('what a page tries is not done', () => {
  it('no script is run, and none of its words are in the draft', async () => {
    const html = `<html><body onload="evil()"><h1>港口扩建</h1><script>globalThis.evil = 1</script>
      <p onclick="evil()">去年港口吞吐量突破三亿吨。<img src="https://example.invalid/a" onerror="evil()"></p>
      <iframe src="file:///etc/hostname">框</iframe><style>p { color: red }</style><noscript>请打开脚本</noscript>
      <script>${'x();'.repeat(10_000)}</script><p style="display:none">藏起来的话。</p></body></html>`
    const { text, notices } = await draftOf(html, 'a.html')
    expect(text).not.toMatch(/evil|x\(\)|color|框|脚本|藏/u)
    expect(text).toContain('去年港口吞吐量突破三亿吨。')
    expect(notices).toEqual([draftTexts.leftOut('image', 1), draftTexts.leftOut('script', 2)])
    expect(globalThis).not.toHaveProperty('evil')
  })

  it('markup that costs a Markdown parser minutes is read as text', async () => {
    const { text } = await draftOf(`# 标题\n\n${'*a_'.repeat(2_000)}\n\n${'> '.repeat(500)}好。`, 'a.md')
    expect(text).toContain('\\*a\\_'.repeat(2_000))
  })
})
