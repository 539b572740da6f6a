/** The figure or date that a query asks for. */
export interface AskedFigure {
  readonly kind: 'figure' | 'date'
  /** What a sentence that tells it contains. */
  readonly told: RegExp
  /** Whether `told` is the unit that the query names, not any figure. */
  readonly hasUnit: boolean
}

const ASKS_FIGURE =
  /多少|几(?!乎|何|经|时|类|种|方面|点建议)|好多(?:个|人|名|家|钱)|多大(?!意义)|多高|多长|多久|百分之|\bhow (?:many|much|long|high|large|big)\b|\bwhat (?:percentage|share|number)\b/u
const ASKS_DATE =
  /什么时候|何时|几时|啥时候?|哪一?[年天月日]|几[月号点]|(?:什么|哪个)(?:时间|年份|日期)|\bwhen\b|\bwhat (?:year|date|day)\b/u
const NUMBER = String.raw`(?:\d|[〇零一二三四五六七八九十百千万亿两余多半])`
const DATE =
  /\d|[年月日号点]|(?:昨|今|明)天|周[一二三四五六日]|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/u
const FIGURE = new RegExp(
  String.raw`\d|${NUMBER}[个名位家项条人次倍成种天年月元吨所户件亿万]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand|million|billion|percent|half|dozen|third|quarter)\b`,
  'u',
)

/** Units by the words of a query that ask for them: any of the second stand with a figure that answers. */
const UNITS: readonly (readonly [asked: RegExp, told: string])[] = [
  [
    /多少钱|几多钱|好多钱|几块钱|(?:多少|几)(?:万|亿)?(?:元|块)|\bhow much (?:money|does it cost)\b/u,
    '元|块钱|[$£€]|dollars?',
  ],
  [
    /百分之几|百分之多少|多少个?百分点|比例|占比|[^概比频速效功]率(?:是|有|达|为)?多少|\bpercent(?:age)?\b/u,
    '%|％|百分|个点|成|percent|per cent',
  ],
  [/(?:多少|几)(?:万|亿)?(?:个人|名|位|人|户)/u, '人|名|位|户|万'],
  [/(?:多少|几)(?:个)?(?:天|日|工作日)/u, '天|日'],
  [/(?:多少|几)(?:个)?(?:小时|钟头)/u, '小时|时'],
  [/(?:多少|几)个?月/u, '月'],
  [/多少年|几年/u, '年'],
  [/几岁|多少岁|多大年纪/u, '岁|周岁'],
  [/(?:多少|几)(?:万|亿)?([家项条次倍吨所座批辆架台套亩级页斤])/u, ''],
]

/** Reads the figure or date that a folded query asks for; undefined for any other query. */
export function readAskedFigure(folded: string): AskedFigure | undefined {
  if (ASKS_DATE.test(folded)) return { kind: 'date', told: DATE, hasUnit: false }
  for (const [asked, told] of UNITS) {
    const match = asked.exec(folded)
    if (match) return { kind: 'figure', told: toTold(told || (match[1] ?? '')), hasUnit: true }
  }
  return ASKS_FIGURE.test(folded) ? { kind: 'figure', told: FIGURE, hasUnit: false } : undefined
}

/** A figure may have a few characters between number and unit: 35万余人. */
function toTold(units: string): RegExp {
  return new RegExp(`${NUMBER}[^。；，]{0,3}?(?:${units})`, 'u')
}
