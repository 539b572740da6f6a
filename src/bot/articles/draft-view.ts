import type { FormattedString } from '@grammyjs/parse-mode'
import type { DraftedApart } from '../../draft/draft-apart.ts'
import type { Draft, Leftover, LeftoverUse } from '../../draft/draft.ts'
import type { Reader } from '../reader.ts'
import { SIGNS, type Texts } from '../texts/texts.ts'
import {
  MAX_CAPTION_LENGTH,
  type OutgoingMessage,
  fitLines,
  join,
  renderStrangersWords,
  renderText,
} from '../view/outgoing-message.ts'

/** UTF-16 units of a reason, and of words that are left out: the draft and the page have them whole. */
const MOST = { reason: 120, leftover: 60 }
/** Words listed that are left out, each of which is an entity. */
const MOST_LEFTOVERS = 90
/** Characters of a file's name; any other is one of the page. */
const SAFE_NAME = /^[a-z0-9-]{1,60}\.md$/u

/**
 * Renders the draft of a page as a file, with what a person has to look at in its caption, and in a further message what
 * of the page it leaves out; or why there is no draft.
 */
export function renderDrafted(drafted: DraftedApart, notices: readonly string[], reader: Reader): OutgoingMessage[] {
  const { texts } = reader
  if (drafted.kind === 'failed') return [renderText([...notices, texts.draftFailed].join('\n'))]
  if (drafted.kind === 'refused') return [renderText([...notices, drafted.reason].join('\n'))]
  const { draft } = drafted
  const caption = fitLines(
    [...notices, ...draft.notices, ...toGuessLines(draft, texts)],
    (left) => texts.moreGuesses(left),
    MAX_CAPTION_LENGTH,
  )
  const document = { name: SAFE_NAME.test(draft.file) ? draft.file : 'draft.md', text: draft.text }
  const leftovers = draft.leftovers.filter(({ use }) => !SAID_ELSEWHERE.includes(use))
  return [{ ...caption, document }, ...(leftovers.length > 0 ? [renderLeftovers(leftovers, texts)] : [])]
}

function toGuessLines({ guesses }: Draft, texts: Texts): (string | FormattedString)[] {
  if (guesses.length === 0) return [texts.draftSure]
  const toLine = ({ line, reason }: Draft['guesses'][number]) =>
    join(texts.atLine(line), renderStrangersWords(reason, MOST.reason))
  return [texts.draftGuesses(guesses.length), ...guesses.map(toLine)]
}

/** What the head or the marks of the article say. */
const SAID_ELSEWHERE: readonly LeftoverUse[] = ['head', 'introduction', 'label', 'emphasis']

function renderLeftovers(leftovers: readonly Leftover[], texts: Texts): OutgoingMessage {
  const shown = leftovers.slice(0, MOST_LEFTOVERS)
  const lines = shown.map(({ text }) => join(SIGNS.item(''), renderStrangersWords(text, MOST.leftover)))
  const left = leftovers.length - shown.length
  const more = (count: number) => texts.moreItems(count + left)
  return fitLines([texts.draftLeftovers(leftovers.length), ...lines, ...(left > 0 ? [more(0)] : [])], more)
}
