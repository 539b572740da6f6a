import { describe, expect, it } from 'vitest'
import { isProcedural } from '../../src/text/procedure.ts'

describe('a turn that only gives the floor', () => {
  it.each([
    '请陈委员发言。',
    '請內政部民政司黃司長說明。',
    '接下来请李部长回答。',
    '谢谢主席。下一位。',
    '非常感谢您的提问。请下一位记者提问。',
    '主席、各位列席官員、各位同仁。',
    'Thank you. Next question.',
    'Thank you. Steve.',
    'Our next question comes from Nick of the Journal.',
    'I now call upon the representative of Norway.',
    'Let’s go to Rachel Siegel.',
    'The chair recognizes the gentleman from Ohio.',
  ])('%s says nothing of the matter', (turn) => {
    expect(isProcedural(turn)).toBe(true)
  })

  it.each([
    '請說明門檻是多少？',
    '请各部门尽快补充人才。',
    '对。',
    'Yeah.',
    'Absolutely.',
    '五千多人。',
    'I call on Congress to pass this bill.',
    'We will move to zero tariffs.',
    'I recognize the need for reform.',
    'Thank you. Rates will rise.',
    '谢谢主席。我反对第二条。',
    'The first quarter was weak.',
  ])('%s says something', (turn) => {
    expect(isProcedural(turn)).toBe(false)
  })
})
