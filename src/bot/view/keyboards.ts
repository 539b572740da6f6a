import {
  type Card,
  type ListedSpeaker,
  type Related,
  type Suggestion,
  pickReadable,
  toQuery,
} from '../../answer/answer.ts'
import { toCode, toPassageCode, toSpeakerCode } from '../../answer/browse/codes.ts'
import { type Link, NO_RESULTS, type Results } from '../../answer/browse/link.ts'
import type { Listing } from '../../answer/browse/content.ts'
import { MOST_FOLLOW_UPS } from '../../answer/browse/related.ts'
import type { Surroundings } from '../../answer/browse/surroundings.ts'
import type { Citation, Speaker } from '../../knowledge/article.ts'
import type { Reader } from '../reader.ts'
import { SIGNS } from '../texts/texts.ts'
import { type Press, toButton, toData, toStartLink } from './callback-data.ts'
import type { Row } from './outgoing-message.ts'
import { canConvert } from './script.ts'
import { toOffice, toShortName } from './display-names.ts'

/** Cards with a button to the words of the person. */
const MOST_CARDS = 3
/** Speakers of a passage with a button; more names do not fit a row. */
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
}

/** Returns the buttons that lead from the quotes of an answer: to the first one's surroundings, and to further passages. */
export function toMainRow({ quotes, related, shown, results }: Quoted, reader: Reader): Row {
  const { buttons } = reader.texts
  const [first] = quotes
  const row: Row = []
  if (first && related.hasSurroundings) {
    const at = toPassageCode(first)
    row.push(toButton(buttons.context, { kind: 'context', at, direction: 'around', results }, reader))
  }
  const further = results.codes.length - shown
  if (further > 0) row.push(toButton(buttons.more(further), { kind: 'more', page: 0, results }, reader))
  return row
}

/** Returns the button that unfolds the follow-ups; none in a group, where the private chat leads to them. */
export function toFollowUpsRow({ related, results }: Quoted, reader: Reader): Row {
  if (!reader.isPrivate || related.followUps.length === 0) return []
  return [toButton(reader.texts.buttons.followUps, { kind: 'followUps', results }, reader)]
}

/** Returns the rows of a message with these follow-ups in place of the button that unfolds them. */
export function toUnfoldedRows(
  rows: readonly Row[],
  { link, ...presser }: Press & { readonly link: Extract<Link, { kind: 'followUps' }> },
  followUps: readonly Suggestion[],
  { texts }: Reader,
): Row[] {
  const folded = toData({ link, ...presser })
  const others = rows.map((row) =>
    row.filter((button) => !('callback_data' in button && button.callback_data === folded)),
  )
  const suggested = pickReadable(followUps, texts.isEnglish, MOST_FOLLOW_UPS).map((suggestion) => {
    const query: Link = { kind: 'query', at: toCode('query', toQuery(suggestion)), results: link.results }
    return [toButton(texts.suggestion(suggestion), query, presser)]
  })
  return [...others.filter((row) => row.length > 0), ...suggested]
}

/** Returns the buttons to all words of the speakers of a passage. */
export function toWordsRow(speakers: readonly ListedSpeaker[] = [], results: Results, reader: Reader): Row {
  return speakers.slice(0, MOST_SPEAKERS).flatMap(({ article, speaker, total }) => {
    const link: Link = { kind: 'words', at: toSpeakerCode(article, speaker), page: 0, results }
    return total > 1 ? [toButton(reader.texts.buttons.words(toShortName(speaker, reader), total), link, reader)] : []
  })
}

/** Returns the button to those of further passages that are others' words; none where all are, or none. */
export function toOthersRow({ kind, total, others = 0 }: Listing, results: Results, reader: Reader): Row {
  if (kind !== 'more' || others === 0 || others >= total) return []
  return [toButton(reader.texts.buttons.others(others), { kind: 'others', page: 0, results }, reader)]
}

/** Returns the row that shows these passages in the other script; empty where conversion changes nothing. */
export function toConvertRow(citations: readonly Citation[], link: Link, reader: Reader): Row {
  const { convert, original } = reader.texts.buttons
  if (!canConvert(citations, reader)) return []
  return reader.script === 'traditional'
    ? [toButton(original, link, { ...reader, script: 'original' })]
    : [toButton(convert, link, { ...reader, script: 'traditional' })]
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

/** Returns the button back to the passages under which a query was suggested; none for any other link. */
export function toEarlierRow(link: Link | undefined, reader: Reader): Row {
  if (link?.kind !== 'query') return []
  const { results } = link
  return results.codes.length > 0 ? [toButton(reader.texts.buttons.back, { kind: 'answer', results }, reader)] : []
}

/** Returns the buttons below cards to the words of each person. */
export function toCardRow(cards: readonly Card[], reader: Reader): Row {
  const people = cards.map(({ speaker }) => speaker)
  return cards.slice(0, MOST_CARDS).flatMap(({ article, speaker, passages }) => {
    const link: Link = { kind: 'words', at: toSpeakerCode(article, speaker), page: 0, results: NO_RESULTS }
    const label = reader.texts.buttons.words(toDistinctName(speaker, people, reader), passages)
    return passages > 0 ? [toButton(label, link, reader)] : []
  })
}

/** Returns the button to the list of all speakers. */
export function toSpeakersRow(reader: Reader): Row {
  return [toButton(reader.texts.buttons.speakers, { kind: 'speakers', page: 0 }, reader)]
}

/** Returns a button to the card of each person. */
export function toSpeakerRows(listed: readonly ListedSpeaker[], reader: Reader): Row[] {
  const people = listed.map(({ speaker }) => speaker)
  const buttons = listed.map(({ article, speaker }) =>
    toButton(toDistinctName(speaker, people, reader), { kind: 'speaker', at: toSpeakerCode(article, speaker) }, reader),
  )
  return toRows(buttons, SPEAKERS_A_ROW)
}

/** Lays buttons out in rows. */
export function toRows(buttons: Row, count: number): Row[] {
  return Array.from({ length: Math.ceil(buttons.length / count) }, (_, row) =>
    buttons.slice(row * count, (row + 1) * count),
  )
}

/** Returns the name of one of several people, with the office where others have the same name. */
export function toDistinctName(speaker: Speaker, people: readonly Speaker[], reader: Reader): string {
  const name = toShortName(speaker, reader)
  const isShared = people.some((other) => other !== speaker && toShortName(other, reader) === name)
  return isShared ? name + SIGNS.dot + toOffice(speaker, reader) : name
}
