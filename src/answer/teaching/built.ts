import type { Loaded } from '../../knowledge/knowledge.ts'
import type { Answerer } from '../answer-query.ts'

/** Knowledge that answers. */
export interface Built {
  readonly loaded: Loaded
  readonly answerer: Answerer
}
