import type { Language } from '../../i18n/languages.ts'
import { type Message, renderMessage, say } from '../problems/message.ts'
import type { ArticlePreview, PreviewedLine, PreviewedVoice } from './article-preview.ts'

/** A part of a preview: whose words follow, and the beginning of each. */
export interface PreviewSection {
  readonly head: string
  readonly items: readonly string[]
}

/** Renders a preview: voice by voice, and then what nobody is given or has confirmed. */
export function renderPreview(preview: ArticlePreview, language: Language): PreviewSection[] {
  const { voices, silent, unmarked, guesses } = preview
  const render = (id: string, values: Message['values'] = {}) => renderMessage(say(id, values), language)
  const toNames = (speakers: PreviewedVoice['speakers']) =>
    speakers.map(({ name }) => name).join(render('preview-comma'))
  const toHead = ({ kind, speakers, beginnings }: PreviewedVoice) => {
    const [only, ...others] = speakers
    const office =
      only && others.length === 0 && only.office !== '' ? say('preview-office', { office: only.office }) : ''
    const id = kind === 'question' && only ? 'preview-asked-by' : `preview-${kind}`
    return render(id, { count: beginnings.length, ...(only && { names: toNames(speakers), office }) })
  }
  const listUnder = (id: string, lines: readonly PreviewedLine[]): PreviewSection[] => {
    const items = lines.map(({ line, words }) => render('preview-line', { line, words }))
    return items.length > 0 ? [{ head: render(id, { count: items.length }), items }] : []
  }
  return [
    ...voices.map((voice) => ({ head: toHead(voice), items: voice.beginnings })),
    ...(silent.length > 0 ? [{ head: render('preview-silent', { names: toNames(silent) }), items: [] }] : []),
    ...listUnder('preview-unmarked', unmarked),
    ...listUnder('preview-guesses', guesses),
  ]
}

/** Renders the first line of a preview: the file, and how many passages it has. */
export function renderPreviewTitle(file: string, { passages }: ArticlePreview, language: Language): string {
  return renderMessage(say('preview-title', { file, count: passages }), language)
}
