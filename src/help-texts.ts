import { createFormats } from './i18n/format.ts'
import type { Language } from './i18n/languages.ts'

const SOURCES: Readonly<Record<Language, string>> = {
  'zh-hans': `
help =
    用法：npx wenzheng 命令 [参数]

    用原话回答关于政策的问题，并说明是谁说的。

    命令：
        { $commands }
        --version       版本
        --help          显示这些；npx wenzheng 命令 --help 说得更细

    在当前文件夹里：
        knowledge/  文章；没有的话，chat 和 check 读随程序来的样例，start 先把样例抄到这里
        { ".env" }        设置，如 BOT_TOKEN=…；程序里的 .env.example 列出全部
        data/       记录和缓存写在这里

    结束时：0 成功，1 没有办成，2 命令或参数不对。
command-chat = 在终端里提问，不需要令牌
command-start = 在 Telegram 里回答
command-check = 检查文章：[--show] [文件夹或文件]
command-draft = 由版面拟出文章：文件、网址或 - [--out 文章.md [--force]]
command-draft-asks = 为一篇文章拟出问法：文章.md [--force]
command-new = 写一篇新文章的样板：标题
command-export-lessons = 把管理员在 Telegram 里教的，从 PostgreSQL 写进 knowledge/
unknown = 没有“{ $name }”这个命令。有哪些：npx wenzheng --help
no-arguments = { $name } 后面没有参数。用法：npx wenzheng --help
`,
  'zh-hant': `
help =
    用法：npx wenzheng 命令 [參數]

    用原話回答關於政策的問題，並說明是誰說的。

    命令：
        { $commands }
        --version       版本
        --help          顯示這些；npx wenzheng 命令 --help 說得更細

    在目前的資料夾裡：
        knowledge/  文章；沒有的話，chat 和 check 讀隨程式來的樣例，start 先把樣例抄到這裡
        { ".env" }        設定，如 BOT_TOKEN=…；程式裡的 .env.example 列出全部
        data/       記錄和快取寫在這裡

    結束時：0 成功，1 沒有辦成，2 命令或參數不對。
command-chat = 在終端機裡提問，不需要權杖
command-start = 在 Telegram 裡回答
command-check = 檢查文章：[--show] [資料夾或檔案]
command-draft = 由版面擬出文章：檔案、網址或 - [--out 文章.md [--force]]
command-draft-asks = 為一篇文章擬出問法：文章.md [--force]
command-new = 寫一篇新文章的樣板：標題
command-export-lessons = 把管理員在 Telegram 裡教的，從 PostgreSQL 寫進 knowledge/
unknown = 沒有「{ $name }」這個命令。有哪些：npx wenzheng --help
no-arguments = { $name } 後面沒有參數。用法：npx wenzheng --help
`,
  en: `
help =
    Usage: npx wenzheng COMMAND [arguments]

    Answers a question about a policy with the passage that answers it, word for word, with its speaker.

    Commands:
        { $commands }
        --version       the version
        --help          show this; npx wenzheng COMMAND --help tells more

    In the current folder:
        knowledge/  the articles; where there is none chat and check read the sample that comes with the program,
                    and start copies it there first
        { ".env" }        the settings, such as BOT_TOKEN=…; .env.example of the program lists them all
        data/       where records and caches are written

    Exit codes: 0 done, 1 failed, 2 no such command or argument.
command-chat = ask in the terminal; it needs no token
command-start = answer in Telegram
command-check = check articles: [--show] [FOLDER or FILE]
command-draft = draft an article of a page: FILE, ADDRESS or - [--out ARTICLE.md [--force]]
command-draft-asks = propose ways of asking for an article: ARTICLE.md [--force]
command-new = write a template for an article: TITLE
command-export-lessons = write what admins taught in Telegram from PostgreSQL to knowledge/
unknown = “{ $name }” is no command. Which there are: npx wenzheng --help
no-arguments = { $name } takes no arguments. See: npx wenzheng --help
`,
}

/** Columns before a command, as before what follows in the help. */
const INDENT = 4
/** Columns before the description of a command, whose names are shorter. */
const COLUMN = 16

/** The sentences of `npx wenzheng` itself. */
export interface HelpTexts {
  /** @throws Error if a command has no line */
  readonly help: (commands: readonly string[]) => string
  readonly unknown: (name: string) => string
  readonly noArguments: (name: string) => string
}

/** Creates the sentences in a language. */
export function createHelpTexts(language: Language): HelpTexts {
  const format = createFormats(SOURCES)[language]
  const toLine = (name: string) => `${' '.repeat(INDENT)}${name.padEnd(COLUMN)}${format(`command-${name}`)}`
  return {
    help: (names) => format('help', { commands: names.map(toLine).join('\n').trimStart() }),
    unknown: (name) => format('unknown', { name }),
    noArguments: (name) => format('no-arguments', { name }),
  }
}
