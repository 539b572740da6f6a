import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'
import { draftPage } from '../../src/draft/draft-page.ts'
import type { Draft } from '../../src/draft/draft.ts'

/** Drafts a page that has to be accepted. */
export async function draftOf(page: string | Uint8Array, name = 'page.txt'): Promise<Draft> {
  const drafted = await draftPage(typeof page === 'string' ? new TextEncoder().encode(page) : page, name)
  if (drafted.kind === 'refused') throw new Error(drafted.reason)
  return drafted.draft
}

/** Says why a page is refused. */
export async function refusalOf(page: string | Uint8Array, name = 'page.txt'): Promise<string> {
  const drafted = await draftPage(typeof page === 'string' ? new TextEncoder().encode(page) : page, name)
  if (drafted.kind === 'drafted') throw new Error(`drafted: ${drafted.draft.text.slice(0, 200)}`)
  return drafted.reason
}

/** The words of a draft's body as a Markdown parser reads it: without comments, marks and ids, a text for each block. */
export function toBodyWords({ text }: Draft): string[] {
  const lines = text.split('\n')
  const body = lines.slice(lines.indexOf('---', 1) + 1).join('\n')
  return fromMarkdown(body).children.flatMap((node) => {
    if (node.type === 'html') return []
    const words = toString(node)
    return [node.type === 'heading' ? words : words.replace(/^【[^】]*】/u, '').replace(/ \^again-\d+-\d+$/u, '')]
  })
}

/** Sorts the characters of texts that are not white space, so that two lists of texts can be compared. */
export function toCharacters(texts: readonly string[]): string {
  return [...texts.join('').replaceAll(/\s/gu, '')].toSorted().join('')
}

/** The lines of a draft whose problem nobody is told of: those that `check-knowledge` refuses, without a guess above. */
export function toGuessLines({ text }: Draft): number[] {
  return text.split('\n').flatMap((line, index) => (line.startsWith('<!-- ? ') ? [index + 1] : []))
}
