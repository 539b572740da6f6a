import { inject, describe, expect, it, onTestFinished } from 'vitest'
import { LANGUAGES, type Language } from '../../../src/i18n/languages.ts'
import { BERTHS_QUERY, createFolder } from '../admin/knowledge-folder.ts'
import { allTexts, texts } from '../start-bot.ts'
import { startProcess } from '../start-process.ts'

type Settings = Parameters<typeof startProcess>[1]

interface Given {
  readonly settings?: Settings
  readonly args?: readonly string[]
}

/** Runs `wenzheng chat` on some lines to its end. */
async function chat(lines: readonly string[], { settings, args }: Given = {}) {
  const folder = await createFolder()
  onTestFinished(folder.delete)
  const given = { KNOWLEDGE_DIR: folder.dir, ...settings }
  const { ended, printed } = startProcess('chat.ts', given, lines.join('\n'), inject('programDir'), args)
  const { code } = await ended
  return { code, ...printed }
}

/** Splits what was printed into messages and rows of buttons. */
const toBlocks = (printed: string): string[] => printed.split(/\n\n(?!$)/u).map((block) => block.trimEnd())

describe('a line', () => {
  it('needs no token, may be /reload, has no statistics, and is ignored where it is empty', async () => {
    const { code, stdout, stderr } = await chat(['', '  ', '/reload', '', '/stats'])
    const counts = '文章没有改动。\n现有 2 篇文章、4 段。'
    expect(stdout).toMatch(
      new RegExp(`^资料已重新载入，用时 [\\d.]+ 秒。\n${counts}\n\n${texts.statsNoDatabase}\n\n$`, 'u'),
    )
    expect([code, stderr]).toEqual([0, ''])
  })

  it('is answered however many came before it', async () => {
    const { stdout } = await chat(Array.from({ length: 40 }, () => '/nonsense'))
    expect(stdout).toBe(`${texts.unknownCommand}\n\n`.repeat(40))
  })

  it('may go on from the answer before it', async () => {
    const { stdout } = await chat([BERTHS_QUERY, '谁说的'])
    const [first = '', ...others] = toBlocks(stdout)
    expect(first.split('\n')[0]).toBe('林海：')
    expect(others).toEqual(
      [texts.buttons.context, '林海\n港务局局长'].map((text, at) => (at === 0 ? `[1] ${text}` : text)),
    )
  })

  it.each(['help', '帮助', '/help', '？'])('“%s” tells how to ask in a terminal', async (word) => {
    const { stdout } = await chat([word])
    expect(stdout).toContain('exit')
    expect(stdout).toContain('/topics')
    expect(stdout).not.toContain('@')
  })

  it.each(['exit', 'quit', '退出'])('“%s” ends it', async (word) => {
    expect(await chat([word, '/nonsense'])).toEqual({ code: 0, stdout: '', stderr: '' })
  })
})

describe('a number', () => {
  it('presses the button that has it, also of what a press opened', async () => {
    const [, buttons = '', opened = '', ...later] = toBlocks((await chat([BERTHS_QUERY, '1', '３', '[1]'])).stdout)
    expect(buttons).toBe(`[1] ${texts.buttons.context}`)
    expect(opened).toContain('码头')
    expect(later.join('\n')).toContain(texts.buttons.back)
  })

  it('stands before the item of a list that its button repeats', async () => {
    const { stdout } = await chat(['/language', '3', '/language', '/topics'])
    const blocks = toBlocks(stdout)
    expect(blocks[1]).toBe('[1] 简体中文\n[2] 繁體中文\n[3] English\n[4] 跟随系统')
    expect(blocks[2]).toBe(allTexts.en.languageSet)
    expect(blocks[3]).toBe(allTexts.en.chooseLanguage)
    expect(blocks.at(-1)).toMatch(/^\[1\] .*港口三问.*\n\[2\] .*菜市场改造.*$/u)
  })

  it('that no button has is answered by a line that says so; a longer one is a query', async () => {
    const { stdout } = await chat(['/language', '5', '0', '2023'])
    const [, , five, zero, year] = toBlocks(stdout)
    expect([five, zero]).toEqual([texts.terminalNoButton(5), texts.terminalNoButton(0)])
    expect(year).toContain(texts.none)
  })
})

describe('control characters', () => {
  const HOSTILE = [
    '\u001b[2J',
    '\u001b]0;owned\u0007',
    '\b\b',
    '\0',
    '\u009b31m',
    '\u202e',
    '\u2066',
    '\u200f',
    '\u007f',
    '\r',
  ]
  const OBEYED = /[^\P{Cc}\n\t]|\p{Bidi_Control}/u

  it('are never printed, wherever they stand in a line', async () => {
    const lines = HOSTILE.flatMap((sign) => [
      `${sign}新码头${sign}什么时侯动工${sign}`,
      `${sign}今天天气怎么样`,
      `/${sign}nonsense`,
      `林海${sign}是谁`,
      `那苏${sign}芸呢`,
      `&#155;31m林海说了什么&#27;[31m`,
    ])
    const { code, stdout, stderr } = await chat(lines)
    expect(stdout).toContain('林海')
    expect(stdout).not.toMatch(OBEYED)
    expect([code, stderr]).toEqual([0, ''])
  })

  it('of an argument are not printed either', async () => {
    const { stderr } = await chat([], { args: ['--\u001b[2J\u009b31m'] })
    expect(stderr).toBe(`${texts.terminalUnknownOption('--[2J31m')}\n`)
  })
})

describe('the language', () => {
  it.each<[Settings, Language]>([
    [{ LANG: 'zh_CN.UTF-8' }, 'zh-hans'],
    [{ LANG: 'zh_TW.UTF-8' }, 'zh-hant'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'zh_HK' }, 'zh-hant'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'zh_HK', LC_ALL: 'de_DE@euro' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
  ])('is that of %j', async (settings, language) => {
    expect((await chat(['/nonsense'], { settings })).stdout).toBe(`${allTexts[language].unknownCommand}\n\n`)
  })

  it.each<[string[], Language]>([
    [['--lang', 'en'], 'en'],
    [['--lang=zh-Hant'], 'zh-hant'],
    [['--lang', 'zh_tw'], 'zh-hant'],
    [['--lang', 'zh-Hans'], 'zh-hans'],
  ])('is that of %j', async (args, language) => {
    const settings = { LANG: 'ja_JP.UTF-8' }
    expect((await chat(['/nonsense'], { settings, args })).stdout).toBe(`${allTexts[language].unknownCommand}\n\n`)
  })
})

describe('faulty knowledge', () => {
  it('is told in the language of the terminal', async () => {
    const settings = { KNOWLEDGE_DIR: '/none/at/all', LANG: 'en' }
    expect(await chat([], { settings })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^\.:1 The knowledge folder/u) as string,
    })
  })
})

describe('the arguments', () => {
  it.each(LANGUAGES)('--help prints the usage in %s, and reads nothing', async (language) => {
    const settings = { KNOWLEDGE_DIR: '/none/at/all' }
    const { code, stdout, stderr } = await chat(['/nonsense'], { settings, args: ['--help', '--lang', language] })
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${allTexts[language].terminalUsage}\n`, stderr: '' })
  })

  it.each([
    [['--colour'], texts.terminalUnknownOption('--colour')],
    [['en'], texts.terminalUnknownOption('en')],
    [['--lang'], texts.terminalNotALanguage],
    [['--lang', 'fr'], texts.terminalNotALanguage],
  ])('%j end it with 2 and a sentence', async (args, sentence) => {
    expect(await chat(['/nonsense'], { args })).toEqual({ code: 2, stdout: '', stderr: `${sentence}\n` })
  })
})
