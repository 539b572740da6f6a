/** The two sentences of a problem: what is wrong, and what would be right. */
export interface ProblemText {
  readonly wrong: string
  readonly right: string
}

const text = (wrong: string, right: string): ProblemText => ({ wrong, right })
const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join('、')
const meant = (suggestion: string | undefined, otherwise: string) =>
  suggestion === undefined ? otherwise : `是不是想写“${suggestion}”？${otherwise}`

/** Every sentence that is said about a wrong knowledge file. */
export const problemTexts = {
  noFolder: (dir: string) => text(`找不到资料文件夹 ${dir}`, '请建立这个文件夹，或把 KNOWLEDGE_DIR 设为放文章的文件夹'),
  emptyFolder: () => text('文件夹里没有文章', '请放入至少一个 .md 文件，每篇文章一个'),
  notUtf8: () => text('不是 UTF-8 文本', '请用 UTF-8 编码另存'),
  noFrontMatter: () =>
    text('缺少文首的 YAML 信息', '文章的第一行应是 ---，接着写 id、title、publication、speakers，再以 --- 结束；不是文章的文件请不要用 .md 结尾'),
  badYaml: (reason: string) => text(`YAML 有误：${reason}`, '请改正这一行；含有冒号、井号或以引号开头的值要用引号括起来'),
  fullWidthColon: (line: string) => text(`“${line}”里用了全角冒号`, '请用半角冒号加一个空格，例如 publication: 重庆日报'),
  yamlAlias: (alias: string) => text(`“*${alias}”是 YAML 的别名，这里用不上`, '请把值直接写出来；以 * 开头的值要用引号括起来'),
  unreadable: (reason: string) => text(`文件读不出来：${reason}`, '请检查文件的权限'),
  unknownKey: (key: string, suggestion: string | undefined, known: readonly string[]) =>
    text(`不认识的项“${key}”`, meant(suggestion, `可写的有${quoted(known)}`)),
  missingKey: (key: string, example: string) => text(`缺少“${key}”`, `例如 ${example}`),
  badValue: (key: string, reason: string, example: string) => text(`“${key}”的值不对：${reason}`, `例如 ${example}`),
  duplicateArticle: (id: string, other: string) => text(`文章 id“${id}”与 ${other} 重复`, '请换一个没有用过的 id'),
  duplicateSpeaker: (name: string) => text(`发言人“${name}”列了两次`, '请把两处合成一处'),
  borrowedName: (alias: string, name: string) => text(`“${name}”的别名“${alias}”是另一位发言人的姓名`, '请去掉这个别名'),
  duplicatePassage: (id: string, line: number) => text(`段落 id“${id}”与第 ${line} 行重复`, '请换一个本文没有用过的 ^id'),
  secondMark: (mark: string) => text(`“${mark}”写在了一段的中间`, '请在它前面空一行，让每段只有一个人的话'),
  markup: (kind: string) => text(`这里有 Markdown 格式（${kind}），会改动原文`, '请去掉格式；原文里的 *、_、`、[、<、& 前面加反斜杠'),
  samePassage: (line: number) => text(`这一段与第 ${line} 行完全相同`, '请删去其一；确需保留时在段末各写一个不同的 ^id'),
  badId: (id: string) => text(`段落 id“${id}”写法不对`, '请用不超过 24 个小写字母、数字和连字符，如 ^s1-2'),
  unmarked: (start: string) =>
    text(`段落“${start}……”没有说明是谁的话`, '请在段首写明：【问】记者的提问，【叙述】记者的叙述，【姓名】此人的话，【关于姓名】写此人的话'),
  unknownSpeaker: (name: string, suggestion: string | undefined, known: readonly string[]) =>
    text(`不认识的发言人“${name}”`, meant(suggestion, `已列出的有${quoted(known)}；新的发言人请先写进文首的 speakers`)),
  headingSpace: (start: string) => text(`“${start}……”像是小标题，但 # 后面没有空格`, '请在 # 后面空一格'),
  noExchange: (start: string) => text(`段落“${start}……”不在任何一问之下`, '请在它前面写一个 ## 小标题，或一段【问】'),
  midSentenceEnd: (end: string) => text(`段落停在半句：“……${end}”`, '请把被分开的下半句接上；完整的段落以句号、问号、叹号等结尾'),
  midSentenceStart: (start: string) => text(`段落从半句开始：“${start}……”`, '请把它接到上半句后面'),
  tooLong: (length: number, limit: number) => text(`段落有 ${length} 字，太长`, `请在句末分成几段，每段不超过 ${limit} 字，标明同一人`),
  noWords: () => text('标记后面没有文字', '请写上这一段的原文，或删去标记'),
  noAnswer: () => text('这一问没有回答', '请在它下面写上回答的段落，或删去这一问'),
  emptyHeading: (heading: string) => text(`小标题“${heading}”下面没有段落`, '请写上段落，或删去小标题'),
  headingIsParagraph: () => text('段落被紧跟着的 --- 或 === 变成了标题', '请在这一段后面空一行'),
  notProse: (kind: string) => text(`这里是${kind}，不会被读取`, '请改写成普通段落，段首写明是谁的话；行首的“1.”“-”“>”等前面加反斜杠'),
  unknownArticle: (id: string, suggestion: string | undefined, known: readonly string[]) =>
    text(`没有 id 为“${id}”的文章`, meant(suggestion, known.length > 0 ? `已有的是${quoted(known)}` : '请先放入这篇文章')),
  unknownPassage: (id: string, article: string, suggestion: string | undefined) =>
    text(`文章“${article}”里没有 id 为“${id}”的段落`, meant(suggestion, '请写段末的 ^id（不带 ^）；没有的请先在那一段末尾加上')),
  repeatedAsk: (ask: string) => text(`问法“${ask}”写了两次`, '请删去其一'),
  contradictedAsk: (ask: string) => text(`“${ask}”既写作问法，又写作没有讲到`, '请只留一处'),
  sharedSynonym: (word: string, file: string, line: number) => text(`“${word}”在 ${file} 第 ${line} 行已经有了`, '请把两处合成一组，或去掉其一'),
  noPassages: () => text('文章里没有段落', '请在文首信息之后写上正文'),
}

/** What is wrong with a value of the front matter. */
export const valueTexts = {
  notText: '要写文字',
  empty: '是空的',
  tooLong: (max: number) => `超过 ${max} 个字`,
  comma: '里面有逗号或顿号，几个名字要用半角逗号分开写在 [ ] 里',
  badId: '写法不对',
  notDate: '不是日期',
  tooShort: '太短，至少要两个字',
  lonelySynonym: '一组至少要有两个词',
}

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
  article: 'article: talent-2023（文章的 id）',
  asks: 'asks: 每个段落 id 下面一列问法，如 s1-2: 换行写 - 出台了哪些文件？',
  unanswered: 'unanswered: 每行一条，如 - 安家费给多少？',
  synonyms: 'synonyms: 每行一组，如 - [薪酬, 薪水, 工资]',
  terms: 'terms: [包干制, 时栅]',
}

/** The reasons of a YAML error that people who write articles run into; any other is told in the parser's English. */
export const YAML_REASONS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: '缩进用了制表符，请改用空格',
  DUPLICATE_KEY: '同一项写了两次',
  BAD_INDENT: '缩进不齐',
}

/** Formatting inside a paragraph, by its type in the syntax tree. */
export const MARKUP_NAMES: Readonly<Record<string, string>> = {
  emphasis: '强调',
  strong: '加粗',
  inlineCode: '代码',
  link: '链接',
  image: '图片',
  html: 'HTML 或注释',
}

/** Blocks that are no paragraphs, by their type in the syntax tree. */
export const BLOCK_NAMES: Readonly<Record<string, string>> = {
  list: '列表',
  blockquote: '引用块',
  code: '代码块（行首空了四格，或有 ```）',
  html: 'HTML',
  definition: '链接定义',
}

/** A table is none to the parser, which reads plain Markdown. */
export const TABLE_NAME = '表格'

/** Said when a folder has no problem. */
export function renderSound(dir: string, articles: number, passages: number, asks: number): string {
  return `${dir}：${articles} 篇文章，${passages} 段，${asks > 0 ? `${asks} 条问法，` : ''}没有问题。`
}
