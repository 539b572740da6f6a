/** A person whom a page introduces, with the block that tells it. */
export interface DraftSpeaker {
  readonly name: string
  /** As the page gives it; undefined where it gives none. */
  readonly office?: string | undefined
  readonly role?: string | undefined
  readonly aliases: readonly string[]
  /** The first line that names the person. */
  readonly line: number
  /** Whether the page says it in so many words, as 主持人：… does; otherwise it is a guess. */
  readonly isSure: boolean
  /** Whether a list or a heading names the person, and not only a label or running text. */
  readonly isIntroduced?: boolean
}

/** Whose words a paragraph is, as far as the page tells. */
export interface Attribution {
  readonly voice: 'question' | 'narration' | 'document' | 'speech' | 'about'
  /** Of the speakers, or of who asks; empty for narration, a document and a reporter's question. */
  readonly names: readonly string[]
  readonly reason: AttributionReason
  /** A guess that is not sure is marked for a person to look at. */
  readonly isSure: boolean
  /** The characters of the paragraph that are only a label (记者：, Mr. X:), which the mark says; at its start. */
  readonly label: string
}

/** Why a paragraph was given to somebody. */
export type AttributionReason =
  /** It begins with a name or 记者 and a colon. */
  | 'label'
  /** It names somebody with a verb of saying: 高新波建议, “……”褚文博说. */
  | 'saying'
  /** It is a quotation, and who says it stands in a neighbour. */
  | 'neighbour'
  /** It goes on with the words of who spoke before. */
  | 'continued'
  /** The heading above names the speaker. */
  | 'heading'
  /** It tells of somebody, whose words it does not give. */
  | 'about'
  /** It names several people, or nobody clearly. */
  | 'several'
  /** It is a question that nobody is named for. */
  | 'question'
  /** Nobody is quoted. */
  | 'nobody'
  /** The page as a whole has signs of a form that no rule reads. */
  | 'page'
