/** Writes a local day as month and day, 11-23, which no language reads otherwise. */
export function toDateLabel(time: number): string {
  const date = new Date(time)
  return [date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
