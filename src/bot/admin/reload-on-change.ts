import type { Bot } from 'grammy'
import type { KnowledgeBase, Reloaded } from '../../answer/knowledge-base.ts'
import type { Problem } from '../../knowledge/problems/problem.ts'
import { DEFAULT_LANGUAGE } from '../../i18n/languages.ts'
import type { ChosenLanguages } from '../../records/chosen-languages.ts'
import { type Log, describeError } from '../log.ts'
import { renderReloaded } from './reload-report.ts'
import { sendTo } from '../telegram/send.ts'
import type { AllTexts } from '../texts/texts.ts'

interface Following {
  readonly bot: Bot
  readonly knowledge: Pick<KnowledgeBase, 'reload'>
  readonly adminIds: ReadonlySet<number>
  readonly allTexts: AllTexts
  readonly languages: Pick<ChosenLanguages, 'find'>
  readonly log: Log
}

/**
 * Creates what is called when the knowledge folder was changed: it reloads, and tells the admins in private where the old
 * knowledge had to stay, once for each fault, and when that is mended. Otherwise nobody is told; the log has it all.
 */
export function createFollowChanges(following: Following): () => Promise<void> {
  const { knowledge, bot, log } = following
  let told: string | undefined
  return async () => {
    try {
      const outcome = await knowledge.reload()
      logOutcome(outcome, log)
      const fault = toFault(outcome)
      if (fault === told) return
      told = fault
      await tellAdmins(outcome, following)
    } catch (error) {
      log.error(describeError(error, bot.token), 'the changed knowledge could not be read')
    }
  }
}

/** What is told of once: another number of checks makes no other fault of it. */
function toFault(outcome: Reloaded): string | undefined {
  return outcome.kind === 'reloaded' ? undefined : JSON.stringify(listProblems(outcome))
}

function listProblems(outcome: Exclude<Reloaded, { kind: 'reloaded' }>): readonly Problem[] {
  return outcome.kind === 'refused' ? outcome.problems : outcome.failedChecks
}

async function tellAdmins(outcome: Reloaded, { bot, adminIds, allTexts, languages, log }: Following): Promise<void> {
  for (const id of adminIds) {
    const report = renderReloaded(outcome, allTexts[languages.find(id) ?? DEFAULT_LANGUAGE])
    try {
      await sendTo(bot.api, id, report)
    } catch (error) {
      // Who never wrote to the bot has no chat with it.
      log.warn(describeError(error, bot.token), 'an admin could not be told')
    }
  }
}

/** What files say may be somebody's words: only where it stands is logged. */
function logOutcome(outcome: Reloaded, log: Log): void {
  if (outcome.kind === 'reloaded')
    return log.info(
      { changes: outcome.changes, milliseconds: Math.round(outcome.milliseconds) },
      'the knowledge was changed, and is reloaded',
    )
  log.warn(
    { outcome: outcome.kind, at: listProblems(outcome).map(({ file, line }) => `${file}:${line}`) },
    'the knowledge was changed, and the old one stays',
  )
}
