import type { Article, Citation, Exchange } from '../../knowledge/article.ts'
import { toHanCharacters } from '../../text/terms.ts'
import { type Found, MOST_QUOTES, toPlainQuote } from '../answer.ts'
import { type Catalog, findArticleOf, findPassage } from '../catalog.ts'
import { type Corpus, toCacheKey } from '../corpus.ts'
import { memoize } from '../memoize.ts'
import { SOMEBODY_SAYS, blankIdentityWords, findSayingVerb, toIntent } from '../question/intent.ts'
import { toTitle } from '../question/offices.ts'
import { type PeopleInQuery, findContained, findHolders, findNamed, namesUnlisted } from '../question/people.ts'
import { findRole } from '../question/roles.ts'
import { asks, listSentences, splitClauses, splitQuestions, splitSubjects } from '../question/split.ts'
import { findPasted } from './pasted.ts'
import { chooseSpeaker, identify, listStatements, quoteNamed, toCards } from './named.ts'
import {
  NOTHING,
  type Reading,
  type Selection,
  certainReading,
  selectPassages,
  toFound,
  toPart,
  toReading,
  unansweredReading,
} from './select.ts'
import { MIN } from './thresholds.ts'

/** Han characters from which a query is taken for a story with a question in it. */
const STORY_LENGTH = 45
/** Articles whose people or questions are listed: a message of 4096 holds fewer. */
const MOST_ARTICLES = 150
/** Sentences of a story that are searched, the last ones: a question usually comes at the end. */
const MOST_SENTENCES = 8

/** Looks a query up as it is written: among the known asks, and else by the people it names and its intent. */
export function lookUp(corpus: Corpus, query: string): Reading {
  return lookUpKnownAsk(corpus, query) ?? lookUpPasted(corpus, query) ?? lookUpByIntent(corpus, query)
}

/** Lists the texts whose passages a query is answered by: the query, its parts, the sentences of a story. */
export function listSearched(query: string): string[] {
  if (isStory(query)) return [query, ...listLastSentences(query)]
  const split = splitQuestions(query) ?? splitSubjects(query) ?? splitClauses(query)
  return [query, ...(split?.parts.map((part) => part.query) ?? [])]
}

/** Looks up a query that is a known ask of passages or is known to be unanswered; undefined for any other. */
function lookUpKnownAsk(corpus: Corpus, query: string): Reading | undefined {
  const known = corpus.index.findAsked(query)
  if (!known) return undefined
  const selection = selectPassages(corpus, { query })
  if (known.kind === 'unanswered') return unansweredReading(selection)
  const [first] = selection.quotes
  if (first && known.passages.has(first.passage.id)) return toReading(selection)
  // The ask decides, regardless of names and asking words in the query.
  const among = [...known.passages].flatMap((id) => findPassage(corpus, id) ?? [])
  const ofKnown = selectPassages(corpus, { query, among })
  if (ofKnown.quotes.length > 0) return toReading(ofKnown)
  return certainReading(toFound(among.slice(0, MOST_QUOTES).map(toPlainQuote)))
}

/** Looks up words that somebody pasted from passages, whoever else they name; undefined for any other query. */
function lookUpPasted(corpus: Corpus, query: string): Reading | undefined {
  const pasted = findPasted(corpus, query)
  return pasted.length > 0 ? certainReading(toFound(pasted.slice(0, MOST_QUOTES).map(toPlainQuote))) : undefined
}

function lookUpByIntent(corpus: Corpus, query: string): Reading {
  const folded = corpus.fold(query).text
  if (toIntent(folded, false) === 'questions') return certainReading(toQuestions(corpus))
  const inQuery = findPeople(corpus, folded)
  const { people, excluded, namesStranger, rest } = inQuery
  // Passages on the subject do not answer for a stranger.
  if (namesStranger && people.size === 0) return inQuery.isSettled ? { ...NOTHING, isSettled: true } : NOTHING
  switch (toIntent(rest, people.size > 0)) {
    case 'participants':
      return certainReading(toParticipants(corpus))
    case 'questions':
      return certainReading(toQuestions(corpus))
    case 'identity':
      if (people.size > 0) return identify(corpus, inQuery)
      return excluded.size > 0 ? quoteOthers(corpus, query, inQuery) : quoteOfficeHolder(corpus, query, rest)
    case 'statements':
      if (inQuery.shared !== undefined) return chooseSpeaker(corpus, people, inQuery.shared)
      return certainReading(toFound(listStatements(corpus, people, findSayingVerb(rest))) ?? toCards(corpus, people))
    case 'content':
      if (people.size > 0) return quoteNamed(corpus, query, inQuery)
      return excluded.size > 0 ? quoteOthers(corpus, query, inQuery) : quoteUnnamed(corpus, query)
  }
}

/** Finds the people whom a query names or, if it names nobody, calls by office, trade or institution. */
function findPeople({ people, roles, index }: Corpus, folded: string): PeopleInQuery {
  const named = findNamed(people, folded)
  if (named.people.size > 0 || named.excluded.size > 0 || named.namesStranger) return named
  const calls = findContained(roles.calls, folded).flat()
  const callsSomebody = calls.length > 0 || SOMEBODY_SAYS.test(folded)
  const role = callsSomebody ? findRole(roles, calls, folded, index.normalize) : undefined
  if (!role) return { ...named, namesStranger: namesUnlisted(folded) }
  const isStranger = role.people.size === 0
  // A surname with a title may mean any of several people who have both.
  const isShared = role.people.size > 1 && [...role.people].every(({ name }) => role.called.startsWith(name.charAt(0)))
  return {
    ...named,
    people: role.people,
    namesStranger: isStranger,
    ...(isStranger && { isSettled: true as const }),
    rest: role.rest,
    ...(isShared && { shared: role.called }),
  }
}

/** Quotes other people than those whom a query excludes. */
function quoteOthers(corpus: Corpus, query: string, { excluded, rest }: PeopleInQuery): Reading {
  return toReading(selectPassages(corpus, { query, words: rest, excluded }))
}

/** Shows the card of the holder of an office. Only a query without a title may be answered by a passage instead. */
function quoteOfficeHolder(corpus: Corpus, query: string, rest: string): Reading {
  const description = blankIdentityWords(rest)
  const cards = toCards(corpus, findHolders(corpus.people, description))
  if (cards) return certainReading(cards)
  return toTitle(description) ? NOTHING : quoteUnnamed(corpus, query)
}

function toParticipants(corpus: Corpus): Found | undefined {
  const articles = listWithSpeakers(corpus)
  return articles.length > 0 ? { kind: 'participants', articles } : undefined
}

function toQuestions(corpus: Corpus): Found | undefined {
  const articles = listWithQuestions(corpus)
  return articles.length > 0 ? { kind: 'questions', articles } : undefined
}

const listWithSpeakers = memoize(({ latestFirst }: Catalog): readonly Article[] =>
  latestFirst.filter(({ speakers }) => speakers.length > 0).slice(0, MOST_ARTICLES),
)
const listWithQuestions = memoize(({ latestFirst }: Catalog): readonly Article[] =>
  latestFirst.filter(({ exchanges }) => exchanges.some(({ question }) => question)).slice(0, MOST_ARTICLES),
)

/**
 * Quotes passages for a query that names nobody; splits questions and comparisons, and finds the question of a story.
 */
function quoteUnnamed(corpus: Corpus, query: string): Reading {
  if (isStory(query)) return quoteStory(corpus, query)
  const selection = selectPassages(corpus, { query })
  if (selection.stated) return certainReading(toStated(corpus, selection.stated))
  const whole = toReading(selection)
  const split = splitQuestions(query) ?? splitSubjects(query) ?? (whole.answer ? undefined : splitClauses(query))
  if (!split) return whole
  const isCompared = split.kind === 'compared'
  const parts = split.parts.map(({ label, query: part }) => {
    return {
      label,
      ...selectPassages(corpus, { query: part, ...(isCompared && { isOn: isOnSubject(corpus, label) }) }),
    }
  })
  const answered = parts.filter(({ quotes }) => quotes.length > 0)
  const firsts = new Set(answered.map(({ quotes }) => quotes[0]?.passage))
  if (firsts.size > 1) {
    const surplus = Math.max(...parts.map((part) => part.surplus))
    return { ...whole, answer: { kind: 'parts', parts: parts.map(toPart) }, surplus }
  }
  const [best] = answered.toSorted((a, b) => b.surplus - a.surplus)
  // A clause alone is not what was asked.
  return split.kind === 'both' && best && best.surplus > whole.surplus ? toReading(best) : whole
}

/** Tells whether a passage is on a compared subject: one on the other subject does not answer for it. */
function isOnSubject({ index }: Corpus, subject: string): (citation: Citation) => boolean {
  return ({ passage: { text } }) => index.rate(subject, [text]).some((held) => held >= MIN.subject)
}

function isStory(query: string): boolean {
  return toHanCharacters(query).length >= STORY_LENGTH
}

function listLastSentences(story: string): string[] {
  return listSentences(story).slice(-MOST_SENTENCES)
}

/** Takes the most certain asking sentence or, without an answer, the most certain of the query and its sentences. */
function quoteStory(corpus: Corpus, query: string): Reading {
  const sentences = listLastSentences(query)
  const asking = sentences.filter(asks)
  const asked = asking.length > 0 ? selectMostCertain(corpus, asking) : undefined
  return toReading(asked && asked.quotes.length > 0 ? asked : selectMostCertain(corpus, [query, ...sentences]))
}

/** A story may say the same again, and in a corrected spelling it has most of its sentences as before. */
function selectMostCertain(corpus: Corpus, queries: readonly string[]): Selection {
  const { sentences } = corpus.caches
  const selections = queries.map((query) => {
    const key = toCacheKey(corpus, query)
    const selection = sentences.get(key) ?? selectPassages(corpus, { query })
    sentences.set(key, selection)
    return selection
  })
  return selections.reduce((best, next) => (next.surplus > best.surplus ? next : best))
}

function toStated(catalog: Catalog, exchange: Exchange): Found | undefined {
  const article = findArticleOf(catalog, exchange)
  return article && exchange.question ? { kind: 'stated', article, question: exchange.question } : undefined
}
