import type { Exchange, Speaker } from '../article.ts'
import type { ReadableArticle } from '../article-file/parse-article.ts'
import type { Problem } from '../problems/problem.ts'
import { countColumns } from '../../text/width.ts'

/** Who is given which words in an article. */
export interface ArticlePreview {
  /** In the order in which people read: each speaker, several together, those written about, then what nobody says. */
  readonly voices: readonly PreviewedVoice[]
  /** Speakers of the front matter to whom nothing is given. */
  readonly silent: readonly Speaker[]
  /** Paragraphs that are given to nobody. */
  readonly unmarked: readonly PreviewedLine[]
  /** Guesses that nobody has confirmed, each by its reason. */
  readonly guesses: readonly PreviewedLine[]
  /** The number of passages; questions are none. */
  readonly passages: number
}

/** The words that one mark gives to the same people. */
export interface PreviewedVoice {
  readonly kind: 'speech' | 'about' | 'question' | 'document' | 'narration'
  /** Empty for a reporter's question, a document and narration. */
  readonly speakers: readonly Speaker[]
  /** The first words of each paragraph, in the order of the article. */
  readonly beginnings: readonly string[]
}

export interface PreviewedLine {
  readonly line: number
  readonly words: string
}

/** Columns of the first words of a paragraph, two for a Han character: a line on a phone. */
const MOST_COLUMNS = 40
/** UTF-16 units that are looked at: a text may consist of signs without width. */
const MOST_SCANNED = 200
/** The first half of a character that was cut. */
const HALF = /\p{Surrogate}$/u
const MORE = '…'
/** The problems that stand in the preview by themselves. */
const UNMARKED = 'unmarked'
const GUESS = 'open-guess'
/** What stands around the reason of a guess. */
const GUESS_SIGNS = /^<!--\s*[?？]|-->.*$/gu
const ORDER: readonly PreviewedVoice['kind'][] = ['speech', 'about', 'question', 'document', 'narration']

/** Makes the preview of an article from what of it can be read, and from its problems, which quote their lines. */
export function previewArticle(article: ReadableArticle, problems: readonly Problem[]): ArticlePreview {
  const voices = listVoices(article)
  const named = new Set(voices.flatMap(({ speakers }) => speakers.map(({ name }) => name)))
  return {
    voices,
    silent: article.speakers.filter(({ name }) => !named.has(name)),
    unmarked: listLines(problems, UNMARKED, ({ quote = '' }) => quote),
    guesses: listLines(problems, GUESS, ({ quote = '' }) => quote.replace(GUESS_SIGNS, '').trim()),
    passages: article.exchanges.reduce((sum, { passages }) => sum + passages.length, 0),
  }
}

/** Tells whether a problem is an open guess. */
export function isGuess({ text }: Problem): boolean {
  return text.id === GUESS
}

function listVoices({ speakers, exchanges }: ReadableArticle): PreviewedVoice[] {
  const found = new Map<string, PreviewedVoice & { readonly beginnings: string[] }>()
  for (const { kind, speakers: own, text } of exchanges.flatMap(listParagraphs)) {
    const key = JSON.stringify([kind, ...own.map(({ name }) => name)])
    const voice = found.get(key) ?? { kind, speakers: own, beginnings: [] }
    voice.beginnings.push(toBeginning(text))
    found.set(key, voice)
  }
  const names = speakers.map(({ name }) => name)
  // Those who speak alone as the front matter lists them, and then those who speak together.
  const toRank = (voice: PreviewedVoice) =>
    voice.speakers.length > 1 ? names.length : names.indexOf(voice.speakers[0]?.name ?? '')
  return [...found.values()].toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || toRank(a) - toRank(b))
}

function listParagraphs({ question, passages }: Exchange) {
  return [
    ...(question ? [{ kind: 'question' as const, speakers: question.askers ?? [], text: question.text }] : []),
    ...passages.map(({ voice, text }) => ({
      kind: voice.kind,
      speakers: 'speakers' in voice ? voice.speakers : [],
      text,
    })),
  ]
}

function listLines(problems: readonly Problem[], id: string, toWords: (problem: Problem) => string): PreviewedLine[] {
  return problems.flatMap((problem) =>
    problem.text.id === id ? [{ line: problem.line, words: toBeginning(toWords(problem)) }] : [],
  )
}

/** Cuts a text to its first words; one that fits is returned as it is. */
function toBeginning(text: string): string {
  let columns = 0
  let end = 0
  for (const character of text.slice(0, MOST_SCANNED).replace(HALF, '')) {
    columns += countColumns(character)
    if (columns > MOST_COLUMNS) break
    end += character.length
  }
  return end < text.length ? text.slice(0, end).trimEnd() + MORE : text
}
