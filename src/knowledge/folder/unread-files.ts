import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { toErrorCode } from './error-code.ts'
import { listFiles } from './list-files.ts'

/** Articles as other programs save them, and YAML whose name is that of no kind. */
const LIKE_KNOWLEDGE = /\.(?:md|markdown)\.[^./]+$|\.(?:docx?|odt|rtf|wps|pages|mdx|mdown|mkdn?|ya?ml)$/iu
/** Notes and sources may end so too: only their text tells. */
const PLAIN_TEXT = /\.te?xt$/iu
/** A head, or a paragraph that begins with whose words it is. */
const LIKE_ARTICLE = /^\s*---[ \t]*$|^【/mu
/** Bytes of the beginning of a text. */
const LOOKED_AT = 4096

/** Lists the files of a folder that look as if they were meant to be read, and are not; none if it cannot be listed. */
export async function listUnread(dir: string): Promise<string[]> {
  const unread: string[] = []
  for (const file of (await listFiles(dir))?.others ?? []) {
    const isMeant = LIKE_KNOWLEDGE.test(file) || (PLAIN_TEXT.test(file) && (await looksLikeArticle(join(dir, file))))
    if (isMeant) unread.push(file)
  }
  return unread
}

async function looksLikeArticle(path: string): Promise<boolean> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT)
      return LIKE_ARTICLE.test(buffer.toString('utf8', 0, bytesRead))
    } finally {
      await file.close()
    }
  } catch (error) {
    toErrorCode(error)
    return false
  }
}
