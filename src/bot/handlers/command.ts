import type { Suggestion } from '../../answer/answer.ts'
import { toCode } from '../../answer/browse/codes.ts'
import { type Link, NO_RESULTS } from '../../answer/browse/link.ts'
import { openLink } from '../../answer/browse/open-link.ts'
import { answerGaps } from '../admin/gaps.ts'
import { answerStats } from '../admin/stats.ts'
import type { Services } from '../context.ts'
import type { Reader } from '../reader.ts'
import { PASSAGE_MARK, parseData } from '../view/callback-data.ts'
import { type OutgoingMessage, renderText } from '../view/outgoing-message.ts'
import { renderContent } from '../view/content.ts'
import { renderLanguages } from './language.ts'
import type { MessageRequest } from './parse-message.ts'
import { renderPrivacy } from './privacy.ts'

/** Runs what a message asks for other than a query, and makes the reply. */
export async function runCommand(
  request: Exclude<MessageRequest, { kind: 'query' | 'reload' }>,
  reader: Reader,
  services: Services,
): Promise<OutgoingMessage> {
  const { texts } = reader
  switch (request.kind) {
    case 'start':
      return renderText(texts.start(toExamples(reader, services)))
    case 'help':
      return renderText(texts.help(toExamples(reader, services), reader.username))
    case 'language':
      return renderLanguages(reader)
    case 'privacy':
      return renderPrivacy(reader, services)
    case 'browse':
      return renderLink(request.link, reader, services) ?? renderText(texts.goneItem)
    case 'open':
      return openParameter(request.parameter, reader, services)
    case 'stats':
      return answerStats(reader, services)
    case 'gaps':
      return answerGaps(0, reader, services)
    case 'empty':
      return renderText(texts.askHow)
    case 'unknown':
      return renderText(texts.unknownCommand)
  }
}

/** The examples that a reader can read, or else those of the other language. */
function toExamples({ texts }: Reader, { knowledge: { corpus } }: Services): readonly Suggestion[] {
  const { english, chinese } = corpus.suggestions.examples
  const [own, others] = texts.isEnglish ? [english, chinese] : [chinese, english]
  return own.length > 0 ? own : others
}

/** Opens a start parameter: a passage with its surroundings, or the same as a button's callback data. */
function openParameter(parameter: string, reader: Reader, services: Services): OutgoingMessage {
  const link = parameter.startsWith(PASSAGE_MARK)
    ? toPassageLink(parameter.slice(PASSAGE_MARK.length))
    : parseData(parameter)?.link
  if (!link) return renderText(reader.texts.start(toExamples(reader, services)))
  return renderLink(link, reader, services) ?? renderText(reader.texts.gone)
}

function toPassageLink(id: string): Link {
  const at = toCode('passage', id)
  return { kind: 'context', at, direction: 'around', results: { ...NO_RESULTS, codes: [at], shown: 1 } }
}

/** Undefined where the corpus does not hold what the link leads to. */
function renderLink(link: Link, reader: Reader, { knowledge }: Services): OutgoingMessage | undefined {
  const content = openLink(knowledge.corpus, link)
  return content && renderContent(content, reader, link)
}
