/** A query that asks several things (`both`), may do so in its clauses, or compares two subjects (`compared`). */
export interface Split {
  readonly kind: 'both' | 'clauses' | 'compared'
  /** Each part as a query of its own, with the words that name it. */
  readonly parts: readonly { readonly label: string; readonly query: string }[]
}

const ASKS =
  /什么|哪|怎么|如何|怎样|多少|几|谁|吗|呢|为何|是不是|有没有|能不能|要不要|会不会|啥|咋|\b(?:what|who|how|when|where|which|why|does|do|is|are)\b/u
const SENTENCE = /[^？?。！!；;\n]+[？?。！!；;]*/gu
const COMPARES =
  /对比|比较一?下|比较|相比|区别|不同|差别|差异|差在哪|有什么不一样|不一样|异同|谁更|哪个更|\b(?:compare|comparison|versus|vs\.?|difference|differ|contrast)\b/u
/** The opening of a comparison, which is no part of its subjects. */
const LEADS_IN =
  /^\s*(?:请|麻烦)?(?:帮我)?(?:对比|比较)(?:一下|下)?|\b(?:please\s+)?(?:compare|contrast)\b|\bthe (?:difference|comparison) between\b/giu
/** Two subjects joined by a conjunction, with what stands before and after them. */
const JOINED =
  /^(.*?)([\p{Script=Han}\p{L}\p{N}“”·]{2,16}?)(?:和|与|跟|同|vs\.?|versus| and )([\p{Script=Han}\p{L}\p{N}“”·]{2,16}?)((?:的|在|有|对|各|分别|两|，|,|：|\?|？|相比|比较|对比|区别|差|有什么|哪|$).*)$/u
/** Characters of the shortest sentence. */
const SHORTEST = 4
const MOST_PARTS = 3

/** Lists the sentences of a query. */
export function listSentences(query: string): string[] {
  return (query.match(SENTENCE) ?? [])
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length >= SHORTEST)
}

/** Tells whether a sentence contains a word that asks. */
export function asks(sentence: string): boolean {
  return ASKS.test(sentence.toLowerCase())
}

/** Splits a query of two or three asking sentences into those; undefined for any other. */
export function splitQuestions(query: string): Split | undefined {
  const asking = listSentences(query).filter(asks)
  if (asking.length < 2 || asking.length > MOST_PARTS) return undefined
  return { kind: 'both', parts: asking.map((sentence) => ({ label: sentence, query: sentence })) }
}

/** Splits a query at its commas into two or three parts; undefined for any other. */
export function splitClauses(query: string): Split | undefined {
  const parts = query.split(/[，,]/u).map((part) => part.trim())
  if (parts.length < 2 || parts.length > MOST_PARTS || parts.some((part) => part.length < SHORTEST)) return undefined
  return { kind: 'clauses', parts: parts.map((part) => ({ label: part, query: part })) }
}

/** Tells whether a folded query that names several people compares them. */
export function comparesPeople(folded: string): boolean {
  return COMPARES.test(folded) || /各自|分别|各有|各是|一个.{1,12}一个/u.test(folded)
}

/** Blanks the words that compare people, so that what they are compared by is left. */
export function blankComparison(folded: string): string {
  return folded.replace(new RegExp(`${COMPARES.source}|各自|分别|各有|各是|[有在与跟]`, 'gu'), ' ')
}

/** Splits a query that compares two subjects into one query for each; undefined for any other. */
export function splitSubjects(query: string): Split | undefined {
  if (!COMPARES.test(query.toLowerCase())) return undefined
  const [, before = '', first, second, after = ''] = JOINED.exec(query.replace(LEADS_IN, '').trim()) ?? []
  if (first === undefined || second === undefined) return undefined
  const rest = `${before} ${after}`.replace(COMPARES, ' ')
  return {
    kind: 'compared',
    parts: [first, second].map((subject) => ({ label: subject.trim(), query: `${subject} ${rest}` })),
  }
}
