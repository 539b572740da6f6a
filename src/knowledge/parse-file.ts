import type { StatedId } from './article-file/front-matter.ts'
import { parseArticle } from './article-file/parse-article.ts'
import { parseAsks } from './companions/asks.ts'
import { parseChecks } from './companions/checks.ts'
import { parseVocabulary } from './companions/vocabulary.ts'
import { type Result, sound } from './problems/result.ts'
import type { FileContent } from './sources.ts'

/** A parsed file; `stated` is the id that an article states even if it is faulty. */
export type ParsedFile = Result<FileContent> & { readonly stated?: StatedId }

/** Parses a knowledge file of any kind. */
export function parseFile(kind: FileContent['kind'], file: string, text: string): ParsedFile {
  switch (kind) {
    case 'article': {
      const parsed = parseArticle(file, text)
      const { stated } = parsed
      return { ...wrap(parsed, (content) => ({ kind, content })), ...(stated && { stated }) }
    }
    case 'asks':
      return wrap(parseAsks(file, text), (content) => ({ kind, content }))
    case 'checks':
      return wrap(parseChecks(file, text), (content) => ({ kind, content }))
    case 'vocabulary':
      return wrap(parseVocabulary(file, text), (content) => ({ kind, content }))
  }
}

function wrap<T>(parsed: Result<T>, toContent: (value: T) => FileContent): Result<FileContent> {
  return parsed.kind === 'faulty' ? parsed : sound(toContent(parsed.value))
}
