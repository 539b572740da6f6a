import type { Attribution, DraftSpeaker } from '../attribution.ts'
import type { PageView } from '../page-view.ts'
import { NOBODY } from '../paragraphs/course.ts'
import { isHanName, toTitleAtEnd } from '../shapes/names.ts'
import { type ReadBlock, toPlain } from '../shapes/reading.ts'
import { ENDS_ASKING } from './known-labels.ts'

/**
 * Tells whether only labels name somebody where the page lists its people, and nothing tells that they name all of a name:
 * it may be one of those listed, in another form.
 */
export function isStranger(page: PageView, speaker: DraftSpeaker, words: string): boolean {
  const plain = toPlain(speaker.name)
  if (speaker.isIntroduced === true) return false
  if (!/\p{Script=Han}/u.test(plain)) return page.hasStrangers && isLatinStranger(page.read, plain, words)
  if (!isHanName(plain)) return toTitleAtEnd(plain) !== '' || !isNamedAgain(page.read, plain)
  const isAlike = (other: string) => [...other].filter((character) => plain.includes(character)).length >= 2
  return page.hasStrangers && page.speakers.some((one) => one.isIntroduced === true && isAlike(toPlain(one.name)))
}

/** A last name, a part, or words with capitals that stand nowhere else, which may be a paper: Quay Street Post. */
function isLatinStranger(read: readonly ReadBlock[], name: string, words: string): boolean {
  const isOnce = () => read.reduce((total, { plain }) => total + plain.split(name).length - 1, 0) < 2
  return !/^\S+ .*\p{Ll}/u.test(name) || IS_CALLED.test(name) || (words === name && isOnce())
}

/** A title and a last name, or nothing but a part: Councillor Holt, THE WITNESS. */
const IS_CALLED =
  /^(?:(?:Mrs?|Ms|Miss|Dr|Prof|Professor|Sir|Dame|Lord|Lady|Cllr|Councill?or|Senator|Representative|Chair\w*|Superintendent|Inspector|Captain|Colonel|General|Commissioner|Director|Judge|Justice|Minister|Secretary|President|Mayor|Governor|Officer)\.? \S+|(?:The|His|Her) .*)$/iu

/** Tells whether a name without a known surname stands three times on a page, or once without a colon behind it. */
function isNamedAgain(read: readonly ReadBlock[], name: string): boolean {
  const rests = read.flatMap(({ plain }) => plain.split(name).slice(1))
  return rests.length > 2 || rests.some((rest) => !rest.startsWith('：'))
}

/** What the head of a record says before a colon. */
const ABOUT_THE_PAGE =
  /^\s*(?:[时時]\s*[间間]|地\s*[点點]|日\s*期|[来來]源|[编編][辑輯]|[记紀][录錄]|附件|[备備]?[注註]|[主议議标標]?[题題]|摘要|Date|Time|Place|Venue|Source|Note)\s*[：:]/iu

/** 她算了一笔账：, 原因是：. */
const IS_SENTENCE = /^\s*(?:[他她它我你]|[这那其][^：]{3}|[^：]{0,15}[了的是着过在把有])[^：]{0,15}：/u

/** Who is not among the people that a page lists, and asks, is of the press for the most part: BBC: Was it going too fast? */
export function startUnknownTurn({ hasStrangers }: PageView, { text, plain }: ReadBlock): Attribution {
  const isAsking = hasStrangers && ENDS_ASKING.test(plain)
  if (!isAsking) return { ...NOBODY, reason: 'several', isSure: false }
  const label = /^[^：:]*[：:]\s*/u.exec(text)?.[0] ?? ''
  return { ...NOBODY, voice: 'question', reason: 'label', isSure: false, label }
}

/** Somebody's name or a role before a colon, of whom the page tells nothing else. */
export function isLikeLabel({ plain }: ReadBlock): boolean {
  if (ABOUT_THE_PAGE.test(plain) || IS_SENTENCE.test(plain)) return false
  return /^\s*(?:Q\d{1,4}\s+)?(?:[《》\p{Script=Han}·（）\s]{2,16}|\p{Lu}[\p{L}.'’ -]{1,40})[：:]\s*\S/u.test(
    plain.slice(0, 60),
  )
}
