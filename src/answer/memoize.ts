/**
 * Creates a function that makes a value of an object once, and keeps it as long as the object. A reload keeps the
 * articles that did not change, so that what is made of an article is made again only where the article is new.
 *
 * @param make its further arguments must be equal for one object every time
 */
export function memoize<K extends object, Rest extends unknown[], T>(
  make: (object: K, ...rest: Rest) => T,
): (object: K, ...rest: Rest) => T {
  const made = new WeakMap<K, { readonly value: T }>()
  return (object, ...rest) => {
    const known = made.get(object)
    if (known) return known.value
    const value = make(object, ...rest)
    made.set(object, { value })
    return value
  }
}
