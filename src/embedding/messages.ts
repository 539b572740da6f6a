import type { ModelDescription } from './model-description.ts'

/** What a text is to a model, which may want another prefix before each. */
export type Role = keyof ModelDescription['prefix']

/** The first message to the model's process: what it loads. */
export interface Load {
  readonly dir: string
  readonly description: ModelDescription
}

/** Each later message: what it embeds. The next one follows its report. */
export interface Task {
  readonly role: Role
  readonly text: string
}

/** What the model's process says: once loaded, and after each task. `failed` has a clause, without the text. */
export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'embedded'; readonly vector: Float32Array }
  | { readonly kind: 'failed'; readonly why: string }
