import { type Article, toCitations } from '../../knowledge/article.ts'
import { isHan } from '../../text/terms.ts'
import type { ProposedAsk, ProposedUnanswered } from './proposals.ts'

/** What readers ask of people, and articles seldom tell: `…` stands for the name. */
const OF_PEOPLE = ['…今年多大年纪', '怎么联系…', '…是哪个学校毕业的']
const OF_PEOPLE_IN_ENGLISH = ['How old is …?', 'How can I contact …?', 'Where did … study?']
/** People who are asked about: more would be the same lines again and again. */
const MOST_PEOPLE = 8
const YEAR = /(?:19|20)\d\d(?=年)/u
const YEARS_BEFORE = 3

/**
 * Proposes what an article seldom tells: facts of its speakers, and its figures for another year. The sieve takes out what
 * is told all the same.
 */
export function listUntold(article: Article, figures: readonly ProposedAsk[]): ProposedUnanswered[] {
  const text = toCitations([article])
    .map(({ passage }) => passage.text)
    .join('\n')
  const people = article.speakers.slice(0, MOST_PEOPLE).flatMap(({ name }) => {
    const patterns = isHan(name) ? OF_PEOPLE : OF_PEOPLE_IN_ENGLISH
    return patterns.map((pattern) => ({ ask: pattern.replace('…', name) }))
  })
  const others = figures.flatMap(({ ask }) => {
    const other = ask.replace(YEAR, (year) => String(Number(year) - YEARS_BEFORE))
    return other === ask || text.includes(YEAR.exec(other)?.[0] ?? '') ? [] : [{ ask: other }]
  })
  return [...people, ...others]
}
