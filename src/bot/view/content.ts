import type { Link } from '../../answer/browse/link.ts'
import type { Content } from '../../answer/browse/content.ts'
import type { Reader } from '../reader.ts'
import {
  type AnswerMessage,
  renderChoice,
  renderFound,
  renderNear,
  renderNothing,
  renderParticipants,
  renderParts,
  renderQuestions,
  renderSpeaker,
  renderStated,
  renderUnclear,
  renderUnsaid,
} from './answer.ts'
import { toEarlierRow } from './keyboards.ts'
import { type OutgoingMessage, renderText, withButtons } from './outgoing-message.ts'
import {
  type Place,
  renderArticle,
  renderArticles,
  renderAttribution,
  renderListing,
  renderSpeakers,
  renderSurroundings,
  renderTopics,
} from './page.ts'
import { toVoteRow } from './callback-data.ts'

/** The kinds of answer that are voted on. */
const VOTED: readonly Content['kind'][] = [
  'found',
  'unjudged',
  'parts',
  'stated',
  'speaker',
  'participants',
  'questions',
]

/**
 * Renders what a link opened, or what a remark about an answer is answered with.
 *
 * @param link the link that opened the content; pages get their buttons from it
 */
export function renderContent(content: Content, reader: Reader, link?: Link): OutgoingMessage {
  const { results: _, ...message } = render(content, reader, link, false)
  return message
}

/**
 * Renders the message that answers a query: the answer with vote buttons, or a page of it whose way back leads to them.
 *
 * @param link the link pressed below the message; undefined when the message is sent
 */
export function renderReply(content: Content, reader: Reader, link?: Link): OutgoingMessage {
  const { results, ...message } = render(content, reader, link, true)
  const isAnswer = link === undefined || link.kind === 'back'
  if (!isAnswer || !VOTED.includes(content.kind)) return message
  const { asker, script } = reader
  const back = results && { link: { kind: 'back', results, isOwn: true } as const, asker, script }
  return withButtons(message, ...(message.buttons ?? []), toVoteRow(back))
}

/** @param isOwn whether the message was sent in reply to a query, and the way back leads to its vote buttons */
function render(content: Content, reader: Reader, link: Link | undefined, isOwn: boolean): AnswerMessage {
  const message = renderKind(content, reader, { link, isOwn })
  if (link?.kind !== 'query') return message
  return withButtons(message, ...(message.buttons ?? []), toEarlierRow(link, toOriginal(reader)))
}

function renderKind(content: Content, reader: Reader, place: Place): AnswerMessage {
  // Lists and cards show no quotes; their buttons open the original script.
  const original = toOriginal(reader)
  switch (content.kind) {
    case 'found':
    case 'unjudged':
      return renderFound(content, reader)
    case 'parts':
      return renderParts(content, reader)
    case 'near':
      return renderNear(content, original)
    case 'choice':
      return renderChoice(content, original)
    case 'unsaid':
      return renderUnsaid(content, original)
    case 'stated':
      return renderStated(content, original)
    case 'speaker':
      return renderSpeaker(content, original)
    case 'participants':
      return renderParticipants(content, original)
    case 'questions':
      return renderQuestions(content, original)
    case 'none':
    case 'unasked':
      return renderNothing(content, original)
    case 'context':
      return renderSurroundings(content, reader, place)
    case 'more':
    case 'others':
    case 'words':
      return renderListing(content, reader, place)
    case 'topics':
      return renderTopics(content, original)
    case 'speakers':
      return renderSpeakers(content, original)
    case 'articles':
      return renderArticles(content, original)
    case 'article':
      return renderArticle(content, original)
    case 'who':
    case 'source':
      return renderAttribution(content, reader)
    case 'unclear':
      return renderUnclear(content, reader)
    case 'noMore':
    case 'noTranslation':
    case 'noQuote':
    case 'noReply':
      return renderText(reader.texts[content.kind])
  }
}

function toOriginal(reader: Reader): Reader {
  return { ...reader, script: 'original' }
}
