import { createHash } from 'node:crypto'
import { ID_PATTERN } from '../knowledge/article.ts'
import { toReadings } from '../text/pinyin.ts'
import { segmentWords } from '../text/terms.ts'

/** Characters of an id before its year. */
const LONGEST = 19
/** Words that begin many titles and tell nothing. */
const EMPTY = /^(?:the|a|an|of|to|in|on|for|and|or|at|by|with|de|le|zai|he|yu)$/u
/** Names that Windows gives to devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)\d)$/u

/**
 * Makes an article's id of its title, in letters and pinyin, and of its year: `harbour-2024`. It matches `ID_PATTERN`, so
 * as a file name it stays in its folder.
 */
export function toArticleId(title: string, date?: string): string {
  const year = date?.slice(0, 4)
  const name = toName(title)
  const id = [name === '' ? `article-${toHash(title)}` : name, ...(year === undefined ? [] : [year])].join('-')
  return ID_PATTERN.test(id) && !DEVICE.test(id) ? id : `article-${toHash(title)}`
}

/** Joins the words of a title as long as they fit. */
function toName(title: string): string {
  const words = segmentWords(title.normalize('NFKC')).flatMap(({ segment }) => toLetters(segment) || [])
  const told = words.filter((word) => !EMPTY.test(word))
  let name = ''
  for (const word of told.length > 0 ? told : words) {
    const longer = name === '' ? word.slice(0, LONGEST) : `${name}-${word}`
    if (longer.length > LONGEST) break
    name = longer
  }
  return name
}

function toLetters(word: string): string {
  return toReadings(word)
    .join('')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '')
}

function toHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
