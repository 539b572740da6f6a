import type { Context } from 'grammy'
import { toCode } from '../answer/codes.ts'
import { type Link, NO_RESULTS } from '../answer/link.ts'
import type { Opened } from '../answer/opened.ts'
import { type Audience, PASSAGE_MARK } from './audience.ts'
import { parseData } from './buttons.ts'
import type { Desk } from './desk.ts'
import { listGaps, searchForGap } from './gaps.ts'
import { renderLanguages } from './language-choice.ts'
import { renderOpened } from './render-pages.ts'
import { renderReloaded } from './render-reloaded.ts'
import { renderAnswer, renderText } from './render.ts'
import type { Rendered } from './rendered.ts'
import type { Request, ToldMessage } from './request.ts'
import { withVotes } from './votes.ts'
import { answerStats } from './stats.ts'

/** What is answered, and the query that it is about. */
export interface Reply {
  readonly rendered: Rendered
  readonly query?: string | undefined
  /** What a query was answered with. */
  readonly opened?: Opened
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
export async function toReply(request: Request, audience: Audience, desk: Desk, { chat, from }: Context): Promise<Reply | undefined> {
  const isAdmins = request.kind === 'query' && request.told && audience.isPrivate && from && desk.adminIds.has(from.id)
  const searched = isAdmins ? await searchForGap(request.text, request.told.data, audience, desk) : undefined
  if (searched) return { rendered: searched, isFinal: true }
  if (request.kind === 'query') return answerQuery(request, audience, desk, chat?.id)
  return { rendered: await renderRequested(request, audience, desk), isFinal: isFinal(request) }
}

async function renderRequested(request: Exclude<Request, { kind: 'query' }>, audience: Audience, desk: Desk): Promise<Rendered> {
  const { knowledge } = desk
  const { texts } = audience
  switch (request.kind) {
    case 'browse':
      return openLink(request.link, audience, desk) ?? renderText(texts.goneItem)
    case 'open':
      return openParameter(request.parameter, audience, desk)
    case 'language':
      return renderLanguages(audience)
    case 'gaps':
      return listGaps(0, audience, desk)
    case 'start':
      return renderText(texts.start(knowledge.examples))
    case 'help':
      return renderText(texts.help(knowledge.examples, audience.username))
    case 'empty':
      return renderText(texts.askHow)
    case 'unknown':
      return renderText(texts.unknownCommand)
    case 'stats':
      return answerStats(audience, desk)
    case 'reload': {
      return renderReloaded(await knowledge.reload(request), texts)
    }
  }
}

/** Answers a query, or a remark about an answer. */
export function answerQuery({ text, told, isExpected }: Extract<Request, { kind: 'query' }>, audience: Audience, { knowledge, answered }: Desk, chatId: number | undefined): Reply | undefined {
  const query = told && chatId !== undefined ? answered.findQuery(chatId, told.id) : undefined
  const remarked = told && knowledge.answerRemark(text, { text: told.text, query, linked: told.linked, codes: findCodes(told) })
  if (remarked) return { rendered: withVotes(renderOpened(remarked.opened, audience, remarked.link), remarked.opened, audience), query, opened: remarked.opened }
  const answer = knowledge.answer(text)
  // In a group thanks and nods to the bot call for nothing.
  return answer.kind === 'unasked' && !isExpected ? undefined : { rendered: withVotes(renderAnswer(answer, audience), answer, audience), query: text, opened: answer }
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
function openParameter(parameter: string, audience: Audience, desk: Desk): Rendered {
  const at = parameter.startsWith(PASSAGE_MARK) ? toCode('passage', parameter.slice(PASSAGE_MARK.length)) : undefined
  const link: Link | undefined = at === undefined ? parseData(parameter)?.link : { kind: 'context', at, direction: 'around', results: { ...NO_RESULTS, codes: [at], shown: 1 } }
  if (!link) return renderText(audience.texts.start(desk.knowledge.examples))
  return openLink(link, audience, desk) ?? renderText(audience.texts.gone)
}

function openLink(link: Link, audience: Audience, { knowledge }: Desk): Rendered | undefined {
  const opened = knowledge.open(link)
  return opened && renderOpened(opened, audience, link)
}
