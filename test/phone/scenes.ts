import type { Language } from '../../src/i18n/languages.ts'
import { allTexts } from '../bot/start-bot.ts'
import type { Owner, Phone } from './phone.ts'

/** What is done on a phone before its picture is taken. */
export interface Scene {
  readonly name: string
  readonly owner: Owner
  readonly act: (phone: Phone) => Promise<unknown>
}

const GROUP = -1_001_777_000_000

let groups = 0

const asked = (name: string, language: Language, ...texts: readonly string[]): Scene => ({
  name,
  owner: { language },
  async act(phone) {
    for (const text of texts) await phone.write(text)
  },
})

/** A query and the button pressed below its answer. */
const pressed = (name: string, language: Language, text: string, ...labels: readonly RegExp[]): Scene => ({
  name,
  owner: { language },
  async act(phone) {
    await phone.write(text)
    for (const label of labels) await phone.press(label)
  },
})

const inGroup = (name: string, language: Language, act: Scene['act']): Scene => ({
  name,
  owner: { language, group: GROUP - ++groups },
  act,
})

const { buttons } = allTexts['zh-hans']
/** The button of a label, whatever it counts. */
const labelled = (text: string) => new RegExp(`^${text.replace(/\s*\d+$/u, '')}`, 'u')

/** Scenes over the repository's own folder. */
export const SCENES: readonly Scene[] = [
  asked('answer-figure', 'zh-hans', '全市工程技术人员一共有多少'),
  asked('answer-support', 'zh-hans', '我马上博士毕业，重庆对年轻科研人员有什么支持？'),
  asked('answer-corrected', 'zh-hans', '包干志带来多少社会资本'),
  pressed('answer-follow-ups', 'zh-hans', '卓越工程师有哪些举措？', labelled(buttons.followUps)),
  pressed('answer-context', 'zh-hans', '公立医院没编制招不到人怎么办', labelled(buttons.context)),
  pressed('answer-more', 'zh-hans', '人才引进有什么政策', labelled(buttons.more(1))),
  pressed('answer-voted', 'zh-hans', '高新波怎么评价人才政策', /👎/u),
  asked('answer-area', 'zh-hans', '120平方米的人才公寓'),
  asked('offer', 'zh-hans', '工程师大赛的奖金有多少'),
  asked('offer-close', 'zh-hans', '重庆有多少高级工程师'),
  asked('none-near', 'zh-hans', '博士后每个月补贴多少钱'),
  asked('none', 'zh-hans', '红烧排骨怎么烧才不腻'),
  asked('thanks', 'zh-hans', '你好', '谢谢'),
  asked('who', 'zh-hans', '王颖是谁'),
  asked('participants', 'zh-hans', '有哪些嘉宾'),
  asked('questions', 'zh-hans', '记者问了哪些问题'),
  asked('compare', 'zh-hans', '比较王延江和陈娟对卫生人才的建议'),
  asked('parts', 'zh-hans', '包干制是什么，六大工程有哪些'),
  asked('unsaid', 'zh-hans', '马卫对医院编制怎么看'),
  asked('unclear', 'zh-hans', '他还说了什么'),
  asked('dialogue', 'zh-hans', '青年人才有什么政策', '那博士后呢', '出处'),
  asked('sources', 'zh-hans', '比较王延江和陈娟对卫生人才的建议', '出处', '谁说的'),
  asked('start', 'zh-hans', '/start'),
  asked('help', 'zh-hans', '/help'),
  asked('topics', 'zh-hans', '/topics'),
  asked('speakers', 'zh-hans', '/speakers'),
  asked('article', 'zh-hans', '/article'),
  asked('hant-answer', 'zh-hant', '公立醫院沒編制招不到人怎麼辦'),
  asked('hant-offer', 'zh-hant', '博士後每個月補貼多少錢'),
  asked('hant-start', 'zh-hant', '/start'),
  asked('en-answer', 'en', 'How many senior engineers does Chongqing have?'),
  asked('en-speaker', 'en', 'What did Wang Ying suggest about software talent?'),
  asked('en-who', 'en', 'What did Wang Ying say?', 'who is she'),
  asked('en-long-office', 'en', 'What does Wang Yanjiang suggest for hospitals?'),
  asked('en-compare', 'en', 'compare Gao Xinbo and Liu Xiaokang on engineers'),
  asked('en-dialogue', 'en', 'What policies are there for young talent?', 'what about hospitals', 'source'),
  asked('en-offer', 'en', 'How much subsidy do postdocs get each month?'),
  asked('en-none', 'en', 'best pizza in town'),
  asked('en-help', 'en', '/help'),
  asked('en-speakers', 'en', '/speakers'),
  asked('en-article', 'en', '/article'),
  asked('en-participants', 'en', 'Who took part?'),
  inGroup('group-ask', 'zh-hans', async (phone) => {
    await phone.write('/ask 卓越工程师有哪些举措？')
  }),
  inGroup('group-reply', 'zh-hans', async (phone) => {
    const question = await phone.overhear('医院想进人但是没编制，重庆是怎么解决的？', '小周')
    await phone.write('@wenzheng_test_bot', { replyTo: question })
  }),
  inGroup('group-compare', 'zh-hans', (phone) => phone.write('/ask 比较王延江和陈娟对卫生人才的建议')),
  inGroup('group-none', 'zh-hant', (phone) => phone.write('/ask 博士後每個月補貼多少錢')),
  inGroup('en-group', 'en', (phone) => phone.write('/ask What does Gao Xinbo say about training engineers?')),
]

/** Scenes of an admin over a folder that was changed, with records of what was asked. */
export function listAdminScenes(id: number, change: (what: 'passage' | 'check' | 'fault') => Promise<void>): Scene[] {
  const admin = (name: string, language: Language, act: Scene['act']): Scene => ({ name, owner: { language, id }, act })
  const reloaded = (name: string, language: Language, what: Parameters<typeof change>[0]) =>
    admin(name, language, async (phone) => {
      await change(what)
      await phone.write('/reload')
    })
  return [
    admin('admin-stats', 'zh-hans', (phone) => phone.write('/stats')),
    admin('en-admin-stats', 'en', (phone) => phone.write('/stats')),
    admin('admin-gaps', 'zh-hans', (phone) => phone.write('/gaps')),
    admin('en-admin-gaps', 'en', (phone) => phone.write('/gaps')),
    admin('admin-gaps-decided', 'zh-hans', async (phone) => {
      await phone.write('/gaps')
      await phone.press(/①/u)
    }),
    reloaded('admin-reload-check', 'zh-hans', 'check'),
    reloaded('en-admin-reload-check', 'en', 'check'),
    reloaded('admin-reload-fault', 'zh-hans', 'fault'),
    reloaded('en-admin-reload-fault', 'en', 'fault'),
    reloaded('admin-reload', 'zh-hans', 'passage'),
  ]
}

/** Scenes over a folder with a second and a third article. */
export const SECOND_SCENES: readonly Scene[] = [
  asked('second-answer', 'zh-hans', '新码头什么时候动工'),
  asked('second-choice', 'zh-hans', '林局是谁'),
  asked('second-articles', 'zh-hans', '/article'),
  asked('second-topics', 'zh-hans', '/topics'),
  asked('second-none', 'zh-hans', '火星上有人吗'),
  asked('en-second-none', 'en', 'Is there life on Mars?'),
  asked('en-second-answer', 'en', 'When does the new quay start?'),
]
