/** What is said about knowledge files, in Simplified Chinese. */
export const zhHans = `
problem = { $file }:{ $line } { $wrong }。{ $right }。
sound = { $dir }：{ $articles } 篇文章，{ $passages } 段，{ $asks ->
    [0] { "" }
   *[other] { $asks } 条问法，
}{ $checks ->
    [0] { "" }
   *[other] { $checks } 条核对，
}没有问题。

quoted = “{ $word }”
list-comma = 、
none = { "" }
meant = 是不是想写“{ $suggestion }”？

taught-asks = 管理员在 Telegram 里教的问法。可以像其他问法一样修改、增删。
taught-checks = 管理员在 Telegram 里加的核对。可以像其他核对一样修改、增删。

no-folder =
    .wrong = 找不到资料文件夹 { $dir }
    .right = 请建立这个文件夹，或把 KNOWLEDGE_DIR 设为放文章的文件夹
empty-folder =
    .wrong = 文件夹里没有文章
    .right = 请放入至少一个 .md 文件，每篇文章一个
link =
    .wrong = 这是指向别处的链接，不会跟随读取
    .right = 请把文件或文件夹本身放在这里，或删去链接
file-too-large =
    .wrong = 文件有 { $size } KB，太大
    .right = 请分成几个文件，每个不超过 { $limit } KB
folder-too-large =
    .wrong = 文件夹里的文件共有 { $size } KB，太大
    .right = 请只留下不超过 { $limit } KB 的文件
too-many-entries =
    .wrong = 这里的文件和文件夹超过 { $limit } 个
    .right = 请把 KNOWLEDGE_DIR 设为只放文章的文件夹
more-problems =
    .wrong = 还有 { $count } 处问题没有列出
    .right = 请先改正已列出的，再检查一次
not-utf8 =
    .wrong = 不是 UTF-8 文本
    .right = 请用 UTF-8 编码另存
binary =
    .wrong = 不是文本文件
    .right = 请用 UTF-8 编码存为纯文本；图片等其他文件请不要用这个结尾
control-character =
    .wrong = 这一行里有文本中不该有的控制字符（{ $name }）
    .right = 请删去这个字符，或用 UTF-8 编码另存为纯文本
too-many-lines =
    .wrong = 文章有 { $count } 行，太多
    .right = 请分成几篇文章，每篇不超过 { $limit } 行
unreadable =
    .wrong = 文件读不出来：{ $reason }
    .right = 请检查文件的权限

no-front-matter =
    .wrong = 缺少文首的 YAML 信息
    .right = 文章的第一行应是 ---，接着写 id、title、publication、speakers，再以 --- 结束；不是文章的文件请不要用 .md 结尾
bad-yaml =
    .wrong = YAML 有误：{ $reason }
    .right = 请改正这一行；含有冒号、井号或以引号开头的值要用引号括起来
full-width-colon =
    .wrong = “{ $line }”里用了全角冒号
    .right = 请用半角冒号加一个空格，例如 publication: 重庆日报
yaml-alias =
    .wrong = “*{ $alias }”是 YAML 的别名，这里用不上
    .right = 请把值直接写出来；以 * 开头的值要用引号括起来
yaml-anchor =
    .wrong = “&{ $anchor }”是 YAML 的锚点，这里用不上
    .right = 请把它删去；以 & 开头的值要用引号括起来
yaml-too-much =
    .wrong = YAML 里的符号和值超过 { $limit } 个，太多
    .right = 请分成几个文件
yaml-too-deep =
    .wrong = YAML 嵌套超过 { $limit } 层，太深
    .right = 请照 README 里的例子写；以括号开头的值要用引号括起来
unknown-key =
    .wrong = 不认识的项“{ $key }”
    .right = { $meant }可写的有{ $known }
missing-key =
    .wrong = 缺少“{ $key }”
    .right = 例如 { $example }
bad-value =
    .wrong = “{ $key }”的值不对：{ $reason }
    .right = 例如 { $example }
duplicate-article =
    .wrong = 文章 id“{ $id }”与 { $other } 重复
    .right = 请换一个没有用过的 id
duplicate-speaker =
    .wrong = 发言人“{ $name }”列了两次
    .right = 请把两处合成一处
borrowed-name =
    .wrong = “{ $name }”的别名“{ $alias }”是另一位发言人的姓名
    .right = 请去掉这个别名

duplicate-passage =
    .wrong = 段落 id“{ $id }”与第 { $line } 行重复
    .right = 请换一个本文没有用过的 ^id
same-passage =
    .wrong = 这一段与第 { $line } 行完全相同
    .right = 请删去其一；确需保留时在段末各写一个不同的 ^id
bad-id =
    .wrong = 段落 id“{ $id }”写法不对
    .right = 请用不超过 24 个小写字母、数字和连字符，如 ^s1-2
unmarked =
    .wrong = 段落“{ $start }……”没有说明是谁的话
    .right = 请在段首写明：【问】记者的提问，【问：姓名】此人的提问，【叙述】记者的叙述，【原文】文件的原文，【姓名】此人的话，【关于姓名】写此人的话
second-mark =
    .wrong = “{ $mark }”写在了一段的中间
    .right = 请在它前面空一行，让每段只有一个人的话
unknown-speaker =
    .wrong = 不认识的发言人“{ $name }”
    .right = { $meant }已列出的有{ $known }；新的发言人请先写进文首的 speakers
markup =
    .wrong = 这里有 Markdown 格式（{ $kind }），会改动原文
    .right = 请去掉格式；原文里的 *、_、\`、[、<、& 前面加反斜杠
too-much-markup =
    .wrong = 文章里有 { $count } 个 Markdown 格式符号和反斜杠，太多
    .right = 请去掉格式，或分成几篇文章，每篇不超过 { $limit } 个
too-many-signs =
    .wrong = 这一段有 { $count } 个 Markdown 格式符号，太多
    .right = 请在原文里的 *、_、\`、[、]、< 前面加反斜杠；不加的最多 { $limit } 个
not-prose =
    .wrong = 这里是{ $kind }，不会被读取
    .right = 请改写成普通段落，段首写明是谁的话；行首的“1.”“-”“>”等前面加反斜杠
heading-space =
    .wrong = “{ $start }……”像是小标题，但 # 后面没有空格
    .right = 请在 # 后面空一格
heading-is-paragraph =
    .wrong = 段落被紧跟着的 --- 或 === 变成了标题
    .right = 请在这一段后面空一行
empty-heading =
    .wrong = 小标题“{ $heading }”下面没有段落
    .right = 请写上段落，或删去小标题
no-exchange =
    .wrong = 段落“{ $start }……”不在任何一问之下
    .right = 请在它前面写一个 ## 小标题，或一段【问】
no-answer =
    .wrong = 这一问没有回答
    .right = 请在它下面写上回答的段落，或删去这一问
no-passages =
    .wrong = 文章里没有段落
    .right = 请在文首信息之后写上正文
no-words =
    .wrong = 标记后面没有文字
    .right = 请写上这一段的原文，或删去标记
too-long =
    .wrong = 段落有 { $length } 字，太长
    .right = 请在句末分成几段，每段不超过 { $limit } 字，标明同一人
mid-sentence-start =
    .wrong = 段落从半句开始：“{ $start }……”
    .right = 请把它接到上半句后面
mid-sentence-end =
    .wrong = 段落停在半句：“……{ $end }”
    .right = 请把被分开的下半句接上；完整的段落以句号、问号、叹号等结尾

unknown-article =
    .wrong = 没有 id 为“{ $id }”的文章
    .right = { $meant }{ $count ->
        [0] 请先放入这篇文章
       *[other] 已有的是{ $known }
    }
unknown-passage =
    .wrong = 文章“{ $article }”里没有 id 为“{ $id }”的段落
    .right = { $meant }请写段末的 ^id（不带 ^）；没有的请先在那一段末尾加上
repeated-ask =
    .wrong = 问法“{ $ask }”写了两次
    .right = 请删去其一
contradicted-ask =
    .wrong = “{ $ask }”既写作有答案，又写作没有讲到
    .right = 请只留一处
check-missed =
    .wrong = 核对不符：问“{ $query }”应找到 { $passage }，却{ $found }
    .right = 请改好资料或问法；如果现在这样才对，请改这一条核对
check-found =
    .wrong = 核对不符：问“{ $query }”应当什么都不引用，却{ $found }
    .right = 请改好资料或问法；如果现在这样才对，请改这一条核对
check-finds = 找到{ $passages }
check-finds-nothing = 什么都没找到
check-gone =
    .wrong = 核对不符：问“{ $query }”应找到 { $passage }，资料里却没有这一段
    .right = 请写现有段落的 id，或者删去这一条核对
shared-synonym =
    .wrong = “{ $word }”在 { $file } 第 { $line } 行已经有了
    .right = 请把两处合成一组，或去掉其一

value-not-text = 要写文字
value-empty = 是空的
value-too-long = 超过 { $max } 个字
value-too-many = 超过 { $max } 项
value-comma = 里面有逗号或顿号，几个名字要用半角逗号分开写在 [ ] 里
value-bad-id = 写法不对
value-not-date = 不是日期
value-too-short = 太短，至少要两个字
value-lonely-synonym = 一组至少要有两个词
value-wrong-type = 无效输入：期望 { $expected }，实际接收 { $received }
value-not-url = 无效URL
value-invalid = 无效输入

type-string = string
type-number = 数字
type-boolean = boolean
type-null = 空值(null)
type-nan = NaN
type-array = 数组
type-object = object
type-record = record

yaml-tab-as-indent = 缩进用了制表符，请改用空格
yaml-duplicate-key = 同一项写了两次
yaml-bad-indent = 缩进不齐

markup-emphasis = 强调
markup-strong = 加粗
markup-code = 代码
markup-link = 链接
markup-image = 图片
markup-html = HTML 或注释

block-list = 列表
block-quote = 引用块
block-code = 代码块（行首空了四格，或有 \`\`\`）
block-html = HTML
block-definition = 链接定义
block-table = 表格

example-id = id: talent-2023（小写字母、数字、连字符，不超过 24 个）
example-title = title: 文章标题
example-kicker = kicker: 引题
example-publication = publication: 重庆日报
example-date = date: 2023、2023-01 或 2023-01-15
example-link = link: https://example.com/article
example-byline = byline: 记者 张三 报道
example-speakers = speakers: 每人一条“- name: 姓名”，下一行“office: 职务”
example-name = name: 姓名
example-office = office: 单位和职务
example-role = role: 访谈嘉宾
example-aliases = aliases: [张主任, Zhang San]
example-article = article: talent-2023（文章的 id）
example-asks = asks: 每个段落 id 下面一列问法，如 s1-2: 换行写 - 出台了哪些文件？
example-unanswered = unanswered: 每行一条，如 - 安家费给多少？
example-finds = finds: 每个段落 id 下面一列问题，如 s1-2: 换行写 - 出台了哪些文件？
example-nothing = nothing: 每行一条，如 - 安家费给多少？
example-synonyms = synonyms: 每行一组，如 - [薪酬, 薪水, 工资]
example-terms = terms: [包干制, 时栅]
`
