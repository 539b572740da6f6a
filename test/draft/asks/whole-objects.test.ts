import fc from 'fast-check'
import { expect, it } from 'vitest'
import { listWholeObjects } from '../../../src/draft/asks/whole-objects.ts'

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
