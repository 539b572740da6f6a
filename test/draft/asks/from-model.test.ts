import fc from 'fast-check'
import { expect, it } from 'vitest'
import { draftFromModel, listWholeObjects } from '../../../src/draft/asks/from-model.ts'
import type { Prompt } from '../../../src/draft/asks/endpoint.ts'
import { toCitations } from '../../../src/knowledge/article.ts'
import { FERRY, HARBOUR } from '../../articles.ts'

const object = fc.record({ ask: fc.string({ unit: 'binary' }), span: fc.option(fc.string({ unit: 'binary' })) })

it('finds every object of JSON, wherever it is cut and whatever stands around it', () => {
  fc.assert(
    fc.property(fc.array(object), fc.nat(), (objects, seed) => {
      const json = JSON.stringify({ asks: objects })
      const cut = json.slice(0, seed % (json.length + 1))
      const whole = listWholeObjects(`Here you are:\n\`\`\`json\n${json}\n\`\`\``)
      expect(whole).toEqual(JSON.parse(JSON.stringify(objects.length > 0 ? objects : [{ asks: [] }])))
      const kept = objects.length > 0 ? listWholeObjects(cut) : []
      expect(kept).toEqual(JSON.parse(JSON.stringify(objects.slice(0, kept.length))))
    }),
  )
})

it('finds none in what is no JSON', () => {
  for (const text of ['', '{', '{"', '{ask: 1}', '}{', '"{"', '{"a":"\\"}']) expect(listWholeObjects(text)).toEqual([])
})

it('asks for 40 lines a passage and 200 an article, with the article as data alone', async () => {
  const prompts: Prompt[] = []
  const { total, failed } = await draftFromModel(HARBOUR, async (prompt) => {
    prompts.push(prompt)
    return { kind: 'completed', text: '{"asks":[{"ask":"a","span":"b"}],"unanswered":[{"ask":"c"}]}', isCut: false }
  })
  const passages = toCitations([HARBOUR])
  expect([total, failed]).toEqual([passages.length + 4, []])
  const { text } = passages[1]?.passage ?? { text: '' }
  for (const { system, user } of prompts) {
    expect(system).not.toContain(text)
    expect(JSON.parse(user)).toHaveProperty('title', HARBOUR.title)
  }
  expect(prompts.filter(({ system }) => system.includes('Write 40 lines'))).toHaveLength(passages.length)
  expect(prompts.filter(({ system }) => system.includes('Write 50 lines'))).toHaveLength(4)
})

it('makes no further request once one has told that the settings are wrong', async () => {
  let asked = 0
  const { failed, total } = await draftFromModel(FERRY, async () => {
    asked++
    return { kind: 'failed', reason: 'no', isFinal: true }
  })
  expect(failed).toHaveLength(total)
  expect(asked).toBeLessThan(total)
})
