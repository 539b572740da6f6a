import { z } from 'zod'
import { limits } from '../limits.ts'
import { valueReasons } from '../problems/value-reasons.ts'

/** An id of an article or a passage: together with its article's a passage id fits Telegram's 64 characters. */
export const ID_PATTERN = /^(?=.{1,24}$)[a-z0-9]+(-[a-z0-9]+)*$/

const shortText = (max: number) =>
  z.string(valueReasons.notText).trim().min(1, valueReasons.empty).max(max, valueReasons.tooLong)
/** A comma of any width would make one name of several. */
const ownName = (max: number) => shortText(max).regex(/^[^，、,；;]*$/u, valueReasons.comma)

export const speakerSchema = z.strictObject({
  name: ownName(40),
  office: shortText(200),
  role: shortText(40).optional(),
  aliases: z.array(ownName(40)).max(limits.aliases, valueReasons.tooMany).default([]),
})

export const frontMatterSchema = z.strictObject({
  id: z.string().regex(ID_PATTERN, valueReasons.badId),
  title: shortText(200),
  kicker: shortText(200).optional(),
  publication: shortText(80),
  // YAML reads a year alone as a number.
  date: z
    .union([z.string(), z.number()], valueReasons.notDate)
    .transform(String)
    .refine(isDate, valueReasons.notDate)
    .optional(),
  link: z.url({ protocol: /^https?$/ }).optional(),
  byline: shortText(200).optional(),
  speakers: z.array(speakerSchema).max(limits.speakers, valueReasons.tooMany).default([]),
})

/** What can be told of a faulty head: undefined where it cannot. */
export const salvageSchema = z
  .object({
    id: z.string().optional().catch(undefined),
    speakers: z
      .array(z.object({ name: z.string().trim() }))
      .max(limits.speakers)
      .optional()
      .catch(undefined),
  })
  .catch({})
  .transform(({ id, speakers }) => ({
    ...(id !== undefined && { id }),
    ...(speakers && { names: speakers.map(({ name }) => name) }),
  }))

/** What stands between the two `---` at the head of an article. */
export type FrontMatter = z.infer<typeof frontMatterSchema>

/** A year, a month or a day that there was: 2023, 2023-01, 2023-01-15. */
function isDate(date: string): boolean {
  const [year = '', month = '01', day = '01'] = date.split('-')
  const full = `${year}-${month}-${day}`
  const time = Date.parse(`${full}T00:00:00Z`)
  return /^\d{4}(-\d\d){0,2}$/u.test(date) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(full)
}
