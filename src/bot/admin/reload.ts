import type { KnowledgeBase, Reloaded } from '../../answer/knowledge-base.ts'
import type { ReloadCounter, Services } from '../context.ts'
import type { Reader } from '../reader.ts'
import type { OutgoingMessage } from '../view/outgoing-message.ts'
import { renderReloaded } from './reload-report.ts'

/** What a reload works with. */
export interface ReloadParts {
  readonly knowledge: Pick<KnowledgeBase, 'reload'>
  readonly metrics?: ReloadCounter | undefined
}

/** Reloads the knowledge for an admin, and makes the report of it. */
export async function answerReload(isForced: boolean, { texts }: Reader, services: Services): Promise<OutgoingMessage> {
  return renderReloaded(await reloadKnowledge(services, isForced), texts)
}

/** Reloads the knowledge and counts the outcome. */
export async function reloadKnowledge({ knowledge, metrics }: ReloadParts, isForced = false): Promise<Reloaded> {
  try {
    const outcome = await knowledge.reload({ isForced })
    metrics?.countReload(outcome.kind === 'failed' ? 'unchecked' : outcome.kind)
    return outcome
  } catch (error) {
    metrics?.countReload('failed')
    throw error
  }
}
