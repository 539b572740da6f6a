import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createKnowledgeBase } from '../../../src/answer/knowledge-base.ts'
import { loadKnowledge } from '../../../src/knowledge/load-knowledge.ts'
import { ARTICLE, FOLDER, fold } from '../start-bot.ts'

/** Copies the repository's article, without its asks, to where it may be edited; `load` is what a knowledge base reads it with. */
export async function createFolder() {
  const dir = await mkdtemp(join(tmpdir(), 'knowledge-'))
  await copyFile(join(FOLDER, ARTICLE), join(dir, ARTICLE))
  const load = () => loadKnowledge(dir)

  async function edit(change: (text: string) => string): Promise<void> {
    const path = join(dir, ARTICLE)
    await writeFile(path, change(await readFile(path, 'utf8')))
  }

  return {
    dir,
    load,
    edit,
    createKnowledge: (loading = load) => createKnowledgeBase(loading, fold),
    write: (name: string, text: string | Uint8Array) => writeFile(join(dir, name), text),
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
