import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from '../../bot/start-process.ts'
import { startLoadApi, toMessage } from '../load/api.ts'
import { type BotProcess, startBotProcess } from '../load/bot-process.ts'
import { readVectorsMade } from '../load/kept.ts'
import { toQuantile } from '../measures.ts'
import { ADDED, FIRST, SCORED, type ScaleCorpus, UNSCORED } from './corpus.ts'
import { type Figures, toTimes } from './figures.ts'
import { addParagraph, type ScaleFolder, writeArticle } from './folder.ts'

/** Milliseconds between two looks at whether a paragraph is found, or all vectors are there. */
const LOOK = 100
const P99 = 0.99
/** Replies of which a p99 is told: of fewer it would be the longest. */
const FEWEST_REPLIES = 100
const ADMIN = 4_000_000_000
/** Each query has a user of its own, so that no rate limit holds. */
const FIRST_USER = 5_000_000_000

interface BotOptions {
  /** Node's arguments that run the bot; `npm start`'s by default. */
  readonly program?: readonly string[]
  /** The folder of a model; without it passages are found by words alone. */
  readonly model?: string | undefined
}

/**
 * Measures the bot, from outside, over a knowledge folder: a start with nothing kept, queries, those while the vectors
 * are made first, a reload of one article and a second start. What it has not done when the signal aborts is missing.
 */
export async function measureBot(
  folder: ScaleFolder,
  corpus: ScaleCorpus,
  signal: AbortSignal,
  options: BotOptions = {},
): Promise<Figures> {
  const figures: Figures = {}
  const over = new AbortController()
  const running = { figures, ...options, signal: AbortSignal.any([signal, over.signal]) }
  try {
    // As it was before another run.
    await writeArticle(folder.knowledge, corpus.articles[0] ?? [])
    await Promise.race([run(folder, corpus, running), once(signal, 'abort')])
  } catch (error) {
    console.error(`  the bot: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    over.abort()
  }
  return figures
}

interface Running extends BotOptions {
  readonly figures: Figures
  /** Ends the bot and the Bot API. */
  readonly signal: AbortSignal
}

async function run(folder: ScaleFolder, corpus: ScaleCorpus, running: Running): Promise<void> {
  const { figures, model } = running
  const started = await start(folder, running)
  const { bot, talk } = started
  figures.coldStart = started.seconds
  const ended = bot.exited.then(() => {
    throw new Error('The bot ended while it was asked')
  })
  const asked = async () => {
    await warmUp(talk, corpus)
    if (model !== undefined) Object.assign(figures, await askBeside(started, corpus, running))
    await askAndReload(bot, talk, { folder, corpus, figures })
  }
  await Promise.race([asked(), ended])
  // The end that is wanted is no fault.
  ended.catch(() => undefined)
  await bot.stop()
  const again = await start(folder, running)
  figures.warmStart = again.seconds
  if (model !== undefined) Object.assign(figures, { vectorsAgain: await waitForVectors(again, running) })
  await again.bot.stop()
}

interface Asked {
  readonly folder: ScaleFolder
  readonly corpus: ScaleCorpus
  readonly figures: Figures
}

async function warmUp(talk: Talk, { queries }: ScaleCorpus): Promise<void> {
  for (const { text } of queries.slice(0, UNSCORED)) await talk.ask(text)
}

/** Asks while the vectors are made, and waits until they are; a figure that was not to be had is missing. */
async function askBeside(started: Started, { queries }: ScaleCorpus, running: Running): Promise<Partial<Figures>> {
  const replies: number[] = []
  for (const { text } of queries.slice(UNSCORED + SCORED)) {
    if (readVectorsMade(await started.bot.log())) break
    replies.push(await measureReply(started.talk, text))
  }
  const vectors = await waitForVectors(started, running)
  return {
    ...(vectors !== undefined && { vectors }),
    ...(replies.length >= FEWEST_REPLIES && { replyBeside: toQuantile(replies, P99) }),
  }
}

/** Waits until all vectors are there, and tells how many seconds after the command; undefined if they are not made. */
async function waitForVectors({ bot, began }: Started, { signal }: Running): Promise<number | undefined> {
  for (;;) {
    const made = readVectorsMade(await bot.log())
    if (made?.outcome === 'ready') return (made.time - began) / 1000
    if (made) throw new Error(`The vectors were not made: the model is ${made.outcome}`)
    await sleep(LOOK, undefined, { signal })
  }
}

async function measureReply(talk: Talk, text: string): Promise<number> {
  const began = performance.now()
  await talk.ask(text)
  return performance.now() - began
}

async function askAndReload(bot: BotProcess, talk: Talk, { folder, corpus, figures }: Asked): Promise<void> {
  const scored = corpus.queries.slice(UNSCORED, UNSCORED + SCORED)
  Object.assign(
    figures,
    await measureQueries(
      bot,
      talk,
      scored.map(({ text }) => text),
    ),
  )
  Object.assign(figures, { memory: (await bot.usage())?.memory })
  await writeArticle(folder.knowledge, addParagraph(corpus.articles[0] ?? []))
  const began = performance.now()
  talk.tell(ADMIN, '/reload')
  await askUntilFound(talk, ADDED)
  figures.reload = (performance.now() - began) / 1000
  Object.assign(figures, { memoryAfterReload: (await bot.usage())?.memory })
}

/** Starts a bot whose records and caches lie beside the knowledge, and waits until it quotes. */
async function start({ dir, knowledge }: ScaleFolder, { signal, program, model }: Running) {
  const port = await findFreePort()
  const keptIn = join(dir, model === undefined ? 'kept' : 'kept-with-model')
  await mkdir(keptIn, { recursive: true })
  const waiting = new Map<number, (text: string) => void>()
  const api = await startLoadApi({ delay: 0, port, onMessage: (chatId, _, text) => waiting.get(chatId)?.(text) })
  signal.addEventListener('abort', () => void api.close(), { once: true })
  const talk = createTalk((user, id, text) => api.push({ message: toMessage(user, id, text) }), waiting)
  const began = Date.now()
  const settings = { way: 'polling', apiRoot: api.url, port, knowledge, keptIn, model, admin: ADMIN, signal } as const
  const starting = startBotProcess({ ...settings, ...(program && { program }) })
  const [bot, seconds] = await Promise.all([
    starting,
    askUntilFound(talk, FIRST).then(() => (Date.now() - began) / 1000),
  ])
  return { bot, talk, seconds, began }
}

type Started = Awaited<ReturnType<typeof start>>

type Talk = ReturnType<typeof createTalk>

/** Writes to the bot, and waits for its replies. */
function createTalk(
  send: (user: number, messageId: number, text: string) => void,
  waiting: Map<number, (text: string) => void>,
) {
  let sent = 0
  const tell = (user: number, text: string) => send(user, ++sent, text)
  return {
    tell,
    /** Asks as a new user, and resolves with the first message in reply. */
    ask(text: string): Promise<string> {
      const user = FIRST_USER + sent
      return new Promise((resolve) => {
        waiting.set(user, (reply) => {
          waiting.delete(user)
          resolve(reply)
        })
        tell(user, text)
      })
    },
  }
}

async function askUntilFound(talk: Talk, { query, text }: { readonly query: string; readonly text: string }) {
  while (!(await talk.ask(query)).includes(text)) await sleep(LOOK)
}

/** Where only whole ticks of the processor's time are known, the mean of all queries is all that can be told. */
async function measureQueries(bot: BotProcess, talk: Talk, texts: readonly string[]): Promise<Partial<Figures>> {
  const [times, replies] = [new Array<number>(), new Array<number>()]
  const before = await bot.usage()
  let began = await bot.coreTime()
  for (const text of texts) {
    replies.push(await measureReply(talk, text))
    // What the bot does after a reply counts for the next query.
    const ended = await bot.coreTime()
    if (began !== undefined && ended !== undefined) times.push(ended - began)
    began = ended
  }
  const after = await bot.usage()
  const mean = before && after && { mean: ((after.seconds - before.seconds) * 1000) / texts.length }
  return { ...(times.length > 0 && toTimes(times)), ...mean, reply: toQuantile(replies, P99) }
}
