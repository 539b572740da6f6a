/** Titles that end the description of an office, longer ones before those that they end with. */
export const TITLES: readonly string[] = [
  '总工程师',
  '董事长',
  '理事长',
  '总经理',
  '秘书长',
  '检察长',
  '审判长',
  '研究员',
  '发言人',
  '负责人',
  '总裁',
  '经理',
  '会长',
  '校长',
  '院长',
  '主任',
  '主席',
  '主委',
  '书记',
  '部长',
  '局长',
  '处长',
  '科长',
  '厅长',
  '署长',
  '司长',
  '市长',
  '区长',
  '县长',
  '省长',
  '镇长',
  '厂长',
  '馆长',
  '所长',
  '站长',
  '园长',
  '教授',
  '主编',
  '医师',
  '医生',
  '记者',
  '总监',
  '总编',
]

/** What makes another office of a title. */
export const PREFIX = '(?:常务副|副|原任|前任|上一?任|下一?任|首任|历任|时任|候任|继任|原|前|代|名誉|执行)?'
const TITLE_AT_END = new RegExp(`(${PREFIX})(${TITLES.join('|')})$`, 'u')

/** The title that a folded description ends with, and what stands before it; none where it ends otherwise. */
export function toTitle(description: string): { readonly prefix: string; readonly title: string } | undefined {
  const [, prefix = '', title] = TITLE_AT_END.exec(description.replace(/[^\p{L}\p{N}]+/gu, '')) ?? []
  return title === undefined ? undefined : { prefix, title }
}

/** Tells whether an office holds just this title: a deputy is not the chief, nor a 主任医师 a 主任. */
export function holdsTitle(
  office: string,
  { prefix, title }: { readonly prefix: string; readonly title: string },
): boolean {
  const escaped = title.replace(/[\\^$.*+?()[\]{}|]/gu, String.raw`\$&`)
  const places = [...office.matchAll(new RegExp(`(${PREFIX})${escaped}(?=$|[^\\p{L}\\p{N}]|兼)`, 'gu'))]
  return places.some(([, held]) => held === prefix)
}
