import { toLocalId } from '../../knowledge/article.ts'
import { LONGEST_WORDING, toOneLine } from '../../knowledge/companions/wordings.ts'
import { type Loaded, toKnowledge } from '../../knowledge/knowledge.ts'
import type { Problem } from '../../knowledge/problems/problem.ts'
import type { Edit, TaughtEntry } from '../../knowledge/taught/taught-entries.ts'
import type { Unwritable } from '../../knowledge/folder/knowledge-folder.ts'
import { toFolderState } from '../../knowledge/sources.ts'
import type { Draft, TaughtFiles } from '../../knowledge/taught/taught-files.ts'
import { toWordingKey } from '../../text/wording.ts'
import { answerQuery } from '../answer-query.ts'
import { listQuotedIds } from '../answer.ts'
import { findPassage } from '../catalog.ts'
import type { Corpus } from '../corpus.ts'
import { type StagedCorpus, runStaged, stageAsIs } from '../stage-corpus.ts'
import { type FailedCheck, identifyCheck, runChecks } from './checks.ts'

/** A correction by an admin. */
export type Lesson =
  /** The wordings find this passage, by its id, and none that they were taught before. */
  | { readonly kind: 'find'; readonly wordings: readonly string[]; readonly passage: string }
  /** The corpus does not answer the wordings. */
  | { readonly kind: 'nothing'; readonly wordings: readonly string[] }
  /** Every reload is checked for the wordings finding this passage or, without one, finding nothing. */
  | { readonly kind: 'check'; readonly wordings: readonly string[]; readonly passage?: string }
  /** Withdraws taught entries. */
  | { readonly kind: 'forget'; readonly entries: readonly TaughtEntry[] }

/** The outcome of a lesson; unless it is `taught`, nothing has changed. */
export type Taught =
  | { readonly kind: 'taught'; readonly files: readonly string[] }
  /** A file to be written has a fault. */
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] }
  | Unwritable
  /** The corpus has no such passage. */
  | { readonly kind: 'gone' }
  /** Every wording is longer than a file may hold. */
  | { readonly kind: 'tooLong' }
  /** Checks that held before would fail with the lesson. */
  | { readonly kind: 'failed'; readonly failedChecks: readonly FailedCheck[] }
  /** These wordings would not find what the lesson says. */
  | { readonly kind: 'unheard'; readonly wordings: readonly string[] }

/** What teaching works with. */
export interface Teaching {
  /** Absent where nothing can be taught. */
  readonly taughtFiles: TaughtFiles | undefined
  readonly corpus: Corpus
  /** Makes known what other copies of the bot have written; `corpus` may be another then. */
  readonly catchUp: () => Promise<void>
  /** Prepares the corpus of a load beside the one that answers. */
  readonly stage: (loaded: Loaded) => Promise<StagedCorpus>
  /** Makes a staged corpus the one that answers. */
  readonly swap: (staged: StagedCorpus) => void
}

/** Tries of a lesson whose file is changed by others between the draft and the writing. */
const MOST_TRIES = 3
/** The error code of a read-only file system. */
const READ_ONLY = 'EROFS'

/** Teaches a lesson: tries it on a corpus of its own, writes it to the files, and only then answers from it. */
export async function teachLesson(teaching: Teaching, lesson: Lesson): Promise<Taught> {
  for (let tries = 1; ; tries++) {
    await teaching.catchUp()
    const edit = await toEdit(teaching, lesson)
    const outcome = 'kind' in edit ? edit : await applyEdit(teaching, lesson, edit)
    if (outcome.kind !== 'changed') return outcome
    if (tries === MOST_TRIES) return { kind: 'unwritable', code: 'EBUSY' }
  }
}

/** Tells whether a wording is short enough to be taught. */
export function isWritable(wording: string): boolean {
  return toWritable([wording]).length > 0
}

async function applyEdit(
  teaching: Teaching,
  lesson: Lesson,
  edit: Edit,
): Promise<Taught | { readonly kind: 'changed' }> {
  const { taughtFiles, corpus, stage, swap } = teaching
  const drafted = await taughtFiles?.draft(edit)
  if (!drafted) return { kind: 'unwritable', code: READ_ONLY }
  if (drafted.kind === 'faulty') return { kind: 'refused', problems: drafted.problems }
  const draft = drafted.value
  const loaded = toKnowledge(draft.revise(corpus.loaded.sources), { before: corpus.loaded })
  if (loaded.kind === 'faulty') return { kind: 'refused', problems: loaded.problems }
  // Checks change no answer, so the index stays.
  const staged = isOnlyChecks(edit) ? stageAsIs({ ...corpus, loaded }) : await stage(loaded)
  const outcome = await runStaged(
    staged,
    async (revised) =>
      (await findObjection(lesson, corpus, revised)) ??
      writeDraft(draft, toFolderState(loaded.sources), () => swap(staged)),
  )
  if (outcome.kind !== 'taught') staged.discard()
  return outcome
}

/** Finds why a lesson cannot be taught: it has no effect, or checks fail that held before. */
async function findObjection(lesson: Lesson, before: Corpus, after: Corpus): Promise<Taught | undefined> {
  const wordings = lesson.kind === 'forget' ? [] : toWritable(lesson.wordings)
  const unheard = wordings.filter((wording) => !isLearnt(lesson, listQuotedIds(answerQuery(after, wording))))
  if (unheard.length > 0) return { kind: 'unheard', wordings: unheard }
  const failed = await runChecks(after)
  if (failed.length === 0) return undefined
  // Checks that failed before were accepted by a forced reload or at the start.
  const known = new Set((await runChecks(before)).map(identifyCheck))
  const failedChecks = failed.filter((problem) => !known.has(identifyCheck(problem)))
  return failedChecks.length > 0 ? { kind: 'failed', failedChecks } : undefined
}

function isLearnt(lesson: Lesson, found: readonly string[]): boolean {
  const passage = 'passage' in lesson ? lesson.passage : undefined
  return passage === undefined ? found.length === 0 : found.includes(passage)
}

async function writeDraft(
  draft: Draft,
  state: string,
  swap: () => void,
): Promise<Taught | { readonly kind: 'changed' }> {
  const written = await draft.write(state)
  if (written.kind !== 'written') return written
  swap()
  return { kind: 'taught', files: draft.files }
}

/** Makes the edit of a lesson: the entries it adds, and the taught entries that contradict it and are removed. */
async function toEdit(
  { taughtFiles, corpus }: Teaching,
  lesson: Lesson,
): Promise<Edit | Extract<Taught, { kind: 'gone' | 'tooLong' }>> {
  if (lesson.kind === 'forget') return { add: [], remove: lesson.entries }
  const wordings = toWritable(lesson.wordings)
  if (wordings.length === 0) return { kind: 'tooLong' }
  const at = toPlace(corpus, lesson)
  if (!at) return { kind: 'gone' }
  const kind = lesson.kind === 'check' ? 'check' : 'ask'
  const add = wordings.map((wording): TaughtEntry => ({ kind, ...at, wording }))
  const keys = new Set(wordings.map((wording) => toWordingKey(wording, corpus.fold)))
  const taught = (await taughtFiles?.list(corpus.articles.map(({ id }) => id))) ?? []
  const isContradicting = (entry: TaughtEntry) =>
    keys.has(toWordingKey(entry.wording, corpus.fold)) &&
    !(entry.article === at.article && entry.passage === at.passage)
  const remove = taught.filter((entry) => isContradicting(entry) && (kind === 'ask' || entry.kind === 'check'))
  return { add, remove }
}

/** The article and local passage id of a lesson's entries; those without a passage go to the latest article. */
function toPlace(
  corpus: Corpus,
  lesson: Exclude<Lesson, { kind: 'forget' }>,
): Pick<TaughtEntry, 'article' | 'passage'> | undefined {
  if (lesson.kind === 'nothing' || lesson.passage === undefined) {
    const [latest] = corpus.latestFirst
    return latest && { article: latest.id }
  }
  const found = findPassage(corpus, lesson.passage)
  return found && { article: found.article.id, passage: toLocalId(found.passage.id) }
}

/** Lists the wordings as single lines, each once, without empty ones and those too long for a file. */
function toWritable(wordings: readonly string[]): string[] {
  const lines = wordings.map((wording) => toOneLine(wording))
  return [...new Set(lines)].filter((line) => line !== '' && line.length <= LONGEST_WORDING)
}

function isOnlyChecks({ add, remove }: Edit): boolean {
  return [...add, ...remove].every(({ kind }) => kind === 'check')
}
