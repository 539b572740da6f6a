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
  .map((names) => new RegExp(names.split('|').map(toSource).join('|'), 'u'))

/** Lists, for each place that a folded query names, what a folded text that speaks of it contains. */
export function listAskedPlaces(folded: string): readonly RegExp[] {
  return PATTERNS.filter((pattern) => pattern.test(folded))
}

function toSource(name: string): string {
  return /^[a-z]/u.test(name) ? String.raw`\b${name}\b` : name
}
