import type { Loaded } from '../knowledge/knowledge.ts'
import type { Answerer } from './answerer.ts'

/** Knowledge that answers. */
export interface Built {
  readonly loaded: Loaded
  readonly answerer: Answerer
}
