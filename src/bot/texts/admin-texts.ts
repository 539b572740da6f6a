import type { Disagreed } from '../../answer/sharing.ts'
import type { ArticleChange, Changes } from '../../knowledge/changes.ts'
import type { Format, Values } from '../../i18n/format.ts'
import type { Reason } from '../../records/query-log.ts'

/** Creates every text that only admins read, in one language. */
export function createAdminTexts(format: Format) {
  const plain = (id: string) => format(id)
  const filled = (id: string, values: Values) => format(id, values)
  const joined = (words: readonly string[]) => words.join(plain('separator'))
  const noted = (...notes: readonly string[]) => {
    const given = notes.filter((note) => note !== '')
    return given.length > 0 ? filled('parentheses', { text: given.join(plain('comma')) }) : ''
  }
  const counted = (id: string, total: number) => (total > 0 ? [filled(id, { total })] : [])
  const toDetails = ({ passages, asks }: ArticleChange) => {
    const details = [
      ...counted('change-passages-changed', passages.changed),
      ...counted('change-passages-added', passages.added),
      ...counted('change-passages-removed', passages.removed),
      ...counted('change-asks-added', asks.added),
      ...counted('change-asks-removed', asks.removed),
    ]
    return details.length > 0 ? details.join(plain('comma')) : plain('change-elsewhere')
  }

  return {
    adminsOnly: plain('admins-only'),
    noRecords: plain('no-records'),
    noTexts: plain('no-texts'),
    noGaps: plain('no-gaps'),
    gapsTitle: (number: number, total: number) => filled('gaps-title', { number, total }),
    unansweredCount: (total: number) => filled('unanswered-count', { total }),
    dislikedCount: (total: number) => filled('disliked-count', { total }),
    reasonCount: (reason: Reason, total: number) => filled(`reason-${reason}`, { total }),
    moreWordings: (total: number) => filled('more-wordings', { total }),
    replied: (kind: 'quoted' | 'offered' | 'unjudged' | 'listed' | 'declined') => plain(`replied-${kind}`),
    repliedUnsaid: (names: string) => filled('replied-unsaid', { names }),
    pointTitle: plain('point-title'),
    noSuggestions: plain('no-suggestions'),
    searchOther: plain('search-other'),
    gapClosed: plain('gap-closed'),
    lessonGone: plain('lesson-gone'),
    decided: (kind: 'find' | 'nothing' | 'ignored') => plain(`decided-${kind}`),
    writtenTo: (files: readonly string[]) => filled('written-to', { files: joined(files) }),
    isChecked: plain('is-checked'),
    undone: plain('undone'),
    notTaught: plain('not-taught'),
    forbidden: plain('forbidden'),
    unheard: plain('unheard'),
    unwritable: (code: string) => filled('unwritable', { code }),
    wordingTooLong: plain('wording-too-long'),

    reloading: (percent: number) => filled('reloading', { percent }),
    /** @param seconds with one decimal at most */
    reloaded: (seconds: number) => filled('reloaded', { seconds }),
    unchanged: plain('reloaded-unchanged'),
    reloadedTotal: ({ articles, passages, asks }: Changes) =>
      filled('reloaded-total', { articles: articles.total, passages: passages.total, asks: asks.total }),
    articleChange: (change: ArticleChange, title: string) =>
      filled(`change-${change.kind}`, {
        title: filled('title', { title }),
        passages: filled('passages', { total: change.passages.total }),
        details: toDetails(change),
      }),
    moreArticles: (total: number) => filled('more-articles', { total }),
    forced: (total: number) => filled('forced', { total }),
    checksFailed: (failed: number, total: number) => filled('checks-failed', { failed, total }),
    refused: (total: number) => filled('refused', { total }),
    disagreed: ({ reason, copies }: Disagreed) => filled(`disagreed-${reason}`, { copies: joined(copies) }),
    moreProblems: (total: number) => filled('more-problems', { total }),
    sameProblem: (total: number) => filled('same-problem', { total }),
    failedAlike: (total: number) => filled('failed-alike', { total }),
    expected: plain('check-expected'),
    expectedNothing: plain('check-expected-nothing'),
    instead: plain('check-instead'),
    insteadNothing: plain('check-instead-nothing'),
    morePassages: (total: number) => filled('more-passages', { total }),
    inPrivate: plain('details-in-private'),
    alreadyTaken: plain('already-taken'),
    changedSince: plain('changed-since'),

    // The font of the picture holds the characters of these three, figures, and no others: `npm run build:chart-font`.
    chartTitle: (days: number) => filled('chart-title', { days }),
    chartAnswered: plain('chart-answered'),
    chartUnanswered: plain('chart-unanswered'),
    statsNone: (days: number) => filled('stats-none', { days }),
    statsNoDatabase: plain('stats-no-database'),
    /** @param figures `date` is that of the first query, where it is later than the first of the days */
    statsQueries: ({
      change,
      ...figures
    }: {
      readonly days: number
      readonly total: number
      readonly change: string
      readonly average: number
      readonly today: number
      readonly date?: string
    }) =>
      filled(figures.date === undefined ? 'stats-queries' : 'stats-queries-since', { ...figures, note: noted(change) }),
    /** @param share of the answered ones, in percent */
    statsAnswered: (answered: number, unanswered: number, share: number, changes: readonly [string, string]) =>
      filled('stats-answered', {
        answered,
        answeredNote: noted(filled('percent', { share }), changes[0]),
        unanswered,
        unansweredNote: noted(changes[1]),
      }),
    /** @param median in seconds, as is `most`, within which 95 of 100 are answered */
    statsTime: (median: number, most: number) =>
      median < most ? filled('stats-time', { median, most }) : filled('stats-time-most', { most }),
    /** How a number differs from the one before; none there makes it a new one. */
    statsChange: (now: number, before: number) => {
      if (before === 0 && now > 0) return plain('stats-new')
      if (now === before) return '±0'
      return now > before ? `+${now - before}` : `−${before - now}`
    },
    statsNote: (change: string) => noted(change),
    statsCompared: (days: number) => filled('stats-compared', { days }),
    statsAllNew: (days: number) => filled('stats-all-new', { days }),
    statsByWords: plain('stats-by-words'),
    statsAsked: plain('stats-asked'),
    statsNoTexts: plain('stats-no-texts'),
    statsPassages: plain('stats-passages'),
    statsVotes: (
      up: number,
      down: number,
      [upChange, downChange]: readonly [string, string],
      reasons: readonly string[],
    ) => filled('stats-votes', { up: up + noted(upChange), down: down + noted(downChange, joined(reasons)) }),
    statsReason: (reason: string, total: number) => filled('stats-reason', { reason, total }),
    statsPresses: (presses: readonly string[]) => filled('stats-presses', { presses: joined(presses) }),
    statsPress: (kind: string, total: number) => filled('stats-press', { kind, total }),
  }
}
