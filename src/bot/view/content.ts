import type { Link } from '../../answer/browse/link.ts'
import type { Content } from '../../answer/browse/content.ts'
import type { Reader } from '../reader.ts'
import {
  type AnswerMessage,
  renderChoice,
  renderFound,
  renderOffered,
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
import { type OutgoingMessage, type Row, renderText, withButtons } from './outgoing-message.ts'
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
  'offered',
  'unsaid',
  'none',
]

/**
 * Renders what a link opened, or what a remark about an answer is answered with.
 *
 * @param link the link that opened the content; pages get their buttons from it
 */
export function renderContent(content: Content, reader: Reader, link?: Link): OutgoingMessage {
  return toMessage(renderKind(content, reader, { link, isOwn: false }), toEarlierRow(link, reader))
}

/**
 * Renders the message that answers a query: the answer with vote buttons, or a page of it whose way back leads to them.
 *
 * @param link the link pressed below the message; undefined when the message is sent
 */
export function renderReply(content: Content, reader: Reader, link?: Link): OutgoingMessage {
  const message = renderKind(content, reader, { link, isOwn: true })
  const isAnswer = link === undefined || link.kind === 'back'
  if (!isAnswer || !VOTED.includes(content.kind)) return toMessage(message, toEarlierRow(link, reader))
  const { asker, script } = reader
  const { results } = message
  return toMessage(message, toVoteRow(results && { link: { kind: 'back', results, isOwn: true }, asker, script }))
}

/** Puts the buttons of a message together: the first row ends in those given. */
function toMessage({ text, entities, main = [], buttons = [] }: AnswerMessage, last: Row): OutgoingMessage {
  return withButtons({ text, entities }, [...main, ...last], ...buttons)
}

function renderKind(content: Content, reader: Reader, place: Place): AnswerMessage {
  switch (content.kind) {
    case 'found':
    case 'unjudged':
      return renderFound(content, reader)
    case 'parts':
      return renderParts(content, reader)
    case 'offered':
      return renderOffered(content, reader)
    case 'choice':
      return renderChoice(content, reader)
    case 'unsaid':
      return renderUnsaid(content, reader)
    case 'stated':
      return renderStated(content, reader)
    case 'speaker':
      return renderSpeaker(content, reader)
    case 'participants':
      return renderParticipants(content, reader)
    case 'questions':
      return renderQuestions(content, reader)
    case 'none':
    case 'unasked':
      return renderNothing(content, reader)
    case 'context':
      return renderSurroundings(content, reader, place)
    case 'more':
    case 'others':
    case 'words':
      return renderListing(content, reader, place)
    case 'topics':
      return renderTopics(content, reader)
    case 'speakers':
      return renderSpeakers(content, reader)
    case 'articles':
      return renderArticles(content, reader)
    case 'article':
      return renderArticle(content, reader)
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
