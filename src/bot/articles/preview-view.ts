import { FormattedString } from '@grammyjs/parse-mode'
import type { Checked, Replaced, SoundSubmission } from '../../answer/teaching/add-article.ts'
import { type ArticlePreview, isGuess } from '../../knowledge/submission/article-preview.ts'
import { type PreviewSection, renderPreview } from '../../knowledge/submission/render-preview.ts'
import { fitBlocks, toFaultBlocks } from '../admin/problem-blocks.ts'
import type { Reader } from '../reader.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'
import { toPublication, toTitle } from '../view/display-names.ts'
import { type Line, type OutgoingMessage, cut, fitLines, join, withButtons } from '../view/outgoing-message.ts'
import { toArticleButton } from './article-buttons.ts'

interface Options {
  /** Of the file, for the buttons. */
  readonly digest: string
  /** Sentences about how the file was read. */
  readonly notices: readonly string[]
}

/**
 * UTF-16 units of a title and of a name or office, paragraphs listed under one head, and heads, each of which takes two
 * of a message's hundred entities.
 */
const MOST = { title: 60, head: 120, items: 30, sections: 40 }
/** Heads below problems, which take entities too. */
const MOST_BELOW_PROBLEMS = 10

/** Renders what an article would be in the folder: who is given which words, with a button that adds it; or its problems. */
export function renderChecked(checked: Checked, options: Options, reader: Reader): OutgoingMessage {
  const { texts } = reader
  switch (checked.kind) {
    case 'sound':
      return renderSound(checked.sound, options, reader)
    case 'faulty':
      return renderFaulty(checked, options, reader)
    case 'taken':
      return fitLines([...options.notices, markFile(texts.articleTaken(checked.file, checked.id), checked.file)])
  }
}

/** Renders every problem; open guesses have a section of their own, with their reasons. */
function renderFaulty(
  { file, problems, preview }: Extract<Checked, { kind: 'faulty' }>,
  { notices }: Options,
  { texts }: Reader,
): OutgoingMessage {
  const others = problems.filter((problem) => problem.file !== file || !isGuess(problem))
  const sections = preview ? renderPreview(preview, texts.language) : []
  // The guesses are the last section.
  const start = preview && preview.guesses.length > 0 ? -1 : sections.length
  const head = others.length > 0 ? texts.articleFaulty(others.length) : texts.articleUnconfirmed(problems.length)
  const message = fitBlocks([...notices, head], toFaultBlocks(others, texts), texts)
  const shown = [...sections.slice(start), ...sections.slice(0, start)]
    .slice(0, MOST_BELOW_PROBLEMS)
    .map((section) => toSection(section, texts))
  return fitLines([new FormattedString(message.text, message.entities), ...shown])
}

/** Renders the question whether a file is to be replaced, which names it and what changes. */
export function renderConfirmation(sound: SoundSubmission, digest: string, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const { replaced, file } = sound
  const message = fitLines([
    markFile(texts.articleConfirm(file), file),
    ...(replaced ? [renderReplaced(replaced, reader)] : []),
  ])
  const replaces = replaced && replaced.digest
  return withButtons(message, [
    ...(replaces === undefined
      ? []
      : [toArticleButton(texts.buttons.replaceNow, { kind: 'replace', digest, replaces })]),
    toArticleButton(texts.buttons.keep, { kind: 'show', digest }),
  ])
}

function renderSound(sound: SoundSubmission, { digest, notices }: Options, reader: Reader): OutgoingMessage {
  const { texts } = reader
  const { article, preview, replaced, file, isInUse } = sound
  const date = article.date === undefined ? '' : texts.comma + texts.date(article.date)
  const title = join(FormattedString.bold(texts.title(cut(toTitle(article, reader), MOST.title))))
  const head: Line[] = [
    ...notices,
    join(title, texts.comma, cut(toPublication(article, reader), MOST.title), date),
    ...(isInUse
      ? [texts.articleInUse]
      : [replaced ? renderReplaced(replaced, reader) : markFile(texts.articleNew(file), file)]),
    texts.passages(preview.passages),
  ]
  const message = fitLines([...head, ...toSections(preview, texts)])
  const label = replaced ? texts.buttons.replace : texts.buttons.add
  return isInUse ? message : withButtons(message, [toArticleButton(label, { kind: 'add', digest })])
}

function renderReplaced({ file, article, change }: Replaced, { texts }: Reader): FormattedString {
  if (!article) return markFile(texts.replacesFaulty(file), file)
  const title = cut(article.title, MOST.title)
  return markFile(texts.replaces(file, change ? texts.articleChange(change, title) : texts.sameWords(title)), file)
}

/** Marks the name of a file in a sentence as code: Telegram would make a link of park.md */
export function markFile(sentence: string, file: string): FormattedString {
  const offset = sentence.indexOf(file)
  return new FormattedString(sentence, offset < 0 ? [] : [{ type: 'code', offset, length: file.length }])
}

function toSections(preview: ArticlePreview, texts: Texts): FormattedString[] {
  const sections = renderPreview(preview, texts.language)
  const left = sections.length - MOST.sections
  return [
    ...sections.slice(0, MOST.sections).map((section) => toSection(section, texts)),
    ...(left > 0 ? [new FormattedString(SIGNS.more)] : []),
  ]
}

/** As code, so that no link or mention in it is active. */
function toSection({ head, items }: PreviewSection, texts: Texts): FormattedString {
  const left = items.length - MOST.items
  const shown = items.slice(0, MOST.items).map((item) => item.trim())
  return FormattedString.join(
    [
      '',
      FormattedString.bold(cut(head, MOST.head)),
      ...(shown.length > 0 ? [FormattedString.pre(shown.join('\n'))] : []),
      ...(left > 0 ? [texts.moreItems(left)] : []),
    ],
    '\n',
  )
}
