import type { OnProgress } from '../knowledge/progress.ts'

/** Told the share of a build that is done, 0 to 1, after each small step of it: it must cost next to nothing. */
export type OnBuild = (share: number) => void

/** The progress of the parts of a build. */
export interface BuildProgress {
  readonly reading: OnProgress
  readonly indexing: OnProgress
  readonly checking: OnProgress
}

/** The shares of the time at which the parts end: of 3,300 and of 10,000 passages, 11 % of a first start is reading. */
const ENDS = { reading: 0.1, indexing: 0.9, checking: 1 }

/** Joins the progress of the parts of a build to that of the whole. */
export function toBuildProgress(onBuild: OnBuild): BuildProgress {
  const part =
    (start: number, end: number): OnProgress =>
    (done, total) =>
      onBuild(start + ((end - start) * done) / total)
  return {
    reading: part(0, ENDS.reading),
    indexing: part(ENDS.reading, ENDS.indexing),
    checking: part(ENDS.indexing, ENDS.checking),
  }
}
