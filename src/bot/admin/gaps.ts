import { randomBytes } from 'node:crypto'
import type { Context } from 'grammy'
import { type Taught, isWritable } from '../../answer/teaching/teach.ts'
import type { TaughtEntry } from '../../knowledge/taught/taught-entries.ts'
import type { Decision, GapRecords } from '../../records/gap-records.ts'
import type { Reader } from '../reader.ts'
import { type Services, toReader } from '../context.ts'
import { type GapAction, LESSON_LENGTH, type GapDecision, parseGapAction } from './gap-buttons.ts'
import {
  type CodedGap,
  MOST_TAUGHT,
  renderDecided,
  renderDone,
  renderGaps,
  renderSuggestions,
  renderUntaught,
} from './gaps-view.ts'
import { type OutgoingMessage, renderText } from '../view/outgoing-message.ts'
import { endWaiting, show } from '../telegram/send.ts'

type PressContext = Context & { readonly callbackQuery: { readonly data: string } }

/** Lists what is asked in vain; without a database, or without texts in it, it says so. */
export async function listGaps(page: number, reader: Reader, services: Services): Promise<OutgoingMessage> {
  if (!services.gapRecords) return renderText(reader.texts.noRecords)
  if (!services.gapRecords.keepsTexts) return renderText(reader.texts.noTexts)
  return renderGaps(await findGaps(services.gapRecords, services), page, reader)
}

/** Searches, in other words, for the passage of a gap to whose message an admin replied; undefined where it was to no such one. */
export async function searchForGap(
  words: string,
  data: readonly string[],
  reader: Reader,
  services: Services,
): Promise<OutgoingMessage | undefined> {
  const pointing = data.map(parseGapAction).find((errand) => errand?.kind === 'leave')
  const gap = pointing && (await findGap(pointing.gap, services))
  if (!pointing) return undefined
  return gap
    ? renderSuggestions(gap, services.knowledge.suggest([words]), pointing.page, reader)
    : renderDone(reader.texts.gapClosed, pointing.page, reader.texts)
}

/** Does what an admin's button asks for, in their private chat and for nobody else. */
export async function runGapAction(ctx: PressContext, services: Services): Promise<void> {
  const reader = toReader(ctx, services)
  let notice: string | undefined = reader.texts.failed
  try {
    notice = await runFor(ctx, reader, services)
  } finally {
    await endWaiting(ctx, notice)
  }
}

async function runFor(ctx: PressContext, reader: Reader, services: Services): Promise<string | undefined> {
  const { from, data } = ctx.callbackQuery
  const turn = await services.rateLimits.takePress(from.id)
  if (turn.kind !== 'free') return turn.kind === 'told' ? reader.texts.slowDown(turn.seconds) : undefined
  if (!reader.isPrivate || !services.adminIds.has(from.id)) return reader.texts.adminsOnly
  const errand = parseGapAction(data)
  if (!errand) return reader.texts.goneItem
  await show(ctx, await run(errand, reader, services))
  return undefined
}

async function run(errand: GapAction, reader: Reader, services: Services): Promise<OutgoingMessage> {
  const { texts } = reader
  const { page } = errand
  if (!services.gapRecords) return renderText(texts.noRecords)
  if (errand.kind === 'gaps' || errand.kind === 'leave') return listGaps(page, reader, services)
  if (errand.kind === 'check') return check(errand.lesson, page, reader, services, services.gapRecords)
  if (errand.kind === 'undo') return undo(errand.lesson, page, reader, services, services.gapRecords)
  const gap = await findGap(errand.gap, services)
  // Another admin was quicker.
  if (!gap) return renderDone(texts.gapClosed, page, texts)
  if (errand.kind === 'point') return renderSuggestions(gap, services.knowledge.suggest(gap.wordings), page, reader)
  return decide(errand, gap, reader, services, services.gapRecords)
}

async function decide(
  errand: GapDecision,
  gap: CodedGap,
  reader: Reader,
  services: Services,
  unmet: GapRecords,
): Promise<OutgoingMessage> {
  const { page } = errand
  // What is too long for a file stays a gap.
  const wordings = errand.kind === 'ignore' ? gap.wordings : gap.wordings.filter(isWritable).slice(0, MOST_TAUGHT)
  const lesson = randomBytes(LESSON_LENGTH).toString('base64url').slice(0, LESSON_LENGTH)
  const decided = { wordings, isChecked: false, lesson, page }
  if (errand.kind === 'ignore') {
    // However many there are of it, nobody wants to see any again.
    await unmet.decide(wordings, 'ignored', lesson)
    return renderDecided({ ...decided, kind: 'ignored', files: [] }, reader)
  }
  const citation = errand.kind === 'find' ? services.knowledge.findPassage(errand.passage) : undefined
  if (errand.kind === 'find' && !citation) return renderUntaught({ kind: 'gone' }, page, reader.texts)
  const taught = await services.knowledge.teach(
    citation ? { kind: 'find', wordings, passage: citation.passage.id } : { kind: 'nothing', wordings },
  )
  if (taught.kind !== 'taught') return renderUntaught(taught, page, reader.texts)
  await record(wordings, citation ? 'taught' : 'nothing', lesson, services, unmet)
  return renderDecided({ ...decided, kind: citation ? 'find' : 'nothing', citation, files: taught.files }, reader)
}

/** Keeps by what lesson wordings were taught; where that fails they are taught no more, for nobody was told of it, or could undo it. */
async function record(
  wordings: readonly string[],
  decision: Decision,
  lesson: string,
  { knowledge }: Services,
  unmet: GapRecords,
): Promise<void> {
  try {
    await unmet.decide(wordings, decision, lesson)
  } catch (error) {
    const codes = new Set(wordings.map(knowledge.toGapCode))
    await knowledge.teach({
      kind: 'forget',
      entries: (await knowledge.listTaught()).filter(
        ({ kind, wording }) => kind === 'ask' && codes.has(knowledge.toGapCode(wording)),
      ),
    })
    throw error
  }
}

/** Holds every later reload to a lesson. */
async function check(
  lesson: string,
  page: number,
  reader: Reader,
  services: Services,
  unmet: GapRecords,
): Promise<OutgoingMessage> {
  const { asks = [] } = (await findLesson(lesson, services, unmet)) ?? {}
  const [first] = asks
  if (!first) return renderMissing(page, reader, services)
  const wordings = asks.map(({ wording }) => wording)
  const id = first.passage === undefined ? undefined : `${first.article}_${first.passage}`
  const taught = await services.knowledge.teach({ kind: 'check', wordings, ...(id !== undefined && { passage: id }) })
  if (taught.kind !== 'taught') return renderUntaught(taught, page, reader.texts)
  const citation = id === undefined ? undefined : services.knowledge.findCitation(id)
  return renderDecided(
    { kind: citation ? 'find' : 'nothing', wordings, citation, files: taught.files, isChecked: true, lesson, page },
    reader,
  )
}

async function undo(
  lesson: string,
  page: number,
  reader: Reader,
  services: Services,
  unmet: GapRecords,
): Promise<OutgoingMessage> {
  const found = await findLesson(lesson, services, unmet)
  if (!found) return renderDone(reader.texts.lessonGone, page, reader.texts)
  // A file that cannot be read may hold it still.
  if (
    found.decision !== 'ignored' &&
    found.asks.length === 0 &&
    (await services.knowledge.listTaughtFaults()).length > 0
  )
    return renderMissing(page, reader, services)
  const outcome: Taught =
    found.decision === 'ignored'
      ? { kind: 'taught', files: [] }
      : await services.knowledge.teach({ kind: 'forget', entries: [...found.asks, ...found.checks] })
  if (outcome.kind !== 'taught') return renderUntaught(outcome, page, reader.texts)
  await unmet.withdraw(lesson)
  // Who moved it to a file of their own has it still.
  const wasThere = found.decision === 'ignored' || found.asks.length + found.checks.length > 0
  return renderDone(wasThere ? reader.texts.undone : reader.texts.lessonGone, page, reader.texts)
}

/** Why nothing is found of a lesson: its file has a fault, or it is gone. */
async function renderMissing(page: number, { texts }: Reader, { knowledge }: Services): Promise<OutgoingMessage> {
  const problems = await knowledge.listTaughtFaults()
  return problems.length > 0
    ? renderUntaught({ kind: 'refused', problems }, page, texts)
    : renderDone(texts.lessonGone, page, texts)
}

interface Lesson {
  readonly decision: Decision
  readonly asks: readonly TaughtEntry[]
  readonly checks: readonly TaughtEntry[]
}

/** What the files still hold of a lesson. */
async function findLesson(lesson: string, services: Services, unmet: GapRecords): Promise<Lesson | undefined> {
  const found = await unmet.findLesson(lesson)
  if (!found) return undefined
  const own = (await services.knowledge.listTaught()).filter(({ wording }) => found.isOf(wording))
  return {
    decision: found.decision,
    asks: own.filter(({ kind }) => kind === 'ask'),
    checks: own.filter(({ kind }) => kind === 'check'),
  }
}

async function findGaps(unmet: GapRecords, { knowledge }: Services): Promise<CodedGap[]> {
  const gaps = await knowledge.toGaps(await unmet.list())
  return gaps.map((gap) => ({ ...gap, code: knowledge.toGapCode(gap.wordings[0] ?? '') }))
}

/** By any of its wordings: since its button was made another may have become the most frequent. */
async function findGap(code: string, services: Services): Promise<CodedGap | undefined> {
  const gaps = services.gapRecords ? await findGaps(services.gapRecords, services) : []
  return gaps.find(({ wordings }) => wordings.some((wording) => services.knowledge.toGapCode(wording) === code))
}
