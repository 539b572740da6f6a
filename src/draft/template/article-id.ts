import { ID_PATTERN } from '../../knowledge/article.ts'
import { toReadings } from '../../text/pinyin.ts'
import { segmentWords } from '../../text/terms.ts'

/** Characters of an id. */
const LONGEST = 24
/** What is left of a title without letters. */
const NAMELESS = 'article'
/** Names that Windows gives to devices, with any ending. */
const DEVICE = /^(?:con|prn|aux|nul|(?:com|lpt)\d)$/u

/**
 * Makes an id of a title: its words in pinyin or Latin letters, as many as fit. It matches `ID_PATTERN`, so as a file name
 * it stays in its folder.
 */
export function toArticleId(title: string): string {
  const parts = segmentWords(title.normalize('NFKC'))
    .map(({ segment }) => toLetters(segment))
    .filter((part) => part !== '')
  let id = ''
  for (const part of parts) {
    const longer = id === '' ? part.slice(0, LONGEST) : `${id}-${part}`
    if (longer.length > LONGEST) break
    id = longer
  }
  if (id === '') return NAMELESS
  return ID_PATTERN.test(id) && !DEVICE.test(id) ? id : `${NAMELESS}-${id}`.slice(0, LONGEST)
}

function toLetters(word: string): string {
  return toReadings(word)
    .join('')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '')
}
