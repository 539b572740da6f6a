/**
 * Interleaves lists: the first item of each, then the second of each, and so on. A list is made when its first item is
 * wanted.
 */
export function* interleave<K, T>(keys: Iterable<K>, toList: (key: K) => readonly T[]): Generator<T, void> {
  let lists: (readonly T[])[] = []
  for (const key of keys) {
    const list = toList(key)
    yield* list.slice(0, 1)
    if (list.length > 1) lists.push(list)
  }
  for (let turn = 1; lists.length > 0; turn++) {
    for (const list of lists) yield* list.slice(turn, turn + 1)
    lists = lists.filter(({ length }) => length > turn + 1)
  }
}

/** Interleaves lists that are there, and takes the first few items. */
export function interleaveAll<T>(lists: readonly (readonly T[])[], most = Infinity): T[] {
  return takeFirst(
    interleave(lists, (list) => list),
    most,
  )
}

/** Takes the first few items. */
export function takeFirst<T>(items: Iterable<T>, most: number): T[] {
  const taken: T[] = []
  for (const item of items) {
    if (taken.length >= most) break
    taken.push(item)
  }
  return taken
}
