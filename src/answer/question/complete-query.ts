import { type Speaker, toLatinName } from '../../knowledge/article.ts'
import { toPlainQuery } from '../../text/plain-query.ts'
import type { Corpus } from '../corpus.ts'
import { type Continuation, LONGEST_CONTINUATION, asksElse, cutQuery, readContinuation } from './continuation.ts'
import { saysSomething, toIntent } from './intent.ts'
import { findNamed } from './people.ts'
import { isSmallTalk } from './small-talk.ts'

/** What was asked and shown before a text. */
export interface Earlier {
  readonly query: string
  /** The ids of the passages that the last answer showed, in their order. */
  readonly shown: readonly string[]
  /** Those that the answers before it showed too. */
  readonly seen: readonly string[]
  /** The names of those who speak in the first passage, or whose card was shown. */
  readonly people: readonly string[]
}

/** Queries that a text may stand for. */
export interface MeantQueries {
  readonly kind: 'queries'
  /** At least one. */
  readonly queries: readonly [string, ...string[]]
  /** The text itself, which is looked up where none of the queries is answered. */
  readonly written?: string
  /** What a passage that answers must be on. */
  readonly subject?: string
}

/** A reading of a text that is answered without a search, or one of several queries that it may stand for. */
export type Meant =
  | MeantQueries
  | { readonly kind: 'else'; readonly query: string; readonly speakers: readonly Speaker[] }
  | { readonly kind: 'unclear'; readonly pronoun: string; readonly people: readonly Speaker[] }

/** Reads what a text means after what was before it; undefined for a query of its own. */
export function readMeant(corpus: Corpus, text: string, earlier: Earlier | undefined): Meant | undefined {
  if (text.length > LONGEST_CONTINUATION || corpus.index.findAsked(text)) return undefined
  const folded = corpus.fold(toPlainQuery(text.trim())).text
  const named = findNamed(corpus.people, folded)
  if (named.people.size > 0) return readNamed(folded, named, earlier, corpus)
  const continuation = readContinuation(folded)
  if (!continuation) return undefined
  if (continuation.kind === 'person') return readPerson(corpus, continuation, earlier)
  if (!earlier) return undefined
  if (continuation.kind === 'thing' && continuation.after === '')
    return { kind: 'unclear', pronoun: continuation.pronoun, people: [] }
  const isTalk = !saysSomething(folded) || isSmallTalk(folded)
  if (continuation.kind === 'instead' && isTalk) return undefined
  const written = text.trim()
  const [first, ...others] = toQueries(corpus, continuation, earlier.query)
  if (first === undefined) return undefined
  const queries = [first, ...others] as const
  // 这个圆桌会 is a subject of its own.
  if (continuation.kind === 'thing') return { kind: 'queries', queries: [...queries, written] }
  return {
    kind: 'queries',
    queries,
    written,
    ...(continuation.kind === 'instead' && { subject: continuation.subject }),
  }
}

/** 那褚文博呢 puts the name in the place of the former one; 王颖还说了什么 asks for what was not shown. */
function readNamed(
  folded: string,
  { people, rest }: ReturnType<typeof findNamed>,
  earlier: Earlier | undefined,
  corpus: Corpus,
): Meant | undefined {
  const [speaker, ...others] = people
  if (!speaker || others.length > 0) return undefined
  if (earlier && asksElse(rest)) return { kind: 'else', query: folded, speakers: [speaker] }
  const isInstead = /^(?:那么?|换成|(?:and|so|then|what about|how about)\b)|呢[\s\p{P}]*$/u.test(folded)
  const bare = rest.replace(/那么?|换成|呢|\b(?:and|so|then|what about|how about)\b|[\s\p{P}]/gu, '')
  if (!earlier || !isInstead || (bare !== '' && toIntent(bare, true) !== 'statements')) return undefined
  const name =
    /[a-z]/u.test(earlier.query) && !/\p{Script=Han}/u.test(earlier.query)
      ? (toLatinName(speaker) ?? speaker.name)
      : speaker.name
  return { kind: 'queries', queries: [replacePeople(corpus, earlier.query, name)] }
}

function readPerson(
  corpus: Corpus,
  { pronoun, before, after }: Extract<Continuation, { kind: 'person' }>,
  earlier: Earlier | undefined,
): Meant | undefined {
  const names = earlier ? listMeant(corpus, earlier) : []
  const isPlural = /们|哋|they|them|their/u.test(pronoun)
  if (pronoun === '') return earlier && readBare(corpus, after, earlier.query, names)
  // 他们 may be whom the question itself is about.
  if (isPlural && names.length < 2) return undefined
  const isKnown = names.length === 1 || isPlural
  const speakers = names.flatMap((one) => [...findNamed(corpus.people, corpus.fold(one).text).people])
  if (!isKnown || isEmpty(before + after)) return { kind: 'unclear', pronoun, people: speakers }
  const isLatin = /^[a-z]+$/u.test(pronoun)
  const name = isLatin ? speakers.map((one) => toLatinName(one) ?? one.name).join(' and ') : names.join('和')
  const isPossessive = /^(?:his|their)$/u.test(pronoun) || (pronoun === 'her' && /^\s*\w/u.test(after))
  const query = `${before}${name}${isPossessive ? '’s' : ''}${after}`
  return asksElse(`${before} ${after}`) ? { kind: 'else', query, speakers } : { kind: 'queries', queries: [query] }
}

/** A question without a subject may be about the person who was spoken of, or about the subject before. */
function readBare(corpus: Corpus, text: string, query: string, names: readonly string[]): Meant | undefined {
  const ofPerson = names.length === 1 ? [`${names[0]}${text}`] : []
  const [first, ...others] = [...ofPerson, ...toQueries(corpus, { kind: 'bare', text }, query)]
  return first === undefined ? undefined : { kind: 'queries', queries: [first, ...others], written: text }
}

function isEmpty(text: string): boolean {
  return text.replace(/[\s\p{P}呢吗啊呀]/gu, '') === ''
}

/** Lists the names of those whom a pronoun may mean: whom the query names or, where it names nobody, who was shown. */
function listMeant(corpus: Corpus, { query, people }: Earlier): string[] {
  const named = [...findNamed(corpus.people, corpus.fold(query).text).people].map(({ name }) => name)
  return [...new Set(named.length > 0 ? named : people)]
}

/** Lists what a text may ask, with the subject of the query before it, or in the place of that subject. */
function toQueries(corpus: Corpus, continuation: Exclude<Continuation, { kind: 'person' }>, query: string): string[] {
  const { text, name } = takeName(corpus, query)
  const { head, asking, object } = cutQuery(text)
  const subjects = [...new Set([head, object, [head, object].join('')])].filter((part) => part.length > 1)
  switch (continuation.kind) {
    case 'thing':
      return subjects.map((subject) => `${name}${subject}${continuation.after}`)
    case 'bare':
      return subjects.map((subject) => `${name}${subject}${spaceFor(subject)}${continuation.text}`)
    case 'instead': {
      const { subject } = continuation
      // 6+5+4 … 那个5呢 asks for a part of the subject.
      if (head.includes(subject)) return [`${name}${head}里的${subject}${asking}${object}`]
      const inHead = head === '' ? [] : [`${name}${subject}${asking}${object}`]
      const inObject = object === '' || !BEFORE_NOUN.test(asking) ? [] : [`${name}${head}${asking}${subject}`]
      return [...inHead, ...inObject, `${name}${spaceFor(subject)}${subject}`]
    }
  }
}

/** Asks for a noun that stands behind it. */
const BEFORE_NOUN = /(?:什么|啥|哪[些个]|[条项个]|多少|看待?|评价|说)$/u

/** Latin words need a space between them. */
function spaceFor(subject: string): string {
  return /[a-z]/iu.test(subject) ? ' ' : ''
}

/** Takes the names of people out of a query, which stand again before what it is continued by. */
function takeName({ people, fold }: Corpus, query: string): { text: string; name: string } {
  const folded = fold(query).text
  const { people: named, rest } = findNamed(people, folded)
  const text = rest.trim().replace(/^(?:对于?|觉得|认为|说|谈|讲)+/u, '')
  return { text, name: [...named].map(({ name }) => name).join('和') }
}

/** Puts a name in the place of those in a query or of its 谁; before a query that has neither. */
function replacePeople({ people, fold }: Corpus, query: string, name: string): string {
  const folded = fold(query).text
  const { rest, people: named } = findNamed(people, folded)
  const isTaken = (place: number) => rest[place] === ' ' && folded[place] !== ' '
  const places = Array.from(folded, (_, place) => place).filter(isTaken)
  const [start, end] = [places[0], places.at(-1)]
  if (named.size > 0 && start !== undefined && end !== undefined)
    return folded.slice(0, start) + name + folded.slice(end + 1)
  const asked = /谁|哪一?位(?:嘉宾|委员|代表|专家)?|\bwho\b/u
  return asked.test(folded) ? folded.replace(asked, name) : `${name}怎么看${folded}`
}
