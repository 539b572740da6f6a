import { type Prose, dropRemarks } from '../prose.ts'
import type { ReadBlock } from '../shapes/reading.ts'

/** Puts a paragraph behind another one of the same count: 二看就业 behind 一看增长. */
const ORDINALS = '一二三四五六七八九十'
const COUNTED = /(?:^|[，。；：、\s])(?:第)?([一二三四五六七八九十])(?:是|要|则|看|来|方面|个|点|，|、)/gu
const STARTS_COUNTED = /^[\s]*(?:第)?([二三四五六七八九十])(?:是|要|则|看|来|方面|个|点|，|、)/u
/** Words with which a speaker goes on. */
const GOES_ON =
  /^[\s]*(?:此外|另外|同时|与此同时|其次|再次|再者|最后|另一方面|因此|所以|而且|并且|总之|总的来看|总体来看|比如|例如|换句话说|也就是说|这意味着|这就是说|对于|至于|当然|其实|从[^，]{1,6}(?:来看|看)|应该?|需要|必须|要(?!闻)|首先|希望|建议|我们?(?![国市省区县州校院军党]))|^\s*(?:In addition|Besides|Moreover|Furthermore|Second|Third|Finally|But|And|So|We|I|That|This means|For example|For instance)\b/u
const NARRATES =
  /^[\s]*(?:(?:会议|报告|通知|意见|文件|研究|调查|决定|条例|办法|《[^》]{2,30}》)[^，。]{0,12}(?:指出|强调|显示|要求|认为|提出|明确|规定)|记者|据(?!此)|[依根](?:据)?[^，]{1,12}(?:统计|数据|资料|规定)|数据显示|统计显示|公开资料|资料显示|公开信息|截至|截止|当[日天]|日前|近日|\d{4}年\d{1,2}月\d{1,2}日)|据(?:悉|了解|介绍|统计)|记者(?:了解|注意|从|看到|发现)|数据显示|\b[Aa]ccording to (?:\p{Ll}|[A-Z]{2,})/u
const NARRATES_AT_START = /^\s*(?:记者|本报|笔者)/u
const FIRST_PERSON =
  /(?<![自忘敌])我(?!国|市|省|区|县|州|校|院|军|党|部|局|厅|委|方|社|报|台)|(?<![日基资根剧样版文原成标书])本(?:人|席|局|府|会|处|厅|署|校|公司)|咱们?|\b(?:I|I'm|I've|we|our|my)\b/u
/** 建议加大力度: measures are asked for, and nobody is named who asks. */
const ASKS_FOR =
  /^[\s]*(?:首先|第一|一是|其次|第二|最后)?[，]?(?:建议|希望|呼吁|要(?!闻|求|点)|应当?(?!对|用)|必须|需要)/u
const DEMANDS = /\b(?:should|must|ought|needs? to|you|your)\b/iu
const ENDS_ASKING = /[？?][”’」』）)]?\s*$/u
const ASKS_SOMEBODY = /请问|您|你们?(?:认为|觉得|如何|怎么)|请(?:您|你|谈谈|介绍)|\b(?:you|your)\b/iu

/** Tells whether a paragraph in which nobody is named goes on with the words before it. */
export function continues(previous: ReadBlock, one: ReadBlock, prose: Prose): 'surely' | 'perhaps' | undefined {
  const opened = previous.quotations.at(-1)
  if (opened?.isOpen === true && /^\s*“|^[^“]{1,400}”/u.test(one.plain)) return 'surely'
  const number = STARTS_COUNTED.exec(one.plain)?.[1]
  if (number !== undefined) {
    const before = [...previous.plain.matchAll(COUNTED)].map(([, counted = '']) => ORDINALS.indexOf(counted))
    if (before.includes(ORDINALS.indexOf(number) - 1)) return 'surely'
  }
  if (NARRATES.test(one.plain)) return undefined
  if (GOES_ON.test(one.plain) || number !== undefined) return 'perhaps'
  return FIRST_PERSON.test(dropRemarks(one.plain, prose.remarks)) ? 'perhaps' : undefined
}

/** A deed or a look that is told, as nobody tells it of himself: 他拿出一张图, （指着窗外）. */
const TELLS_OF_SOMEBODY =
  /^\s*(?:[他她](?!们)|（|采访(?:结束|时|中|期间)|说(?:到|起|着|完)|谈(?:到|起)|话音|走[进出在]|见到|(?:He|She)\b|\(|As (?:he|she)\b|After the (?:interview|hearing|meeting)\b)/u

/** Tells whether the words of a paragraph, but for what it quotes, are plainly a speaker's own. */
export function isInFirstPerson(one: ReadBlock, prose: Prose): boolean {
  return FIRST_PERSON.test(dropRemarks(one.plain, prose.remarks)) && !NARRATES_AT_START.test(one.plain)
}

/** Tells whether a paragraph begins as what is told of somebody does. */
export function tellsOfSomebody({ plain }: ReadBlock): boolean {
  return TELLS_OF_SOMEBODY.test(plain)
}

/** Tells whether a paragraph begins as a report does, with where it has its words from. */
export function narrates({ plain }: ReadBlock): boolean {
  return NARRATES.test(plain)
}

/** Tells whether a paragraph behind somebody's words is surely the paper's own. */
export function opensNarration(one: ReadBlock, prose: Prose): boolean {
  if (prose.remarks.length > 0) return false
  // English papers set all words of others in quotation marks or beside a verb of saying; Chinese ones go on without.
  const isLatin = /\p{Script=Latin}/u.test(one.plain) && !/\p{Script=Han}/u.test(one.plain)
  return (
    NARRATES.test(one.plain) || (isLatin && !prose.hasVerb && !FIRST_PERSON.test(one.plain) && !DEMANDS.test(one.plain))
  )
}

/** Tells whether a paragraph speaks as a person does, of whom nothing is told. */
export function speaksOfItself(one: ReadBlock, prose: Prose): boolean {
  return FIRST_PERSON.test(dropRemarks(one.plain, prose.remarks)) || ASKS_FOR.test(one.plain)
}

/** Tells whether the section below a heading asks for measures and names nobody: a statement whose speaker is not told. */
export function isStatement(read: readonly ReadBlock[], prose: readonly Prose[], heading: number): boolean {
  const end = read.findIndex((one, index) => index > heading && one.isHeading)
  const places = read.map((_, index) => index).slice(heading + 1, end < 0 ? undefined : end)
  const isAnybodyNamed = places.some((place) => (prose[place]?.named.length ?? 0) > 0)
  return !isAnybodyNamed && places.some((place) => ASKS_FOR.test(read[place]?.plain ?? ''))
}

/**
 * Finds the paragraphs without a label that ask: true where the page bears it out, as it asks somebody, or asks at the
 * start of several sections.
 */
export function findQuestions(read: readonly ReadBlock[], prose: readonly Prose[]): ReadonlyMap<ReadBlock, boolean> {
  const asking = read.flatMap((one, index) => {
    const ends = !one.isHeading && ENDS_ASKING.test(one.plain) && !/”\s*$/u.test(one.plain)
    return ends && prose[index]?.says.length === 0 && prose[index].remarks.length === 0 ? [{ one, index }] : []
  })
  const atStarts = asking.filter(({ index }) => index === 0 || read[index - 1]?.isHeading === true)
  return new Map(
    asking.map(({ one, index }) => {
      const isAtStart = atStarts.some((other) => other.index === index)
      return [one, (isAtStart && atStarts.length > 1) || one.block.isBold === true || ASKS_SOMEBODY.test(one.plain)]
    }),
  )
}
