import fc from 'fast-check'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { type Place, createLanes } from '../../../src/bot/state/lanes.ts'

/** Runs work that ends when it is told to, and lists what has begun. */
function createYard() {
  const lanes = createLanes()
  const begun: string[] = []
  const ends = new Map<string, { end: () => void; release: () => void }>()
  return {
    begun,
    run: (name: string, place: Place) =>
      lanes.run(place, (release) => {
        begun.push(name)
        return new Promise((end) => ends.set(name, { end, release }))
      }),
    end: (name: string) => ends.get(name)?.end(),
    release: (name: string) => ends.get(name)?.release(),
  }
}

const TURNS = 50

async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await nextTurn()
}

describe('createLanes', () => {
  it("lets a stranger's work begin before what an owner has waiting, in the same lane too", async () => {
    const yard = createYard()
    for (let place = 0; place < 10; place++) void yard.run(`own ${place}`, { owner: 1, lanes: ['chat'] })
    await settle()
    void yard.run('a stranger', { owner: 2, lanes: ['chat'] })
    yard.end('own 0')
    await settle()
    yard.end('own 1')
    await settle()
    expect(yard.begun).toEqual(['own 0', 'own 1', 'a stranger'])
  })

  it("works on one piece of an owner's at a time until it is released, whatever the lanes", async () => {
    const yard = createYard()
    for (let place = 0; place < 3; place++) void yard.run(`own ${place}`, { owner: 1, lanes: [`chat ${place}`] })
    await settle()
    expect(yard.begun).toEqual(['own 0'])
    yard.release('own 0')
    await settle()
    expect(yard.begun).toEqual(['own 0', 'own 1'])
    // Its turn is over: the end of it gives no other.
    yard.end('own 0')
    await settle()
    expect(yard.begun).toEqual(['own 0', 'own 1'])
  })

  it('keeps what is released in its lane until it has ended', async () => {
    const yard = createYard()
    void yard.run('first', { owner: 1, lanes: ['a'] })
    void yard.run('second', { owner: 1, lanes: ['a'] })
    void yard.run('elsewhere', { owner: 1, lanes: ['b'] })
    await settle()
    yard.release('first')
    await settle()
    expect(yard.begun).toEqual(['first', 'elsewhere'])
    yard.release('elsewhere')
    yard.end('first')
    await settle()
    expect(yard.begun).toEqual(['first', 'elsewhere', 'second'])
  })

  it('drops what a later version replaces before it has begun, in whatever order they come', async () => {
    const yard = createYard()
    const place = (version: number): Place => ({ owner: 1, lanes: ['inline'], version })
    void yard.run('1', place(1))
    await settle()
    const dropped = [yard.run('2', place(2)), yard.run('3', place(3))]
    void yard.run('5', place(5))
    dropped.push(yard.run('4', place(4)))
    await Promise.all(dropped)
    yard.end('1')
    await settle()
    expect(yard.begun).toEqual(['1', '5'])
  })

  it('rejects as the work does, and goes on', async () => {
    const lanes = createLanes()
    const place: Place = { owner: 1, lanes: ['a'] }
    const failing = lanes.run(place, () => Promise.reject(new Error('no')))
    const next = lanes.run(place, async () => {})
    await expect(failing).rejects.toThrow('no')
    await expect(next).resolves.toBeUndefined()
  })

  it('does all work once, never two pieces in a lane, and what an owner has in a lane in its order', async () => {
    const places = fc.array(
      fc.record({
        owner: fc.integer({ min: 1, max: 3 }),
        lanes: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 2 }),
        turns: fc.integer({ min: 0, max: 2 }),
        isReleased: fc.boolean(),
      }),
      { maxLength: 20 },
    )
    await fc.assert(
      fc.asyncProperty(places, async (all) => {
        const lanes = createLanes()
        const running = new Set<string>()
        const begun: number[] = []
        const work = async (
          id: number,
          { lanes: own, turns, isReleased }: (typeof all)[number],
          release: () => void,
        ) => {
          begun.push(id)
          for (const lane of own) {
            expect(running.has(lane)).toBe(false)
            running.add(lane)
          }
          if (isReleased) release()
          for (let turn = 0; turn < turns; turn++) await nextTurn()
          for (const lane of own) running.delete(lane)
        }
        await Promise.all(all.map((one, id) => lanes.run(one, (release) => work(id, one, release))))
        expect(begun.toSorted((a, b) => a - b)).toEqual(all.map((_, id) => id))
        for (const [later, id] of begun.entries())
          for (const other of begun.slice(later + 1)) {
            const [one, two] = [all[id], all[other]]
            const isShared = one?.owner === two?.owner && one?.lanes.some((lane) => two?.lanes.includes(lane))
            if (isShared) expect(id).toBeLessThan(other)
          }
      }),
    )
  })
})
