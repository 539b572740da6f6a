import { z } from 'zod'
import { type Article, ID_PATTERN, type Speaker } from '../article.ts'
import { findInvisible } from '../forbidden-characters.ts'
import { limits } from '../limits.ts'
import { problemTexts } from '../problems/problem-texts.ts'
import type { Problem } from '../problems/problem.ts'
import { type Result, faulty, sound } from '../problems/result.ts'
import { valueReasons } from '../problems/value-reasons.ts'
import { type YamlDocument, readYaml } from '../yaml/read-yaml.ts'
import { toProblems } from '../yaml/validate-yaml.ts'

const shortText = (max: number) =>
  z.string(valueReasons.notText).trim().min(1, valueReasons.empty).max(max, valueReasons.tooLong)
/** Without commas, which separate names in a mark. */
const ownName = (max: number) => shortText(max).regex(/^[^，、,；;]*$/u, valueReasons.comma)

/** For readers of English, beside what the page says in Chinese. */
const inEnglish = (max: number) =>
  shortText(max)
    .regex(/^\P{Script=Han}*$/u, valueReasons.notEnglish)
    .optional()

const speakerSchema = z.strictObject({
  name: ownName(40),
  office: shortText(200),
  office_en: inEnglish(300),
  role: shortText(40).optional(),
  role_en: inEnglish(60),
  aliases: z.array(ownName(40)).max(limits.aliases, valueReasons.tooMany).default([]),
})

const frontMatterSchema = z.strictObject({
  id: z.string().regex(ID_PATTERN, valueReasons.badId),
  title: shortText(200),
  title_en: inEnglish(300),
  kicker: shortText(200).optional(),
  publication: shortText(80),
  publication_en: inEnglish(120),
  // YAML reads a bare year as a number.
  date: z
    .union([z.string(), z.number()], valueReasons.notDate)
    .transform(String)
    .refine(isDate, valueReasons.notDate)
    .optional(),
  link: z.url({ protocol: /^https?$/ }).optional(),
  byline: shortText(200).optional(),
  speakers: z.array(speakerSchema).max(limits.speakers, valueReasons.tooMany).default([]),
})

/** Keys whose values are shown to readers. */
const WORDS = Object.keys({ ...frontMatterSchema.shape, ...speakerSchema.shape }).filter(
  (key) => !['id', 'date', 'link', 'speakers'].includes(key),
)

/** What is still readable in faulty front matter. */
const salvageSchema = z
  .object({
    id: z.string().optional().catch(undefined),
    speakers: z
      .array(z.object({ name: z.string().trim() }))
      .max(limits.speakers)
      .optional()
      .catch(undefined),
  })
  .catch({})

/** What the YAML between the two `---` at the top of an article says. */
export type FrontMatter = Omit<Article, 'file' | 'exchanges' | 'unanswered'>

/** The id that an article states, and its line. */
export interface StatedId {
  readonly id: string
  readonly line: number
}

/** Front matter, with what the rest of the file can be checked against even if it is faulty. */
export type ParsedFrontMatter = Result<FrontMatter> & {
  readonly stated?: StatedId
  /** With their names only, if the front matter is faulty. */
  readonly speakers?: readonly Speaker[]
}

/**
 * Parses the front matter of an article.
 *
 * @param yaml the text between the two `---`; its first line is the file's second
 */
export function parseFrontMatter(file: string, yaml: string): ParsedFrontMatter {
  const document = readYaml(file, yaml, { linesAbove: 1 })
  if (document.broken.length > 0) return faulty(document.broken)
  const parsed = frontMatterSchema.safeParse(document.value, { reportInput: true })
  const salvaged = salvageSchema.parse(document.value)
  const problems = [
    ...(parsed.error?.issues.flatMap((issue) => toProblems(document, issue, toNames(issue))) ?? []),
    ...findRepeated(document, salvaged.speakers?.map(({ name }) => name) ?? []),
    ...findBorrowed(document, parsed.data?.speakers ?? []),
    ...findInvisibleNames(document, parsed.data?.speakers ?? salvaged.speakers ?? []),
    ...document.listCut(WORDS),
  ]
  const stated = salvaged.id === undefined ? {} : { stated: { id: salvaged.id, line: document.toLine(['id']) } }
  if (parsed.success && problems.length === 0) {
    const head = toFrontMatter(parsed.data)
    return { ...sound(head), ...stated, speakers: head.speakers }
  }
  const speakers = salvaged.speakers?.map(({ name }) => ({ name, office: '', aliases: [] }))
  return { ...faulty(problems), ...stated, ...(speakers && { speakers }) }
}

function toFrontMatter(data: z.infer<typeof frontMatterSchema>): FrontMatter {
  const { title_en: titleEn, publication_en: publicationEn, speakers, ...head } = data
  return {
    ...head,
    ...(titleEn !== undefined && { titleEn }),
    ...(publicationEn !== undefined && { publicationEn }),
    speakers: speakers.map(({ office_en: officeEn, role_en: roleEn, ...speaker }) => ({
      ...speaker,
      ...(officeEn !== undefined && { officeEn }),
      ...(roleEn !== undefined && { roleEn }),
    })),
  }
}

/** Names the key nearest to an issue, and the keys that are allowed there. */
function toNames({ path }: z.core.$ZodIssue): { key: string; known: readonly string[] } {
  const { shape } = path[0] === 'speakers' ? speakerSchema : frontMatterSchema
  return { key: path.findLast((step) => typeof step === 'string') ?? 'id', known: Object.keys(shape) }
}

function findRepeated(document: YamlDocument, names: readonly string[]): Problem[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [document.toProblem(['speakers', index, 'name'], problemTexts.duplicateSpeaker(name))],
  )
}

/** Finds aliases that are another speaker's name: they would attribute that person's words to this one. */
function findBorrowed(document: YamlDocument, speakers: readonly Speaker[]): Problem[] {
  return speakers.flatMap(({ name, aliases }, index) =>
    aliases.flatMap((alias, place) =>
      speakers.some((other) => other.name === alias && other.name !== name)
        ? [document.toProblem(['speakers', index, 'aliases', place], problemTexts.borrowedName(alias, name))]
        : [],
    ),
  )
}

/** Finds names that no mark, as anybody writes it, is equal to. */
function findInvisibleNames(
  document: YamlDocument,
  speakers: readonly { readonly name: string; readonly aliases?: readonly string[] }[],
): Problem[] {
  const toFault = (path: readonly PropertyKey[], name: string) => {
    const character = findInvisible(name)
    return character === undefined ? [] : [document.toProblem(path, problemTexts.invisible(name, character))]
  }
  return speakers.flatMap(({ name, aliases = [] }, index) => [
    ...toFault(['speakers', index, 'name'], name),
    ...aliases.flatMap((alias, place) => toFault(['speakers', index, 'aliases', place], alias)),
  ])
}

/** Accepts an existing year, month or day: 2023, 2023-01, 2023-01-15. */
function isDate(date: string): boolean {
  const [year = '', month = '01', day = '01'] = date.split('-')
  const full = `${year}-${month}-${day}`
  const time = Date.parse(`${full}T00:00:00Z`)
  return /^\d{4}(-\d\d){0,2}$/u.test(date) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(full)
}
