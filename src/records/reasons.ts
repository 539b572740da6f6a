/** What was wrong with an answer, as it is kept. */
export const REASONS = ['passage', 'speaker', 'unrelated'] as const
export type Reason = (typeof REASONS)[number]
