import type { InlineKeyboardButton } from 'grammy/types'
import type { Related, Card } from '../../answer/answer.ts'
import { pickOthers, toResults } from '../../answer/browse/related.ts'
import { toCode, toPassageCode, toSpeakerCode } from '../../answer/browse/codes.ts'
import { type Link, NO_RESULTS, type Results } from '../../answer/browse/link.ts'
import type { Surroundings } from '../../answer/browse/surroundings.ts'
import type { Listed } from '../../answer/browse/lists.ts'
import { toQuery } from '../../answer/suggest/offers.ts'
import type { Citation, Speaker } from '../../knowledge/article.ts'
import { type Reader, toStartLink } from '../reader.ts'
import { toButton, toData } from './callback-data.ts'

type Row = InlineKeyboardButton[]

const MOST_CARDS = 4
/** More buttons are too narrow in one row. */
const MOST_CONTEXTS = 3
/** Who said the first passages, at most; more names would not fit a row. */
const MOST_SPEAKERS = 2

/** Passages that an answer quotes. */
export interface Quoted {
  readonly quotes: readonly Citation[]
  readonly around: Related
  /** How many of them the message shows. */
  readonly shown: number
  readonly isUnjudged: boolean
  /** Whether they answer one query, and not each a part of it. */
  readonly isWhole: boolean
}

/** The rows under quoted passages. */
export function toAnswerRows(quoted: Quoted, reader: Reader, isConverted = false): Row[] {
  const { quotes, around, shown, isUnjudged, isWhole } = quoted
  const { texts, isPrivate } = reader
  const { buttons } = texts
  const results = toResults(quotes, around.further, shown, isUnjudged)
  const button = toMaker(reader, isConverted)
  const contexts = around.hasSurroundings ? quotes.slice(0, Math.min(shown, MOST_CONTEXTS)) : []
  const others = isWhole ? pickOthers([...quotes, ...around.further]) : []
  // What the message shows already is no reason for a button.
  const areOthersShown = others.every((citation) => quotes.indexOf(citation) >= 0 && quotes.indexOf(citation) < shown)
  return [
    contexts.map((citation, index) =>
      button(contexts.length > 1 ? buttons.contextOf(index + 1) : buttons.context, {
        kind: 'context',
        at: toPassageCode(citation),
        direction: 'around',
        results,
      }),
    ),
    [
      ...(results.codes.length > shown
        ? [button(buttons.more(results.codes.length - shown), { kind: 'more', page: 0, results })]
        : []),
      ...(areOthersShown ? [] : [button(buttons.others(others.length), { kind: 'others', page: 0, results })]),
    ],
    isWhole ? toSpokenRow(quoted, results, reader, isConverted) : [],
    // In a group a card is short; whoever reads on in private has them there.
    ...(isPrivate
      ? around.followUps.map((suggestion) => [
          button(texts.suggestion(suggestion), { kind: 'query', at: toCode('query', toQuery(suggestion)), results }),
        ])
      : []),
  ]
}

/** What else those said whose words stand first, where there is more than the message shows. */
function toSpokenRow({ quotes, around, shown }: Quoted, results: Results, reader: Reader, isConverted: boolean): Row {
  const button = toMaker(reader, isConverted)
  return around.words.slice(0, MOST_SPEAKERS).flatMap(({ article, speaker, total }) => {
    const told = quotes
      .slice(0, shown)
      .filter(({ passage: { voice } }) => voice.kind === 'speech' && voice.speakers.includes(speaker))
    return total > told.length
      ? [
          button(reader.texts.buttons.words(speaker.name, total), {
            kind: 'words',
            at: toSpeakerCode(article, speaker),
            page: 0,
            results,
          }),
        ]
      : []
  })
}

/** The row that shows the same in converted characters, or back. */
export function toConvertRow(link: Link, reader: Reader, isConverted: boolean): Row {
  const { convert, original } = reader.texts.buttons
  return [toButton(isConverted ? original : convert, { link, asker: reader.asker, isConverted: !isConverted })]
}

/** The row that leads to the whole of something in private. */
export function toPrivateRow(label: string, link: Link, reader: Reader): Row {
  return [{ text: label, url: toStartLink(reader, toData({ link })) }]
}

/** The rows under a page: to the pages before and after. */
export function toPageRow(
  page: number,
  pages: number,
  toLink: (page: number) => Link,
  reader: Reader,
  isConverted = false,
): Row {
  const button = toMaker(reader, isConverted)
  const { previous, next } = reader.texts.buttons
  return [
    ...(page > 0 ? [button(previous, toLink(page - 1))] : []),
    ...(page + 1 < pages ? [button(next, toLink(page + 1))] : []),
  ]
}

/** The row under paragraphs: to those before and after them. */
export function toContextRow(
  { before, after }: Surroundings,
  results: Results,
  reader: Reader,
  isConverted: boolean,
): Row {
  const button = toMaker(reader, isConverted)
  const {
    texts: { buttons },
  } = reader
  return [
    ...(before === undefined
      ? []
      : [button(buttons.before, { kind: 'context', at: before, direction: 'back', results })]),
    ...(after === undefined ? [] : [button(buttons.after, { kind: 'context', at: after, direction: 'on', results })]),
  ]
}

/** The row that leads back to the answer or, where none led here, to a list. */
export function toBackRow(results: Results, list: Link, reader: Reader, isConverted = false): Row {
  const {
    texts: { buttons },
  } = reader
  const button = toMaker(reader, isConverted)
  if (results.codes.length > 0) return [button(buttons.back, { kind: 'back', results })]
  return [list.kind === 'speakers' ? button(buttons.speakers, list) : button(buttons.topics, list)]
}

/** The row that leads to the passages under which a further query was offered. */
export function toEarlierRow({ results }: Extract<Link, { kind: 'query' }>, reader: Reader): Row {
  return results.codes.length > 0 ? [toMaker(reader)(reader.texts.buttons.back, { kind: 'answer', results })] : []
}

/** The rows under somebody's card. */
export function toCardRows(cards: readonly Card[], reader: Reader): Row[] {
  const button = toMaker(reader)
  const toName = toNames(cards.map(({ speaker }) => speaker))
  const rows = cards.slice(0, MOST_CARDS).map(({ article, speaker, words }) =>
    words > 0
      ? [
          button(reader.texts.buttons.words(toName(speaker), words), {
            kind: 'words',
            at: toSpeakerCode(article, speaker),
            page: 0,
            results: NO_RESULTS,
          }),
        ]
      : [],
  )
  return [...rows, [button(reader.texts.buttons.speakers, { kind: 'speakers', page: 0 })]]
}

/** A button for each of several people, two in a row. */
export function toSpeakerRows(listed: readonly Listed[], reader: Reader): Row[] {
  const button = toMaker(reader)
  const toName = toNames(listed.map(({ speaker }) => speaker))
  const buttons = listed.map(({ article, speaker }) =>
    button(toName(speaker), { kind: 'speaker', at: toSpeakerCode(article, speaker) }),
  )
  return Array.from({ length: Math.ceil(buttons.length / 2) }, (_, row) => buttons.slice(row * 2, row * 2 + 2))
}

/** Creates the naming of people on buttons: where several share a name, with their offices. */
export function toNames(people: readonly Speaker[]): (speaker: Speaker) => string {
  return ({ name, office }) => (people.filter((other) => other.name === name).length > 1 ? `${name} · ${office}` : name)
}

/** Creates the making of buttons for an reader. */
export function toMaker({ asker }: Reader, isConverted = false): (label: string, link: Link) => InlineKeyboardButton {
  return (label, link) => toButton(label, { link, asker, isConverted })
}
