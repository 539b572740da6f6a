import { join } from 'node:path'
import Libsql from 'libsql'
import { expect, it, vi } from 'vitest'
import { answerQuery } from '../src/answer/answer-query.ts'
import { parseSettings } from '../src/config.ts'
import { openKnowledge } from '../src/open-knowledge.ts'
import { EngineError } from '../src/search/engine/engine.ts'
import { makeFolder } from './knowledge/samples.ts'
import { HARBOUR } from './taught-articles.ts'

it('answers again by itself after damage has shown in the index file', async () => {
  const [dir, cacheDir] = [await makeFolder({ 'harbour.md': HARBOUR }), await makeFolder({})]
  const settings = parseSettings({ KNOWLEDGE_DIR: dir, CACHE_DIR: cacheDir, INDEX_FILE_FROM: '0' })
  const { knowledge, settle } = await openKnowledge(settings)
  await knowledge.prepared()
  const database = new Libsql(join(cacheDir, 'passages.index'))
  database.exec("update passage set text = 'x'")
  database.close()
  const damaged = knowledge.corpus
  const ask = () => answerQuery(knowledge.corpus, '扩建要投资多少钱').kind
  expect(ask).toThrow(EngineError)
  await vi.waitFor(() => expect(knowledge.corpus).not.toBe(damaged))
  expect([knowledge.corpus.index.isSound(), ask()]).toEqual([true, 'found'])
  await settle()
})
