import type { Change, Changes } from '../knowledge/compare-knowledge.ts'

const item = (text: string) => `• ${text}`
const list = (queries: readonly string[]) => queries.map(item).join('\n')
const count = (name: string, { total, added, changed, removed }: Change) =>
  `${name} ${total}（新增 ${added}，改动 ${changed}，移除 ${removed}）`

/** Every sentence that a user of the bot reads. */
export const texts = {
  start: (examples: readonly string[]) =>
    `想了解政策，直接问就行。我只引用材料里的原话，注明是谁、什么职务说的；材料没有讲到的，我会直说。\n\n${texts.tryThese(examples)}`,
  help: (examples: readonly string[]) =>
    `用自己的话提问，我会找出材料里能回答它的原文，注明发言人和职务。\n\n${texts.tryThese(examples)}\n\n` +
    '也可以问“某某是谁”“有哪些人参加”。\n在群里：/ask 加上问题，或者 @ 我提问，或者回复我的消息。',
  tryThese: (examples: readonly string[]) => (examples.length > 0 ? `例如：\n${list(examples)}` : '材料里暂时没有可举的例子。'),
  askHow: '想问什么？在 /ask 后面写上问题，或者直接回复这条消息。',
  unknownCommand: '没有这个命令。直接写出问题就可以问，/help 有说明。',
  onlyText: '我只看得懂文字，请把问题写出来。',
  failed: '出了点问题，这一条没能回答，请过一会儿再问一次。',

  unjudged: (names: readonly string[]) => `没看懂具体问的是什么。${names.join('、')}在材料里说过：`,
  understood: (query: string) => `按“${query}”查找：`,
  none: '材料里没有讲到这个问题，所以不引用任何原文。',
  near: '材料里没有讲到这个问题，所以不引用任何原文。记者问过的，相近的有：',
  choice: (called: string) => `“${called}”可能是指：`,
  unsaid: (names: readonly string[]) => `材料里没有${names.join('、')}对这个问题的说法。`,
  whoSaid: '谈到的有：',
  part: (label: string) => `◆ ${label}`,
  noPart: '材料里没有讲到。',
  questions: '记者问的是：',
  gone: '这一段已经不在材料里了。',
  unasked: '想问什么？写出问题就行。',
  offers: '可以这样问：',
  item,

  narration: '（记者叙述）',
  reporter: '（记者提问）：',
  about: '，写的是',
  asked: (question: string) => `记者问：${question}`,
  under: (headings: readonly string[]) => `见：${headings.join(' · ')}`,
  sameQuestion: '（同上一问）',
  source: '出处：',
  title: (title: string) => `《${title}》`,
  comma: '，',
  separator: '、',
  colon: '：',
  semicolon: '；',
  dash: '—— ',
  more: '……',
  parentheses: (text: string) => `（${text}）`,
  spokeOf: '谈到：',
  saidNothing: '材料里没有此人的发言。',
  participants: '出现在材料里的有：',
  listed: '其他',

  reloaded: ({ articles, passages, asks }: Changes, milliseconds: number) =>
    `资料已重新载入，用时 ${Math.max(1, Math.round(milliseconds))} 毫秒。\n${count('文章', articles)}\n${count('段落', passages)}` +
    (asks.total + asks.removed > 0 ? `\n${count('问法', asks)}` : ''),
  refused: (total: number) => `资料有 ${total} 处问题，没有重新载入，仍用原来的资料回答：`,
  moreProblems: (total: number) => `……另有 ${total} 处，请运行 npm run check-knowledge 查看。`,

  commands: { ask: '提问：/ask 加上问题', help: '怎么用', reload: '重新载入资料' },
  terminalWelcome: '问政：写下问题，按回车。结束请按 Ctrl+D。',
  terminalPrompt: '问> ',
}

/** Renders a date of whatever precision is known: 2023 → 2023年, 2023-01 → 2023年1月, 2023-01-15 → 2023年1月15日. */
export function renderDate(date: string): string {
  const units = ['年', '月', '日']
  return date
    .split('-')
    .map((part, index) => `${Number(part)}${units[index] ?? ''}`)
    .join('')
}
