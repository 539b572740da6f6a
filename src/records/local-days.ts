/**
 * Lists when the last days began, oldest first, and when the one that runs ends: one more than there are days.
 * They are days of the process's time zone (TZ), of 23 to 25 hours where its clocks change.
 *
 * @param now milliseconds since 1970, on the last of the days
 */
export function listDayStarts(now: number, days: number): number[] {
  const today = new Date(now)
  // Date counts on over the ends of months, and takes the first moment of a day that has no midnight.
  return Array.from({ length: days + 1 }, (_, index) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() - days + 1 + index).getTime(),
  )
}
