import { type Citation, type Speaker, toSpeakers } from '../../knowledge/article.ts'
import type { Choice, Found, Quote } from '../answer.ts'
import { toResults } from '../browse/related.ts'
import { toSpeakerCode } from '../browse/codes.ts'
import { asksForWords, asksWhoOne, toIntent } from '../question/intent.ts'
import type { Material } from '../corpus.ts'
import { NOTHING, type Reading, certainReading, toReading, toPart } from './outcome.ts'
import { blankComparison, comparesPeople } from '../question/split.ts'
import type { Selection } from './select.ts'
import {
  type PeopleInQuery,
  type People,
  type SpeakerFinder,
  concerns,
  speaks,
  speaksAlone,
} from '../question/people.ts'
import { interleave } from '../suggest/take-turns.ts'
import { MIN } from './thresholds.ts'

const MOST_QUOTES = 3
/** Each is a button, and a line. */
const MOST_CHOICES = 10
const SILENT: Selection = { quotes: [], further: [], surplus: -1, nearest: [] }
/** The verb of a speaker's wishes. */
const PROPOSAL = '建议'

/**
 * Quotes only those who are named: another's words must never stand under their names. Their names alone match all
 * their passages, so what else the query says must be held too. What it says in a language that the material is not
 * written in cannot be: then it gets what they said, and is told that this may not be what it asks.
 */
export function quoteFrom(material: Material, query: string, mention: PeopleInQuery): Reading {
  const { people, rest, shared } = mention
  const quoteAmong = (among: (citation: Citation) => boolean) =>
    material.toShareOfBest(rest, among) < MIN.shareOfBest ? SILENT : material.quote({ query, words: rest, among })
  const quoteOf = (some: People, isAlone = false) => {
    const alone = isAlone ? quoteAmong(speaksAlone(some)) : undefined
    if (alone && alone.quotes.length > 0) return alone
    const own = asksForWords(rest) ? quoteAmong(speaks(some)) : undefined
    return own && own.quotes.length > 0 ? own : quoteAmong(concerns(some))
  }
  if (people.size > 1) {
    const each = [...people]
      .slice(0, MOST_CHOICES)
      .map((speaker) => ({ speaker, ...quoteOf(new Set([speaker]), true) }))
    const answered = each.filter(({ quotes }) => quotes.length > 0)
    if (shared !== undefined && answered.length > 1) {
      return certainReading({
        kind: 'choice',
        called: shared,
        choices: answered.flatMap(({ speaker, quotes }) => toChoice(material.finder, speaker, quotes[0])),
      })
    }
    if (shared === undefined && comparesPeople(rest)) return comparePeople(material, rest, each)
    const [only] = answered
    if (only && answered.length === 1) return toReading(only)
    if (answered.length > 1) {
      const inTurn = [
        ...new Map(interleave(answered.map(({ quotes }) => quotes)).map((quote) => [quote.passage.id, quote])).values(),
      ]
      return {
        ...NOTHING,
        answer: { kind: 'found', quotes: inTurn.slice(0, MOST_QUOTES) },
        surplus: Math.max(...each.map(({ surplus }) => surplus)),
      }
    }
  }
  const quoted = quoteOf(people)
  if (quoted.quotes.length > 0) return toReading(quoted)
  if (asksWhoOne(rest)) return identify(material, mention)
  return /\p{Script=Han}/u.test(rest) ? tellUnsaid(material, mention, quoted) : tellUnjudged(material, people)
}

/** Who somebody is; of several whom one name or title may mean, whom is meant is asked. */
export function identify({ finder }: Material, { people, shared }: PeopleInQuery): Reading {
  if (shared === undefined) return certainReading(toCards(finder, people))
  return toChoices(
    shared,
    [...people].flatMap((speaker) => toChoice(finder, speaker, undefined)),
  )
}

/** Which of several is meant whose words are asked for. */
export function choose({ citations, finder }: Material, people: People, called: string): Reading {
  return toChoices(
    called,
    [...people].flatMap((speaker) => {
      const [own, joint] = [speaksAlone, speaks].map((isBy) => citations.find(isBy(new Set([speaker]))))
      return toChoice(finder, speaker, own ?? joint)
    }),
  )
}

function toChoices(called: string, choices: readonly Choice[]): Reading {
  return certainReading({ kind: 'choice', called, choices: choices.slice(0, MOST_CHOICES) })
}

/** Lists what people said, each of several in turn; first what is said with the verb that the query has. */
export function listStatements(citations: readonly Citation[], people: People, verb = ''): Quote[] {
  const turns = interleave(
    [...people].map((speaker) => {
      const own = citations.filter(speaks(new Set([speaker])))
      return own.toSorted((a, b) => Number(b.passage.text.includes(verb)) - Number(a.passage.text.includes(verb)))
    }),
  )
  return [...new Set(turns)].slice(0, MOST_QUOTES).map((citation) => ({ ...citation, matches: [] }))
}

/** Makes the cards of people; undefined where nobody is listed. */
export function toCards(finder: SpeakerFinder, people: People): Found | undefined {
  const cards = finder.toCards(people)
  return cards.length > 0 ? { kind: 'speaker', cards } : undefined
}

function toChoice(finder: SpeakerFinder, speaker: Speaker, citation: Citation | undefined): Choice[] {
  if (citation)
    return [
      {
        article: citation.article,
        speaker,
        link: { kind: 'answer', results: toResults([citation], []), by: toSpeakerCode(citation.article, speaker) },
      },
    ]
  return finder
    .toCards(new Set([speaker]))
    .map(({ article }) => ({ article, speaker, link: { kind: 'speaker', at: toSpeakerCode(article, speaker) } }))
}

/** Sets what each of several said side by side: where nothing tells what is compared, what they propose. */
function comparePeople(
  { citations }: Material,
  rest: string,
  each: readonly ({ readonly speaker: Speaker } & Selection)[],
): Reading {
  const isTold = toIntent(blankComparison(rest), true) === 'content' && each.some(({ quotes }) => quotes.length > 0)
  const parts = each.map(({ speaker, quotes }) =>
    toPart({ label: speaker.name, quotes: isTold ? quotes : listStatements(citations, new Set([speaker]), PROPOSAL) }),
  )
  return certainReading(parts.some(({ quotes }) => quotes.length > 0) ? { kind: 'parts', parts } : undefined)
}

/** Those named did not speak of it: who did is offered, and quoted to nobody who did not ask for them. */
function tellUnsaid({ finder, quote }: Material, { people, rest }: PeopleInQuery, quoted: Selection): Reading {
  const elsewhere = quote({ query: rest })
  const others = elsewhere.quotes.flatMap((citation) => {
    const [speaker] = citation.passage.voice.kind === 'speech' ? toSpeakers(citation.passage.voice) : []
    return speaker && !people.has(speaker) ? toChoice(finder, speaker, citation) : []
  })
  const unique = [
    ...new Map(others.map((choice) => [`${choice.speaker.name}\n${choice.speaker.office}`, choice])).values(),
  ]
  const names = [...new Set([...people].map(({ name }) => name))]
  return { answer: { kind: 'unsaid', names, others: unique }, surplus: quoted.surplus, neighbours: [] }
}

function tellUnjudged({ citations, finder }: Material, people: People): Reading {
  const quotes = listStatements(citations, people)
  const names = [...new Set([...people].map(({ name }) => name))]
  // Any reading of the query that tells what it asks is better.
  return {
    ...certainReading(quotes.length > 0 ? { kind: 'unjudged', names, quotes } : toCards(finder, people)),
    surplus: -1,
  }
}
