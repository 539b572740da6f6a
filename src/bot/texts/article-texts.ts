import type { Format, Values } from '../../i18n/format.ts'

/** Creates every text about the files that admins send, in one language. */
export function createArticleTexts(format: Format) {
  const plain = (id: string) => format(id)
  const filled = (id: string, values: Values) => format(id, values)
  return {
    fileKinds: plain('file-kinds'),
    fileTooLarge: plain('file-too-large'),
    fileGone: plain('file-gone'),
    fileUnreachable: plain('file-unreachable'),
    fileChanged: plain('file-changed'),
    fileEncoding: (encoding: string) => filled('file-encoding', { encoding: encoding.toUpperCase() }),
    captionUnread: plain('caption-unread'),

    articleFaulty: (total: number) => filled('article-faulty', { total }),
    articleUnconfirmed: (total: number) => filled('article-unconfirmed', { total }),
    articleTaken: (file: string, id: string) => filled('article-taken', { file, id }),
    articleInUse: plain('article-in-use'),
    articleNew: (file: string) => filled('article-new', { file }),
    replaces: (file: string, change: string) => filled('article-replaces', { file, change }),
    replacesFaulty: (file: string) => filled('article-replaces-faulty', { file }),
    sameWords: (title: string) => filled('article-same-words', { title: filled('title', { title }) }),
    articleConfirm: (file: string) => filled('article-confirm', { file }),
    articleAdded: (file: string) => filled('article-added', { file }),
    articleFails: (failed: number, total: number) => filled('article-fails', { failed, total }),
    articleChanged: plain('article-changed'),
    articleUnwritable: (code: string) => filled('article-unwritable', { code }),
    checksHold: (total: number) => filled('checks-hold', { total }),
    checksBroken: (total: number) => filled('checks-broken', { total }),
    checksFailing: (total: number) => filled('checks-failing', { total }),
    checksMended: (total: number) => filled('checks-mended', { total }),

    draftGuesses: (total: number) => filled('draft-guesses', { total }),
    draftFailed: plain('draft-failed'),
    draftSure: plain('draft-sure'),
    draftLeftovers: (total: number) => filled('draft-leftovers', { total }),
    moreItems: (total: number) => filled('more-items', { total }),
    moreGuesses: (total: number) => filled('more-guesses', { total }),
    atLine: (line: number) => filled('at-line', { line }),
  }
}
