import type { DraftSpeaker } from '../attribution.ts'
import type { PageView } from '../page-view.ts'
import { toTitleAtEnd } from '../shapes/names.ts'
import { toPlain } from '../shapes/reading.ts'

/** Finds the names of speakers that are only a part, a title or a last name, as a label has them whose owner stands elsewhere. */
export function findDoubtfulPeople({ read, speakers }: PageView): ReadonlySet<string> {
  const page = read.map(({ text }) => text).join('\n')
  return new Set(
    speakers.flatMap((speaker) =>
      isPart(speaker) || hasFullName(speaker, page) || isCut(speaker, page) ? [speaker.name] : [],
    ),
  )
}

/** 主席, 欧阳局长, The Chair, PASANG: no list has told whose name it is a part of. */
function isPart({ name, role, isIntroduced }: DraftSpeaker): boolean {
  if (isIntroduced === true) return false
  const plain = toPlain(name)
  if (/\p{Script=Han}/u.test(plain)) return toTitleAtEnd(plain) !== '' || role === name
  return !/^\S+ \S/u.test(plain) || /^(?:The|His|Her) /iu.test(plain)
}

/** A title before a last name: Mr Tanner, ACC Fashola, Inspector Tudor. */
const TITLED =
  /^(?:Mrs?|Ms|Miss|Dr|Prof\w*|Cllr|\p{Lu}{2,4}|\p{Lu}\p{Ll}*(?:or|er|ent|ant|man|woman|ain|ister|ary|ral))\.? (\p{Lu}[\p{L}'’-]+)$/u

/** Mr Tanner, where the page has Rhys Tanner as well. */
function hasFullName({ name }: DraftSpeaker, page: string): boolean {
  const last = TITLED.exec(name)?.[1]
  return last !== undefined && new RegExp(String.raw`\p{Lu}[\p{Ll}.]+ ${last}`, 'iu').test(page.replaceAll(name, ''))
}

/** 阿来提, where the page has 阿来提·卡德尔. */
function isCut({ name }: DraftSpeaker, page: string): boolean {
  return page.includes(`${name}·`) || page.includes(`·${name}`)
}
