import type { Attribution } from '../attribution.ts'
import { ASKS_SHARE, ENDS_ASKING, MIN_LABELS } from '../labels/known-labels.ts'
import type { PageView } from '../page-view.ts'
import { isInFirstPerson } from '../paragraphs/context.ts'
import { findDoubtfulPeople } from './doubtful-people.ts'
import type { PageText } from './page-text.ts'
import { findUnreadOpenings } from './unread-openings.ts'

/**
 * Marks what depends on the reading of a page as a whole where generic signs tell that the rules do not know its form: from
 * the first place of a sign on, all paragraphs without a label that were given by inference, and all words of people of
 * whom the page seems to tell more than was read.
 *
 * @param found one attribution a block, in the order of the page
 */
export function doubtPage(page: PageView, found: readonly Attribution[]): readonly Attribution[] {
  const texts = listTexts(page, found)
  const openings = findUnreadOpenings(texts)
  const from = Math.min(openings[0] ?? Infinity, ...SIGNS.map((findSign) => findSign(page, texts) ?? Infinity))
  const people = findDoubtfulPeople(page)
  const doubted = new Set([
    ...openings,
    ...findHost(page, texts),
    ...texts.flatMap((text) => (text.index >= from && isInferred(text) ? [text.index] : [])),
  ])
  return found.map((one, index) => {
    const isDoubted = doubted.has(index) || one.names.some((name) => people.has(name))
    return isDoubted && one.isSure && one.voice !== 'document' ? { ...one, isSure: false, reason: 'page' } : one
  })
}

function listTexts({ read, labels, prose, introductions }: PageView, found: readonly Attribution[]): PageText[] {
  return read.flatMap((one, index) => {
    const [attribution, told] = [found[index], prose[index]]
    const isText = !one.isHeading && one.text.trim() !== '' && !introductions.has(one.block)
    return isText && attribution && told
      ? [{ index, one, attribution, prose: told, isLabelled: labels[index] !== undefined }]
      : []
  })
}

/** Neither a label nor a verb of saying tells whose words it is. */
function isInferred({ attribution: { reason, voice }, isLabelled }: PageText): boolean {
  return !isLabelled && reason !== 'label' && reason !== 'saying' && voice !== 'question'
}

/** Who chairs a committee asks in his own name. */
const PRESIDES = /主席|chair|speaker|senator/iu

/** Who speaks first and nearly always asks may be a host, whose turns are questions. */
function findHost({ labels }: PageView, texts: readonly PageText[]): number[] {
  const isAsking = ({ one }: PageText) => ENDS_ASKING.test(one.plain)
  const turns = texts.filter(
    ({ attribution: { voice, names }, isLabelled }) => isLabelled && voice === 'speech' && names.length === 1,
  )
  const [first] = turns
  if (!first || PRESIDES.test(labels[first.index]?.words ?? '')) return []
  const [host] = first.attribution.names
  const own = turns.filter(({ attribution }) => attribution.names[0] === host)
  const asking = own.filter(isAsking)
  return asking.length >= MIN_LABELS && asking.length >= ASKS_SHARE * own.length ? asking.map(({ index }) => index) : []
}

/** Each tells from which block on its sign makes a page doubtful. */
const SIGNS = [findAskingTexts, findAskingHeadings, findFirstPerson, findDoubts, findSilence]

/** So many questions, and such a share of what stands below the first of them, are asked and answered by somebody. */
const MIN_QUESTIONS = 3
const MIN_QUESTION_SHARE = 0.2

/** Paragraphs that ask take turns with others, and have no labels. */
function findAskingTexts(_page: PageView, texts: readonly PageText[]): number | undefined {
  const asking = texts.filter(
    ({ one, prose, isLabelled }) => !isLabelled && prose.remarks.length === 0 && ENDS_ASKING.test(one.plain),
  )
  const apart = asking.filter(({ index }, place) => index - (asking[place - 1]?.index ?? -2) > 1)
  return findFrequent(
    apart.map(({ index }) => index),
    texts,
  )
}

/** What asks and looks like a heading may be a question of the paper, or of a list of such. */
function findAskingHeadings({ read }: PageView, texts: readonly PageText[]): number | undefined {
  const asking = read.flatMap(({ isHeading, plain }, index) =>
    index > 0 && isHeading && ENDS_ASKING.test(plain) ? [index] : [],
  )
  return findFrequent(asking, texts)
}

function findFrequent(asking: readonly number[], texts: readonly PageText[]): number | undefined {
  const [first] = asking
  if (first === undefined || asking.length < MIN_QUESTIONS) return undefined
  return asking.length >= MIN_QUESTION_SHARE * texts.filter(({ index }) => index >= first).length ? first : undefined
}

const MIN_OWN = 2
const MIN_OWN_SHARE = 0.15

/** Narration in the first person, time and again, is a letter, a speech or somebody's answers. */
function findFirstPerson(_page: PageView, texts: readonly PageText[]): number | undefined {
  const own = texts.filter(
    ({ one, prose, attribution, isLabelled }) =>
      attribution.voice === 'narration' && !isLabelled && isInFirstPerson(one, prose),
  )
  return own.length >= MIN_OWN && own.length >= MIN_OWN_SHARE * texts.length ? 0 : undefined
}

/** Where the rules doubt so much of a page by itself, they do not know its form. */
const MIN_DOUBTED_SHARE = 0.4
/** Fewer paragraphs tell nothing of a form. */
const MIN_TEXTS = 4

function findDoubts(_page: PageView, texts: readonly PageText[]): number | undefined {
  const doubted = texts.filter(({ attribution }) => !attribution.isSure)
  return texts.length >= MIN_TEXTS && doubted.length >= MIN_DOUBTED_SHARE * texts.length ? 0 : undefined
}

/** How news tells at its head when something was, and who reports it. */
const NEWS =
  /记者|本报讯|日电|日讯|通讯员|昨[天日]|今[天日]|近日|\b(?:yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|By \p{Lu})/u
const NEWS_HEAD = 8

/** Nobody speaks on the whole page, and it is neither a document nor news. */
function findSilence({ read }: PageView, texts: readonly PageText[]): number | undefined {
  if (texts.length < MIN_TEXTS) return undefined
  const isTold = texts.some(({ attribution: { voice } }) => voice === 'speech' || voice === 'document')
  return isTold || read.slice(0, NEWS_HEAD).some(({ plain }) => NEWS.test(plain)) ? undefined : 0
}
