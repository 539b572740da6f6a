import { z } from 'zod'

/** An id of an article or a passage: together with its article's a passage id fits Telegram's 64 characters. */
export const ID_PATTERN = /^(?=.{1,24}$)[a-z0-9]+(-[a-z0-9]+)*$/

const shortText = (max: number) => z.string('要写文字').trim().min(1, '是空的').max(max, `超过 ${max} 个字`)
/** A comma of any width would make one name of several. */
const ownName = (max: number) => shortText(max).regex(/^[^，、,；;]*$/u, '里面有逗号或顿号，几个名字要用半角逗号分开写在 [ ] 里')

export const speakerSchema = z.strictObject({
  name: ownName(40),
  office: shortText(200),
  role: shortText(40).optional(),
  aliases: z.array(ownName(40)).default([]),
})

export const frontMatterSchema = z.strictObject({
  id: z.string().regex(ID_PATTERN, '写法不对'),
  title: shortText(200),
  kicker: shortText(200).optional(),
  publication: shortText(80),
  // YAML reads a year alone as a number.
  date: z.union([z.string(), z.number()], '不是日期').transform(String).refine(isDate, '不是日期').optional(),
  link: z.url({ protocol: /^https?$/ }).optional(),
  byline: shortText(200).optional(),
  speakers: z.array(speakerSchema).default([]),
})

/** What can be told of a faulty head: undefined where it cannot. */
export const salvageSchema = z
  .object({
    id: z.string().optional().catch(undefined),
    speakers: z.array(z.object({ name: z.string().trim() })).optional().catch(undefined),
  })
  .catch({})
  .transform(({ id, speakers }) => ({ ...(id !== undefined && { id }), ...(speakers && { names: speakers.map(({ name }) => name) }) }))

/** What stands between the two `---` at the head of an article. */
export type FrontMatter = z.infer<typeof frontMatterSchema>

/** What to write for each key. */
export const EXAMPLES: Record<string, string> = {
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
