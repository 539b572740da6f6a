import type { Article } from '../../knowledge/article.ts'
import type { Fold } from '../../text/fold.ts'
import type { SearchIndex } from '../../search/search-index.ts'
import type { Found } from '../answer.ts'
import { blankIdentityWords, findSayingVerb, toIntent } from '../question/intent.ts'
import { lookUpKnown } from './known-asks.ts'
import { type Material, createMaterial } from '../corpus.ts'
import { toLatestFirst } from '../suggest/offers.ts'
import { NOTHING, type Reading, certainReading, toFound, toReading } from './outcome.ts'
import { quoteAll } from './unnamed.ts'
import { choose, identify, listStatements, quoteFrom, toCards } from './named.ts'
import { type PeopleInQuery, concerns } from '../question/people.ts'
import { toTitle } from '../question/titles.ts'
import { namesUnlisted } from '../question/unlisted.ts'

/** Looks up a query, read as it stands. */
export type LookUp = (query: string) => Reading

/** Creates the looking up in these articles. */
export function createLookUp(articles: readonly Article[], index: SearchIndex, fold: Fold): LookUp {
  const material = createMaterial(articles, index, fold)
  return (query) => lookUpKnown(material, query) ?? lookUp(material, query)
}

function lookUp(material: Material, query: string): Reading {
  const { articles, citations, fold, finder } = material
  const folded = fold(query).text
  if (toIntent(folded, false) === 'questions') return certainReading(toQuestions(articles))
  const mention = toMention(material, folded)
  const { people, excluded, namesStranger, rest } = mention
  // What a stranger said or is, the material does not tell, whatever it tells of the subject.
  if (namesStranger && people.size === 0) return mention.isSettled ? { ...NOTHING, isSettled: true } : NOTHING
  switch (toIntent(rest, people.size > 0)) {
    case 'participants':
      return certainReading(toParticipants(articles))
    case 'questions':
      return certainReading(toQuestions(articles))
    case 'identity':
      if (people.size === 0 && excluded.size > 0) return quoteWithout(material, query, mention)
      return people.size > 0
        ? identify(material, mention)
        : quoteOfficeHolder(material, query, blankIdentityWords(rest))
    case 'statements':
      return mention.shared === undefined
        ? certainReading(toFound(listStatements(citations, people, findSayingVerb(rest))) ?? toCards(finder, people))
        : choose(material, people, mention.shared)
    case 'content':
      if (people.size > 0) return quoteFrom(material, query, mention)
      return excluded.size > 0 ? quoteWithout(material, query, mention) : quoteAll(material, query)
  }
}

/** Quotes the others than those whom a query leaves out. */
function quoteWithout({ quote }: Material, query: string, { excluded, rest }: PeopleInQuery): Reading {
  return toReading(quote({ query, words: rest, among: (citation) => !concerns(excluded)(citation) }))
}

/** Those whom a query names or, where it names nobody, calls by what they are. */
function toMention({ finder, findRole }: Material, folded: string): PeopleInQuery {
  const named = finder.findNamed(folded)
  if (named.people.size > 0 || named.excluded.size > 0 || named.namesStranger) return named
  const role = findRole(folded)
  if (!role) return { ...named, namesStranger: namesUnlisted(folded) }
  // A surname with a title may be anybody's who bears both.
  const isShared = role.people.size > 1 && [...role.people].every(({ name }) => role.called.startsWith(name.charAt(0)))
  return {
    ...named,
    people: role.people,
    namesStranger: role.people.size === 0,
    ...(role.people.size === 0 && { isSettled: true as const }),
    rest: role.rest,
    ...(isShared && { shared: role.called }),
  }
}

/** Who holds an office that nobody listed holds is not told; what else asks 是谁 may stand in a passage. */
function quoteOfficeHolder(material: Material, query: string, description: string): Reading {
  const cards = toCards(material.finder, material.finder.findHolders(description))
  if (cards) return certainReading(cards)
  return toTitle(description) ? NOTHING : quoteAll(material, query)
}

function toParticipants(articles: readonly Article[]): Found | undefined {
  const peopled = toLatestFirst(articles).filter(({ speakers }) => speakers.length > 0)
  return peopled.length > 0 ? { kind: 'participants', articles: peopled } : undefined
}

function toQuestions(articles: readonly Article[]): Found | undefined {
  const asked = toLatestFirst(articles).filter(({ exchanges }) => exchanges.some(({ question }) => question))
  return asked.length > 0 ? { kind: 'questions', articles: asked } : undefined
}
