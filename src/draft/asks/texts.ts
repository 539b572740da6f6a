import { type Values, createFormats } from '../../i18n/format.ts'
import type { Language } from '../../i18n/languages.ts'
import { ASKS_A_PASSAGE, type ModelStep, UNANSWERED_AN_ARTICLE } from './from-model.ts'
import type { Sifted } from './sift.ts'

const SOURCES: Readonly<Record<Language, string>> = {
  'zh-hans': `
usage =
    用法：npx wenzheng draft-asks 文章.md [--force]
    为一篇文章拟出问法，写进旁边的 .asks.draft.yaml，机器人不读它；由人挑选后移到 .asks.yaml。
    设了 LLM_URL、LLM_MODEL、LLM_API_KEY 时也请那里的模型来拟，文章的文字会发过去。
    --force 覆盖已有的建议。
exists = { $file } 已经有了；要覆盖请加 --force
not-written = { $file } 写不了（{ $code }）
from-text = 只按文章的文字来拟：没有设 LLM_URL、LLM_MODEL 和 LLM_API_KEY
from-model = 请模型来拟：每段 { $asks } 条，整篇没有讲到的 { $unanswered } 条
step = { $done }/{ $total } { $what }：{ $count } 条
failed = { $done }/{ $total } { $what }：没有得到（{ $reason }）
cut = { $done }/{ $total } { $what }：{ $count } 条（{ $reason }）
unanswered = 没有讲到的
refused = 模型什么也没有给：{ $reason }。什么都没有写。不设 LLM_URL 就只按文字来拟。
some-failed = { $total } 次请求里有 { $failed } 次没有得到，见上
written = { $file }：问法 { $asks } 条，没有讲到的 { $unanswered } 条。略去重复的 { $repeated } 条，段落里找不到原话的 { $noSpan } 条，其实讲到了的 { $answered } 条，不成句的 { $noLine } 条。
none = 没有拟出什么，什么都没有写
`,
  'zh-hant': `
usage =
    用法：npx wenzheng draft-asks 文章.md [--force]
    為一篇文章擬出問法，寫進旁邊的 .asks.draft.yaml，機器人不讀它；由人挑選後移到 .asks.yaml。
    設了 LLM_URL、LLM_MODEL、LLM_API_KEY 時也請那裡的模型來擬，文章的文字會傳過去。
    --force 覆蓋已有的建議。
exists = { $file } 已經有了；要覆蓋請加 --force
not-written = { $file } 寫不了（{ $code }）
from-text = 只按文章的文字來擬：沒有設 LLM_URL、LLM_MODEL 和 LLM_API_KEY
from-model = 請模型來擬：每段 { $asks } 條，整篇沒有講到的 { $unanswered } 條
step = { $done }/{ $total } { $what }：{ $count } 條
failed = { $done }/{ $total } { $what }：沒有得到（{ $reason }）
cut = { $done }/{ $total } { $what }：{ $count } 條（{ $reason }）
unanswered = 沒有講到的
refused = 模型什麼也沒有給：{ $reason }。什麼都沒有寫。不設 LLM_URL 就只按文字來擬。
some-failed = { $total } 次請求裡有 { $failed } 次沒有得到，見上
written = { $file }：問法 { $asks } 條，沒有講到的 { $unanswered } 條。略去重複的 { $repeated } 條，段落裡找不到原話的 { $noSpan } 條，其實講到了的 { $answered } 條，不成句的 { $noLine } 條。
none = 沒有擬出什麼，什麼都沒有寫
`,
  en: `
usage =
    Usage: npx wenzheng draft-asks ARTICLE.md [--force]
    Proposes asks for an article in a file .asks.draft.yaml beside it, which the bot never reads; a person moves
    those that are good over to a file .asks.yaml. Where LLM_URL, LLM_MODEL and LLM_API_KEY are set the model there
    proposes too, and the text of the article is sent to it. --force replaces earlier proposals.
exists = { $file } exists; --force replaces it
not-written = { $file } cannot be written ({ $code })
from-text = From the text alone: LLM_URL, LLM_MODEL and LLM_API_KEY are not set
from-model = From the model too: { $asks } asks a passage, { $unanswered } unanswered lines
step = { $done }/{ $total } { $what }: { $count } lines
failed = { $done }/{ $total } { $what }: none ({ $reason })
cut = { $done }/{ $total } { $what }: { $count } lines ({ $reason })
unanswered = unanswered
refused = The model gave nothing: { $reason }. Nothing is written. Without LLM_URL the text alone is used.
some-failed = { $failed } of { $total } requests gave nothing, see above
written = { $file }: { $asks } asks, { $unanswered } unanswered lines. Left out: { $repeated } repeated, { $noSpan } whose words the passage does not have, { $answered } that the article answers, { $noLine } that are no lines.
none = Nothing to propose, and nothing is written
`,
}

/** The sentences of `wenzheng draft-asks`. */
export interface DraftAsksTexts {
  readonly usage: string
  readonly exists: (file: string) => string
  readonly notWritten: (file: string, code: string) => string
  readonly fromText: string
  readonly fromModel: string
  readonly step: (step: ModelStep) => string
  readonly refused: (reason: string) => string
  readonly someFailed: (failed: number, total: number) => string
  readonly written: (file: string, sifted: Sifted) => string
  readonly none: string
}

/** Creates the sentences in a language. */
export function createDraftAsksTexts(language: Language): DraftAsksTexts {
  const format = createFormats(SOURCES)[language]
  return {
    usage: format('usage'),
    exists: (file) => format('exists', { file }),
    notWritten: (file, code) => format('not-written', { file, code }),
    fromText: format('from-text'),
    fromModel: format('from-model', { asks: ASKS_A_PASSAGE, unanswered: UNANSWERED_AN_ARTICLE }),
    step: (step) => format(toStepId(step), toStepValues(step, format('unanswered'))),
    refused: (reason) => format('refused', { reason }),
    someFailed: (failed, total) => format('some-failed', { failed, total }),
    written: (file, { asks, unanswered, dropped }) =>
      format('written', { file, asks: asks.length, unanswered: unanswered.length, ...dropped }),
    none: format('none'),
  }
}

function toStepId({ count, reason }: ModelStep): string {
  if (count === undefined) return 'failed'
  return reason === undefined ? 'step' : 'cut'
}

function toStepValues({ done, total, passage, count = 0, reason = '' }: ModelStep, unanswered: string): Values {
  return { done, total, what: passage ?? unanswered, count, reason }
}
