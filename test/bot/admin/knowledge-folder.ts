import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LoadRequest, createKnowledgeBase } from '../../../src/answer/knowledge-base.ts'
import { loadWithQuotes } from '../../../src/knowledge/load-knowledge.ts'
import { HARBOUR, MARKET } from '../../taught-articles.ts'
import { fold } from '../start-bot.ts'

/** A query that finds a passage of the folder. */
export const BERTHS_QUERY = '新码头什么时候动工'

/** Writes two made-up articles of two passages each to a folder that tests edit; `load` reads it. */
export async function createFolder() {
  const dir = await mkdtemp(join(tmpdir(), 'knowledge-'))
  const load = (request: LoadRequest = {}) => loadWithQuotes(dir, request)
  const write = (name: string, text: string | Uint8Array) => writeFile(join(dir, name), text)
  await write('harbour.md', HARBOUR)
  await write('market.md', MARKET)

  return {
    dir,
    load,
    write,
    /** Edits the article on the harbour. */
    edit: async (change: (text: string) => string) =>
      write('harbour.md', change(await readFile(join(dir, 'harbour.md'), 'utf8'))),
    createKnowledge: (loading = load) => createKnowledgeBase(loading, fold),
    remove: (name: string) => rm(join(dir, name)),
    delete: () => rm(dir, { recursive: true }),
  }
}

/** Writes an article with one speaker, and a paragraph of theirs for each text. */
export function articleOf(id: string, ...texts: string[]): string {
  const head = [
    '---',
    `id: ${id}`,
    'title: 公园与广场',
    'publication: 晚报',
    'speakers:',
    '  - name: 张三',
    '    office: 园林局局长',
    '---',
  ]
  return [...head, '', '## 谈公园', ...texts.map((text) => `\n【张三】${text}`), ''].join('\n')
}
