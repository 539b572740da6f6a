import { stringify } from 'yaml'
import type { DraftSpeaker } from '../people/attribution.ts'
import type { ArticleHead } from '../structure/page-head.ts'

/** Stands where the page does not tell what an article needs. */
export const PLACEHOLDER = '待填'

/** Writes the front matter of a draft, with its two fences. */
export function writeFrontMatter(id: string, head: ArticleHead, speakers: readonly DraftSpeaker[]): string {
  const told = {
    id,
    title: toLine(head.title ?? PLACEHOLDER),
    kicker: head.kicker === undefined ? undefined : toLine(head.kicker),
    publication: toLine(head.publication ?? PLACEHOLDER),
    date: head.date,
    link: head.link,
    byline: head.byline === undefined ? undefined : toLine(head.byline),
    speakers: speakers.length > 0 ? speakers.map(toSpeaker) : undefined,
  }
  return `---\n${stringify(told, { lineWidth: 0, aliasDuplicateObjects: false })}---\n`
}

function toSpeaker({ name, office, role, aliases }: DraftSpeaker): Record<string, unknown> {
  return {
    name: toLine(name),
    role: role === undefined ? undefined : toLine(role),
    office: toLine(office ?? PLACEHOLDER),
    aliases: aliases.length > 0 ? aliases.map(toLine) : undefined,
  }
}

function toLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/gu, ' ').trim()
}
