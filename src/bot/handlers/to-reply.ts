import type { Context } from 'grammy'
import { toCode } from '../../answer/browse/codes.ts'
import { type Link, NO_RESULTS } from '../../answer/browse/link.ts'
import type { Content } from '../../answer/browse/opened.ts'
import { type Reader, PASSAGE_MARK } from '../reader.ts'
import { parseData } from '../view/callback-data.ts'
import type { Services } from '../context.ts'
import { listGaps, searchForGap } from '../admin/gaps.ts'
import { renderLanguages } from './language.ts'
import { renderContent, renderReply } from '../view/content.ts'
import { renderReloaded } from '../admin/reload-report.ts'
import { type OutgoingMessage, renderText } from '../view/outgoing-message.ts'
import type { Request, ToldMessage } from './parse-message.ts'
import { answerStats } from '../admin/stats.ts'

/** What is answered, and the query that it is about. */
export interface Reply {
  readonly rendered: OutgoingMessage
  readonly query?: string | undefined
  /** What a query was answered with. */
  readonly opened?: Content
  /** Whether it stays when what it answers is edited. */
  readonly isFinal?: boolean
}

/** Answered with a picture, or with what an admin's buttons change, which may be what takes a lesson back. */
const FINAL: readonly Request['kind'][] = ['reload', 'stats', 'gaps']

/** Tells whether what is answered to a request stays, so that no edit brings it either. */
export function isFinal({ kind }: Request): boolean {
  return FINAL.includes(kind)
}

/** Makes what a request is answered with; undefined where it calls for nothing. */
export async function toReply(
  request: Request,
  reader: Reader,
  services: Services,
  { chat, from }: Context,
): Promise<Reply | undefined> {
  const isAdmins =
    request.kind === 'query' && request.told && reader.isPrivate && from && services.adminIds.has(from.id)
  const searched = isAdmins ? await searchForGap(request.text, request.told.data, reader, services) : undefined
  if (searched) return { rendered: searched, isFinal: true }
  if (request.kind === 'query') return answerQuery(request, reader, services, chat?.id)
  return { rendered: await renderRequested(request, reader, services), isFinal: isFinal(request) }
}

async function renderRequested(
  request: Exclude<Request, { kind: 'query' }>,
  reader: Reader,
  services: Services,
): Promise<OutgoingMessage> {
  const { knowledge } = services
  const { texts } = reader
  switch (request.kind) {
    case 'browse':
      return openLink(request.link, reader, services) ?? renderText(texts.goneItem)
    case 'open':
      return openParameter(request.parameter, reader, services)
    case 'language':
      return renderLanguages(reader)
    case 'gaps':
      return listGaps(0, reader, services)
    case 'start':
      return renderText(texts.start(knowledge.examples))
    case 'help':
      return renderText(texts.help(knowledge.examples, reader.username))
    case 'empty':
      return renderText(texts.askHow)
    case 'unknown':
      return renderText(texts.unknownCommand)
    case 'stats':
      return answerStats(reader, services)
    case 'reload': {
      return renderReloaded(await knowledge.reload(request), texts)
    }
  }
}

/** Answers a query, or a remark about an answer. */
export function answerQuery(
  { text, told, isExpected }: Extract<Request, { kind: 'query' }>,
  reader: Reader,
  { knowledge, recentAnswers }: Services,
  chatId: number | undefined,
): Reply | undefined {
  const query = told && chatId !== undefined ? recentAnswers.findQuery(chatId, told.id) : undefined
  const remarked =
    told && knowledge.answerRemark(text, { text: told.text, query, linked: told.linked, codes: findCodes(told) })
  if (remarked)
    return {
      rendered: renderContent(remarked.opened, reader, remarked.link),
      query,
      opened: remarked.opened,
    }
  const answer = knowledge.answer(text)
  // In a group thanks and nods to the bot call for nothing.
  return answer.kind === 'unasked' && !isExpected
    ? undefined
    : { rendered: renderReply(answer, reader), query: text, opened: answer }
}

/** What the answer found under which a message's buttons stand. */
function findCodes({ data }: ToldMessage): readonly string[] {
  const results = data.flatMap((one) => {
    const link = parseData(one)?.link
    return link && 'results' in link ? [link.results.codes] : []
  })
  return results[0] ?? []
}

/** A link to a passage shows it among the paragraphs around it. Whatever else a link of ours leads to is as a button has it. */
function openParameter(parameter: string, reader: Reader, services: Services): OutgoingMessage {
  const at = parameter.startsWith(PASSAGE_MARK) ? toCode('passage', parameter.slice(PASSAGE_MARK.length)) : undefined
  const link: Link | undefined =
    at === undefined
      ? parseData(parameter)?.link
      : { kind: 'context', at, direction: 'around', results: { ...NO_RESULTS, codes: [at], shown: 1 } }
  if (!link) return renderText(reader.texts.start(services.knowledge.examples))
  return openLink(link, reader, services) ?? renderText(reader.texts.gone)
}

function openLink(link: Link, reader: Reader, { knowledge }: Services): OutgoingMessage | undefined {
  const opened = knowledge.open(link)
  return opened && renderContent(opened, reader, link)
}
