/** The end of a sentence, with what may close behind it. */
const SENTENCE_END = /[。！!?？；;…：:][”’」』）)\]】》"'*]*$|(?<!\b[A-Z])\.[”’"')\]]*$/u
const SENTENCE_MIDDLE = /^[，、；：。！？,;:.!?”’」』）)》】…]/u
/** What headings are numbered with, the outermost first. */
const NUMBERINGS = [
  /^第[一二三四五六七八九十百\d]+[章编編篇部]/u,
  /^(?:第[一二三四五六七八九十百\d]+[节節]|[一二三四五六七八九十]+、|[IVX]+\.\s)/u,
  /^[（(][一二三四五六七八九十]+[）)]/u,
  /^\d{1,2}(?:[.．、]\s*(?=\D)|\s+(?=\p{Script=Han}))/u,
]
/** Headings that name a part of a page by what it is. */
const PART =
  /^(?:核心提示|内容提要|內容提要|内容摘要|內容摘要|提要|摘要|导读|導讀|导语|導語|前言|引言|编者按|編者按|编者的话|編者的話|结语|結語|背景|新闻背景|新聞背景|summary|abstract|highlights|key points|introduction|background|conclusion|editor[’']s note)[：:]?$/iu
const PAIRS = [
  ['“', '”'],
  ['「', '」'],
  ['『', '』'],
  ['《', '》'],
  ['（', '）'],
  ['(', ')'],
] as const
/** Who a line introduces, or those below it: 主持人：…, 本期嘉宾; such a line, and those of the list below it, are no headings. */
const ROLE =
  /^(?:(?:本期|访谈|訪談|对话|對話|特邀|采访|採訪|受访|受訪|与会|與會|论坛|論壇)?(?:主持人|主持|嘉宾|嘉賓|对象|對象|专家|專家|人物)|主讲人|主講人|主\s*席|[出列]席(?:人[员員]|[领領][导導]|官[员員]|委[员員])?|[与與][会會]人[员員]|与谈人|與談人|[证證]人|guests?|panell?ists?|moderator|host|speakers?|participants?|chair(?:man|woman|person)?|witness(?:es)?|members(?: present)?|present|in the chair|chaired by|presiding|in attendance|attendees)\s*(?:[：:]|$)/iu
/** The last words of a line of such a list: a name behind a space. */
const LISTED = /[\p{Script=Han})）][\s\u3000]+(?:[\p{Script=Han}]{2,4}|[\p{Script=Han}]+·[\p{Script=Han}·]+)$/u
/** A label of a turn in an interview, which may open a question. */
const ASKING =
  /^(?:(?:本报|本報|本刊|本网|本網)?(?:记者|記者)|提问|提問|问题|問題|问|問|主持人|reporter|question|interviewer|q)(?:\s?[\p{Script=Han}]{2,4})?\s*[：:]/iu
const TURN =
  /^[^：:，,。]{1,12}[：:]|^(?:Q\d{1,4}\s+)?\p{Lu}[\p{L}.'’ -]{1,40}:\s|^(?:\p{Lu}\p{Ll}{1,12}\.? )?\p{Lu}[\p{Lu}'’-]+\. \p{Lu}|^(?:Mrs?|Ms|Dr|Sen|Rep|Senator|Representative|Chair(?:man|woman)?)\.? [\p{L}'’ -]{2,40}\. \p{Lu}/u
/** An office and a name before a headline: 市人大代表，某某公司董事长 某某：… */
const OFFICE_AND_HEADLINE = /^[^：:。！？]{6,80}[：:]\s*[^：:。；，]\S/u

/** Tells whether a text ends as a sentence does; a colon opens what follows, and ends a paragraph too. */
export function endsSentence(text: string): boolean {
  return SENTENCE_END.test(text.trimEnd())
}

/** Tells whether a text begins with what stands amid a sentence only. */
export function startsAmid(text: string): boolean {
  return SENTENCE_MIDDLE.test(text)
}

/** Tells whether brackets and quotation marks are closed: a line that leaves one open goes on elsewhere. */
export function isClosed(text: string): boolean {
  return PAIRS.every(([open, close]) => text.split(open).length === text.split(close).length)
}

/** The level that the number of a heading tells, from 0; undefined where it has none. */
export function findNumbering(text: string): number | undefined {
  const level = NUMBERINGS.findIndex((pattern) => pattern.test(text))
  return level < 0 ? undefined : level
}

export function isPartName(text: string): boolean {
  return PART.test(text.trim())
}

/** Tells whether a line introduces people by their part, and is no turn of theirs. */
export function introducesPeople(text: string): boolean {
  return ROLE.test(text) && !endsSentence(text)
}

export function isListedPerson(text: string): boolean {
  return LISTED.test(text) && !endsSentence(text)
}

/** Tells whether a paragraph is the question of who asks, by its label; a host's by its question mark too. */
export function isQuestion(text: string): boolean {
  return ASKING.test(text) && (!ROLE.test(text) || /[？?]/u.test(text))
}

export function isTurn(text: string): boolean {
  return TURN.test(text)
}

export function isOfficeAndHeadline(text: string): boolean {
  return OFFICE_AND_HEADLINE.test(text) && !endsSentence(text)
}

/** Measures a text in Han characters, of which a letter is less than half. */
export function measureLength(text: string): number {
  const han = text.match(/[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…—]/gu)?.length ?? 0
  return han + (text.length - han) * 0.4
}
