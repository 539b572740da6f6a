import type { OnBuild } from '../../answer/build-progress.ts'
import type { KnowledgeBase, ReloadOptions } from '../../answer/knowledge-base.ts'
import type { Reloaded } from '../../answer/teaching/take-load.ts'
import { toFolderState } from '../../knowledge/sources.ts'
import type { BotContext, PressContext, ReloadCounter, Services } from '../context.ts'
import { type DisplayTiming, toPercent } from '../progress.ts'
import { change, isRefusedByChat, replace, reply, showTyping } from '../telegram/send.ts'
import { type OutgoingMessage, renderText } from '../view/outgoing-message.ts'
import { renderReloaded } from './reload-report.ts'
import { TAKE_DATA } from './take-button.ts'

/** Telegram takes about one message a second in a chat, and twenty a minute in a group. */
const RELOAD_TIMING: DisplayTiming = { now: () => performance.now(), after: 2000, every: 3500 }

/** What a reload works with. */
export interface ReloadParts {
  readonly knowledge: Pick<KnowledgeBase, 'reload'>
  readonly metrics?: ReloadCounter | undefined
}

/** Reloads the knowledge for an admin who wrote /reload, and sends the report. */
export function answerReload(ctx: BotContext, isForced: boolean, services: Services): Promise<void> {
  return reloadAndReport(ctx, services, isForced ? { force: 'any' } : {})
}

/**
 * Takes the folder whose checks failed all the same, when an admin presses the button of the report, which becomes that
 * of this reload. A folder that was changed since is held to its checks again.
 */
export async function takeRefused(ctx: PressContext, services: Services): Promise<void> {
  const { texts } = ctx.reader
  const [, state = ''] = TAKE_DATA.exec(ctx.callbackQuery.data) ?? []
  if (!services.adminIds.has(ctx.from.id)) ctx.notice = texts.adminsOnly
  // Pressed twice, or taken by a restart: the report stays.
  else if (toFolderState(services.knowledge.corpus.loaded.sources) === state) ctx.notice = texts.alreadyTaken
  else await reloadAndReport(ctx, services, { force: { state } }, ctx.msgId)
}

/** Reloads and reports. */
function reloadAndReport(
  ctx: BotContext,
  services: Services,
  { force }: Pick<ReloadOptions, 'force'>,
  messageId?: number,
): Promise<void> {
  return runWithProgress(ctx, services, messageId, async (onBuild) => {
    const outcome = await reloadKnowledge(services, { force, onBuild })
    return renderReloaded(outcome, ctx.reader, typeof force === 'object' ? force.state : undefined)
  })
}

/**
 * Runs what may take long and reports. "Typing" shows at once, and after a while a message with the progress, which
 * becomes the report. On a failure it apologizes there and rethrows the error to the guard.
 *
 * @param messageId the message that becomes the report; without one it is sent
 */
export async function runWithProgress(
  ctx: BotContext,
  { reloadTiming }: Pick<Services, 'reloadTiming'>,
  messageId: number | undefined,
  run: (onBuild: OnBuild) => Promise<OutgoingMessage>,
): Promise<void> {
  const progress = createProgressMessage(ctx, showTyping(ctx), messageId, reloadTiming)
  try {
    await progress.end(await run(progress.onBuild))
  } catch (error) {
    // If the apology fails too, the original error is the one to log.
    if (!isRefusedByChat(error)) await progress.end(renderText(ctx.reader.texts.failed)).catch(() => {})
    throw error
  }
}

/**
 * Creates the message with the progress of a reload. It is sent and edited as the reload goes on, one request at a
 * time; a failure of these is ignored, because the report is what matters.
 *
 * @param ready what the first message waits for
 * @param given a message that is edited from the start
 */
function createProgressMessage(
  ctx: BotContext,
  ready: Promise<void>,
  given: number | undefined,
  { now, after, every }: DisplayTiming = RELOAD_TIMING,
): { readonly onBuild: OnBuild; readonly end: (report: OutgoingMessage) => Promise<void> } {
  let next = now() + after
  let messageId = given
  let request: Promise<void> | undefined
  async function show(message: OutgoingMessage): Promise<void> {
    await ready
    if (messageId === undefined) messageId = (await reply(ctx, message)).message_id
    else await change(ctx, messageId, message)
  }
  return {
    onBuild(share) {
      if (request || now() < next) return
      next = now() + every
      request = show(renderText(ctx.reader.texts.reloading(toPercent(share))))
        .catch(() => {})
        .finally(() => (request = undefined))
    },
    async end(report) {
      await ready
      // An edit that comes after the report would replace it.
      await request
      if (messageId === undefined) await reply(ctx, report)
      else await replace(ctx, messageId, report)
    },
  }
}

/** Reloads the knowledge and counts the outcome. */
export function reloadKnowledge({ knowledge, metrics }: ReloadParts, options?: ReloadOptions): Promise<Reloaded> {
  return countReload(() => knowledge.reload(options), metrics)
}

/** Counts what becomes of a reload, or of adding an article; undefined is none. */
export async function countReload<T extends { readonly kind: string } | undefined>(
  run: () => Promise<T>,
  metrics: ReloadCounter | undefined,
): Promise<T> {
  try {
    const outcome = await run()
    const counted = outcome && COUNTED[outcome.kind]
    if (counted) metrics?.countReload(counted)
    return outcome
  } catch (error) {
    metrics?.countReload('failed')
    throw error
  }
}

const COUNTED: Readonly<Record<string, Parameters<ReloadCounter['countReload']>[0]>> = {
  reloaded: 'reloaded',
  added: 'reloaded',
  refused: 'refused',
  disagreed: 'refused',
  failed: 'unchecked',
}
