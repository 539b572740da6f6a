import { Bot } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'
import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { createIntake } from '../../../src/bot/telegram/intake.ts'
import type { Claim, TakenUpdates } from '../../../src/records/updates/taken-updates.ts'

const UPDATE = {
  update_id: 7,
  message: { message_id: 1, date: 1, text: 'x', chat: { id: 5, type: 'private', first_name: 'A' } },
}
// What no test looks at is left out.
const ME = { id: 1, is_bot: true, first_name: 'Bot', username: 'a_bot' } as UserFromGetMe

it('answers once what it takes over of an ended process while that is delivered again', async () => {
  const answered: number[] = []
  const bot = new Bot('1:made_up', { botInfo: ME })
  bot.use(({ update }) => void answered.push(update.update_id))
  const settled: number[] = []
  let tell: (claims: ReadonlyMap<number, Claim>) => void = () => {}
  const claimed = new Promise<ReadonlyMap<number, Claim>>((resolve) => (tell = resolve))
  let sweeps = 0
  // It is taken over before the claim of the delivery comes to the database.
  const kept: TakenUpdates = {
    claim: () => claimed,
    settle: async (id) => void settled.push(id),
    giveBack: async () => {},
    claimLeft: async () => ({ updates: sweeps++ === 1 ? [UPDATE] : [], dropped: [] }),
    release: async () => {},
  }
  const intake = createIntake(pino({ enabled: false }), { sweepInterval: 5, isRepeated: true })
  onTestFinished(async () => void (await intake.close()))
  intake.open(bot, kept)
  const taking = intake.take([UPDATE])
  await expect.poll(() => sweeps).toBeGreaterThan(2)
  tell(new Map([[UPDATE.update_id, 'held']]))
  expect(await taking?.handled[0]).toBe('held')
  await expect.poll(() => settled).toEqual([UPDATE.update_id])
  expect(answered).toEqual([UPDATE.update_id])
})
