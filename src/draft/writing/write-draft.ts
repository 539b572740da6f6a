import { parseArticle } from '../../knowledge/article-file/parse-article.ts'
import { renderMessage, say } from '../../knowledge/problems/message.ts'
import type { Problem } from '../../knowledge/problems/problem.ts'
import type { JoinDoubt } from '../columns/joined-block.ts'
import { draftTexts } from '../draft-texts.ts'
import type { Draft, Guess } from '../draft.ts'
import type { Attribution, DraftSpeaker } from '../people/attribution.ts'
import type { Arranged } from '../structure/arrange.ts'
import type { ArticleHead } from '../structure/page-head.ts'
import { toArticleId } from '../article-id.ts'
import { writeFrontMatter } from './front-matter.ts'
import { splitLong, toMark, writeHeading, escapeWords } from './paragraphs.ts'

/** What an article is written of. */
export interface DraftMaterial {
  readonly head: ArticleHead
  readonly speakers: readonly DraftSpeaker[]
  /** The blocks of the body in order, with whose words each is. */
  readonly body: readonly (Arranged & { readonly attribution: Attribution })[]
  /** What a person has to look at in the head. */
  readonly guesses: readonly string[]
}

/** Some lines of a draft that belong together, and what a person has to look at in them. */
interface Piece {
  readonly text: string
  readonly guesses: readonly string[]
}

/** Writes an article with a `<!-- ? … -->` above whatever is a guess, or would not pass `check-knowledge`. */
export function writeDraft({ head, speakers, body, guesses }: DraftMaterial): Omit<Draft, 'leftovers' | 'notices'> {
  const id = toArticleId(head.title ?? '', head.date)
  const pieces = [
    { text: writeFrontMatter(id, head, speakers), guesses: [...guesses, ...toSpeakerGuesses(speakers)] },
    ...anchorRepeated(body.flatMap(toPieces)),
  ]
  return { file: `${id}.md`, ...render(addProblems(pieces)) }
}

/** One mark for all people whom only the text tells, and one for those of whom it tells no office. */
function toSpeakerGuesses(speakers: readonly DraftSpeaker[]): string[] {
  const without = speakers.filter(({ office }) => office === undefined).map(({ name }) => name)
  const guessed = speakers.filter(({ office, isSure }) => office !== undefined && !isSure).map(({ name }) => name)
  return [
    ...(without.length > 0 ? [draftTexts.noOffice(without.join('、'))] : []),
    ...(guessed.length > 0 ? [draftTexts.guessedSpeakers(guessed.join('、'))] : []),
  ]
}

function toPieces({ block, guesses, attribution }: DraftMaterial['body'][number]): Piece[] {
  const words = block.text.slice(attribution.label.length).trim()
  if (block.depth !== undefined) return [{ text: writeHeading(words, block.depth), guesses }]
  const parts = splitLong(words)
  const doubts = block.doubts.map((doubt) => toDoubtText(doubt, block.text))
  const told = attribution.isSure ? [] : [draftTexts.attribution(attribution.reason)]
  const all = [...guesses, ...doubts, ...told, ...(parts.length > 1 ? [draftTexts.split()] : [])]
  return parts.map((part, index) => ({
    text: `${toMark(attribution)}${escapeWords(part)}`,
    guesses: index === 0 ? all : [],
  }))
}

function toDoubtText(doubt: JoinDoubt, text: string): string {
  switch (doubt.kind) {
    case 'join':
      return draftTexts.join(text.slice(Math.max(doubt.at - 6, 0), doubt.at), text.slice(doubt.at, doubt.at + 6))
    case 'inside':
      return draftTexts.inside(text.slice(Math.max(doubt.at - 6, 0), doubt.at), text.slice(doubt.at, doubt.at + 6))
    case 'noEnd':
      return draftTexts.noEnd()
    case 'noStart':
      return draftTexts.noStart()
  }
}

/** Gives a paragraph that stands twice an id of its own: one made of its words would be that of the first. */
function anchorRepeated(pieces: readonly Piece[]): Piece[] {
  const counts = new Map<string, number>()
  return pieces.map((piece) => {
    const words = piece.text.replace(/^【[^】]*】/u, '')
    const count = (counts.get(words) ?? 0) + 1
    counts.set(words, count)
    return count === 1 || piece.text.startsWith('#')
      ? piece
      : { ...piece, text: `${piece.text} ^again-${count}-${counts.size}` }
  })
}

/** Adds what `check-knowledge` would say to the pieces that it would refuse. */
function addProblems(pieces: readonly Piece[]): Piece[] {
  const bare = render(pieces.map(({ text }) => ({ text, guesses: [] })))
  const article = parseArticle('', bare.text)
  const problems = article.kind === 'faulty' ? article.problems : []
  const starts = bare.starts
  return pieces.map((piece, index) => {
    const end = starts[index + 1] ?? Infinity
    const own = problems.filter(({ line }) => line < end && line >= (index === 0 ? 0 : (starts[index] ?? 0)))
    const isTold = ({ text }: Problem) => text.id.startsWith('mid-sentence') && piece.guesses.some(isOfCut)
    const said = own.filter((problem) => !isTold(problem)).map(toReason)
    return { ...piece, guesses: [...new Set([...piece.guesses, ...said])] }
  })
}

function isOfCut(guess: string): boolean {
  return guess === draftTexts.noEnd() || guess === draftTexts.noStart()
}

function toReason({ text: { id, values } }: Problem): string {
  const [wrong, right] = ['wrong', 'right'].map((part) => renderMessage(say(`${id}.${part}`, values), 'zh-hans'))
  return draftTexts.refused(wrong ?? '', right ?? '')
}

/** Joins pieces by blank lines; the comments stand above theirs, but those of the head below it. */
function render(pieces: readonly Piece[]): { text: string; guesses: Guess[]; starts: number[] } {
  const lines: string[] = []
  const guesses: Guess[] = []
  const starts: number[] = []
  for (const [index, piece] of pieces.entries()) {
    const comments = piece.guesses.flatMap((reason) => [toComment(reason), ''])
    const own = [...piece.text.trimEnd().split('\n'), '']
    const above = index === 0 ? own.length : 0
    starts.push(lines.length + 1)
    for (const [place, reason] of piece.guesses.entries())
      guesses.push({ line: lines.length + above + 2 * place + 1, reason })
    lines.push(...(index === 0 ? [...own, ...comments] : [...comments, ...own]))
  }
  return { text: `${lines.join('\n').trimEnd()}\n`, guesses, starts }
}

/** Writes a comment; what would end it too early is left out of words that it quotes. */
function toComment(reason: string): string {
  return `<!-- ? ${reason.replaceAll(/-{2,}|[<>\n]/gu, ' ')} -->`
}
