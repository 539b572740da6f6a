import type { Leftover, LeftoverUse } from './draft.ts'
import type { AttributionReason } from './people/attribution.ts'

/** What a draft says to the editor: the reasons of its guesses, the refusals and the notices, in Chinese. */
export const draftTexts = {
  noTitle: () => '没有认出标题，请在文首写上',
  titleIsFirst: () => '标题取自原页最前面的一行，请核对',
  titleOfTwo: () => '原页最前面有几行像标题：最后一行当作标题，它上面的一行当作眉题，请核对',
  noPublication: () => '原页没有说刊载者，请在文首的 publication 写上',
  guessedPublication: () => '刊载者是从署名、落款或日期旁边的字样推测的，请核对',
  noDate: () => '原页没有说日期；知道的话，请在文首加上 date',
  noOffice: (names: string) => `原页没有说${names}的身份，请在文首的 office 写上`,
  guessedSpeakers: (names: string) => `${names}：姓名和身份是从正文推测的，请核对`,
  addedHeading: () => '正文开头没有小标题，暂用文章的标题，请改成合适的',
  guessedHeading: () => '这一行很短，又不像一句完整的话，当作小标题，请核对',
  pairedHeading: () => '原页的问题和小标题分在两处，按次序放在一起，请核对',
  enclosed: () => '原页里这一段夹在另一段的两截之间，可能属于别处，请核对位置',
  split: () => '原段太长，在句末断成了几段，请核对断处',
  join: (before: string, after: string) => `原页在“${before}”与“${after}”之间断开，在这里接上了，请核对`,
  noEnd: () => '这一段停在句子中间，没有找到它的下文',
  noStart: () => '这一段从句子中间开始，没有找到它的上文',
  inside: (before: string, after: string) => `“${before}”与“${after}”像是两句话混在一起，请对照原页`,
  refused: (wrong: string, right: string) => `${wrong}。${right}`,
  attribution: (reason: AttributionReason) => ATTRIBUTIONS[reason],
  nobodyNamed: () => '像是引语，但没有认出是谁说的',

  notAnAddress: () => '网址要以 http:// 或 https:// 开头。',
  notFetched: (host: string, reason: string) =>
    `没有从 ${host} 读到网页（${reason}）。请在浏览器里打开，把网页存成文件，或把文字复制出来。`,

  leftovers: () => '正文没有收入的文字：',
  leftover: ({ line, text, use }: Leftover) => `  第 ${line} 行（${USES[use]}）：${text.replaceAll(/\s+/gu, ' ')}`,
  openGuesses: (count: number) =>
    `有 ${count} 处要核对：改好后删去 <!-- ? … -->，全部删去才能通过 npx wenzheng check。`,
  noGuesses: () => '没有要核对的地方。',
  suggestedFile: (file: string) => `可以存为 knowledge/${file}。`,

  empty: () => '文件是空的，没有文字。',
  noText: () => '没有读到文字：这一页可能只有图片，或者要由浏览器运行脚本才显示。请在浏览器里打开，把文字复制出来。',
  tooLarge: (limit: number) => `文件超过 ${toMegabytes(limit)} MB，太大，没有读。请只留下一篇文章。`,
  tooMuchText: (count: number, limit: number) => `文字有 ${count} 个字符，超过一篇文章能有的 ${limit} 个。请分成几篇。`,
  tooManyBlocks: (count: number, limit: number) => `这一页有 ${count} 段，超过一篇文章能有的 ${limit} 段。请分成几篇。`,
  longBlock: (line: number, length: number, limit: number) =>
    `第 ${line} 行有 ${length} 个字符没有分段，超过 ${limit} 个，不像一段文章。请先分段。`,
  notText: (line: number) =>
    `这不是 UTF-8 文本，也不像 GB 18030、Big5 或 UTF-16 编码的文字（第 ${line} 行起读不懂）。请用 UTF-8 编码另存为纯文本。`,
  image: () => '这是图片，里面没有可读的文字。请先用文字识别软件把文字取出来，存成纯文本。',
  pdf: () => '不读 PDF：它不记文字的先后，分栏的版面会错乱。请在 PDF 里选中文章，按栏复制出来，存成纯文本。',
  oldWord: () => '这是旧的 Word 格式（.doc）。请在 Word 里另存为 .docx，或存成纯文本。',
  richText: () => '这是 RTF。请另存为 .docx，或存成纯文本。',
  notWord: () => '这不是 Word 文件（.docx），或者已经损坏。请在 Word 里打开，另存一次。',
  otherZip: () => '这是压缩包，里面不是 Word 文档。请解开，把文章单独传来。',
  wordTooLarge: (limit: number) =>
    `这个 Word 文件解开后超过 ${toMegabytes(limit)} MB，没有读。请把文字复制到新的文档里，再存一次。`,
  wordTooIntricate: (limit: number) =>
    `这个 Word 文件里的格式记号超过 ${limit} 个，没有读。请把文字复制到新的文档里，再存一次。`,
  badHtml: (limit: number) => `这个网页有超过 ${limit} 个元素，没有读。请在浏览器里打开，把文字复制出来。`,

  encoding: (encoding: string) => `原页是 ${encoding.toUpperCase()} 编码，已转成 UTF-8。`,
  leftOut: (what: 'image' | 'table' | 'footnote' | 'script', count: number) => LEFT_OUT[what](count),
}

const ATTRIBUTIONS: Readonly<Record<AttributionReason, string>> = {
  label: '说话人是从段首的称呼认出的，请核对',
  saying: '说话人是从“说”“认为”这样的字样认出的，请核对',
  neighbour: '这是引语，说话人是从上下段推测的，请核对',
  continued: '这一段像是接着上一段说的，请核对说话人',
  heading: '说话人是从小标题推测的，请核对',
  about: '这一段像是写某人的，不是他的话，请核对',
  several: '这一段提到几个人，请核对是谁的话',
  question: '这一段像是提问，请核对',
  nobody: '没有认出说话人，暂作叙述，请核对',
  page: '这一页像有没认出的称呼、问答或人名，这一段是推测的，请核对',
}

const USES: Readonly<Record<LeftoverUse, string>> = {
  head: '在文首',
  introduction: '在文首',
  label: '在段首的标记里',
  emphasis: '加粗的记号',
  signature: '落款',
  beside: '文章之外',
  credit: '图片说明',
  byline: '署名',
  meta: '关于这一页',
  web: '网页',
}

const LEFT_OUT = {
  image: (count: number) => `有 ${count} 张图片没有收入。`,
  table: (count: number) => `有 ${count} 个表格，其中的文字逐格成段。`,
  footnote: (count: number) => `有 ${count} 条脚注，放在最后。`,
  script: (count: number) => `有 ${count} 段脚本没有收入，也没有运行。`,
}

function toMegabytes(bytes: number): number {
  return Math.floor(bytes / 1024 / 1024)
}
