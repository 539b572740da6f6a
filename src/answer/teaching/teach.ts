import { type Article, toCitations } from '../../knowledge/article.ts'
import { type Loaded, toKnowledge } from '../../knowledge/knowledge.ts'
import type { Draft, TaughtFiles, Unwritable } from '../../knowledge/taught/taught-files.ts'
import type { Edit, TaughtEntry } from '../../knowledge/taught/taught-entries.ts'
import type { Problem } from '../../knowledge/problems/problem.ts'
import { LONGEST_WORDING, toOneLine } from '../../knowledge/companions/wordings.ts'
import type { Fold } from '../../text/fold.ts'
import { toWordingKey } from '../../text/wording.ts'
import type { Answer } from '../answer.ts'
import type { Built } from './built.ts'
import { toLatestFirst } from '../suggest/offers.ts'
import { listFound, verify } from './checks.ts'

/** What an admin teaches. */
export type Lesson =
  /** The wordings find this passage, by its id, and no other that was taught before. */
  | { readonly kind: 'find'; readonly wordings: readonly string[]; readonly passage: string }
  /** Nothing in the material answers them. */
  | { readonly kind: 'nothing'; readonly wordings: readonly string[] }
  /** They must find this passage at every reload; without a passage, nothing. */
  | { readonly kind: 'check'; readonly wordings: readonly string[]; readonly passage?: string }
  /** What was taught is taken back. */
  | { readonly kind: 'forget'; readonly entries: readonly TaughtEntry[] }

/** What came of it: from now on it holds, or nothing changed. */
export type Taught =
  | { readonly kind: 'taught'; readonly files: readonly string[] }
  /** A file in which it would stand has a fault. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | Unwritable
  /** There is no such passage. */
  | { readonly kind: 'gone' }
  /** No wording is short enough to be written down. */
  | { readonly kind: 'tooLong' }
  /** Checks that held before would not hold with it. */
  | { readonly kind: 'failed'; readonly failedChecks: readonly Problem[] }
  /** These wordings would not do what was taught. */
  | { readonly kind: 'unheard'; readonly wordings: readonly string[] }

/** Teaches one lesson after the other. */
export interface Teaching {
  teach(lesson: Lesson): Promise<Taught>
}

interface Parts {
  readonly notebook: TaughtFiles | undefined
  readonly fold: Fold
  readonly build: (loaded: Loaded) => Promise<Built>
  readonly getCurrent: () => Built
  readonly swap: (built: Built) => void
}

/** Whoever edits the files by hand at the same moment does so once, not in turns with us. */
const MOST_TRIES = 3
/** As the file system says it of a folder that takes no files. */
const READ_ONLY = 'EROFS'

/** Creates the teaching: each lesson is tried out aside, written to the notebook, and only then answered from. */
export function createTeaching(parts: Parts): Teaching {
  return {
    async teach(lesson) {
      for (let tries = 1; ; tries++) {
        const edit = await toEdit(parts, lesson)
        const outcome = 'kind' in edit ? edit : await apply(parts, lesson, edit)
        if (outcome.kind !== 'changed') return outcome
        if (tries === MOST_TRIES) return { kind: 'unwritable', code: 'EBUSY' }
      }
    },
  }
}

async function apply(
  { notebook, build, getCurrent, swap }: Parts,
  lesson: Lesson,
  edit: Edit,
): Promise<Taught | { readonly kind: 'changed' }> {
  const drafted = await notebook?.draft(edit)
  if (!drafted) return { kind: 'unwritable', code: READ_ONLY }
  if (drafted.kind === 'faulty') return { kind: 'refused', problems: drafted.problems }
  const draft = drafted.value
  const before = getCurrent()
  const knowledge = toKnowledge(draft.revise(before.loaded.sources))
  if (knowledge.kind === 'faulty') return { kind: 'refused', problems: knowledge.problems }
  const built = isOnlyChecked(edit) ? { ...before, loaded: knowledge } : await build(knowledge)
  return (await tryOut(lesson, before, built)) ?? write(draft, built, swap)
}

/** Tells what speaks against answering so. */
async function tryOut(
  lesson: Lesson,
  before: Built,
  { loaded, answerer: { answer } }: Built,
): Promise<Taught | undefined> {
  const deaf =
    lesson.kind === 'forget' ? [] : toWritable(lesson.wordings).filter((wording) => !does(answer(wording), lesson))
  if (deaf.length > 0) return { kind: 'unheard', wordings: deaf }
  const failed = await verify(loaded, answer)
  if (failed.length === 0) return undefined
  // One that did not hold before has been passed over by an admin.
  const known = new Set((await verify(before.loaded, before.answerer.answer)).map(toWhich))
  const added = failed.filter((problem) => !known.has(toWhich(problem)))
  return added.length > 0 ? { kind: 'failed', failedChecks: added } : undefined
}

/** Which check does not hold, wherever it stands and whatever it found instead; or what of a lesson is gone. */
function toWhich({ text: { values } }: Problem): string {
  return JSON.stringify([values['query'], values['passage'], values['article'], values['id']])
}

function does(answer: Answer, lesson: Exclude<Lesson, { kind: 'forget' }>): boolean {
  const found = listFound(answer)
  const passage = lesson.kind === 'nothing' ? undefined : lesson.passage
  return passage === undefined ? found.length === 0 : found.includes(passage)
}

async function write(
  draft: Draft,
  built: Built,
  swap: (built: Built) => void,
): Promise<Taught | { readonly kind: 'changed' }> {
  const written = await draft.write()
  if (written.kind !== 'written') return written
  swap(built)
  return { kind: 'taught', files: draft.files }
}

/** What is to be written, and what contradicts it of that which was taught before. */
async function toEdit(
  { notebook, fold, getCurrent }: Parts,
  lesson: Lesson,
): Promise<Edit | Extract<Taught, { kind: 'gone' | 'tooLong' }>> {
  if (lesson.kind === 'forget') return { add: [], remove: lesson.entries }
  const { articles } = getCurrent().loaded
  const wordings = toWritable(lesson.wordings)
  if (wordings.length === 0) return { kind: 'tooLong' }
  const at = toPlace(articles, lesson)
  if (!at) return { kind: 'gone' }
  const add = wordings.map((wording): TaughtEntry => ({
    kind: lesson.kind === 'check' ? 'check' : 'ask',
    ...at,
    wording,
  }))
  const keys = new Set(wordings.map((wording) => toWordingKey(wording, fold)))
  const taught = (await notebook?.list(articles.map(({ id }) => id))) ?? []
  const others = taught.filter(
    (entry) =>
      keys.has(toWordingKey(entry.wording, fold)) && !(entry.article === at.article && entry.passage === at.passage),
  )
  // A check says what is to be; what is taught is what has changed.
  return { add, remove: lesson.kind === 'check' ? others.filter(({ kind }) => kind === 'check') : others }
}

/** The article and the passage's id within it. Of what nothing answers it matters little where it stands: with the latest. */
function toPlace(
  articles: readonly Article[],
  lesson: Exclude<Lesson, { kind: 'forget' }>,
): Pick<TaughtEntry, 'article' | 'passage'> | undefined {
  if (lesson.kind === 'nothing' || lesson.passage === undefined) {
    const [latest] = toLatestFirst(articles)
    return latest && { article: latest.id }
  }
  const found = toCitations(articles).find(({ passage }) => passage.id === lesson.passage)
  return found && { article: found.article.id, passage: found.passage.id.slice(found.article.id.length + 1) }
}

/** Tells whether a file can hold a wording: a whole message may be longer than any. */
export function isWritable(wording: string): boolean {
  return toWritable([wording]).length > 0
}

/** The wordings as one line each, in the order in which they are read, without those that no file holds. */
function toWritable(wordings: readonly string[]): string[] {
  const lines = wordings.map((wording) => toOneLine(wording.toWellFormed()))
  return [...new Set(lines)].filter((line) => line !== '' && line.length <= LONGEST_WORDING)
}

/** Checks change no answer. */
function isOnlyChecked({ add, remove }: Edit): boolean {
  return [...add, ...remove].every(({ kind }) => kind === 'check')
}
