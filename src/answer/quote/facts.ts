/** A kind of fact: the words of a folded query that ask for it, and what a folded passage that holds one contains. */
interface FactKind {
  readonly asked: RegExp
  readonly held: RegExp
}

const FACT_KINDS: readonly FactKind[] = [
  {
    asked: /多少钱|几多钱|好多钱|几块钱|多少(?:万|亿)?元|\bhow much (?:money|does it cost)\b/u,
    held: /[\d一二三四五六七八九十百千两]+(?:\.\d+)?(?:余|多)?(?:万|亿)?余?元/u,
  },
  {
    asked:
      /起薪|月薪|年薪|底薪|薪水|工资|补贴|补助|津贴|奖金|安家费|\bsalary\b|\bwages?\b|\bsubsid(?:y|ies)\b|\ballowances?\b|\bprize money\b/u,
    held: /薪|工资|补贴|补助|津贴|奖金|安家费/u,
  },
  {
    asked: /人均|户均|\bper (?:capita|head)\b/u,
    held: /[人户]均|平均|每一?个?[人户]|\bper (?:capita|head|person)\b|\baverage\b/u,
  },
  { asked: /学费|房价|价格|价钱|收费|\bfees?\b|\bprices?\b/u, held: /学费|房价|价|收费|费用|\d元/u },
  {
    asked: /电话|热线|手机号|联系方式|微信号|邮箱|\bphone\b|\bemail\b|\bcontact number\b/u,
    held: /\d{3,4}-?\d{4,}|@/u,
  },
  { asked: /网址|网站|官网|链接|下载|\bwebsite\b|\burl\b|\blink\b/u, held: /https?:|www\.|网址|网站|官网/u },
  {
    asked:
      /(?:怎么|如何|在哪里?|哪儿)(?:报名|办理|申请|申报)|(?:申请|申报|报名)(?:条件|材料|流程)|(?:什么|哪些)材料|截止|\bhow (?:do|can) i apply\b/u,
    held: /申请|申报|报名|办理|材料|截止/u,
  },
]

/**
 * A year, or another number of two digits or more, with commas between thousands alone: 2023,2024 are two. 5g and
 * covid-19 are names.
 */
const NUMBER_ASKED = /(?<![a-z\d.+-])(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{2,})(?:\.\d+)?|\d\.\d+)(?![\d.]*[a-z+])/gu

/**
 * Lists the patterns of what a passage must hold to answer a query for certain facts: a query for a sum, a telephone
 * number, a website, a procedure or a year is not answered by a passage that is only on the same subject. Most queries
 * need none.
 */
export function listNeededFacts(foldedQuery: string): RegExp[] {
  const numbers = (foldedQuery.match(NUMBER_ASKED) ?? []).map((number) => new RegExp(toSource(number), 'u'))
  return [...numbers, ...FACT_KINDS.filter(({ asked }) => asked.test(foldedQuery)).map(({ held }) => held)]
}

/** A number with the commas of thousands or without. */
function toSource(number: string): string {
  const [whole = '', ...decimals] = number.replaceAll(',', '').split('.')
  return String.raw`(?<!\d)${[[...whole].join(',?'), ...decimals].join(String.raw`\.`)}(?!\d)`
}
