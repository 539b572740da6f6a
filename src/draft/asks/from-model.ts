import pLimit from 'p-limit'
import { z } from 'zod'
import { type Article, type Citation, toCitations } from '../../knowledge/article.ts'
import type { Completion, Prompt } from './endpoint.ts'
import { VOICES, toAsksPrompt, toUnansweredPrompt } from './prompt.ts'
import { type Proposals, type ProposedUnanswered, joinProposals } from './proposals.ts'

/** What one request came to. */
export interface ModelStep {
  readonly done: number
  readonly total: number
  /** The id of the passage that asks were wanted for; undefined for unanswered lines of the article. */
  readonly passage: string | undefined
  /** Proposals that it gave; undefined where it failed. */
  readonly count: number | undefined
  /** Why it failed, or that it was cut short. */
  readonly reason: string | undefined
}

/** What a model proposes, and the requests that failed. */
export interface ModelProposals {
  readonly proposals: Proposals
  readonly failed: readonly ModelStep[]
  readonly total: number
}

/** Lines wanted for each passage, and for the article as unanswered. */
export const ASKS_A_PASSAGE = 40
export const UNANSWERED_AN_ARTICLE = 200

/** Requests at once: providers limit them, and answers of the model take the time. */
const AT_ONCE = 4
/** Lines that are taken of an answer, for each that was wanted: a model may not stop. */
const MOST_TAKEN = 2
/** UTF-16 units of passages in one request for unanswered lines; a longer article is shown in parts. */
const LONGEST_MATERIAL = 40_000

const askSchema = z.object({ ask: z.string(), span: z.string() })
const unansweredSchema = z.object({ ask: z.string(), span: z.string().nullish() })

/** Has a model propose asks for each passage, and unanswered lines in each voice. */
export async function draftFromModel(
  article: Article,
  complete: (prompt: Prompt) => Promise<Completion>,
  onStep: (step: ModelStep) => void = () => {},
): Promise<ModelProposals> {
  const requests = [...toCitations([article]).map(toAsksRequest), ...toUnansweredRequests(article)]
  const limit = pLimit(AT_ONCE)
  const failed: ModelStep[] = []
  let done = 0
  let final: string | undefined
  const run = async ({ prompt, passage, read }: ModelRequest): Promise<Proposals> => {
    const completion: Completion =
      final === undefined ? await complete(prompt) : { kind: 'failed', reason: final, isFinal: true }
    if (completion.kind === 'failed' && completion.isFinal) final = completion.reason
    const proposals = completion.kind === 'completed' ? read(completion.text) : joinProposals()
    const count = proposals.asks.length + proposals.unanswered.length
    const reason = toReason(completion, count)
    const step = { done: ++done, total: requests.length, passage, count: count > 0 ? count : undefined, reason }
    if (count === 0) failed.push(step)
    onStep(step)
    return proposals
  }
  const all = await Promise.all(requests.map((request) => limit(run, request)))
  return { proposals: joinProposals(...all), failed, total: requests.length }
}

interface ModelRequest {
  readonly prompt: Prompt
  readonly passage: string | undefined
  readonly read: (text: string) => Proposals
}

function toReason(completion: Completion, count: number): string | undefined {
  if (completion.kind === 'failed') return completion.reason
  if (completion.isCut) return 'its answer was cut short; what is whole of it is kept'
  return count === 0 ? 'its answer holds no line in the form asked for' : undefined
}

function toAsksRequest(citation: Citation): ModelRequest {
  const { id } = citation.passage
  return {
    prompt: toAsksPrompt(citation, ASKS_A_PASSAGE),
    passage: id,
    read: (text) => ({
      asks: readItems(text, askSchema, ASKS_A_PASSAGE).map((one) => ({ ...one, passage: id })),
      unanswered: [],
    }),
  }
}

function toUnansweredRequests(article: Article): ModelRequest[] {
  const parts = toParts(article)
  const rounds = Math.max(1, Math.ceil(parts.length / VOICES.length))
  const count = Math.ceil(UNANSWERED_AN_ARTICLE / (VOICES.length * rounds))
  return Array.from({ length: VOICES.length * rounds }, (_, place) => ({
    prompt: toUnansweredPrompt(
      article,
      parts[place % parts.length] ?? [],
      VOICES[place % VOICES.length] ?? VOICES[0],
      count,
    ),
    passage: undefined,
    read: (text: string) => ({
      asks: [],
      unanswered: readItems(text, unansweredSchema, count).map(({ ask, span }): ProposedUnanswered => ({
        ask,
        ...(span && { span }),
      })),
    }),
  }))
}

/** Groups the passages so that a request can hold them. */
function toParts(article: Article): string[][] {
  const parts: string[][] = []
  let room = 0
  for (const { passage } of toCitations([article])) {
    if (parts.length === 0 || passage.text.length > room) {
      parts.push([])
      room = LONGEST_MATERIAL
    }
    parts.at(-1)?.push(passage.text)
    room -= passage.text.length
  }
  return parts
}

function readItems<T>(text: string, schema: z.ZodType<T>, wanted: number): T[] {
  return listWholeObjects(text)
    .flatMap((object) => {
      const parsed = schema.safeParse(object)
      return parsed.success ? [parsed.data] : []
    })
    .slice(0, wanted * MOST_TAKEN)
}

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
