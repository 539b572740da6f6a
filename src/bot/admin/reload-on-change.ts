import type { Bot } from 'grammy'
import type { KnowledgeBase } from '../../answer/knowledge-base.ts'
import type { Reloaded } from '../../answer/teaching/take-load.ts'
import { DEFAULT_LANGUAGE } from '../../i18n/languages.ts'
import type { Changes } from '../../knowledge/changes.ts'
import type { Problem } from '../../knowledge/problems/problem.ts'
import type { ChosenLanguages } from '../../records/chosen-languages.ts'
import type { SharedMemory } from '../../records/shared/shared-memory.ts'
import { type Log, describeError } from '../log.ts'
import { sendTo } from '../telegram/send.ts'
import type { AllTexts } from '../texts/texts.ts'
import { renderReloaded } from './reload-report.ts'
import { type ReloadParts, countReload, reloadKnowledge } from './reload.ts'

/** What a reload on a change of the folder works with. */
interface ChangeParts extends ReloadParts {
  readonly knowledge: Pick<KnowledgeBase, 'reload' | 'reloadChanged'>
  readonly bot: Pick<Bot, 'api' | 'token' | 'botInfo'>
  readonly adminIds: ReadonlySet<number>
  readonly allTexts: AllTexts
  readonly languages: Pick<ChosenLanguages, 'find'>
  readonly log: Log
  /** What copies of the bot share: of them one tells the admins. */
  readonly memory?: SharedMemory | undefined
}

/**
 * Creates the listener for changes of the knowledge folder, which reloads. Where the old knowledge stays, it messages
 * the admins in private: once per fault, and once when the fault is mended. Every outcome is logged.
 */
export function createReloadOnChange(parts: ChangeParts): () => Promise<void> {
  const { bot, log } = parts
  let reported: string | undefined
  return async () => {
    try {
      // What the bot wrote itself is in use already; but who was told of a fault is told that it is mended.
      const outcome =
        reported === undefined
          ? await countReload(() => parts.knowledge.reloadChanged(), parts.metrics)
          : await reloadKnowledge(parts)
      if (!outcome) return log.info('the knowledge folder was changed, and is in use as it is')
      logOutcome(outcome, log)
      const fault = toFault(outcome)
      if (fault === reported) return
      reported = fault
      if (await isFirstToTell(fault, parts)) await messageAdmins(outcome, parts)
    } catch (error) {
      log.error(describeError(error, bot.token), 'the changed knowledge could not be read')
    }
  }
}

/** Milliseconds for which a fault that one copy has told of is told by no other. */
const TOLD = 24 * 60 * 60 * 1000
/** Told once all is mended. */
const MENDED = 'mended'

/** Tells whether no other copy has told the admins of a fault, or that it is mended. */
async function isFirstToTell(fault = MENDED, { memory }: ChangeParts): Promise<boolean> {
  if (!memory) return true
  const told = memory.change('fault', TOLD, (before) => {
    const isTold = before === fault
    return { value: isTold ? undefined : fault, result: !isTold }
  })
  // Rather twice than never.
  return told.catch(() => true)
}

/** Identifies a fault by its problems: a change of the number of checks alone is no new fault. */
function toFault(outcome: Reloaded): string | undefined {
  if (outcome.kind === 'reloaded') return undefined
  if (outcome.kind === 'disagreed') return JSON.stringify(outcome)
  return JSON.stringify(listProblems(outcome).map(({ file, line, text }) => [file, line, text]))
}

function listProblems(outcome: Exclude<Reloaded, { kind: 'reloaded' }>): readonly Problem[] {
  if (outcome.kind === 'disagreed') return []
  return outcome.kind === 'refused' ? outcome.problems : outcome.failedChecks
}

async function messageAdmins(
  outcome: Reloaded,
  { bot, adminIds, allTexts, languages, log }: ChangeParts,
): Promise<void> {
  for (const id of adminIds) {
    const texts = allTexts[languages.find(id) ?? DEFAULT_LANGUAGE]
    const report = renderReloaded(outcome, { texts, username: bot.botInfo.username, isPrivate: true })
    try {
      await sendTo(bot.api, id, report)
    } catch (error) {
      // An admin who never wrote to the bot has no chat with it.
      log.warn(describeError(error, bot.token), 'an admin could not be told')
    }
  }
}

/** Logs where problems stand and not their texts, which may quote what a user wrote. */
function logOutcome(outcome: Reloaded, log: Log): void {
  if (outcome.kind === 'reloaded')
    return log.info(
      { changes: toCounts(outcome.changes), milliseconds: Math.round(outcome.milliseconds) },
      'the knowledge was changed, and is reloaded',
    )
  log.warn(
    { outcome: outcome.kind, at: listProblems(outcome).map(({ file, line }) => `${file}:${line}`) },
    'the knowledge was changed, and the old one stays',
  )
}

function toCounts({ articles, passages, asks }: Changes): Omit<Changes, 'byArticle'> {
  return { articles, passages, asks }
}
