import { toSentences } from './sentences.ts'

/** Characters: a chair who says more says something of the matter too. */
const LONGEST = 120
/** Characters of a name with its office. */
const CALLED = '[^。？！?!]{1,24}?'
const FLOOR =
  '发言|發言|答复|答復|答覆|回答|说明|說明|质询|質詢|提问|提問|补充|補充|备询|備詢|讲话|講話|致辞|致詞|说|說|讲|講'
const TOPIC = '问题|問題|提问|提問|发言|發言|记者|記者|同仁|委员|委員'
/** Sentences by which the floor is given, and thanks for it. */
const STEPS = [
  `(?:好的?|那么|那麼|那|接下来|接下來|现在|現在|下面|首先|最后|最後)*(?:有|先)?[请請]${CALLED}(?:上台|上臺|继续|繼續|先)?(?:${FLOOR})(?:一下|几句|幾句)?`,
  `[请請]?(?:下一位|下一个|下一個|下个|下個|继续|繼續)(?:${TOPIC})?`,
  `(?:下面|接下来|接下來|现在|現在)?(?:开始|開始|继续|繼續|进入|進入)(?:提问|提問|发言|發言|答问|答問)(?:环节|環節)?`,
  `(?:非常|十分)?(?:感谢|感謝|谢谢|謝謝|多谢|多謝)[^。]{0,12}?(?:${FLOOR}|介绍|介紹)?`,
  '(?:主席|各位|大家|女士们|女士們|先生们|先生們|列席官员|列席官員|委员|委員|同仁|朋友们|朋友們|早上|上午|下午|晚上|你们|你們|好|、|，)+',
  String.raw`(?:i(?:\s+(?:now|will|would\s+like\s+to))*|let\s+me)\s+(?:call|give\s+the\s+floor|turn)\s+(?:up\s*on|on|to)\s+(?:(?!\bto\b)[^.]){1,50}`,
  String.raw`(?:i|the\s+chair)\s+recogni[sz]es?\s+(?:the\s+(?:gentle|senator|member|hono)|mr|mrs|ms|dr|senator)[^.]{0,50}`,
  String.raw`(?:let['’]?s|let\s+us|we['’]ll|we\s+will)\s+(?:now\s+)?(?:go|turn|move|take)\b[^.]{0,30}\b(?:next|last|question|speaker)\b[^.]{0,40}`,
  String.raw`(?:let['’]?s|we['’]ll)\s+(?:go|turn)\s+(?:back\s+|over\s+)*to\s+\S+(?:\s+\S+){0,2}`,
  String.raw`(?:(?:our|the|and)\s+)*(?:next|last|final|first|another)(?:\s+(?:question|speaker)s?\b[^.]{0,50}|\s+please)?`,
  String.raw`(?:please\s+)?(?:go\s+ahead|proceed|ask\s+your\s+question)[^.]{0,24}`,
  String.raw`(?:okay\s+|ok\s+)?(?:many\s+)?thank(?:s|\s+you)\b[^.]{0,30}|please|okay|ok`,
]
const PROCEDURE = new RegExp(String.raw`^[\s,，、]*(?:${STEPS.join('|')})[\s,，、]*$`, 'iu')
/** Who is called: "Steve." or "Ms. Smith." */
const NAME = /^\s*(?:\p{Lu}[\p{L}'’-]*\s*){1,4}$/u
const FULL_STOP = /[.](?=\s|$)/u

/**
 * Tells whether a turn only gives the floor or thanks for it: no sentence of it says anything of the matter. A turn
 * that asks is none.
 */
export function isProcedural(turn: string): boolean {
  if (turn.length > LONGEST || /[？?]/u.test(turn)) return false
  const sentences = toSentences(turn)
    .flatMap(({ text }) => text.split(FULL_STOP))
    .filter((text) => /\p{L}/u.test(text))
  const isStep = (sentence: string) => PROCEDURE.test(sentence)
  return sentences.some(isStep) && sentences.every((sentence) => isStep(sentence) || NAME.test(sentence))
}
