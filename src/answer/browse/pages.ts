/** One of the pages on which things are listed; counted from 0. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly page: number
  readonly pages: number
}

/** Of lists: a phone shows ten buttons. */
const MOST_ITEMS = 8
/** Of passages; in UTF-16 units of their words, so that with names, offices and a question they stay below a message's 4096. */
const MOST = { passages: 3, words: 1400 }

/** Gives the page of a list; the last one where the list ends before it. */
export function toPage<T>(items: readonly T[], page: number, most = MOST_ITEMS): Page<T> {
  const chunks = Array.from({ length: Math.ceil(items.length / most) }, (_, index) =>
    items.slice(index * most, (index + 1) * most),
  )
  return pick(chunks, page)
}

/** Gives the page of passages: as many as one message holds, and one at least. */
export function toPassagePage<T>(items: readonly T[], page: number, toText: (item: T) => string): Page<T> {
  const chunks: T[][] = []
  for (const item of items) {
    const last = chunks.at(-1)
    if (last && fits([...last, item].map(toText))) last.push(item)
    else chunks.push([item])
  }
  return pick(chunks, page)
}

/** Tells whether texts fit a page; a single one always does. */
export function fits(texts: readonly string[]): boolean {
  return texts.length <= 1 || (texts.length <= MOST.passages && texts.join('').length <= MOST.words)
}

function pick<T>(chunks: readonly (readonly T[])[], page: number): Page<T> {
  const shown = Math.max(0, Math.min(page, chunks.length - 1))
  return { items: chunks[shown] ?? [], page: shown, pages: chunks.length }
}
