/** Told how much of a long work is done, after each small step of it. */
export type OnProgress = (done: number, total: number) => void
