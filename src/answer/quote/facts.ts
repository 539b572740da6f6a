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

/**
 * Places of which a passage must speak to answer a query that names them: provinces and large cities of China, countries
 * and regions, each with its other names. The country that the articles are from is none: what they say holds there.
 */
const PLACES = `
北京|beijing 上海|shanghai 天津|tianjin 重庆|chongqing 河北|hebei 山西|shanxi 内蒙古|inner mongolia 辽宁|liaoning 吉林|jilin
黑龙江|heilongjiang 江苏|jiangsu 浙江|zhejiang 安徽|anhui 福建|fujian 江西|jiangxi 山东|shandong 河南|henan 湖北|hubei 湖南|hunan
广东|guangdong 广西|guangxi 海南|hainan 四川|sichuan 贵州|guizhou 云南|yunnan 西藏|tibet 陕西|shaanxi 甘肃|gansu 青海|qinghai
宁夏|ningxia 新疆|xinjiang 香港|hong kong 澳门|macau|macao 台湾|taiwan 深圳|shenzhen 广州|guangzhou 成都|chengdu 杭州|hangzhou
南京|nanjing 武汉|wuhan 西安|xi'an 苏州|suzhou 郑州|zhengzhou 长沙|changsha 青岛|qingdao 大连|dalian 厦门|xiamen 宁波|ningbo
合肥|hefei 济南|jinan 福州|fuzhou 昆明|kunming 贵阳|guiyang 南宁|nanning 南昌|nanchang 太原|taiyuan 石家庄|shijiazhuang
沈阳|shenyang 长春|changchun 哈尔滨|harbin 兰州|lanzhou 海口|haikou 拉萨|lhasa 银川|yinchuan 西宁|xining 乌鲁木齐|urumqi
呼和浩特|hohhot 无锡|wuxi 佛山|foshan 东莞|dongguan 珠海|zhuhai 温州|wenzhou 台北|taipei 高雄|kaohsiung 新北 台中|taichung
台南|tainan 桃园|taoyuan 雄安|xiong'an 美国|united states|america 英国|britain|united kingdom 法国|france 德国|germany 日本|japan
韩国|南韩|south korea 朝鲜|north korea 俄罗斯|俄国|russia 印度|india 加拿大|canada 澳大利亚|澳洲|australia 巴西|brazil
意大利|italy 西班牙|spain 葡萄牙|portugal 荷兰|netherlands 瑞士|switzerland 瑞典|sweden 挪威|norway 芬兰|finland 丹麦|denmark
波兰|poland 乌克兰|ukraine 土耳其|turkey 以色列|israel 伊朗|iran 伊拉克|iraq 沙特|沙特阿拉伯|saudi arabia 埃及|egypt 南非|south africa
墨西哥|mexico 阿根廷|argentina 智利|chile 秘鲁|peru 越南|vietnam 泰国|thailand 新加坡|singapore 马来西亚|malaysia
印度尼西亚|印尼|indonesia 菲律宾|philippines 欧盟|european union 欧洲|europe 非洲|africa 拉美|latin america 东南亚|southeast asia
`
const PATTERNS = PLACES.trim()
  .split(/\s(?=\p{Script=Han})/u)
  .map((names) => new RegExp(names.split('|').map(toPlacePattern).join('|'), 'u'))

/** Lists, for each place that a folded query names, what a folded text that speaks of it contains. */
export function listAskedPlaces(folded: string): readonly RegExp[] {
  return PATTERNS.filter((pattern) => pattern.test(folded))
}

function toPlacePattern(name: string): string {
  return /^[a-z]/u.test(name) ? String.raw`\b${name}\b` : name
}
