import type { Attribution, DraftSpeaker } from '../attribution.ts'
import { continues, narrates, opensNarration, speaksOfItself, tellsOfSomebody } from './context.ts'
import { type PageView } from '../page-view.ts'
import type { Prose } from '../prose.ts'
import { isCalledBySurname } from '../shapes/names.ts'
import { type ReadBlock, toPlain } from '../shapes/reading.ts'
import { type Course, NOBODY, toAttribution } from './course.ts'
import { attributePronoun } from './pronouns.ts'
import { MIN_LABELS } from '../labels/known-labels.ts'

/** Tells whose words a paragraph of running text is. */
export function attributeProse(page: PageView, course: Course, index: number): Attribution {
  const one = page.read[index]
  const prose = page.prose[index]
  if (!one || !prose) return NOBODY
  const { standing } = course
  const found = attributeSaying(page, course, index)
  if (found) return found
  const question = page.questions.get(one)
  if (question !== undefined && prose.named.length === 0) {
    return { ...NOBODY, voice: question ? 'question' : 'narration', reason: 'question', isSure: question }
  }
  if (standing) {
    if (prose.named.includes(standing.speaker)) return toAttribution('about', [standing.speaker], 'about', false)
    return toAttribution('speech', [standing.speaker], 'heading', standing.isSure)
  }
  if (prose.hasUnnamed) return { ...NOBODY, reason: 'several', isSure: false }
  return attributeNaming(prose) ?? attributeSilent(page, course, index)
}

/** Somebody speaks in so many words: who is named with a verb of saying, or a pronoun. */
export function attributeSaying(page: PageView, course: Course, index: number): Attribution | undefined {
  const prose = page.prose[index]
  if (!prose) return undefined
  const { says, thinks, named, remarks, hasUnnamed } = prose
  const speaking = named.filter((speaker) => says.includes(speaker) || thinks.includes(speaker))
  const [only] = says
  if (says.length > 1 || (only && thinks.length > 0)) return toAttribution('speech', speaking, 'several', false)
  if (only) return toAttribution('speech', says, hasUnnamed ? 'several' : 'saying', !hasUnnamed && !isPasserBy(only))
  const [first, second] = named
  const last = named.at(-1)
  if (prose.hasPronounSaying && first && last)
    return toAttribution('speech', [last], second ? 'several' : 'saying', !second && !isPasserBy(first))
  if (remarks.length > 0 && prose.besideRemark)
    return toAttribution('speech', [prose.besideRemark], second ? 'several' : 'saying', false)
  if (thinks.length > 0) return toAttribution('speech', thinks, 'saying', false)
  return prose.hasPronounSaying && !first ? attributePronoun(page, course, index) : undefined
}

function isPasserBy({ name }: DraftSpeaker): boolean {
  return isCalledBySurname(toPlain(name))
}

/** Somebody is named, and not quoted. */
export function attributeNaming({ named, subject, isPresenting, remarks, hasVerb }: Prose): Attribution | undefined {
  const [only, other] = named
  if (!only) return undefined
  if (isPresenting) return NOBODY
  if (other) return { ...NOBODY, reason: 'several', isSure: false }
  return toAttribution('about', [only], 'about', subject === only && remarks.length === 0 && !hasVerb)
}

/** Nobody is named: it goes on with what was said before, or nobody says it. */
function attributeSilent(
  page: PageView,
  { before, isStatement: states, isAsked, turn }: Course,
  index: number,
): Attribution {
  const one = page.read[index]
  const prose = page.prose[index]
  const previous = page.read[index - 1]
  if (!one || !prose) return NOBODY
  const [only, other] = page.answerers
  const isInterview = only && !other && !page.prose.some(({ says }) => says.length > 0)
  if (isInterview && (turn?.voice === 'question' || (isAsked && page.countsQuestions >= MIN_LABELS))) {
    return toAttribution('speech', [only], 'continued', only.isIntroduced === true || only.office !== undefined)
  }
  const spoke = before?.voice === 'speech' && before.names.length > 0 ? before : undefined
  const isOfSomebody = tellsOfSomebody(one)
  if (isOfSomebody && before && before.names.length > 0 && before.voice !== 'question')
    return { ...before, reason: 'continued', isSure: false, label: '' }
  if (isOfSomebody) return { ...NOBODY, isSure: false }
  if (!spoke)
    return {
      ...NOBODY,
      isSure: !states && !isAfterUnread(before) && isSilent(one, prose),
    }
  const going = previous && continues(previous, one, prose)
  if (going) {
    const isSure = going === 'surely' && spoke.names.length === 1
    return { voice: 'speech', names: spoke.names, reason: 'continued', isSure, label: '' }
  }
  return { ...NOBODY, isSure: opensNarration(one, prose) && !prose.namesUnread }
}

/** Behind the words of somebody whom no rule has read, more of them may follow. */
function isAfterUnread(before: Attribution | undefined): boolean {
  return before?.isSure === false && before.names.length === 0
}

/** Nobody's words stand in it, quoted or told. */
function isSilent(one: ReadBlock, prose: Prose): boolean {
  return (
    prose.remarks.length === 0 &&
    !prose.namesUnread &&
    !speaksOfItself(one, prose) &&
    (!prose.hasReport || narrates(one))
  )
}
