import type { BenchPassage, BenchQuery } from '../data.ts'
import { listSentences, LONGEST, type Source, toProse } from './source.ts'

/** Passages in articles, with what is asked of them. */
export interface ScaleCorpus {
  readonly articles: readonly (readonly BenchPassage[])[]
  readonly queries: readonly BenchQuery[]
}

/** A paragraph of the corpus that no source has, and a query that finds it. */
interface Landmark {
  readonly text: string
  readonly query: string
}

/** What the first article holds from the beginning: it is found once a bot has started. */
export const FIRST: Landmark = { text: '灯塔上的老钟每天黎明记录潮水和海雾。', query: '灯塔老钟黎明记录潮水' }
/** What is added to the first article: it is found once a bot has reloaded. */
export const ADDED: Landmark = { text: '风车磨坊在深秋修补帆布叶片和木轴。', query: '风车磨坊深秋修补帆布叶片' }

/** Draws whole numbers from 0 to below a bound. */
type Draw = (bound: number) => number

/**
 * Queries after which a program is warm, those that are measured, and those behind them that are asked while vectors are
 * made: no query is asked twice, for its answer would be remembered.
 */
export const UNSCORED = 60
export const SCORED = 300
export const BESIDE = 300
const QUERIES = UNSCORED + SCORED + BESIDE

/** Passages of an article, as a long page has; more where the folder would have too many files. */
const OF_ARTICLE = 33
const MOST_ARTICLES = 9_000
/** Passages at the front of a source of which queries are made: the smallest corpus has them too. */
const ASKED = 900
/** Sentences of a passage that is recombined, and the shortest that is taken. */
const SENTENCES = { least: 4, most: 7, shortest: 8 }
/** Han characters of a query that is made of a sentence, and how many of them are left out at most. */
const QUERY = { least: 12, most: 20, dropped: 3 }
/** Han characters that say as much as a word of another script. */
const OF_WORD = 3
const HAN = /\p{Script=Han}/u
const UNIT =
  /\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+(?:['’.-](?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+)*/gu

/** Makes a corpus of so many passages: those of the source and, beyond, passages of its sentences, recombined. */
export function makeCorpus(source: Source, size: number, seed: number): ScaleCorpus {
  const perArticle = Math.max(OF_ARTICLE, Math.ceil(size / MOST_ARTICLES))
  const makePassage = createPassages(source, createDraw(seed))
  const articles: BenchPassage[][] = []
  for (let place = 0; place < size; place++) {
    if (place % perArticle === 0) articles.push([])
    const doc = `a${articles.length - 1}`
    const [head] = articles.at(-1) ?? []
    const made = makePassage(place)
    articles.at(-1)?.push({ ...made, doc, title: head?.title ?? `${toTitle(made.title)} ${articles.length}` })
  }
  return { articles, queries: makeQueries(source, createDraw(seed)) }
}

/** Renders an article as a file of a knowledge folder. */
export function renderArticle(passages: readonly BenchPassage[]): string {
  const { doc: id = '', title = '' } = passages[0] ?? {}
  const head = ['---', `id: ${id}`, `title: ${JSON.stringify(title)}`, 'publication: bench:scale', '---', `# ${title}`]
  const paragraphs = passages.map(({ text }, place) => `【叙述】${text} ^p${place}`)
  return `${[head.join('\n'), ...paragraphs].join('\n\n')}\n`
}

function createPassages({ passages }: Source, draw: Draw): (place: number) => BenchPassage {
  const sentences = passages
    .flatMap(({ text }) => listSentences(text))
    // A quotation mark whose pair is in another sentence would quote the wrong words.
    .map((sentence) => toProse(sentence.replace(/[“”‘’《》「」"()（）]/gu, '')))
    .filter((sentence) => sentence.length >= SENTENCES.shortest)
  const joint = HAN.test(sentences[0] ?? '') ? '' : ' '
  const recombine = () => {
    const count = SENTENCES.least + draw(SENTENCES.most - SENTENCES.least + 1)
    const drawn = Array.from({ length: count }, () => drawOne(sentences, draw))
    return drawn.reduce((whole, next) => (whole.length + next.length < LONGEST ? whole + joint + next : whole))
  }
  return (place) => {
    if (place === 0) return { id: 'first', title: passages[0]?.title ?? '', text: FIRST.text }
    const real = passages[place - 1]
    if (real) return real
    return { id: `made-${place}`, title: passages[place % passages.length]?.title ?? '', text: recombine() }
  }
}

/** Takes the source's queries in a seeded order, and makes what is missing. */
function makeQueries({ passages, queries }: Source, draw: Draw): BenchQuery[] {
  const given = [...queries]
  const taken = Array.from({ length: Math.min(given.length, QUERIES) }, () =>
    given.splice(draw(given.length), 1),
  ).flat()
  const asked = passages.slice(0, ASKED)
  const made = Array.from({ length: QUERIES - taken.length }, (_, place) => {
    const { id, text } = drawOne(asked, draw)
    return { id: `made-${place}`, text: toQuery(text, draw), relevant: [id] }
  })
  return [...taken, ...made]
}

/** Clips a sentence, and leaves a few characters or words of it out, as somebody does who asks from memory. */
function toQuery(passage: string, draw: Draw): string {
  const perUnit = HAN.test(passage) ? 1 : OF_WORD
  const sentences = listSentences(passage).filter((sentence) => toUnits(sentence).length >= QUERY.least / perUnit)
  const units = toUnits(sentences.length > 0 ? drawOne(sentences, draw) : passage)
  const length = Math.ceil((QUERY.least + draw(QUERY.most - QUERY.least + 1)) / perUnit)
  const start = draw(Math.max(1, units.length - length + 1))
  const clipped = units.slice(start, start + length)
  const dropped = Math.min(1 + draw(QUERY.dropped), Math.floor(clipped.length / QUERY.dropped) - 1)
  for (let left = dropped; left > 0; left--) clipped.splice(draw(clipped.length), 1)
  return clipped.join(perUnit === 1 ? '' : ' ')
}

/** Lists the Han characters and the words of other scripts. */
function toUnits(text: string): string[] {
  return text.match(UNIT) ?? []
}

function toTitle(title: string): string {
  return (
    toProse(title)
      .replace(/[:：。.'"]/gu, ' ')
      .slice(0, 60)
      .trim() || '文集'
  )
}

/** Creates a generator that gives the same numbers for the same seed everywhere (Mulberry32). */
function createDraw(seed: number): Draw {
  let state = seed
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound
  }
}

/** Draws one of some items, which must not be empty. */
function drawOne<T>(items: readonly T[], draw: Draw): T {
  // An index below the length has an item.
  return items[draw(items.length)] as T
}
