import { expect, it, onTestFinished } from 'vitest'
import { createFolder } from '../admin/knowledge-folder.ts'
import { quotationsIn, startBot } from '../start-bot.ts'

const ARTICLE = '---\nid: park\ntitle: 公园\npublication: 晚报\n---\n\n## 谈公园\n\n【叙述】公园里要多种蝴蝶兰。\n'

async function startUnnamed() {
  const folder = await createFolder()
  await folder.edit(() => ARTICLE)
  const running = await startBot({ knowledge: await folder.createKnowledge() })
  onTestFinished(async () => {
    await running.stop()
    await folder.delete()
  })
  return running.api
}

it('an article without names is quoted, and offers only examples that it answers', async () => {
  const api = await startUnnamed()
  expect(quotationsIn((await api.ask('蝴蝶兰')).answer)).toEqual(['公园里要多种蝴蝶兰。'])
  expect((await api.ask('/start')).answer.text).toContain('材料里暂时没有可举的例子。')
  const lines = (await api.ask('今天天气怎么样？')).answer.text.split('\n')
  expect(lines).toEqual([
    '材料里没有讲到这个问题，所以不引用任何原文。',
    expect.stringMatching(/^现有的材料：《.+》。$/u),
  ])
  expect(api.faults).toEqual([])
})

// The list of nobody is an empty text, which Telegram does not take: whoever asks gets nothing at all.
it('the question who took part is answered without names', async () => {
  const api = await startUnnamed()
  const { answer } = await api.ask('有哪些人参加？', { timeoutMs: 500 })
  expect(answer.text).not.toBe('')
})
