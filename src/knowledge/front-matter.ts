import { type Document, LineCounter, isMap, isNode, isScalar, parseDocument, type YAMLError, visit } from 'yaml'
import { z } from 'zod'
import { type FrontMatter, frontMatterSchema, salvageSchema, speakerSchema } from './front-matter-schema.ts'
import type { Problem } from './problem.ts'
import { EXAMPLES, type ProblemText, YAML_REASONS, problemTexts } from './problem-texts.ts'
import { toSuggestion } from './suggestion.ts'

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
    ...document.errors.map((error) => problem(error.pos[0], toYamlText(error, lines, yaml))),
    ...listAliases(document).map(({ offset, name }) => problem(offset, problemTexts.yamlAlias(name))),
  ]
  if (broken.length > 0) return { kind: 'faulty', problems: broken }
  const value: unknown = document.toJS() ?? {}
  const parsed = frontMatterSchema.safeParse(value, { error: z.locales.zhCN().localeError })
  const salvaged = salvageSchema.parse(value)
  const wrong = parsed.success ? [] : parsed.error.issues.flatMap((issue) => toTexts(issue, document))
  const texts = [...wrong, ...findRepeated(salvaged.names ?? []), ...(parsed.success ? findBorrowed(parsed.data.speakers) : [])]
  const toStated = (id: string): StatedId => ({ id, line: lines.linePos(toOffset(document, ['id'])).line + 1 })
  if (parsed.success && texts.length === 0) return { kind: 'parsed', front: parsed.data, stated: toStated(parsed.data.id) }
  return {
    kind: 'faulty',
    problems: texts.map(({ path, text }) => problem(toOffset(document, path), text)),
    ...(salvaged.id !== undefined && { stated: toStated(salvaged.id) }),
    ...(salvaged.names && { names: salvaged.names }),
  }
}

function toYamlText({ code, message, pos }: YAMLError, lines: LineCounter, yaml: string): ProblemText {
  const line = yaml.split('\n')[lines.linePos(pos[0]).line - 1]?.trim() ?? ''
  return /^(?:- )?[a-z]+：/u.test(line) ? problemTexts.fullWidthColon(line) : problemTexts.badYaml(YAML_REASONS[code] ?? message)
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

/** An other name that is somebody else's name would put that person's words under this one's. */
function findBorrowed(speakers: FrontMatter['speakers']): PathText[] {
  return speakers.flatMap(({ name, aliases }, index) =>
    aliases.flatMap((alias, place) =>
      speakers.some((other) => other.name === alias && other.name !== name)
        ? [{ path: ['speakers', index, 'aliases', place], text: problemTexts.borrowedName(alias, name) }]
        : [],
    ),
  )
}

function findRepeated(names: readonly string[]): PathText[] {
  return names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [{ path: ['speakers', index, 'name'], text: problemTexts.duplicateSpeaker(name) }],
  )
}
