import type { Article } from '../article.ts'
import { ID_PATTERN } from '../article.ts'
import { decodeText } from '../folder/read-text.ts'
import type { Problem } from '../problems/problem.ts'
import { quoteLines } from '../problems/quote-lines.ts'
import { type ArticlePreview, previewArticle } from './article-preview.ts'

/** An article that somebody submits, with the name that it would have in the folder. */
export interface SubmittedFile {
  readonly file: string
  readonly bytes: Uint8Array
}

/** What a submitted file tells by itself. */
export interface ReadSubmission {
  /** The id that it states, if it has the form of one. */
  readonly id?: string | undefined
  readonly article?: Article | undefined
  /** With their lines. */
  readonly problems: readonly Problem[]
  /** Undefined where it is no text or has no front matter. */
  readonly preview?: ArticlePreview | undefined
}

/** Reads a file as one of an article. */
export async function readSubmission({ file, bytes }: SubmittedFile): Promise<ReadSubmission> {
  const text = decodeText(file, bytes)
  if (text.kind === 'faulty') return { problems: text.problems }
  // Imported when it is needed: the parsers take a while to load.
  const { parseArticle } = await import('../article-file/parse-article.ts')
  const parsed = parseArticle(file, text.value)
  const id = parsed.stated && ID_PATTERN.test(parsed.stated.id) ? parsed.stated.id : undefined
  const problems = parsed.kind === 'faulty' ? quoteLines(parsed.problems, new Map([[file, text.value]])) : []
  return {
    id,
    article: parsed.kind === 'sound' ? parsed.value : undefined,
    problems,
    preview: parsed.readable && previewArticle(parsed.readable, problems),
  }
}
