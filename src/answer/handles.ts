const HAN = /^\p{Script=Han}/u
const WORD = /[\p{Script=Latin}\p{N}]/u
const NAME_LENGTH_NEVER_INSIDE = 3

/** What goes on after a person's name; whatever else does may make it a longer name, or another word. */
const AFTER_NAME =
  /^(?:$|\P{Script=Han}|[的地和与跟同及或是为在有于对把被将让给叫从自向到去来说讲谈提表认指觉看想要希呼强支反赞介评答回写做担任当建推怎如何什么哪谁几多啥咋吗呢吧啊呀了过着也都还又就才只已曾会能可应须需没不未这那其他她]|主任|主席|主委|书记|博士|教授|院长|校长|总|经理|董事|委员|代表|先生|女士|老师|同志|医生|部长|局长|处长|市长|记者|本人|个人|身份|简历|职务|学历|背景)/u
/** What may stand before a surname with a title: 提高校长 and 建立高校 are other words. */
const BEFORE_TITLE =
  /(?:^|\P{Script=Han}|[的地和与跟同及或是为在对把被将让给叫从自向到说讲谈问请听看据按照由于除如像找了过位]|大学|学院|公司|集团|医院|中心|协会)$/u
const EXCLUDING = /(?:除了?|除开|除去|除却|排除|不是|并非|不要)\s*$/u

/** A name or other name as it is looked for, folded. */
export interface Handle {
  readonly text: string
  readonly isName: boolean
}

/** Where a text names somebody, and whether to leave them out. */
export interface Naming {
  readonly start: number
  readonly end: number
  readonly isExcluded: boolean
}

/** Finds where a folded text means somebody by a handle, and not a longer name or another word that holds it. */
export function findNamings(text: string, { text: handle, isName }: Handle): Naming[] {
  const namings: Naming[] = []
  for (let start = text.indexOf(handle); start >= 0; start = text.indexOf(handle, start + handle.length)) {
    const end = start + handle.length
    const [before, after] = [text.slice(0, start), text.slice(end)]
    if (isBounded(handle, isName, before, after)) namings.push({ start, end, isExcluded: EXCLUDING.test(before) })
  }
  return namings
}

function isBounded(handle: string, isName: boolean, before: string, after: string): boolean {
  if (!HAN.test(handle)) return !WORD.test(before.slice(-1)) && !WORD.test(after.slice(0, 1))
  // Chinese names have three characters at the most, but for a few: nothing longer begins with one.
  if (isName && handle.length >= NAME_LENGTH_NEVER_INSIDE) return true
  return AFTER_NAME.test(after) && (isName || BEFORE_TITLE.test(before))
}
