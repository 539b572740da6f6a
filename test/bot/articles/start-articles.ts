import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Message } from 'grammy/types'
import { expect, onTestFinished } from 'vitest'
import { createKnowledgeBase } from '../../../src/answer/knowledge-base.ts'
import { openFolder } from '../../../src/knowledge/folder/knowledge-folder.ts'
import { loadWithQuotes } from '../../../src/knowledge/load-knowledge.ts'
import type { RetryOptions } from '../../../src/bot/telegram/api-retry.ts'
import { createArticleFiles } from '../../../src/knowledge/submission/article-files.ts'
import { HARBOUR, MARKET } from '../../taught-articles.ts'
import type { FileOptions } from '../../fake-bot-api/world/files.ts'
import { ADMIN, fold, quotationsIn, type RunningBot, startBot } from '../start-bot.ts'

export const OTHER_ADMIN = 9010

/** A file as a user sends it; without a size Telegram says the true one. */
export interface SentFile extends FileOptions {
  readonly content: string | Uint8Array
  readonly from?: number
  readonly languageCode?: string
  readonly fields?: Partial<Message>
  readonly type?: 'group'
}

interface Options {
  readonly files?: Readonly<Record<string, string>>
  readonly retry?: RetryOptions
}

/** Starts a bot with a knowledge folder of its own, which outlasts its restarts, and two admins. */
export async function startArticles({ files = {}, retry }: Options = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'articles-'))
  const write = (file: string, text: string | Uint8Array) => writeFile(join(dir, file), text)
  for (const [file, text] of Object.entries({ 'harbour.md': HARBOUR, 'market.md': MARKET, ...files }))
    await write(file, text)
  const start = async (api?: RunningBot['api']) => {
    const knowledge = await createKnowledgeBase((request) => loadWithQuotes(dir, request), fold, {
      articleFiles: createArticleFiles(openFolder(dir)),
    })
    const running = await startBot({
      knowledge,
      adminIds: [ADMIN, OTHER_ADMIN],
      ...(retry && { retry }),
      ...(api && { api }),
    })
    return { ...running, knowledge }
  }
  let current = await start()
  const { api } = current
  let lastUser = 6000
  onTestFinished(async () => {
    await current.stop()
    await rm(dir, { recursive: true })
    expect(api.faults).toEqual([])
    expect(current.lines.join('\n')).not.toContain(api.token.split(':')[1])
  })

  const standing = (message: Message): Message =>
    api.sent(message.chat.id).find(({ message_id }) => message_id === message.message_id) ?? message

  return {
    api,
    dir,
    write,
    standing,
    get running() {
      return current
    },
    get lines() {
      return current.lines
    },
    read: (file: string) => readFile(join(dir, file), 'utf8'),
    files: async () => (await readdir(dir)).toSorted(),
    /** Another process on the same folder and Bot API. */
    async restart(): Promise<void> {
      await current.polling.stop()
      current = await start(api)
    },
    /** Sends a file, and gives what is sent for it. */
    async send({ content, from = ADMIN, fields, languageCode, type, ...options }: SentFile): Promise<Message> {
      const after = api.mark()
      const document = api.document(content, { name: 'article.md', ...options })
      const { message } = api.message('', {
        from,
        ...(languageCode !== undefined && { languageCode }),
        ...(type && { type }),
        fields: { document, ...fields },
      })
      const { result } = await api.nextCall(
        (call) =>
          (call.method === 'sendMessage' || call.method === 'sendDocument') &&
          call.result?.chat.id === message.chat.id &&
          // What is sent further for a file before this one is a reply to that.
          (call.result.reply_to_message?.message_id ?? message.message_id) === message.message_id,
        { after },
      )
      // The test above lets only sent messages through.
      return result as Message
    },
    /** Presses a button of a message as it now stands; gives what became of it, and the notice. */
    async press(message: Message, label: string, from = ADMIN) {
      const { call } = await api.press(standing(message), label, { from })
      return { message: standing(message), text: standing(message).text ?? '', notice: call.payload.text }
    },
    /** What somebody who never wrote before is quoted. */
    find: async (query: string): Promise<string[]> => quotationsIn((await api.ask(query, { from: ++lastUser })).answer),
  }
}

/** An article on a park, with one speaker. */
export function parkOf(...paragraphs: readonly string[]): string {
  return [
    '---',
    'id: park',
    'title: 公园与广场',
    'publication: 晚报',
    'date: 2024-05',
    'speakers:',
    '  - name: 张三',
    '    office: 园林局局长',
    '---',
    '',
    '## 谈公园',
    ...paragraphs.map((paragraph) => `\n${paragraph}`),
    '',
  ].join('\n')
}

export const ORCHIDS = '公园里要多种蝴蝶兰。'
export const BENCHES = '广场要有长椅和凉亭。'
