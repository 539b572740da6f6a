import { LINE_WIDTH, measureWidth } from '../../text/width.ts'

/** The width of an office up to which it is shown whole, in Han characters. */
const LONGEST = LINE_WIDTH - 4
/** The width of two lines less a name, up to which an office in English keeps what its employer belongs to. */
const LONGEST_IN_ENGLISH = 2 * LINE_WIDTH - 6

/** An employer, up to the last word for one, and the position there; a party committee belongs to the position. */
const EMPLOYER_AND_POSITION =
  /^(.*(?:公司|集团|集團|大学|大學|学院|學院|学校|學校|医院|醫院|中心|银行|銀行|协会|協會|学会|學會|商会|商會|联盟|聯盟|法院|委员会|委員會|(?<![副党黨])[部局厅廳院所室处處社科系](?![长長士员員主])|(?<![党黨常主团團])委(?![员員])))(.+)$/u
/** The legal form and the place in an employer's name. */
const LEGAL_FORM = /[（(][^）)]*[）)]|(?:股份|有限责任|有限責任|有限)+公司|(?<=公司)公司/gu
/** A position that names no employer, and so belongs to the one named before it. */
const BARE_POSITION =
  /^(?:常务|常務|执行|執行|副|总|總|首席|主任|主治|党委|黨委|党组|黨組)*(?:书记|書記|董事长|董事長|总裁|總裁|经理|經理|[校院所部局厅廳处處司社行台][长長]|主任|教授|研究员|研究員|医师|醫師|工程师|工程師)$/u
/** A seat beside the employment. */
const SEAT = /(?:人大代表|政协委员|政協委員|党代表)$/u

/** The same in English: a seat, a legal form, what joins two positions, and what parts one from its employer. */
const ENGLISH_SEAT = /\b(?:congress|CPPCC|NPC)\b/iu
const ENGLISH_LEGAL_FORM = /\s*\([^)]*\)|,?\s*\b(?:Co\.?,?\s*)?(?:Ltd|Inc|LLC|Corp)\b\.?/gu
const ENGLISH_JOINT = /,? and (?=\p{Lu})/u
const ENGLISH_EMPLOYER = / (?:of|at|for) |, /u

/**
 * Shortens an office to one employer and one position, in its own words: 市人大代表，甲(集团)有限公司党委书记、董事长 to
 * 甲董事长; and "Deputy to the Congress; Secretary and Chair of A (Group) Ltd." to "Chair of A". An office that is short is
 * returned as it is.
 */
export function toShortOffice(office: string): string {
  if (measureWidth(office) <= LONGEST) return office
  if (!/\p{Script=Han}/u.test(office)) return toShorter(toEnglishOffice(office), office)
  const offices = office.split(/[，；,;]\s*/u).filter((part) => part !== '')
  const main = offices.findLast((part) => !SEAT.test(part)) ?? offices.at(-1) ?? office
  const [first = main, ...others] = main.split('、')
  const [, employer, position] = EMPLOYER_AND_POSITION.exec(first) ?? []
  if (employer === undefined || position === undefined) return toShorter(first, office)
  const end = others.findIndex((part) => !BARE_POSITION.test(part))
  const last = others.slice(0, end < 0 ? others.length : end).at(-1) ?? position
  return toShorter(employer.replace(LEGAL_FORM, '') + last, office)
}

function toEnglishOffice(office: string): string {
  const offices = office.split(/;\s*/u).filter((part) => part !== '')
  const main = offices.findLast((part) => !ENGLISH_SEAT.test(part)) ?? offices.at(-1) ?? office
  const positions: string[] = []
  for (const part of main.replace(ENGLISH_LEGAL_FORM, '').split(ENGLISH_JOINT)) {
    const before = positions.at(-1)
    // "and" may stand in the employer's name: University of Posts and Telecommunications.
    if (before !== undefined && ENGLISH_EMPLOYER.test(before) && !ENGLISH_EMPLOYER.test(part))
      positions[positions.length - 1] = `${before} and ${part}`
    else positions.push(part)
  }
  const own = positions.filter((part) => ENGLISH_EMPLOYER.test(part) && !/\bParty\b/u.test(part))
  const short = own[0] ?? main
  // What follows a comma is what the employer belongs to.
  return measureWidth(short) > LONGEST_IN_ENGLISH ? (short.split(', ')[0] ?? short) : short
}

function toShorter(short: string, office: string): string {
  return short !== '' && short.length < office.length ? short : office
}
