import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { answerQuery } from '../../src/answer/answer-query.ts'
import { openLink } from '../../src/answer/browse/open-link.ts'
import type { Corpus } from '../../src/answer/corpus.ts'
import { answerRemark } from '../../src/answer/replies.ts'
import type { Reader } from '../../src/bot/reader.ts'
import { createAllTexts } from '../../src/bot/texts/texts.ts'
import { parseData } from '../../src/bot/view/callback-data.ts'
import { renderContent, renderReply } from '../../src/bot/view/content.ts'
import { renderInline } from '../../src/bot/view/inline-results.ts'
import type { OutgoingMessage } from '../../src/bot/view/outgoing-message.ts'
import { parseSettings } from '../../src/config.ts'
import { openKnowledge } from '../../src/open-knowledge.ts'
import { createRandom } from './random.ts'

/**
 * Climbs to the queries, presses and replies that take the most processor time, from seeds and by seeded mutations, and
 * prints the worst. Every query is measured under spellings that nothing has cached.
 */

/** UTF-16 units of Telegram's longest message. */
const LONGEST = 4096
/** Queries that are kept and mutated. */
const KEPT = 12
/** Spellings under which a query that seems worse is measured again; the fastest counts, as other work only adds. */
const CONFIRMED = 3
const PRINTED = 8

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: 'knowledge' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
  },
})

interface Measured {
  readonly query: string
  /** Milliseconds of processor time, and what took them. */
  readonly milliseconds: number
  readonly step: string
}

const random = createRandom(Number(values.seed))
const texts = createAllTexts()['zh-hans']
const reader: Reader = { texts, username: 'wenzheng_bot', isPrivate: true }
const corpus = await openCorpus(values.folder)
const pieces = listPieces(corpus)

let spellings = 0
const worst = climb(Number(values.seconds))
for (const { query, milliseconds, step } of worst.slice(0, PRINTED)) {
  console.log(`${milliseconds.toFixed(1)} ms ${step}, ${query.length} units: ${JSON.stringify(shortenToPrint(query))}`)
}

/** Opens a folder as the bot does: a large one with its index in a file. */
async function openCorpus(folder: string): Promise<Corpus> {
  const cacheDir = mkdtempSync(join(tmpdir(), 'wenzheng-worst-'))
  process.once('exit', () => rmSync(cacheDir, { recursive: true }))
  const { knowledge } = await openKnowledge(parseSettings({ KNOWLEDGE_DIR: folder, CACHE_DIR: cacheDir }))
  await knowledge.prepared()
  return knowledge.corpus
}

function climb(seconds: number): Measured[] {
  let kept: Measured[] = []
  let tries = 0
  const end = performance.now() + seconds * 1000
  for (const seed of pieces.seeds) kept = keep(kept, measure(seed))
  for (; performance.now() < end; tries++) {
    const { query } = pick(kept) ?? { query: '' }
    const mutated = mutate(query).slice(0, LONGEST)
    const first = measure(mutated)
    const least = kept.length < KEPT ? 0 : (kept.at(-1)?.milliseconds ?? 0)
    if (first.milliseconds <= least) continue
    const again = Array.from({ length: CONFIRMED }, () => measure(mutated))
    kept = keep(
      kept,
      [first, ...again].reduce((a, b) => (b.milliseconds < a.milliseconds ? b : a)),
    )
  }
  console.log(`${tries} queries tried in ${values.folder}, seed ${values.seed}`)
  return kept
}

function keep(kept: readonly Measured[], one: Measured): Measured[] {
  return [...kept, one].toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, KEPT)
}

/** Measures a query, the presses below its answer and a reply to it; the slowest step counts. */
function measure(query: string): Measured {
  // White space at the end changes no answer, and is in no cache.
  const asked = `${query.slice(0, LONGEST - 8)}${toBlanks(spellings++)}`
  let message: OutgoingMessage = { text: '', entities: [] }
  const steps: [string, number][] = [
    ['query', measureTime(() => (message = renderReply(answerQuery(corpus, asked), reader)))],
    ['inline', measureTime(() => renderInline(answerQuery(corpus, `${asked} `), reader))],
    ['reply', measureTime(() => answerRemark(corpus, asked, { text: message.text, query }))],
  ]
  for (const button of message.buttons?.flat() ?? []) {
    const press = 'callback_data' in button ? parseData(button.callback_data) : undefined
    if (press) steps.push([press.link.kind, measureTime(() => open(corpus, press.link))])
  }
  const [step, milliseconds] = steps.reduce((a, b) => (b[1] > a[1] ? b : a))
  return { query, step, milliseconds }
}

function open(of: Corpus, link: Parameters<typeof openLink>[1]): void {
  const content = openLink(of, link)
  if (content) renderContent(content, reader, link)
}

function measureTime(work: () => unknown): number {
  corpus.caches.sentences.clear()
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

function mutate(query: string): string {
  const place = Math.floor(random() * (query.length + 1))
  const piece = pick(pieces.all) ?? ''
  const other = pick(pieces.all) ?? ''
  const [before, after] = [query.slice(0, place), query.slice(place)]
  const mutations = [
    () => before + piece + after,
    () => before + piece + after,
    () => `${query}${pick(pieces.joints) ?? ''}${piece}`,
    () => `${piece}${pick(pieces.joints) ?? ''}${query}`,
    () => query.replace(/[\p{L}\p{N}]{1,4}/u, piece),
    () => query.slice(0, place),
    () => after,
    () => `${query}${query}`,
    () => `${query}${pick(pieces.joints) ?? ''}${query}`,
    () => Array.from({ length: 12 }, () => pick(pieces.names) ?? '').join(pick(pieces.joints)) + query,
    () => `${piece}${pick(pieces.joints) ?? ''}${other}`.repeat(1 + Math.floor(random() * 30)),
    () => [...query].toSorted(() => random() - 0.5).join(''),
  ]
  return (pick(mutations) ?? (() => query))()
}

/** Lists what queries are made of: names, offices and words of the folder, and what people paste. */
function listPieces({ articles, people, index }: Corpus) {
  const names = people.inOrder.flatMap(({ speaker: { name, office, aliases } }) => [name, office, ...aliases])
  const passages = articles.flatMap(({ exchanges }) => exchanges.flatMap(({ passages: own }) => own))
  const sample = Array.from({ length: 200 }, () => pick(passages)).flatMap((passage) => passage ?? [])
  const asks = sample.flatMap(({ asks: own = [] }) => own.slice(0, 3))
  const words = sample.flatMap(({ text }) => [text.slice(0, 6), text.slice(10, 30), text])
  const joints = '和|、|，|？|与|跟|对比|以及| and | vs |\n|。|的|分别怎么看|说| '.split('|')
  const asking =
    '怎么看|是谁|有什么区别|分别说了什么|除了|以外|各自的建议|多少|什么时候|谁更|各位代表|校长怎么看|总|老板|医生建议'
  const latin = 'gao xin bo|zenme kan rencai|chongqing|talent policy|what did|https://example.com/a?b=c&d=%E4%BA%BA'
  const signs = '😀👨‍👩‍👧‍👦🇨🇳|１２３４５|35万名|2023年1月|！！！！|ｒｅｎｃａｉ|ﷺ|ㄅㄆㄇ|𠮷𠮷|ёжик|の人材'
  const repeated = '人才人才人才|哈哈哈哈|爲什麼呢|请问一下|都都都都|记者问了|人 才 政 策'
  const strange = [asking, latin, signs, repeated].flatMap((some) => some.split('|'))
  const seeds = ['人才政策有哪些？', index.normalize('你好'), ...names.slice(0, 4), ...asks.slice(0, 4)]
  return { names, joints, seeds, all: [...names, ...asks, ...words, ...strange, ...joints] }
}

function pick<T>(items: readonly T[]): T | undefined {
  return items[Math.floor(random() * items.length)]
}

/** Counts in blanks of two kinds. */
function toBlanks(count: number): string {
  return count.toString(2).replaceAll('0', ' ').replaceAll('1', '\t').slice(-8)
}

function shortenToPrint(query: string): string {
  return query.length > 300 ? `${query.slice(0, 200)} … ${query.slice(-90)}` : query
}
