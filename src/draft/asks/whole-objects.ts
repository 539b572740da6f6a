/** An object that holds no other: a brace in a string is none. */
const FLAT_OBJECT = /\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\}/gsu

/**
 * Lists the innermost objects of JSON, also of one that was cut or has words around it; what of them is not whole, or not
 * JSON, is left out.
 */
export function listWholeObjects(text: string): unknown[] {
  return (text.match(FLAT_OBJECT) ?? []).flatMap((object) => {
    try {
      return [JSON.parse(object) as unknown]
    } catch {
      return []
    }
  })
}
