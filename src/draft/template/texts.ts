import { createFormats } from '../../i18n/format.ts'
import type { Language } from '../../i18n/languages.ts'

const SOURCES: Readonly<Record<Language, string>> = {
  'zh-hans': `
usage =
    用法：npx wenzheng new 标题
    在资料文件夹里写一篇新文章的样板，文件名由标题来。
too-long = 标题不能超过 { $most } 个字
exists = { $path } 已经有了，没有动它
not-written = { $path } 写不了（{ $code }）
written = { $path }：请填好里面标着 ? 的，再运行 npx wenzheng check
`,
  'zh-hant': `
usage =
    用法：npx wenzheng new 標題
    在資料文件夾裡寫一篇新文章的樣板，檔名由標題來。
too-long = 標題不能超過 { $most } 個字
exists = { $path } 已經有了，沒有動它
not-written = { $path } 寫不了（{ $code }）
written = { $path }：請填好裡面標著 ? 的，再執行 npx wenzheng check
`,
  en: `
usage =
    Usage: npx wenzheng new TITLE
    Writes a template for a new article into the knowledge folder, in a file named after the title.
too-long = A title has at most { $most } characters
exists = { $path } exists, and is left as it is
not-written = { $path } cannot be written ({ $code })
written = { $path }: fill in what is marked with a ?, then run npx wenzheng check
`,
}

/** The sentences of `wenzheng new`. */
export interface NewTexts {
  readonly usage: string
  readonly tooLong: (most: number) => string
  readonly exists: (path: string) => string
  readonly notWritten: (path: string, code: string) => string
  readonly written: (path: string) => string
}

/** Creates the sentences in a language. */
export function createNewTexts(language: Language): NewTexts {
  const format = createFormats(SOURCES)[language]
  return {
    usage: format('usage'),
    tooLong: (most) => format('too-long', { most }),
    exists: (path) => format('exists', { path }),
    notWritten: (path, code) => format('not-written', { path, code }),
    written: (path) => format('written', { path }),
  }
}
