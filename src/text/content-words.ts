import { isHan, segmentWords, toRuns } from './terms.ts'

/**
 * Words that decide nothing of what a query asks: adverbs, small verbs, pronouns, and nouns such as 情况. A passage that
 * lacks them answers as well.
 */
const LIGHT_WORDS: ReadonlySet<string> = new Set(
  `
现在 目前 当前 如今 眼下 近来 最近 已经 正在 将 将来 以后 之后 以前 之前 当时 当年 现 今 一共 总共 共 共有 到底 究竟 一 大概 大约 左右
差不多 具体 主要 一般 通常 其实 真的 真 确实 比较 非常 很 更 最 太 特别 尤其 还 还有 都 也 又 再 就 才 只 只有 全 全部 所有 各 每 每个
各个 其他 其它 别的 另外 一些 有些 某 这 那 这个 那个 这些 那些 这种 那种 这样 那样 这么 那么 哪 几 多 少 一下 一个 那位 这位
是 有 没 没有 不 不是 不会 不能 会 能 能够 可以 可 要 想 想要 需要 应该 该 应 必须 得 让 使 把 被 给 对 对于 关于 在 从 到 向 往 由 于 以
为 为了 因为 因 所以 但 但是 而 而且 和 与 跟 及 以及 或 或者 还是 如果 要是 的 地 了 着 过 吗 呢 吧 啊 呀 么 嘛 之 其 它 他 她 我 你 您 我们
你们 他们 她们 它们 自己 人家 大家 咱们 咱 我是 才能
几时 几点 几月 几号 何时 哪天 多久 多高 多长 除了 年 月 日 号 说 讲 谈 提 说了 讲了 谈了 提了 还谈 还说 提到 说到 谈到 讲到 讲的 说的 认为 表示 觉得 指出 强调 看 看待 看到 做 干 搞 弄 办 进行 开展 作 做法 做到 来 去 上 下 里 中 内
外 个 位 名 条 项 种 类 次 件 家 些 点 样 等 等等 人 话 事 事情 东西 情况 问题 方面 时候 时 地方 方式 办法 方法 措施 原因 理由 意思 意义 内容
关系 作用 影响 怎么 怎样 如何 什么 什么样 为什么 为何 哪些 哪个 哪里 哪儿 哪一 多少 几个 多大 谁 是否 有没有 能不能 会不会 是不是
获得 拿 拿到 得到 取得 达到 成为 变 变得 包括 属于 存在 发生 出现 造成 导致 带来 起到 用 用来 使用 采取 通过 根据 按照 按 分 分别 分为
打算 准备 计划 开始 继续 进一步 下一步 请 告诉 知道 了解 介绍 听说 据说 请问 帮 帮忙
get gets got getting go goes going went gone make makes made making take takes took taken give gives gave given giving
come comes came put puts let lets use uses used happen happens happened become becomes became begin began start started
out up down off over into onto after before during between among under against through within while because
today now currently yet still already also just only even very too more most mostly less all each every other another
one it long far large big bigger biggest high`
    .trim()
    .split(/\s+/u),
)

/** Words that the dictionary of ICU lacks, and cuts together with what follows: 人|均可|支配. */
const PER_HEAD = ['人均', '户均', '年均', '月均', '日均']

/** Measure words. */
const MEASURES = '个位名条项种类次件家点样根张座辆台架支批份块棵头艘届场轮间层页段句道颗粒'
/** Characters that are words of their own wherever they stand. */
const FUNCTION_CHARACTERS: ReadonlySet<string> = new Set(
  '的了是在和与将被把对等着过也都又就还而及其之以于从到为有没不这那哪个他她它我你您该地得所由且或让给向往跟并很最更会能要想说讲看请问吗呢吧啊呀么嘛去来几谁' +
    MEASURES,
)

/**
 * Cuts the subject of a query into the words that decide what it asks, single characters among them, each once.
 *
 * @param subject normalized, without asking words
 * @param terms names and terms that are never cut, normalized
 */
export function listContentWords(subject: string, terms: readonly string[]): string[] {
  const uncut = [...terms, ...PER_HEAD]
  const words = toRuns(subject).flatMap(({ text }) => (isHan(text) ? cutHan(text, uncut) : [text]))
  return [...new Set(words)].filter((word) => !LIGHT_WORDS.has(word) && !MEASURES.includes(word))
}

function cutHan(run: string, terms: readonly string[]): string[] {
  const [term] = terms.filter((one) => one !== '' && run.includes(one)).toSorted((a, b) => b.length - a.length)
  if (term === undefined) return joinSingles(segmentWords(run).map(({ segment }) => segment))
  return run
    .split(term)
    .flatMap((part, place) => [...(place > 0 ? [term] : []), ...(part === '' ? [] : cutHan(part, terms))])
}

/** Joins two neighbouring characters that the dictionary cuts apart: 人均, 房价, 降准. */
function joinSingles(words: readonly string[]): string[] {
  const joined: string[] = []
  for (const word of words) {
    const last = joined.at(-1)
    if (last !== undefined && isJoined(last) && isJoined(word)) joined[joined.length - 1] = last + word
    else joined.push(word)
  }
  return joined
}

function isJoined(word: string): boolean {
  return [...word].length === 1 && !FUNCTION_CHARACTERS.has(word)
}
