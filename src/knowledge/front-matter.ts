import { closest, distance } from 'fastest-levenshtein'
import { type Document, LineCounter, isMap, isNode, isScalar, parseDocument, visit } from 'yaml'
import { z } from 'zod'
import type { Problem } from './problem.ts'
import { type ProblemText, problemTexts } from './problem-texts.ts'

/** An id of an article or a passage: together with its article's a passage id fits Telegram's 64 characters. */
export const ID_PATTERN = /^(?=.{1,24}$)[a-z0-9]+(-[a-z0-9]+)*$/

const line = (max: number) => z.string().trim().min(1).max(max)

const speakerSchema = z.strictObject({
  name: line(40),
  office: line(200),
  role: line(40).optional(),
  aliases: z.array(line(40)).default([]),
})

const frontMatterSchema = z.strictObject({
  id: z.string().regex(ID_PATTERN, '写法不对'),
  title: line(200),
  kicker: line(200).optional(),
  publication: line(80),
  // YAML reads a year alone as a number.
  date: z.union([z.string(), z.number()], '不是日期').transform(String).refine(isDate, '不是日期').optional(),
  link: z.url({ protocol: /^https?$/ }).optional(),
  byline: line(200).optional(),
  speakers: z.array(speakerSchema).default([]),
})

/** What can be told of a faulty head: undefined where it cannot. */
const salvageSchema = z
  .object({
    id: z.string().optional().catch(undefined),
    speakers: z.array(z.object({ name: z.string().trim() })).optional().catch(undefined),
  })
  .catch({})
  .transform(({ id, speakers }) => ({ ...(id !== undefined && { id }), ...(speakers && { names: speakers.map(({ name }) => name) }) }))

/** What stands between the two `---` at the head of an article. */
export type FrontMatter = z.infer<typeof frontMatterSchema>

const EXAMPLES: Record<string, string> = {
  id: 'id: talent-2023（小写字母、数字、连字符，不超过 24 个）',
  title: 'title: 文章标题',
  kicker: 'kicker: 引题',
  publication: 'publication: 重庆日报',
  date: 'date: 2023、2023-01 或 2023-01-15',
  link: 'link: https://example.com/article',
  byline: 'byline: 记者 张三 报道',
  speakers: 'speakers: 每人一条“- name: 姓名”，下一行“office: 职务”',
  name: 'name: 姓名',
  office: 'office: 单位和职务',
  role: 'role: 访谈嘉宾',
  aliases: 'aliases: [张主任, Zhang San]',
}

/** A year, a month or a day that there was: 2023, 2023-01, 2023-01-15. */
function isDate(date: string): boolean {
  const [year = '', month = '01', day = '01'] = date.split('-')
  const full = `${year}-${month}-${day}`
  const time = Date.parse(`${full}T00:00:00Z`)
  return /^\d{4}(-\d\d){0,2}$/u.test(date) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(full)
}

/** The article's id where it stands. */
export interface StatedId {
  readonly id: string
  readonly line: number
}

/** A parsed head; or its problems, with as much of it as the rest of the file can still be checked against. */
export type ParsedFrontMatter =
  | { readonly kind: 'parsed'; readonly front: FrontMatter; readonly stated: StatedId }
  | { readonly kind: 'faulty'; readonly problems: readonly Problem[]; readonly stated?: StatedId; readonly names?: readonly string[] }

/**
 * Parses an article's YAML head.
 *
 * @param yaml the text between the two `---`; its first line is the file's second
 * @returns the front matter, or every problem found with its line in the file
 */
export function parseFrontMatter(file: string, yaml: string): ParsedFrontMatter {
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const problem = (offset: number, text: ProblemText): Problem => ({ file, line: lines.linePos(offset).line + 1, ...text })
  const broken = [
    ...document.errors.map((error) => problem(error.pos[0], problemTexts.badYaml(error.message))),
    ...listAliases(document).map(({ offset, name }) => problem(offset, problemTexts.yamlAlias(name))),
  ]
  if (broken.length > 0) return { kind: 'faulty', problems: broken }
  const value: unknown = document.toJS() ?? {}
  const parsed = frontMatterSchema.safeParse(value, { error: z.locales.zhCN().localeError })
  const salvaged = salvageSchema.parse(value)
  const wrong = parsed.success ? [] : parsed.error.issues.flatMap((issue) => toTexts(issue, document))
  const texts = [...wrong, ...findRepeated(salvaged.names ?? [])]
  const toStated = (id: string): StatedId => ({ id, line: lines.linePos(toOffset(document, ['id'])).line + 1 })
  if (parsed.success && texts.length === 0) return { kind: 'parsed', front: parsed.data, stated: toStated(parsed.data.id) }
  return {
    kind: 'faulty',
    problems: texts.map(({ path, text }) => problem(toOffset(document, path), text)),
    ...(salvaged.id !== undefined && { stated: toStated(salvaged.id) }),
    ...(salvaged.names && { names: salvaged.names }),
  }
}

/** Aliases are refused before they are followed: no article needs them, and a few lines can expand without bound. */
function listAliases(document: Document): { offset: number; name: string }[] {
  const aliases: { offset: number; name: string }[] = []
  visit(document, { Alias: (_key, node) => void aliases.push({ offset: node.range?.[0] ?? 0, name: node.source }) })
  return aliases
}

interface PathText {
  readonly path: readonly PropertyKey[]
  readonly text: ProblemText
}

function toTexts(issue: z.core.$ZodIssue, document: Document): PathText[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(path[0] === 'speakers' ? speakerSchema.shape : frontMatterSchema.shape)
    return issue.keys.map((key) => ({ path: [...path, key], text: problemTexts.unknownKey(key, toSuggestion(key, known), known) }))
  }
  const key = path.findLast((step) => typeof step === 'string') ?? 'id'
  const example = EXAMPLES[key] ?? ''
  const absent = path.length === 0 || !document.hasIn(path)
  return [{ path, text: absent ? problemTexts.missingKey(key, example) : problemTexts.badValue(key, issue.message, example) }]
}

/** Finds the known word that a wrong one was probably meant to be: at most half of it may differ. */
export function toSuggestion(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined
  const nearest = closest(word, known)
  return distance(word, nearest) <= Math.max(word.length, nearest.length) / 2 ? nearest : undefined
}

function toOffset(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    const pair = isMap(parent) ? parent.items.find(({ key }) => isScalar(key) && key.value === last) : undefined
    const node = pair === undefined ? document.getIn(path.slice(0, length), true) : pair.key
    if (isNode(node) && node.range) return node.range[0]
  }
  return 0
}

function findRepeated(names: readonly string[]): PathText[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [{ path: ['speakers', index, 'name'], text: problemTexts.duplicateSpeaker(name) }],
  )
}
