import type { InlineQueryResult, InlineQueryResultsButton } from 'grammy/types'
import { checkKeyboard } from '../content/keyboard.ts'
import { isStartParameter, startsBot } from '../content/links.ts'
import type { Handlers } from './methods.ts'
import { refuseBad } from '../server/refusal.ts'
import { formatCaption, formatText } from '../content/text.ts'
import type { World } from '../world/world.ts'

/** Creates the methods that answer a pressed button or an inline query. */
export function queryMethods({ me, queryIds }: World): Handlers<'answerCallbackQuery' | 'answerInlineQuery'> {
  return {
    answerCallbackQuery: ({ callback_query_id, text = '', url }) => {
      checkQuery(queryIds, callback_query_id)
      if (text.length > 200) refuseBad('MESSAGE_TOO_LONG')
      // Any other address is for games, which the fake does not have.
      if (url && !startsBot(url, me.username)) refuseBad('URL_INVALID')
      return true
    },
    answerInlineQuery: ({ inline_query_id, results, next_offset = '', cache_time = 300, button }) => {
      checkQuery(queryIds, inline_query_id)
      if (results.length > 50) refuseBad('RESULTS_TOO_MUCH')
      if (cache_time < 0) refuseBad(`the fake refuses the cache_time ${cache_time}, which Telegram reads as 0`)
      if (Buffer.byteLength(next_offset) > 64) refuseBad('NEXT_OFFSET_INVALID')
      if (new Set(results.map(({ id }) => id)).size < results.length) refuseBad('RESULT_ID_DUPLICATE')
      for (const result of results) checkResult(result)
      if (button) checkStart(button)
      return true
    },
  }
}

function checkQuery(known: ReadonlySet<string>, id: string): void {
  if (!known.has(id)) refuseBad('query is too old and response timeout expired or query ID is invalid')
}

function checkResult(result: InlineQueryResult): void {
  const bytes = Buffer.byteLength(result.id)
  if (bytes < 1 || bytes > 64) refuseBad('RESULT_ID_INVALID')
  if ('title' in result && result.title?.trim() === '')
    refuseBad(result.type === 'article' ? 'ARTICLE_TITLE_EMPTY' : 'RESULT_TITLE_EMPTY')
  if ('reply_markup' in result) checkKeyboard(result.reply_markup)
  if ('caption' in result) {
    formatCaption({ text: result.caption, parse_mode: result.parse_mode, entities: result.caption_entities })
  }
  const content = 'input_message_content' in result ? result.input_message_content : undefined
  if (content && 'message_text' in content) formatText({ ...content, text: content.message_text })
}

function checkStart({ text, start_parameter }: InlineQueryResultsButton): void {
  if (text.trim() === '') refuseBad('inline query button text must be non-empty')
  const isWrong = start_parameter !== undefined && !isStartParameter(start_parameter)
  if (isWrong) refuseBad('START_PARAM_INVALID')
}
