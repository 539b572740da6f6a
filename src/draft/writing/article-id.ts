import { createHash } from 'node:crypto'
import { ID_PATTERN } from '../../knowledge/article.ts'
import { toSyllables } from '../../text/pinyin.ts'

/** Characters of an id before its year. */
const LONGEST = 19
const WORDS = new Intl.Segmenter('zh', { granularity: 'word' })
/** Words that begin many titles and tell nothing. */
const EMPTY = /^(?:the|a|an|of|to|in|on|for|and|or|at|by|with|de|le|zai|he|yu)$/u

/** Makes an article's id of its title, in letters and pinyin, and of its year: `harbour-2024`. */
export function toArticleId(title: string, date: string | undefined): string {
  const year = date?.slice(0, 4)
  const name = toName(title)
  const id = [name === '' ? `article-${toHash(title)}` : name, ...(year === undefined ? [] : [year])].join('-')
  return ID_PATTERN.test(id) ? id : `article-${toHash(title)}`
}

/** Joins the words of a title as long as they fit. */
function toName(title: string): string {
  const words = [...WORDS.segment(title)].map(({ segment }) => toLatin(segment)).filter((word) => word !== '')
  const told = words.filter((word) => !EMPTY.test(word))
  let name = ''
  for (const word of told.length > 0 ? told : words) {
    const longer = name === '' ? word.slice(0, LONGEST) : `${name}-${word}`
    if (longer.length > LONGEST) break
    name = longer
  }
  return name
}

function toLatin(word: string): string {
  const letters = [...word].map((character) =>
    /\p{Script=Han}/u.test(character) ? toSyllables(character)[0] : character,
  )
  return letters
    .join('')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]/gu, '')
}

function toHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
