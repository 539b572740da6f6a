import type { Citation, Exchange } from '../../knowledge/article.ts'
import type { Found } from '../answer.ts'
import type { Corpus } from '../corpus.ts'
import { asks, listSentences, splitQuestions, splitSubjects } from '../question/split.ts'
import { type Reading, certainReading, toPart, toReading } from './select.ts'
import { type Selection, selectPassages } from './select.ts'
import { MIN } from './thresholds.ts'

/** Han characters from which a query is taken for a story with a question in it. */
const STORY_LENGTH = 45
/** Sentences of a story that are searched, the last ones: a question usually comes at the end. */
const MOST_SENTENCES = 8

/**
 * Quotes passages for a query that names nobody; splits questions and comparisons, and finds the question of a story.
 */
export function quoteUnnamed(corpus: Corpus, query: string): Reading {
  if (countHan(query) >= STORY_LENGTH) return quoteStory(corpus, query)
  const selection = selectPassages(corpus, { query })
  if (selection.stated) return certainReading(toStated(corpus, selection.stated))
  const whole = toReading(selection)
  const split = splitQuestions(query) ?? splitSubjects(query)
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
  return !isCompared && best && best.surplus > whole.surplus ? toReading(best) : whole
}

/** Tells whether a passage is on a compared subject: one on the other subject does not answer for it. */
function isOnSubject({ index }: Corpus, subject: string): (citation: Citation) => boolean {
  return ({ passage: { text } }) => index.rate(subject, [text]).some((held) => held >= MIN.subject)
}

/** Takes the most certain asking sentence or, without an answer, the most certain of the query and its sentences. */
function quoteStory(corpus: Corpus, query: string): Reading {
  const sentences = listSentences(query).slice(-MOST_SENTENCES)
  const asking = sentences.filter(asks)
  const asked = asking.length > 0 ? selectMostCertain(corpus, asking) : undefined
  return toReading(asked && asked.quotes.length > 0 ? asked : selectMostCertain(corpus, [query, ...sentences]))
}

function selectMostCertain(corpus: Corpus, queries: readonly string[]): Selection {
  const selections = queries.map((query) => selectPassages(corpus, { query }))
  return selections.reduce((best, next) => (next.surplus > best.surplus ? next : best))
}

function countHan(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0
}

function toStated({ articles }: Corpus, exchange: Exchange): Found | undefined {
  const article = articles.find(({ exchanges }) => exchanges.includes(exchange))
  return article && exchange.question ? { kind: 'stated', article, question: exchange.question } : undefined
}
