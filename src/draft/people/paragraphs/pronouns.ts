import type { Attribution, DraftSpeaker } from '../attribution.ts'
import type { PageView } from '../page-view.ts'
import { dropRemarks } from '../prose.ts'
import { toPlain } from '../shapes/reading.ts'
import { type Course, NOBODY } from './course.ts'

type Sex = 'male' | 'female'

const FEMALE = /她|\b(?:[Ss]he|[Hh]er|[Hh]ers|[Hh]erself)\b/u
const MALE = /他(?!们|人|国|省|市|方|处|乡|日)|\b(?:[Hh]e|[Hh]is|[Hh]im|[Hh]imself)\b/u
const FEMALE_TITLE = /^(?:Mrs|Ms|Miss|Lady|Dame|Baroness)\b/u
const MALE_TITLE = /^(?:Mr|Sir|Lord)\b/u

/** Gives a paragraph in which only a pronoun speaks to the latest person whom it can mean; surely to one right before it. */
export function attributePronoun(page: PageView, course: Course, index: number): Attribution {
  const one = page.read[index]
  const prose = page.prose[index]
  if (!one || !prose) return NOBODY
  const sex = readSex(dropRemarks(one.plain, prose.remarks))
  const isPossible = (name: string) => {
    const known = findSex(page, name)
    return sex === undefined || known === undefined || known === sex
  }
  const { before } = course
  const possible = course.named.map((names) => names.filter(isPossible))
  const latest = possible.findLast((names) => names.length > 0)
  if (!latest) return { ...NOBODY, reason: 'several', isSure: false }
  const [name, other] = latest
  const isClear = before?.isSure === true && before.names.length === 1 && before.names[0] === name && !other
  const isUnnamed = prose.hasUnnamed || page.prose[index - 1]?.hasUnnamed === true
  const isSure = isClear && !isUnnamed && opensWithPronoun(dropRemarks(one.plain, prose.remarks))
  return { voice: 'speech', names: latest, reason: 'continued', isSure, label: '' }
}

/** A paragraph that speaks of something else first may have named the person whom its pronoun means. */
function opensWithPronoun(text: string): boolean {
  return OPENS_WITH_PRONOUN.test(text) || LATIN_OPENS_WITH_PRONOUN.test(text)
}

const OPENS_WITH_PRONOUN = /^\s*(?:“[^”]*”[，。]?)?(?:[^，。；！？：“”]{0,8}，)?[^，。；！？：“”]{0,6}[他她其]/u
const LATIN_OPENS_WITH_PRONOUN = /^\s*(?:“[^”]*”,?\s*)?(?:\p{Lu}?\p{Ll}+,? ){0,4}(?:[Hh]e|[Ss]he)\b/u

/** The sex that the pronouns of a text tell; undefined where it has none, or both. */
function readSex(text: string): Sex | undefined {
  const [female, male] = [FEMALE.test(text), MALE.test(text)]
  if (female === male) return undefined
  return female ? 'female' : 'male'
}

/** What pages were found to tell, by name: each question goes through the whole page. */
const found = new WeakMap<PageView, Map<string, Sex | undefined>>()

/** What the page tells of a speaker's sex: by an honorific, or by the pronoun beside the only name of a paragraph. */
function findSex(page: PageView, name: string): Sex | undefined {
  const known = found.get(page) ?? new Map<string, Sex | undefined>()
  found.set(page, known)
  if (known.has(name)) return known.get(name)
  const speaker = page.speakers.find((one) => one.name === name)
  const sex = speaker && (findTitledSex(page, speaker) ?? findToldSex(page, speaker))
  known.set(name, sex)
  return sex
}

function findTitledSex({ read }: PageView, { name, aliases }: DraftSpeaker): Sex | undefined {
  const names = [name, ...aliases].map(toPlain)
  if (names.some((text) => FEMALE_TITLE.test(text))) return 'female'
  if (names.some((text) => MALE_TITLE.test(text))) return 'male'
  const isCalled = (...ways: string[]) => read.some(({ plain }) => ways.some((way) => plain.includes(way)))
  if (names.some((text) => isCalled(`${text}女士`, `${text}（女`, `Ms ${text}`, `Mrs ${text}`, `Ms. ${text}`)))
    return 'female'
  return names.some((text) => isCalled(`${text}先生`, `Mr ${text}`, `Mr. ${text}`)) ? 'male' : undefined
}

function findToldSex({ read, prose }: PageView, speaker: DraftSpeaker): Sex | undefined {
  const told = prose.flatMap(({ named, remarks }, index) => {
    const sex = named.length === 1 && named[0] === speaker ? readSex(dropRemarks(read[index]?.plain ?? '', remarks)) : 0
    return sex === 0 || sex === undefined ? [] : [sex]
  })
  return new Set(told).size === 1 ? told[0] : undefined
}
