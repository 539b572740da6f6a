import { type Citation, type Speaker, toSpeakers } from '../../knowledge/article.ts'
import { type Choice, type Found, MOST_QUOTES, type Quote, toPlainQuote } from '../answer.ts'
import { toSpeakerCode } from '../browse/codes.ts'
import { toCard } from '../browse/lists.ts'
import { toResults } from '../browse/related.ts'
import { findEntry, isSpeech, listConcerning, listSpeech, sortEntries } from '../catalog.ts'
import type { Corpus } from '../corpus.ts'
import type { Findings } from '../../search/find-passages.ts'
import { interleaveAll, takeFirst } from '../interleave.ts'
import { toHanCharacters } from '../../text/terms.ts'
import { asksForWords, asksWhoOne, toIntent } from '../question/intent.ts'
import { type People, type PeopleInQuery, findNamed, speaksAlone } from '../question/people.ts'
import { blankComparison, comparesPeople } from '../question/split.ts'
import {
  NOTHING,
  type Reading,
  type Selection,
  certainReading,
  selectPassages,
  toPart,
  toReading,
  toShareOfBest,
} from './select.ts'
import { MIN } from './thresholds.ts'
import { isFloorGiven } from './turns.ts'

/** What is searched for among the passages of people. */
interface NamedSearch {
  readonly query: string
  /** The query without the names. */
  readonly rest: string
  /** What the rest finds among all passages. */
  readonly ofRest: Findings
  /** What the query finds among the passages of some of the people; undefined where one search does not do for them. */
  readonly together: { readonly people: People; readonly findings: Findings } | undefined
}

/** The selection for one of several named people. */
type OfSpeaker = Selection & { readonly speaker: Speaker }

/** Each choice takes a button and a line of the message; as many people are compared. */
const MOST_CHOICES = 10
/** Passages that one search compares closely, however little of the query they hold. */
const MOST_TOGETHER = 100
/** A message of 4096 holds fewer. */
const MOST_CARDS = 100
const EMPTY: Selection = { quotes: [], further: [], surplus: -1 }
/** The verb by which people are compared where the query names no subject. */
const PROPOSAL = '建议'

/**
 * Quotes only passages of the people whom a query names. Their names match all their passages, so passages are judged
 * by the rest of the query. A rest in another language than the corpus cannot be judged: then the answer is `unjudged`.
 */
export function quoteNamed(corpus: Corpus, query: string, inQuery: PeopleInQuery): Reading {
  const { people, rest } = inQuery
  const search = searchNamed(corpus, query, inQuery)
  const several = people.size > 1 ? quoteSeveral(corpus, search, inQuery) : undefined
  if (several) return several
  const selection = selectOf(corpus, search, people)
  if (selection.quotes.length > 0) return toReading(selection)
  if (asksWhoOne(rest)) return identify(corpus, inQuery)
  const about = asksForWords(rest) ? undefined : quoteAbout(corpus, inQuery)
  if (about) return about
  return toHanCharacters(rest).length > 0 ? toUnsaid(corpus, search, inQuery, selection) : toUnjudged(corpus, people)
}

/** Quotes what others say about the people whom a query names without asking for their words. */
function quoteAbout(corpus: Corpus, { people, rest }: PeopleInQuery): Reading | undefined {
  const isAbout = ({ passage: { text } }: Citation) =>
    [...people].every(({ name }) => text.includes(name)) && namesAll(corpus, text, people)
  const selection = selectPassages(corpus, { query: rest, isOn: isAbout })
  return selection.quotes.length > 0 ? toReading(selection) : undefined
}

/** Tells whether a text names all of some people: the name of one may be a part of another's. */
function namesAll({ people: listed, fold }: Corpus, text: string, people: People): boolean {
  const named = findNamed(listed, fold(text).text).people
  return [...people].every((speaker) => named.has(speaker))
}

/** Searches once for as many people as are compared: what is found among the passages of each is a part of it. */
function searchNamed(corpus: Corpus, query: string, { people, rest }: PeopleInQuery): NamedSearch {
  const { index } = corpus
  const ofRest = index.search(rest)
  const some = new Set(takeFirst(people, MOST_CHOICES))
  const among = listConcerning(corpus, some)
  const isOne = among.length <= MOST_TOGETHER && toShareOfBest(ofRest.hits, among) >= MIN.shareOfBest
  const together = isOne ? { people: some, findings: index.search(query, { words: rest, among }) } : undefined
  return { query, rest, ofRest, together }
}

/** Shows the cards of people; offers a choice where one name or title means several. */
export function identify(corpus: Corpus, { people, shared }: PeopleInQuery): Reading {
  if (shared === undefined) return certainReading(toCards(corpus, people))
  return toChoices(
    shared,
    takeFirst(people, MOST_CHOICES).flatMap((speaker) => toChoice(corpus, speaker, undefined)),
  )
}

/** Offers a choice between the words of several people who share a name or title. */
export function chooseSpeaker(corpus: Corpus, people: People, called: string): Reading {
  const choices = takeFirst(people, MOST_CHOICES).flatMap((speaker) => {
    const one = new Set([speaker])
    const speech = listSpeech(corpus, speaker)
    return toChoice(corpus, speaker, speech.find((citation) => speaksAlone(citation, one)) ?? speech[0])
  })
  return toChoices(called, choices)
}

/** Lists what people said, interleaved by person; passages that contain the verb of the query come first. */
export function listStatements(corpus: Corpus, people: People, verb = ''): Quote[] {
  const holdsVerb = ({ passage }: Citation) => Number(passage.text.includes(verb))
  const byPerson = takeFirst(people, MOST_CARDS).map((speaker) =>
    listSpeech(corpus, speaker)
      .filter(({ passage }) => !isFloorGiven(passage))
      .toSorted((a, b) => holdsVerb(b) - holdsVerb(a)),
  )
  return [...new Set(interleaveAll(byPerson))].slice(0, MOST_QUOTES).map(toPlainQuote)
}

/** Makes the cards of people; undefined where there are none. */
export function toCards(corpus: Corpus, people: People): Found | undefined {
  const entries = [...people].flatMap((speaker) => findEntry(corpus, speaker) ?? [])
  const cards = sortEntries(corpus, entries)
    .slice(0, MOST_CARDS)
    .map((entry) => toCard(corpus, entry))
  return cards.length > 0 ? { kind: 'speaker', cards } : undefined
}

/** Undefined where no single person answers: then the people are taken together. */
function quoteSeveral(
  corpus: Corpus,
  search: NamedSearch,
  { people, rest, shared }: PeopleInQuery,
): Reading | undefined {
  const each = [...people].slice(0, MOST_CHOICES).map((speaker): OfSpeaker => {
    return { speaker, ...selectOf(corpus, search, new Set([speaker]), true) }
  })
  const answered = each.filter(({ quotes }) => quotes.length > 0)
  if (shared !== undefined && answered.length > 1) {
    const choices = answered.flatMap(({ speaker, quotes }) => toChoice(corpus, speaker, quotes[0]))
    return certainReading({ kind: 'choice', called: shared, choices })
  }
  if (shared === undefined && comparesPeople(rest)) return comparePeople(corpus, rest, each)
  const [only] = answered
  if (!only) return undefined
  if (answered.length === 1) return toReading(only)
  const quotes = interleaveAll(answered.map((one) => one.quotes))
  const unique = [...new Map(quotes.map((quote) => [quote.passage.id, quote])).values()]
  const surplus = Math.max(...each.map((one) => one.surplus))
  return { ...NOTHING, answer: { kind: 'found', quotes: unique.slice(0, MOST_QUOTES) }, surplus }
}

/** Selects among the passages of people: those they speak alone if asked to, then their speech, then all about them. */
function selectOf(
  corpus: Corpus,
  { query, rest, ofRest, together }: NamedSearch,
  people: People,
  isAloneFirst = false,
): Selection {
  const all = listConcerning(corpus, people)
  const speech = all.filter(isSpeech)
  const alone = speech.filter((citation) => speaksAlone(citation, people))
  // Each list holds the one before; one of the same length is the same.
  const lists = [...(isAloneFirst ? [alone] : []), ...(asksForWords(rest) ? [speech] : []), all]
  const different = lists.filter((list, place) => list.length !== lists[place - 1]?.length)
  const isTogether = [...people].every((speaker) => together?.people.has(speaker))
  let selection = EMPTY
  for (const among of different) {
    const isFar = toShareOfBest(ofRest.hits, among) < MIN.shareOfBest
    const findings = isTogether && together ? keepHits(together.findings, among) : undefined
    selection = isFar ? EMPTY : selectPassages(corpus, { query, words: rest, among, ...(findings && { findings }) })
    if (selection.quotes.length > 0) break
  }
  return selection
}

function keepHits(findings: Findings, among: readonly Citation[]): Findings {
  const passages = new Set(among.map(({ passage }) => passage))
  return { ...findings, hits: findings.hits.filter(({ citation }) => passages.has(citation.passage)) }
}

function toChoices(called: string, choices: readonly Choice[]): Reading {
  return certainReading({ kind: 'choice', called, choices: choices.slice(0, MOST_CHOICES) })
}

/** Makes the choice of a speaker, which opens the citation or, without one, their card. */
function toChoice(corpus: Corpus, speaker: Speaker, citation: Citation | undefined): Choice[] {
  if (citation) {
    const { article } = citation
    const by = toSpeakerCode(article, speaker)
    return [{ article, speaker, link: { kind: 'answer', results: toResults([citation], []), by } }]
  }
  const article = findEntry(corpus, speaker)?.article
  return article ? [{ article, speaker, link: { kind: 'speaker', at: toSpeakerCode(article, speaker) } }] : []
}

/** Compares what people said on the rest of the query or, where that names no subject, what they propose. */
function comparePeople(corpus: Corpus, rest: string, each: readonly OfSpeaker[]): Reading {
  const isOnSubject =
    toIntent(blankComparison(rest), true) === 'content' && each.some(({ quotes }) => quotes.length > 0)
  const parts = each.map(({ speaker, quotes }) => {
    const proposals = isOnSubject ? quotes : listStatements(corpus, new Set([speaker]), PROPOSAL)
    return { ...toPart({ label: speaker.name, quotes: proposals }), speaker }
  })
  return certainReading(parts.some(({ quotes }) => quotes.length > 0) ? { kind: 'parts', parts } : undefined)
}

/** Answers that the named people did not speak of the subject, with a choice of those who did. */
function toUnsaid(
  corpus: Corpus,
  { rest, ofRest }: NamedSearch,
  { people }: PeopleInQuery,
  selection: Selection,
): Reading {
  const elsewhere = selectPassages(corpus, { query: rest, findings: ofRest })
  const others = elsewhere.quotes.flatMap((citation) => {
    const { voice } = citation.passage
    const [speaker] = voice.kind === 'speech' ? toSpeakers(voice) : []
    return speaker && !people.has(speaker) ? toChoice(corpus, speaker, citation) : []
  })
  const byPerson = new Map(others.map((choice) => [`${choice.speaker.name}\n${choice.speaker.office}`, choice]))
  const answer = { kind: 'unsaid', people: [...people], others: [...byPerson.values()] } as const
  return { answer, surplus: selection.surplus }
}

function toUnjudged(corpus: Corpus, people: People): Reading {
  const quotes = listStatements(corpus, people)
  const answer = quotes.length > 0 ? { kind: 'unjudged' as const, people: [...people], quotes } : undefined
  // Any reading that can be judged is better.
  return { ...certainReading(answer ?? toCards(corpus, people)), surplus: -1 }
}
