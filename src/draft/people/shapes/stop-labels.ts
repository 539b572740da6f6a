import { HONORIFICS, PARTICLES } from './names.ts'

/** Tells whether paragraphs of a page begin time and again with an honorific, a name and a full stop. */
export function hasStopLabels(texts: readonly string[]): boolean {
  return texts.filter((text) => MIXED_STOP.test(text.slice(0, LONGEST_LABEL))).length >= MIN_MIXED_STOPS
}

const LONGEST_LABEL = 80
/** Hearings set a name, in capitals, before a full stop. */
export const HONORED_STOP =
  /^\s*((?:Mr|Mrs|Ms|Dr|Rep|Sen|Col|Gen|Capt|Lt|Adm|Gov|Hon|Senator|Representative|General|Colonel|Admiral|Governor|Mayor|Commissioner|Director|Chairman|Chairwoman|Secretary|Chair|The)\.? \p{Lu}[\p{Lu}'’-]+|The CHAIR(?:MAN|WOMAN)?)\.\s+(?=\p{L})/u
/** Some set them in small letters, which only a page that does so time and again bears out. */
export const MIXED_STOP = new RegExp(
  String.raw`^\s*((?:${HONORIFICS}|Senator|Representative|General|Colonel|Admiral|Governor|Mayor|Commissioner|Director|Chairman|Chairwoman|Chairperson|Chair|Secretary|Delegate)\.? (?:(?:${PARTICLES}) ){0,2}\p{Lu}[\p{L}'’-]+(?: (?:(?:${PARTICLES}) ){0,2}\p{Lu}[\p{L}'’-]+){0,3}|The (?:Chair(?:man|woman|person)?|Clerk))\.\s+(?=["“[]?\p{Lu})`,
  'u',
)
const MIN_MIXED_STOPS = 3
