import type { ApiError, ApiMethods, Opts } from 'grammy/types'

/** The Bot API methods that the fake answers. */
export type Method =
  | 'getMe'
  | 'getUpdates'
  | 'setWebhook'
  | 'deleteWebhook'
  | 'getWebhookInfo'
  | 'sendMessage'
  | 'sendPhoto'
  | 'sendDocument'
  | 'sendChatAction'
  | 'editMessageText'
  | 'editMessageReplyMarkup'
  | 'answerCallbackQuery'
  | 'answerInlineQuery'
  | 'setMyCommands'
  | 'deleteMyCommands'
  | 'getMyCommands'
  | 'setMyDescription'
  | 'getMyDescription'
  | 'setMyShortDescription'
  | 'getMyShortDescription'
  | 'getFile'
  | 'getChat'
  | 'getChatMember'
  | 'getChatAdministrators'
  | 'leaveChat'

// payload-schema.ts turns this type into the JSON Schema that requests are checked against.
export type Payloads = { [M in Method]: WithAnyLanguage<Opts<M>> }

// A wrong code gets Telegram's own refusal, in profile.ts; the schema would only list the right ones.
type WithAnyLanguage<P> = 'language_code' extends keyof P ? Omit<P, 'language_code'> & { language_code?: string } : P

/** A request that the fake has answered, with its result or its error. */
export interface CallOf<M extends Method> {
  seq: number
  method: M
  payload: Payloads[M]
  result?: ReturnType<ApiMethods[M]>
  error?: ApiError
}

export type Call = { [M in Method]: CallOf<M> }[Method]
