import { randomBytes } from 'node:crypto'
import { codeBook } from '../../answer/browse/codes.ts'
import { findPassage } from '../../answer/catalog.ts'
import { describeGap, listGaps, suggestLines, toGapCode } from '../../answer/teaching/gaps.ts'
import { type Taught, isWritable } from '../../answer/teaching/teach.ts'
import type { TaughtEntry } from '../../knowledge/taught/taught-entries.ts'
import type { Decision, GapRecords } from '../../records/gap-records.ts'
import type { PressContext, Services } from '../context.ts'
import type { Reader } from '../reader.ts'
import { reply, show } from '../telegram/send.ts'
import { type OutgoingMessage, renderText } from '../view/outgoing-message.ts'
import { type GapAction, type GapDecision, LESSON_LENGTH, parseGapAction } from './gap-buttons.ts'
import {
  type CodedGap,
  MOST_TAUGHT,
  renderDecided,
  renderDone,
  renderGap,
  renderSuggestions,
  renderUntaught,
} from './gaps-view.ts'

/** What an action works with; `page` is the page of gaps that it leads back to. */
interface Work {
  readonly page: number
  readonly reader: Reader
  readonly knowledge: Services['knowledge']
  readonly records: GapRecords
}

/** What the files still hold of a lesson. */
interface RecordedLesson {
  readonly decision: Decision
  readonly asks: readonly TaughtEntry[]
  readonly checks: readonly TaughtEntry[]
}

/** Lists a page of gaps; says so where no database keeps them, or where it keeps no texts. */
export async function answerGaps(page: number, reader: Reader, services: Services): Promise<OutgoingMessage> {
  const { gapRecords: records, knowledge } = services
  if (!records?.isOpen()) return renderText(reader.texts.noRecords)
  if (!records.keepsTexts) return renderText(reader.texts.noTexts)
  const gaps = await readGaps(records, knowledge)
  const at = Math.min(page, gaps.length - 1)
  const gap = gaps[at]
  if (!gap) return renderText(reader.texts.noGaps)
  return renderGap({ gap, ...describeGap(knowledge.corpus, gap), page: at, total: gaps.length }, reader)
}

/**
 * Searches by other words for the passage of a gap, when an admin replies to the message that suggests passages for it.
 *
 * @param data the callback data of the replied message's buttons
 * @returns undefined where that message suggests no passages
 */
export async function searchForGap(
  words: string,
  data: readonly string[],
  reader: Reader,
  { gapRecords: records, knowledge }: Services,
): Promise<OutgoingMessage | undefined> {
  const pointing = data.map(parseGapAction).find((action) => action?.kind === 'leave')
  if (!pointing) return undefined
  const { page } = pointing
  const gap = records && (await findGap(pointing.gap, records, knowledge))
  if (!gap) return renderDone(reader.texts.gapClosed, page, reader.texts)
  return renderSuggestions(gap, suggestLines(knowledge.corpus, [words]), page, reader)
}

/** Runs the action of a gap button, for admins in private only. */
export async function runGapAction(ctx: PressContext, services: Services): Promise<void> {
  const { reader } = ctx
  const action = parseGapAction(ctx.callbackQuery.data)
  if (!reader.isPrivate || !services.adminIds.has(ctx.from.id)) ctx.notice = reader.texts.adminsOnly
  else if (!action) ctx.notice = reader.texts.goneItem
  else if (action.kind === 'open') await reply(ctx, await answerGaps(action.page, reader, services))
  else await show(ctx, await run(action, reader, services))
}

async function run(
  action: Exclude<GapAction, { kind: 'open' }>,
  reader: Reader,
  services: Services,
): Promise<OutgoingMessage> {
  const { texts } = reader
  const { page } = action
  const { gapRecords: records, knowledge } = services
  if (!records?.isOpen()) return renderText(texts.noRecords)
  if (action.kind === 'gaps' || action.kind === 'leave') return answerGaps(page, reader, services)
  const work = { page, reader, knowledge, records }
  if (action.kind === 'check') return addChecks(action.lesson, work)
  if (action.kind === 'undo') return undo(action.lesson, work)
  const gap = await findGap(action.gap, records, knowledge)
  // Another admin closed it.
  if (!gap) return renderDone(texts.gapClosed, page, texts)
  if (action.kind === 'point') return renderSuggestions(gap, suggestLines(knowledge.corpus, gap.wordings), page, reader)
  return decide(action, gap, work)
}

async function decide(decision: GapDecision, gap: CodedGap, work: Work): Promise<OutgoingMessage> {
  const { page, reader, knowledge, records } = work
  const lesson = randomBytes(LESSON_LENGTH).toString('base64url').slice(0, LESSON_LENGTH)
  if (decision.kind === 'ignore') {
    const { wordings } = gap
    await records.decide(wordings, 'ignored', lesson)
    return renderDecided({ kind: 'ignored', wordings, files: [], isChecked: false, lesson, page }, reader)
  }
  // A wording too long for a file stays a gap.
  const wordings = gap.wordings.filter(isWritable).slice(0, MOST_TAUGHT)
  const citation = decision.kind === 'find' ? codeBook.passages(knowledge.corpus).get(decision.passage) : undefined
  if (decision.kind === 'find' && !citation) return renderUntaught({ kind: 'gone' }, page, reader)
  const taught = await knowledge.teach(
    citation ? { kind: 'find', wordings, passage: citation.passage.id } : { kind: 'nothing', wordings },
  )
  if (taught.kind !== 'taught') return renderUntaught(taught, page, reader)
  await recordLesson(wordings, citation ? 'taught' : 'nothing', lesson, work)
  const kind = citation ? 'find' : 'nothing'
  return renderDecided({ kind, wordings, citation, files: taught.files, isChecked: false, lesson, page }, reader)
}

/** Records the lesson. If the database fails, un-teaches it, because it could not be undone. */
async function recordLesson(
  wordings: readonly string[],
  decision: Decision,
  lesson: string,
  { knowledge, records }: Work,
): Promise<void> {
  try {
    await records.decide(wordings, decision, lesson)
  } catch (error) {
    const toCode = (wording: string) => toGapCode(knowledge.corpus, wording)
    const codes = new Set(wordings.map(toCode))
    const entries = (await knowledge.listTaught()).filter(
      ({ kind, wording }) => kind === 'ask' && codes.has(toCode(wording)),
    )
    await knowledge.teach({ kind: 'forget', entries })
    throw error
  }
}

/** Turns a lesson into checks that every later reload must pass. */
async function addChecks(lesson: string, work: Work): Promise<OutgoingMessage> {
  const { page, reader, knowledge } = work
  const { asks = [] } = (await findLesson(lesson, work)) ?? {}
  const [first] = asks
  if (!first) return renderMissing(work)
  const wordings = asks.map(({ wording }) => wording)
  const id = first.passage === undefined ? undefined : `${first.article}_${first.passage}`
  const taught = await knowledge.teach({ kind: 'check', wordings, ...(id !== undefined && { passage: id }) })
  if (taught.kind !== 'taught') return renderUntaught(taught, page, reader)
  const citation = id === undefined ? undefined : findPassage(knowledge.corpus, id)
  const kind = citation ? 'find' : 'nothing'
  return renderDecided({ kind, wordings, citation, files: taught.files, isChecked: true, lesson, page }, reader)
}

async function undo(lesson: string, work: Work): Promise<OutgoingMessage> {
  const { page, reader, knowledge, records } = work
  const { texts } = reader
  const found = await findLesson(lesson, work)
  if (!found) return renderDone(texts.lessonGone, page, texts)
  const entries = [...found.asks, ...found.checks]
  const isIgnored = found.decision === 'ignored'
  // A file with a fault may still hold the lesson.
  if (!isIgnored && found.asks.length === 0 && (await knowledge.listTaughtFaults()).length > 0)
    return renderMissing(work)
  const outcome: Taught = isIgnored ? { kind: 'taught', files: [] } : await knowledge.teach({ kind: 'forget', entries })
  if (outcome.kind !== 'taught') return renderUntaught(outcome, page, reader)
  await records.withdraw(lesson)
  // An admin may have moved the entries to a file of their own, where they stay.
  const isUndone = isIgnored || entries.length > 0
  return renderDone(isUndone ? texts.undone : texts.lessonGone, page, texts)
}

/** Says why no entry of a lesson is found: its file has a fault, or the lesson is gone. */
async function renderMissing({ page, reader, knowledge }: Work): Promise<OutgoingMessage> {
  const problems = await knowledge.listTaughtFaults()
  return problems.length > 0
    ? renderUntaught({ kind: 'refused', problems }, page, reader)
    : renderDone(reader.texts.lessonGone, page, reader.texts)
}

async function findLesson(lesson: string, { knowledge, records }: Work): Promise<RecordedLesson | undefined> {
  const found = await records.findLesson(lesson)
  if (!found) return undefined
  const own = (await knowledge.listTaught()).filter(({ wording }) => found.isOf(wording))
  return {
    decision: found.decision,
    asks: own.filter(({ kind }) => kind === 'ask'),
    checks: own.filter(({ kind }) => kind === 'check'),
  }
}

async function readGaps(records: GapRecords, { corpus }: Services['knowledge']): Promise<CodedGap[]> {
  const gaps = await listGaps(corpus, await records.list())
  return gaps.map((gap) => ({ ...gap, code: toGapCode(corpus, gap.wordings[0] ?? '') }))
}

/** Finds a gap by the code of any of its wordings: the most frequent may be another by now. */
async function findGap(
  code: string,
  records: GapRecords,
  knowledge: Services['knowledge'],
): Promise<CodedGap | undefined> {
  const gaps = await readGaps(records, knowledge)
  return gaps.find(({ wordings }) => wordings.some((wording) => toGapCode(knowledge.corpus, wording) === code))
}
