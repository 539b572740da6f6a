import type { Block } from '../page/page.ts'
import { measureLength } from './line-kinds.ts'

/** In Han characters: a longer block is text of the article, whatever it begins or ends with. */
const LONGEST_LINE = 45

/** Credits of pictures: (记者 某某 摄), (受访者供图), Photo: …. */
const CREDIT =
  /(?:[（(【[][^（()）]{0,30}(?:摄影?|攝影?|供图|供圖|制图|製圖|绘图|繪圖|资料图片?|資料圖片?|资料照片|資料照片|图片|圖片|视觉中国|photo|image|courtesy|getty images|reuters|\bAP\b|[图圖][：:/／])[^（()）]{0,20}[）)】\]]|^\s*(?:图为|圖為|图片|圖片|图片?[/／：:]|圖片?[/／：:]|图\d|圖\d|▲|△|▼|摄影|攝影|(?:photo(?:graph)?s?|images?|pictures?|illustration|video)(?: credit| by|\s*:)).*|(?:摄|攝|供图|供圖)[）)]?)\s*$/iu
/** What a page says of who made it. */
const MADE_BY =
  /^[（(【[]?(?:(?:责任|執行|执行|责|責)?(?:编辑|編輯)|責任編輯|责编|責編|校对|校對|审核|審核|监制|監製|编审|編審|统筹|統籌|策划|策劃|版式|美编|美編|设计|設計|制作|製作|原标题|原標題|稿源|(?:本文|文章|新闻|新聞|信息|資訊)?(?:来源|來源)|作者|撰文|文|文\s*图|采写|採寫|整理|editors?|source|authors?)(?:\s*[：:/／丨|]|\s+by\b|[\s\u3000]+(?=[\p{Script=Han}]{2,4}[）)】\]]?$)).*$|^(?:edited|reporting|written|writing|compiled) by\b.*$/iu
/** Who wrote it, behind a label. */
const AUTHOR = /^[（(]?(?:文|作者|撰文|采写|採寫|撰稿|authors?|written)(?:\s*[：:/／丨|]|\s+by\b).*$/iu
/** Words of a web page about itself. */
const WEB =
  /^[（(]?(?:版权所有.*|版權所有.*|未经授权.*|未經授權.*|转载请.*|轉載請.*|copyright\b.*|©.*|(?:此件|本文)?(?:主动公开|主動公開|公开发布|公開發布)|all rights reserved|(?:全文|本文)?完|全文完|未完待续|end|-30-|#{2,}|(?:related|see also|read more|read also|more)\s*[：:].*|(?:相关|相關|延伸|推荐|推薦)(?:阅读|閱讀|新闻|新聞|报道|報導|链接)\s*[：:].*|分享(?:到|至|文章)?|扫一扫|掃一掃|扫码|掃碼|打印|列印|字号|字號|字体|字體|收藏|点赞|點讚|评论|評論|相关(?:阅读|新闻|报道|链接|推荐)|相關(?:閱讀|新聞|報導|連結|推薦)|延伸阅读|延伸閱讀|推荐阅读|推薦閱讀|上一篇|下一篇|返回(?:首页|顶部|列表)?|首页|首頁|当前位置|當前位置|阅读(?:量|数|原文)|浏览次数|点击量|下载客户端|关注我们|广告|廣告|share(?: this)?(?: article| on .*)?|tweet|print|subscribe.*|sign (?:up|in).*|log in|related (?:articles|stories|links)|read more.*|advertisement|skip to .*|back to top|comments?|menu|search|home|click here.*|terms of (?:use|service)|privacy policy)[\s\d：:>|.…）)]*$/iu
const CRUMBS = /^[^。！？]*(?:\s[>»›]\s|>>)[^。！？]*$/u
const PAGE_NUMBER =
  /^[-—–\s]*(?:第?\s*[A-Z]?\d{1,4}\s*[版页頁]?|[A-Z]\d{1,3}|page \d+(?: of \d+)?|\d{1,3}\s*\/\s*\d{1,3})[-—–\s]*(?:版)?$/iu
/** Who wrote it, alone on its line. */
const BYLINE =
  /^[（(【[]?(?:(?:本报|本報|本网|本網|本刊|新华社|新華社|[\p{Script=Han}]{2,10}(?:报|報|社|网|網|台|臺|刊|新闻|新聞))?(?:全媒体|融媒体|首席|见习|实习|特约|駐[\p{Script=Han}]{1,4}|驻[\p{Script=Han}]{1,4})?(?:记者|記者|通讯员|通訊員|评论员|評論員)(?:[\s\u3000/／:：、]*[\p{Script=Han}·]{2,4}){0,6}(?:采访整理|採訪整理|整理|报道|報道|報導|文\/图|文|撰稿)?(?:[\s\u3000]*(?:通讯员|通訊員|实习生|實習生)(?:[\s\u3000、]*[\p{Script=Han}·]{2,4})+)?|综编|综合报道|by\s+\p{Lu}[\p{L}.’'-]*(?:\s+(?:and|&|\p{Lu}[\p{L}.’'-]*,?))*(?:\s*[|,·-].*)?)[）)】\]]?$/iu
const DATE =
  /(?<year>(?:19|20)\d\d)(?:\s*年\s*|[-/.])(?<month>\d{1,2})(?:\s*月\s*(?:(?<day>\d{1,2})\s*日)?|[-/.](?<iso>\d{1,2}))/u
/** 113年5月21日 counts from 1911, with 民國 or in three figures. */
const REPUBLIC_DATE =
  /(?:(?:中[华華])?民[国國]\s*(?<named>\d{1,3}|[一二三四五六七八九十百○〇零]{1,5})|(?<![\d.])(?<year>1[0-4]\d))\s*年\s*(?<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*月\s*(?:(?<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s*日)?/u
const HAN_DATE =
  /(?<year>[一二][〇○零一二三四五六七八九]{3})年(?<month>[一二三四五六七八九十]{1,2})月(?:(?<day>[一二三四五六七八九十]{1,3})日)?/u
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const ENGLISH_DATE =
  /(?:(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?,?|(?<first>\d{1,2})(?:st|nd|rd|th)?\s+(?<second>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?)\s+(?<year>(?:19|20)\d\d)/iu

/** In Han characters: the longest name of a paper beside a date. */
const LONGEST_NAME = 14
/** What else a line of a date has: the hour, the day of the week, what the date is of. */
const BESIDE_DATE =
  /\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s*[ap]\.?m\.?)?|(?:星期|周|週)[一二三四五六日天]|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b,?|\b(?:last )?(?:updated|published|posted)(?: on| at)?\b|(?:发布|發布|发表|發表|更新)(?:时间|時間|日期|于|於)?|(?:时间|時間|日期)|[（）()｜|：:,·•/—–\s]+/giu

/** Why a line is no text of the article. */
export type LineUse = 'credit' | 'byline' | 'meta' | 'web'

/** Tells what a line of a page is beside its text; undefined for text of the article. */
export function findUse({ text, depth }: Block): LineUse | undefined {
  const line = text.trim()
  if (measureLength(line) > LONGEST_LINE || line.includes('\n') || depth !== undefined) return undefined
  if (CREDIT.test(line)) return 'credit'
  if (BYLINE.test(line) || AUTHOR.test(line)) return 'byline'
  if (MADE_BY.test(line) && !/[。！？?]$/u.test(line)) return 'meta'
  if (isDateLine(line)) return 'meta'
  return WEB.test(line) || CRUMBS.test(line) || PAGE_NUMBER.test(line) ? 'web' : undefined
}

/** What the head of a record says of it: 時間：, 地點：, Venue:. */
const FACT =
  /^(?:(?:[会會][议議])?[时時]\s*[间間]|(?:[会會][议議])?(?:地\s*[点點]|日\s*期)|[会會]\s*[议議][名届屆][称稱]?|[会會]期|[记紀][录錄](?:人|[员員])?|[速][记記]|缺席|[请請]假|案由|date(?: and time)?|time|venue|place|location|clerk|minutes(?: taken)? by|recorded by|apologies|absent)\s*[：:]/iu
const DOCUMENT_NUMBER = /^[^\s，。：]{1,16}(?:[〔[［(（](?:19|20)\d\d[〕\]］)）]|字)\s?第?\s?\d{1,14}\s?[号號]$/u

/** Tells whether a line above the text says when or where a meeting was, or numbers a document. */
export function isFact({ text, depth }: Block): boolean {
  const line = text.trim()
  if (depth !== undefined || line.includes('\n') || measureLength(line) > 2 * LONGEST_LINE) return false
  return (FACT.test(line) && !/[。！？?]$/u.test(line)) || DOCUMENT_NUMBER.test(line)
}

/** Finds the first date of a text, as `2024-05-06` or `2024-05`. */
export function findDate(text: string): string | undefined {
  const chinese = DATE.exec(text)?.groups
  if (chinese) return toDate(chinese.year, chinese.month, chinese.day ?? chinese.iso)
  const han = HAN_DATE.exec(text)?.groups
  if (han) return toDate(toFigures(han.year, true), toFigures(han.month), toFigures(han.day))
  const republic = REPUBLIC_DATE.exec(text)?.groups
  if (republic) {
    const told = republic.named ?? republic.year ?? ''
    // 一一三年, where others write 一百一十三年.
    const year = 1911 + Number(toFigures(told, told.length > 1 && !/[十百]/u.test(told)))
    return toDate(String(year), toFigures(republic.month), toFigures(republic.day))
  }
  const english = ENGLISH_DATE.exec(text)?.groups
  if (!english) return undefined
  const name = (english.month ?? english.second ?? '').toLowerCase().slice(0, 3)
  return toDate(english.year, String(MONTHS.indexOf(name) + 1), english.day ?? english.first)
}

/** Finds the publication that a line names as its source. */
export function findSource(text: string): string | undefined {
  return /(?:来源|來源|稿源|source)\s*[：:]\s*(?<name>[^\s：:|｜，,。（(]{2,30})/iu.exec(text)?.groups?.name
}

/** Finds the name that stands beside the date in a line: `港城日报 2024-05-06`; undefined where none does. */
export function findBesideDate(text: string): string | undefined {
  if (!isDateLine(text.trim())) return undefined
  const name = dropDate(text).trim()
  return /^[\p{L}\s&’'.-]{3,40}$/u.test(name) ? name : undefined
}

/** A line of a date, and of what stands beside it: an hour, a weekday, a source. */
function isDateLine(line: string): boolean {
  if (findDate(line) === undefined || /[。！？；]/u.test(line)) return false
  const rest = dropDate(line.replace(/(?:来源|來源|source)\s*[：:].*/iu, ''))
  return rest === '' || (measureLength(rest) <= LONGEST_NAME && !/[\d，,、：:]/u.test(rest))
}

function dropDate(line: string): string {
  return line
    .replace(DATE, '')
    .replace(HAN_DATE, '')
    .replace(REPUBLIC_DATE, '')
    .replace(ENGLISH_DATE, '')
    .replaceAll(BESIDE_DATE, ' ')
    .trim()
}

/** Writes a Han number in figures: 二〇二四 digit by digit, 二十一 by its tens. */
function toFigures(han = '', byDigits = false): string {
  if (!/\p{Script=Han}|[○〇]/u.test(han)) return han
  const digit = (character: string) => '〇一二三四五六七八九'.indexOf(/[零○]/u.test(character) ? '〇' : character)
  if (byDigits) return Array.from(han, digit).join('')
  const [, hundreds = '', tens = '', ones = ''] =
    /^(?:([一二三四五六七八九])百)?[零〇○]?(?:([一二三四五六七八九]?十))?([一二三四五六七八九])?$/u.exec(han) ?? []
  const ten = tens === '' ? 0 : Math.max(1, tens.length > 1 ? digit(tens.charAt(0)) : 1)
  return String((hundreds === '' ? 0 : digit(hundreds)) * 100 + ten * 10 + (ones === '' ? 0 : digit(ones)))
}

function toDate(year = '', month = '', day = ''): string | undefined {
  const date = [year, month.padStart(2, '0'), ...(day === '' ? [] : [day.padStart(2, '0')])].join('-')
  const time = Date.parse(`${day === '' ? `${date}-01` : date}T00:00:00Z`)
  return Number.isNaN(time) || !new Date(time).toISOString().startsWith(date) ? undefined : date
}
