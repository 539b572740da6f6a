import { randomBytes } from 'node:crypto'
import type { Context } from 'grammy'
import { type Taught, isWritable } from '../answer/teaching.ts'
import type { Entry } from '../knowledge/notebook-leaf.ts'
import type { Decision, UnmetQueries } from '../records/unmet-queries.ts'
import type { Audience } from './audience.ts'
import { type Desk, toAudience } from './desk.ts'
import { type Errand, LESSON_LENGTH, type Settling, parseErrand } from './errands.ts'
import { type CodedGap, MOST_TAUGHT, renderDecided, renderDone, renderGaps, renderSuggestions, renderUntaught } from './render-gaps.ts'
import { renderText } from './render.ts'
import type { Rendered } from './rendered.ts'
import { endWaiting, show } from './send.ts'

type PressContext = Context & { readonly callbackQuery: { readonly data: string } }

/** Lists what is asked in vain; without a database, or without texts in it, it says so. */
export async function listGaps(page: number, audience: Audience, desk: Desk): Promise<Rendered> {
  if (!desk.unmet) return renderText(audience.texts.noRecords)
  if (!desk.unmet.keepsTexts) return renderText(audience.texts.noTexts)
  return renderGaps(await findGaps(desk.unmet, desk), page, audience)
}

/** Searches, in other words, for the passage of a gap to whose message an admin replied; undefined where it was to no such one. */
export async function searchForGap(words: string, data: readonly string[], audience: Audience, desk: Desk): Promise<Rendered | undefined> {
  const pointing = data.map(parseErrand).find((errand) => errand?.kind === 'leave')
  const gap = pointing && (await findGap(pointing.gap, desk))
  if (!pointing) return undefined
  return gap ? renderSuggestions(gap, desk.knowledge.suggest([words]), pointing.page, audience) : renderDone(audience.texts.gapClosed, pointing.page, audience.texts)
}

/** Does what an admin's button asks for, in their private chat and for nobody else. */
export async function runErrand(ctx: PressContext, desk: Desk): Promise<void> {
  const audience = toAudience(ctx, desk)
  let notice: string | undefined = audience.texts.failed
  try {
    notice = await runFor(ctx, audience, desk)
  } finally {
    await endWaiting(ctx, notice)
  }
}

async function runFor(ctx: PressContext, audience: Audience, desk: Desk): Promise<string | undefined> {
  const { from, data } = ctx.callbackQuery
  const turn = await desk.limits.takePress(from.id)
  if (turn.kind !== 'free') return turn.kind === 'told' ? audience.texts.slowDown(turn.seconds) : undefined
  if (!audience.isPrivate || !desk.adminIds.has(from.id)) return audience.texts.adminsOnly
  const errand = parseErrand(data)
  if (!errand) return audience.texts.goneItem
  await show(ctx, await run(errand, audience, desk))
  return undefined
}

async function run(errand: Errand, audience: Audience, desk: Desk): Promise<Rendered> {
  const { texts } = audience
  const { page } = errand
  if (!desk.unmet) return renderText(texts.noRecords)
  if (errand.kind === 'gaps' || errand.kind === 'leave') return listGaps(page, audience, desk)
  if (errand.kind === 'check') return check(errand.lesson, page, audience, desk, desk.unmet)
  if (errand.kind === 'undo') return undo(errand.lesson, page, audience, desk, desk.unmet)
  const gap = await findGap(errand.gap, desk)
  // Another admin was quicker.
  if (!gap) return renderDone(texts.gapClosed, page, texts)
  if (errand.kind === 'point') return renderSuggestions(gap, desk.knowledge.suggest(gap.wordings), page, audience)
  return decide(errand, gap, audience, desk, desk.unmet)
}

async function decide(errand: Settling, gap: CodedGap, audience: Audience, desk: Desk, unmet: UnmetQueries): Promise<Rendered> {
  const { page } = errand
  // What is too long for a file stays a gap.
  const wordings = errand.kind === 'ignore' ? gap.wordings : gap.wordings.filter(isWritable).slice(0, MOST_TAUGHT)
  const lesson = randomBytes(LESSON_LENGTH).toString('base64url').slice(0, LESSON_LENGTH)
  const decided = { wordings, isChecked: false, lesson, page }
  if (errand.kind === 'ignore') {
    // However many there are of it, nobody wants to see any again.
    await unmet.decide(wordings, 'ignored', lesson)
    return renderDecided({ ...decided, kind: 'ignored', files: [] }, audience)
  }
  const citation = errand.kind === 'find' ? desk.knowledge.findPassage(errand.passage) : undefined
  if (errand.kind === 'find' && !citation) return renderUntaught({ kind: 'gone' }, page, audience.texts)
  const taught = await desk.knowledge.teach(citation ? { kind: 'find', wordings, passage: citation.passage.id } : { kind: 'nothing', wordings })
  if (taught.kind !== 'taught') return renderUntaught(taught, page, audience.texts)
  await record(wordings, citation ? 'taught' : 'nothing', lesson, desk, unmet)
  return renderDecided({ ...decided, kind: citation ? 'find' : 'nothing', citation, files: taught.files }, audience)
}

/** Keeps by what lesson wordings were taught; where that fails they are taught no more, for nobody was told of it, or could undo it. */
async function record(wordings: readonly string[], decision: Decision, lesson: string, { knowledge }: Desk, unmet: UnmetQueries): Promise<void> {
  try {
    await unmet.decide(wordings, decision, lesson)
  } catch (error) {
    const codes = new Set(wordings.map(knowledge.toGapCode))
    await knowledge.teach({ kind: 'forget', entries: (await knowledge.listTaught()).filter(({ kind, wording }) => kind === 'ask' && codes.has(knowledge.toGapCode(wording))) })
    throw error
  }
}

/** Holds every later reload to a lesson. */
async function check(lesson: string, page: number, audience: Audience, desk: Desk, unmet: UnmetQueries): Promise<Rendered> {
  const { asks = [] } = (await findLesson(lesson, desk, unmet)) ?? {}
  const [first] = asks
  if (!first) return renderMissing(page, audience, desk)
  const wordings = asks.map(({ wording }) => wording)
  const id = first.passage === undefined ? undefined : `${first.article}_${first.passage}`
  const taught = await desk.knowledge.teach({ kind: 'check', wordings, ...(id !== undefined && { passage: id }) })
  if (taught.kind !== 'taught') return renderUntaught(taught, page, audience.texts)
  const citation = id === undefined ? undefined : desk.knowledge.findCitation(id)
  return renderDecided({ kind: citation ? 'find' : 'nothing', wordings, citation, files: taught.files, isChecked: true, lesson, page }, audience)
}

async function undo(lesson: string, page: number, audience: Audience, desk: Desk, unmet: UnmetQueries): Promise<Rendered> {
  const found = await findLesson(lesson, desk, unmet)
  if (!found) return renderDone(audience.texts.lessonGone, page, audience.texts)
  // A file that cannot be read may hold it still.
  if (found.decision !== 'ignored' && found.asks.length === 0 && (await desk.knowledge.listTaughtFaults()).length > 0) return renderMissing(page, audience, desk)
  const outcome: Taught = found.decision === 'ignored' ? { kind: 'taught', files: [] } : await desk.knowledge.teach({ kind: 'forget', entries: [...found.asks, ...found.checks] })
  if (outcome.kind !== 'taught') return renderUntaught(outcome, page, audience.texts)
  await unmet.withdraw(lesson)
  // Who moved it to a file of their own has it still.
  const wasThere = found.decision === 'ignored' || found.asks.length + found.checks.length > 0
  return renderDone(wasThere ? audience.texts.undone : audience.texts.lessonGone, page, audience.texts)
}

/** Why nothing is found of a lesson: its file has a fault, or it is gone. */
async function renderMissing(page: number, { texts }: Audience, { knowledge }: Desk): Promise<Rendered> {
  const problems = await knowledge.listTaughtFaults()
  return problems.length > 0 ? renderUntaught({ kind: 'refused', problems }, page, texts) : renderDone(texts.lessonGone, page, texts)
}

interface Lesson {
  readonly decision: Decision
  readonly asks: readonly Entry[]
  readonly checks: readonly Entry[]
}

/** What the files still hold of a lesson. */
async function findLesson(lesson: string, desk: Desk, unmet: UnmetQueries): Promise<Lesson | undefined> {
  const found = await unmet.findLesson(lesson)
  if (!found) return undefined
  const own = (await desk.knowledge.listTaught()).filter(({ wording }) => found.isOf(wording))
  return { decision: found.decision, asks: own.filter(({ kind }) => kind === 'ask'), checks: own.filter(({ kind }) => kind === 'check') }
}

async function findGaps(unmet: UnmetQueries, { knowledge }: Desk): Promise<CodedGap[]> {
  const gaps = await knowledge.toGaps(await unmet.list())
  return gaps.map((gap) => ({ ...gap, code: knowledge.toGapCode(gap.wordings[0] ?? '') }))
}

/** By any of its wordings: since its button was made another may have become the most frequent. */
async function findGap(code: string, desk: Desk): Promise<CodedGap | undefined> {
  const gaps = desk.unmet ? await findGaps(desk.unmet, desk) : []
  return gaps.find(({ wordings }) => wordings.some((wording) => desk.knowledge.toGapCode(wording) === code))
}
