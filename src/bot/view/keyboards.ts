import { type Card, type ListedSpeaker, type Related, toQuery } from '../../answer/answer.ts'
import { toCode, toPassageCode, toSpeakerCode } from '../../answer/browse/codes.ts'
import { type Link, NO_RESULTS, type Results } from '../../answer/browse/link.ts'
import { isSpokenBy, pickOthers } from '../../answer/browse/related.ts'
import type { Surroundings } from '../../answer/browse/surroundings.ts'
import type { Citation, Speaker } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'
import { toButton, toData, toStartLink } from './callback-data.ts'
import type { Row } from './outgoing-message.ts'
import { canConvert } from './quotation.ts'

/** Cards with a row of their own. */
const MOST_CARDS = 4
/** Buttons to surroundings; more are too narrow in one row. */
const MOST_CONTEXTS = 3
/** Speakers of the first quote with a button; more names do not fit a row. */
const MOST_SPEAKERS = 2
const SPEAKERS_A_ROW = 2

/** The quotes of an answer, as its buttons need them. */
export interface Quoted {
  readonly quotes: readonly Citation[]
  readonly related: Related
  /** How many of the quotes the message shows. */
  readonly shown: number
  /** All that the answer found; the links lead back to it. */
  readonly results: Results
  /** Whether all quotes answer one query; false for an answer in parts. */
  readonly isWhole: boolean
}

/** Returns the rows below quotes: surroundings, further passages, the speakers' other words, follow-ups. */
export function toAnswerRows(quoted: Quoted, reader: Reader): Row[] {
  const { related, isWhole, results } = quoted
  const { texts, isPrivate } = reader
  return [
    toContextsRow(quoted, reader),
    toFurtherRow(quoted, reader),
    isWhole ? toSpokenRow(quoted, reader) : [],
    // Follow-ups would make a card in a group long; the button to the private chat leads to them.
    ...(isPrivate ? related.followUps : []).map((suggestion) => [
      toButton(
        texts.suggestion(suggestion),
        { kind: 'query', at: toCode('query', toQuery(suggestion)), results },
        reader,
      ),
    ]),
  ]
}

function toContextsRow({ quotes, related, shown, results }: Quoted, reader: Reader): Row {
  const { buttons } = reader.texts
  const contexts = related.hasSurroundings ? quotes.slice(0, Math.min(shown, MOST_CONTEXTS)) : []
  return contexts.map((citation, index) => {
    const label = contexts.length > 1 ? buttons.contextOf(index + 1) : buttons.context
    return toButton(label, { kind: 'context', at: toPassageCode(citation), direction: 'around', results }, reader)
  })
}

function toFurtherRow({ quotes, related, shown, results, isWhole }: Quoted, reader: Reader): Row {
  const { buttons } = reader.texts
  const others = isWhole ? pickOthers([...quotes, ...related.further]) : []
  const areOthersShown = others.every((citation) => quotes.slice(0, shown).includes(citation))
  const further = results.codes.length - shown
  const row: Row = []
  if (further > 0) row.push(toButton(buttons.more(further), { kind: 'more', page: 0, results }, reader))
  if (!areOthersShown) row.push(toButton(buttons.others(others.length), { kind: 'others', page: 0, results }, reader))
  return row
}

/** Leads to all words of the first quote's speakers, where there are more than the message shows. */
function toSpokenRow({ quotes, related, shown, results }: Quoted, reader: Reader): Row {
  return related.speakers.slice(0, MOST_SPEAKERS).flatMap(({ article, speaker, total }) => {
    const own = quotes.slice(0, shown).filter((quote) => isSpokenBy(quote, speaker))
    const link: Link = { kind: 'words', at: toSpeakerCode(article, speaker), page: 0, results }
    return total > own.length ? [toButton(reader.texts.buttons.words(speaker.name, total), link, reader)] : []
  })
}

/** Returns the row that shows these passages in the other script; empty where conversion changes nothing. */
export function toConvertRow(citations: readonly Citation[], link: Link, reader: Reader): Row {
  const { convert, original } = reader.texts.buttons
  if (reader.script === 'traditional') return [toButton(original, link, { ...reader, script: 'original' })]
  return canConvert(citations, reader) ? [toButton(convert, link, { ...reader, script: 'traditional' })] : []
}

/** Returns the row that opens a link in private. */
export function toPrivateRow(label: string, link: Link, reader: Reader): Row {
  return [{ text: label, url: toStartLink(reader, toData({ link })) }]
}

/** Returns the row to the previous and the next page. */
export function toPageRow(page: number, pages: number, toLink: (page: number) => Link, reader: Reader): Row {
  const { previous, next } = reader.texts.buttons
  const row: Row = []
  if (page > 0) row.push(toButton(previous, toLink(page - 1), reader))
  if (page + 1 < pages) row.push(toButton(next, toLink(page + 1), reader))
  return row
}

/** Returns the row to the paragraphs before and after surroundings. */
export function toContextRow({ before, after }: Surroundings, results: Results, reader: Reader): Row {
  const { buttons } = reader.texts
  const row: Row = []
  if (before !== undefined)
    row.push(toButton(buttons.before, { kind: 'context', at: before, direction: 'back', results }, reader))
  if (after !== undefined)
    row.push(toButton(buttons.after, { kind: 'context', at: after, direction: 'on', results }, reader))
  return row
}

/**
 * Returns the row back to the answer or, without one, to a list.
 *
 * @param isOwn whether the message was sent as that answer, and has vote buttons there
 */
export function toBackRow(
  results: Results,
  list: Extract<Link, { kind: 'speakers' | 'topics' }>,
  reader: Reader,
  isOwn: boolean,
): Row {
  const { buttons } = reader.texts
  if (results.codes.length === 0) return [toButton(buttons[list.kind], list, reader)]
  return [toButton(buttons.back, { kind: 'back', results, ...(isOwn && { isOwn }) }, reader)]
}

/** Returns the row back to the passages under which a query was suggested. */
export function toEarlierRow({ results }: Extract<Link, { kind: 'query' }>, reader: Reader): Row {
  return results.codes.length > 0 ? [toButton(reader.texts.buttons.back, { kind: 'answer', results }, reader)] : []
}

/** Returns the rows below cards: to the words of each person, and to the list of all. */
export function toCardRows(cards: readonly Card[], reader: Reader): Row[] {
  const { buttons } = reader.texts
  const people = cards.map(({ speaker }) => speaker)
  const rows = cards.slice(0, MOST_CARDS).map(({ article, speaker, passages }) => {
    const link: Link = { kind: 'words', at: toSpeakerCode(article, speaker), page: 0, results: NO_RESULTS }
    return passages > 0 ? [toButton(buttons.words(toDistinctName(speaker, people), passages), link, reader)] : []
  })
  return [...rows, [toButton(buttons.speakers, { kind: 'speakers', page: 0 }, reader)]]
}

/** Returns a button to the card of each person. */
export function toSpeakerRows(listed: readonly ListedSpeaker[], reader: Reader): Row[] {
  const people = listed.map(({ speaker }) => speaker)
  const buttons = listed.map(({ article, speaker }) =>
    toButton(toDistinctName(speaker, people), { kind: 'speaker', at: toSpeakerCode(article, speaker) }, reader),
  )
  return Array.from({ length: Math.ceil(buttons.length / SPEAKERS_A_ROW) }, (_, row) =>
    buttons.slice(row * SPEAKERS_A_ROW, (row + 1) * SPEAKERS_A_ROW),
  )
}

/** Returns the name of one of several people, with the office where others have the same name. */
export function toDistinctName({ name, office }: Speaker, people: readonly Speaker[]): string {
  return people.filter((other) => other.name === name).length > 1 ? `${name} · ${office}` : name
}
