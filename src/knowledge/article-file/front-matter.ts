import type { z } from 'zod'
import { type FrontMatter, frontMatterSchema, salvageSchema, speakerSchema } from './front-matter-schema.ts'
import type { Problem } from '../problems/problem.ts'
import { type ProblemText, problemTexts } from '../problems/problem-texts.ts'
import { toSuggestion } from '../problems/suggestion.ts'
import { toReason } from '../problems/value-reasons.ts'
import { type YamlDocument, readYaml } from '../yaml/read-yaml.ts'

/** The article's id where it stands. */
export interface StatedId {
  readonly id: string
  readonly line: number
}

/** A parsed head; or its problems, with as much of it as the rest of the file can still be checked against. */
export type ParsedFrontMatter =
  | { readonly kind: 'parsed'; readonly front: FrontMatter; readonly stated: StatedId }
  | {
      readonly kind: 'faulty'
      readonly problems: readonly Problem[]
      readonly stated?: StatedId
      readonly names?: readonly string[]
    }

/**
 * Parses an article's YAML head.
 *
 * @param yaml the text between the two `---`; its first line is the file's second
 * @returns the front matter, or every problem found with its line in the file
 */
export function parseFrontMatter(file: string, yaml: string): ParsedFrontMatter {
  const document = readYaml(file, yaml, { linesAbove: 1 })
  const { value, broken } = document
  if (broken.length > 0) return { kind: 'faulty', problems: broken }
  const parsed = frontMatterSchema.safeParse(value, { reportInput: true })
  const salvaged = salvageSchema.parse(value)
  const wrong = parsed.success ? [] : parsed.error.issues.flatMap((issue) => toTexts(issue, document))
  const texts = [
    ...wrong,
    ...findRepeated(salvaged.names ?? []),
    ...(parsed.success ? findBorrowed(parsed.data.speakers) : []),
  ]
  const toStated = (id: string): StatedId => ({ id, line: document.toLine(['id']) })
  if (parsed.success && texts.length === 0)
    return { kind: 'parsed', front: parsed.data, stated: toStated(parsed.data.id) }
  return {
    kind: 'faulty',
    problems: texts.map(({ path, text }) => ({ file, line: document.toLine(path), text })),
    ...(salvaged.id !== undefined && { stated: toStated(salvaged.id) }),
    ...(salvaged.names && { names: salvaged.names }),
  }
}

interface PathText {
  readonly path: readonly PropertyKey[]
  readonly text: ProblemText
}

function toTexts(issue: z.core.$ZodIssue, document: YamlDocument): PathText[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(path[0] === 'speakers' ? speakerSchema.shape : frontMatterSchema.shape)
    return issue.keys.map((key) => ({
      path: [...path, key],
      text: problemTexts.unknownKey(key, toSuggestion(key, known), known),
    }))
  }
  const key = path.findLast((step) => typeof step === 'string') ?? 'id'
  return [
    { path, text: document.has(path) ? problemTexts.badValue(key, toReason(issue)) : problemTexts.missingKey(key) },
  ]
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
    names.indexOf(name) === index
      ? []
      : [{ path: ['speakers', index, 'name'], text: problemTexts.duplicateSpeaker(name) }],
  )
}
