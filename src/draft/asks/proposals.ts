/** A way of asking that is proposed for a passage, with the words of the passage that answer it. */
export interface ProposedAsk {
  /** The id of the passage. */
  readonly passage: string
  readonly ask: string
  readonly span: string
}

/** A line that is proposed as unanswered; `span` is where the article is claimed to answer it all the same. */
export interface ProposedUnanswered {
  readonly ask: string
  readonly span?: string | undefined
}

/** What somebody might ask of an article. */
export interface Proposals {
  readonly asks: readonly ProposedAsk[]
  readonly unanswered: readonly ProposedUnanswered[]
}

/** Joins proposals in their order. */
export function joinProposals(...all: readonly Proposals[]): Proposals {
  return { asks: all.flatMap(({ asks }) => asks), unanswered: all.flatMap(({ unanswered }) => unanswered) }
}
