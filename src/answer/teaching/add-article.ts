import type { Article } from '../../knowledge/article.ts'
import { type ArticleChange, compareKnowledge } from '../../knowledge/changes.ts'
import type { Knowledge } from '../../knowledge/knowledge.ts'
import type { OnProgress } from '../../knowledge/progress.ts'
import type { Problem } from '../../knowledge/problems/problem.ts'
import type { Written } from '../../knowledge/folder/knowledge-folder.ts'
import { shortenDigest, toDigest, toFolderState } from '../../knowledge/sources.ts'
import type { ArticleFiles } from '../../knowledge/submission/article-files.ts'
import type { ArticlePreview } from '../../knowledge/submission/article-preview.ts'
import { type ReadSubmission, type SubmittedFile, readSubmission } from '../../knowledge/submission/read-submission.ts'
import type { OnBuild } from '../build-progress.ts'
import type { Corpus } from '../corpus.ts'
import { type FailedCheck, identifyCheck } from './checks.ts'
import { type Force, type Taken, type Taking, takeLoad } from './take-load.ts'

/** What an article would be in the folder. */
export type Checked =
  | { readonly kind: 'sound'; readonly sound: SoundSubmission }
  /** The problems of the article come before those of other files; `preview` is of what can be read. */
  | {
      readonly kind: 'faulty'
      readonly file: string
      readonly problems: readonly Problem[]
      readonly preview?: ArticlePreview | undefined
    }
  /** The name of its file is that of another article or text, which is not replaced. */
  | { readonly kind: 'taken'; readonly file: string; readonly id: string }

/** An article that may be added. */
export interface SoundSubmission {
  /** The file in the folder. */
  readonly file: string
  readonly article: Article
  readonly preview: ArticlePreview
  /** The file that it would replace. */
  readonly replaced?: Replaced | undefined
  /** Whether the very same file is in use already. */
  readonly isInUse: boolean
}

/** A file that an article with the same id replaces. */
export interface Replaced {
  readonly file: string
  /** Of its bytes, shortened. */
  readonly digest: string
  /** Undefined where it has problems. */
  readonly article?: Article | undefined
  /** What differs; undefined where it has problems, or nothing that is shown differs. */
  readonly change?: ArticleChange | undefined
}

export interface AddOptions {
  /** The shortened digest of the file that may be replaced. */
  readonly replaces?: string | undefined
  readonly force?: Force
  readonly onBuild?: OnBuild | undefined
}

/** The outcome of adding an article; unless it is `added`, nothing has changed. */
export type Added =
  | {
      readonly kind: 'added'
      readonly file: string
      readonly taken: TakenBy<'reloaded'>
      readonly checks: ChangedChecks
    }
  /** Checks fail. */
  | {
      readonly kind: 'failed'
      readonly sound: SoundSubmission
      readonly taken: TakenBy<'failed'>
      readonly checks: ChangedChecks
    }
  /** It would replace a file that was not named. */
  | { readonly kind: 'unconfirmed'; readonly sound: SoundSubmission }
  | { readonly kind: 'inUse' }
  | Exclude<Checked, { kind: 'sound' }>
  | Exclude<Written, { kind: 'written' }>

type TakenBy<K extends Taken['kind']> = Extract<Taken, { kind: K }>

/** What an article changes for the checks. */
export interface ChangedChecks {
  readonly total: number
  /** They held before. */
  readonly broken: readonly FailedCheck[]
  /** They failed before too. */
  readonly failing: readonly FailedCheck[]
  /** How many failed before, and hold now or are gone. */
  readonly mended: number
}

/** What checking works with. */
export interface Adding {
  /** Absent where nothing can be added. */
  readonly articleFiles: ArticleFiles | undefined
  readonly corpus: Corpus
  /** Loads the folder with an article as if it lay there. */
  readonly load: (submitted: SubmittedFile, onProgress?: OnProgress) => Promise<Knowledge>
}

/** The error code of a read-only file system. */
const READ_ONLY = 'EROFS'

/** Reads an article as if it lay in the folder: under the name that its id gives it, or in place of the file that has it. */
export async function checkArticle(adding: Adding, submitted: SubmittedFile): Promise<Checked> {
  return (await tryArticle(adding, submitted)).checked
}

/** Adds an article: tries it beside what answers, writes it, and only then answers from it. */
export async function addArticle(
  adding: Adding & { readonly taking: Taking; readonly failing: readonly FailedCheck[] },
  submitted: SubmittedFile,
  { replaces }: AddOptions,
): Promise<Added> {
  const { articleFiles, taking, failing } = adding
  const { checked, loaded, seen } = await tryArticle(adding, submitted, taking.progress.reading)
  if (checked.kind !== 'sound') return checked
  const { sound } = checked
  const { file, replaced, isInUse } = sound
  if (isInUse) return { kind: 'inUse' }
  if (replaced && replaced.digest !== replaces) return { kind: 'unconfirmed', sound }
  if (!articleFiles || loaded?.kind !== 'loaded') return { kind: 'unwritable', code: READ_ONLY }
  const taken = await takeLoad(taking, loaded, async () => {
    const written = await articleFiles.write({ file, bytes: submitted.bytes }, seen, toFolderState(loaded.sources))
    return written.kind === 'written' ? undefined : written
  })
  if (taken.kind === 'changed' || taken.kind === 'unwritable') return taken
  const checks = compareChecks(failing, taken.failedChecks, taken.total)
  return taken.kind === 'failed' ? { kind: 'failed', sound, taken, checks } : { kind: 'added', file, taken, checks }
}

/** A checked article, with the load in which it is sound, and the digest of the file that it would replace. */
interface Tried {
  readonly checked: Checked
  readonly loaded?: Knowledge
  readonly seen?: string | undefined
}

/** Checks an article. */
async function tryArticle(
  adding: Adding,
  { file: name, bytes }: SubmittedFile,
  onProgress?: OnProgress,
): Promise<Tried> {
  const read = await readSubmission({ file: name, bytes })
  const { id, preview } = read
  if (id === undefined) return { checked: { kind: 'faulty', file: name, problems: read.problems, preview } }
  const place = await findPlace(adding, id)
  if (place.kind === 'taken') return { checked: { ...place, id } }
  const { file } = place
  const loaded = await adding.load({ file, bytes }, onProgress)
  if (loaded.kind === 'faulty') {
    const isOwn = (problem: Problem) => problem.file === file
    const problems = [...loaded.problems.filter(isOwn), ...loaded.problems.filter((one) => !isOwn(one))]
    return { checked: { kind: 'faulty', file, problems, preview } }
  }
  const article = loaded.articles.find((one) => one.file === file)
  if (!article || !preview) return { checked: { kind: 'faulty', file: name, problems: read.problems, preview } }
  const replaced = place.before && read.article && toReplaced(place.before, read.article)
  const digest = toDigest(bytes)
  const isStanding = replaced?.digest === shortenDigest(digest)
  const isInUse = isStanding && adding.corpus.loaded.sources.stamps?.get(file)?.digest === digest
  return {
    checked: { kind: 'sound', sound: { file, article, preview, replaced, isInUse } },
    loaded,
    seen: place.before && toDigest(place.before.bytes),
  }
}

type Place =
  | { readonly kind: 'free'; readonly file: string; readonly before?: Standing }
  | { readonly kind: 'taken'; readonly file: string }

/** A file that stands where an article belongs. */
type Standing = SubmittedFile & { readonly read: ReadSubmission }

/** Finds the file of an article: the one that has its id, or a new one whose name is the id. */
async function findPlace({ articleFiles, corpus }: Adding, id: string): Promise<Place> {
  const own = `${id}.md`
  const former = corpus.articles.find((article) => article.id === id)?.file
  for (const file of former === undefined || former === own ? [own] : [former, own]) {
    const before = await articleFiles?.read(file)
    if (!before) continue
    const read = await readSubmission(before)
    if (read.id === id) return { kind: 'free', file, before: { ...before, read } }
    if (file === own) return { kind: 'taken', file }
  }
  return { kind: 'free', file: own }
}

/** Both articles are without asks, which stand in files of their own. */
function toReplaced({ file, bytes, read }: Standing, later: Article): Replaced {
  const { article } = read
  const [change] = article ? compareKnowledge([article], [{ ...later, file }]).byArticle : []
  return { file, digest: shortenDigest(toDigest(bytes)), article, change }
}

/** Compares the checks that failed before with those that fail now, regardless of their lines. */
function compareChecks(before: readonly FailedCheck[], now: readonly FailedCheck[], total: number): ChangedChecks {
  const [earlier, later] = [before, now].map((failed) => new Set(failed.map(identifyCheck)))
  return {
    total,
    broken: now.filter((check) => !earlier?.has(identifyCheck(check))),
    failing: now.filter((check) => earlier?.has(identifyCheck(check))),
    mended: before.filter((check) => !later?.has(identifyCheck(check))).length,
  }
}
