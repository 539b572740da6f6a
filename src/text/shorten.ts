/** UTF-16 units: a query of 4096 would hold up everybody for seconds. */
const LONGEST = 500

/** What is read of a query: its beginning and its end, where what somebody asks around a text that they paste stands. */
export function shorten(query: string): string {
  return query.length <= LONGEST ? query : `${query.slice(0, LONGEST / 2)}\n${query.slice(-LONGEST / 2)}`.toWellFormed()
}
