import { type Article, toCitations } from '../../knowledge/article.ts'
import { listContentWords } from '../../text/content-words.ts'
import type { Fold } from '../../text/fold.ts'
import { blankAskingWords } from '../../text/normalize.ts'
import { dropPoliteness, toAskingSentences } from '../../text/sentences.ts'
import { createHasTerm, isHan, toStem } from '../../text/terms.ts'
import { listEndedSentences } from '../../text/clauses.ts'
import { askForFigures } from './figure-patterns.ts'
import type { ProposedAsk, ProposedUnanswered, Proposals } from './proposals.ts'
import { askByKeywords, askForParts, askForSpeakers } from './word-patterns.ts'

/** The least share of a question's words that the sentence which answers it has. */
const LEAST_COVER = 0.5
/** What readers ask of people, and articles seldom tell: `…` stands for the name. */
const OF_PEOPLE = ['…今年多大年纪', '怎么联系…', '…是哪个学校毕业的']
const OF_PEOPLE_IN_ENGLISH = ['How old is …?', 'How can I contact …?', 'Where did … study?']
/** People who are asked about: more would be the same lines again and again. */
const MOST_PEOPLE = 8
const YEAR = /(?:19|20)\d\d(?=年)/u
const YEARS_BEFORE = 3

/**
 * Proposes asks and unanswered lines from the words of an article alone: the reporter's questions by the passage that
 * answers them, a question for each figure, date and list, and what is often asked of such things and not told.
 */
export function draftFromText(article: Article, fold: Fold): Proposals {
  const citations = toCitations([article])
  const figures = citations.flatMap((citation) => askForFigures(citation, fold))
  const words = citations.flatMap((citation) => [
    ...askForParts(citation),
    ...askForSpeakers(citation),
    ...askByKeywords(citation, fold),
  ])
  return { asks: [...turnQuestions(article, fold), ...figures, ...words], unanswered: listUntold(article, figures) }
}

/** Gives each question of a reporter to the passage with the sentence that has most of its words. */
function turnQuestions(article: Article, fold: Fold): ProposedAsk[] {
  return article.exchanges.flatMap(({ question, headings, passages }) => {
    const asking = toAskingSentences([...headings.slice(-1), question?.text ?? ''].join('\n')).map(dropPoliteness)
    return asking.flatMap((ask) => {
      const words = listContentWords(blankAskingWords(fold(ask).text), []).map(toStem)
      const rated = passages.flatMap(({ id, text }) =>
        listEndedSentences(text).map(({ text: span }) => ({ passage: id, span, cover: rate(words, fold(span).text) })),
      )
      const [best] = rated.toSorted((a, b) => b.cover - a.cover)
      return best && best.cover >= LEAST_COVER ? [{ passage: best.passage, ask, span: best.span.trim() }] : []
    })
  })
}

function rate(words: readonly string[], folded: string): number {
  const has = createHasTerm(folded)
  return words.filter((word) => has(word)).length / Math.max(1, words.length)
}

/**
 * Proposes what an article seldom tells: facts of its speakers, and its figures for another year. The sieve takes out what
 * is told all the same.
 */
function listUntold(article: Article, figures: readonly ProposedAsk[]): ProposedUnanswered[] {
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
