import type { Citation, Exchange } from '../../knowledge/article.ts'
import type { Found } from '../answer.ts'
import type { Material } from '../corpus.ts'
import { type Reading, certainReading, toReading, toPart } from './outcome.ts'
import { asks, listSentences, splitQuestions, splitSubjects } from '../question/split.ts'
import { MIN } from './thresholds.ts'

/** Han characters from which on a query tells a story. */
const LONG = 45
/** Each is a search; who tells more asks at the end. */
const MOST_SENTENCES = 8

/** Quotes what answers a query that names nobody: a story by what it asks, two questions and a comparison each by itself. */
export function quoteAll(material: Material, query: string): Reading {
  if (countHan(query) >= LONG) return quoteLong(material, query)
  const quoted = material.quote({ query })
  if (quoted.stated) return certainReading(toStated(material, quoted.stated))
  const whole = toReading(quoted)
  const split = splitQuestions(query) ?? splitSubjects(query)
  if (!split) return whole
  const parts = split.parts.map(({ label, query: part }) => {
    const isOn = ({ passage: { text } }: Citation) => material.rate(label, [text]).some((held) => held >= MIN.subject)
    return { label, ...material.quote(split.kind === 'compared' ? { query: part, isOn } : { query: part }) }
  })
  const answered = parts.filter(({ quotes }) => quotes.length > 0)
  const firsts = new Set(answered.map(({ quotes }) => quotes[0]?.passage))
  if (firsts.size > 1)
    return {
      ...whole,
      answer: { kind: 'parts', parts: parts.map(toPart) },
      surplus: Math.max(...parts.map(({ surplus }) => surplus)),
    }
  const best = answered.toSorted((a, b) => b.surplus - a.surplus)[0]
  return split.kind === 'both' && best && best.surplus > whole.surplus ? toReading(best) : whole
}

/** What somebody tells at length around what they ask hides it as often as it explains it: the surest sentence that asks is taken, else the whole. */
function quoteLong({ quote }: Material, query: string): Reading {
  const toSurest = (parts: readonly string[]) =>
    parts.map((part) => quote({ query: part })).reduce((best, next) => (next.surplus > best.surplus ? next : best))
  const sentences = listSentences(query).slice(-MOST_SENTENCES)
  const asking = sentences.filter(asks)
  const asked = asking.length > 0 ? toSurest(asking) : undefined
  return toReading(asked && asked.quotes.length > 0 ? asked : toSurest([query, ...sentences]))
}

function countHan(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0
}

function toStated({ articles }: Material, exchange: Exchange): Found | undefined {
  const article = articles.find(({ exchanges }) => exchanges.includes(exchange))
  return article && exchange.question ? { kind: 'stated', article, question: exchange.question } : undefined
}
