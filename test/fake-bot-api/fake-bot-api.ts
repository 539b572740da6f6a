import type { Chat, Message, Update, User, UserFromGetMe } from 'grammy/types'
import { createAnswering } from './server/answer-request.ts'
import { createAsking } from './users/ask.ts'
import { createChatChanges } from './users/chat-changes.ts'
import { createFailures, type FailWith } from './server/failures.ts'
import { createUpdateMaker } from './users/make-updates.ts'
import { createSendInline } from './users/send-inline.ts'
import { listen } from './server/server.ts'
import { createCallLog } from './server/call-log.ts'
import { createWorld } from './world/world.ts'

export type FakeBotApi = Awaited<ReturnType<typeof startFakeBotApi>>
export type { Failure } from './server/failures.ts'
export type { Call } from './payloads/payloads.ts'

interface FakeOptions {
  failWith?: FailWith
  /** Fields of getMe that differ from the usual. */
  me?: Partial<UserFromGetMe>
}

/** Starts a Bot API on a local port that refuses what Telegram refuses, and records every call. */
export async function startFakeBotApi(options: FakeOptions = {}) {
  const faults: string[] = []
  const world = createWorld(options.me)
  const log = createCallLog(faults)
  const maker = createUpdateMaker(world)
  const failures = createFailures()
  failures.failWith(options.failWith)
  const answering = createAnswering({ token, world, faults, nextFailure: failures.next, record: log.record })
  const { url, close } = await listen(answering)
  const { chats, profile, queue } = world

  return {
    url,
    token,
    faults,
    me: world.me as Readonly<UserFromGetMe>,
    calls: log.calls,
    failWith: failures.failWith,
    confirmedOffset: queue.confirmedOffset,
    pending: queue.pending,
    isPolled: queue.isPolled,
    inject: (fields: Omit<Update, 'update_id'>): Update => world.inject(fields),
    ...maker,
    ...createChatChanges(world, maker),
    /** Lets the bot write to a chat from which no update came. */
    addChat: (chat: Chat): void => chats.add(chat),
    setAdministrators: (chatId: number, users: readonly User[]): void => chats.setAdministrators(chatId, users),
    mark: log.mark,
    nextCall: log.nextCall,
    ...createAsking(maker, log),
    sendInline: createSendInline(world, maker),
    menu: profile.menu,
    description: profile.description.get,
    shortDescription: profile.shortDescription.get,
    /** Lists the messages of the bot in a chat, as they are now. */
    sent: (chatId: number): Message[] => chats.sent(chatId),
    /** The bytes of a photo that the bot uploaded. */
    photo: (fileId: string): Buffer | undefined => world.uploads.get(fileId.replace('attach://', ''))?.content,
    /** Puts a file into Telegram's store, as a message of a user carries it. */
    document: world.files.add,
    /** The bytes of a document. */
    fileContent: world.files.content,
    /** The addresses of files that were fetched. */
    fetchedFiles: world.files.fetched,
    /** Ends the hour for which the addresses are good. */
    expireFiles: world.files.expire,
    /** Forgets a file. */
    removeFile: world.files.remove,
    close: async (): Promise<void> => {
      queue.close()
      await close()
    },
  }
}

const token = '7000000001:AAF-made_up_for_the_tests_and_nothing_else'
