import hongKong from 'opencc-js/dict/HKPhrases'
import taiwan from 'opencc-js/dict/TWPhrases'

/** Words that in mainland texts mostly occur across the boundary of two others: 时[间内建]好. */
const ASTRIDE: ReadonlySet<string> = new Set([
  '查德',
  '傳感',
  '內建',
  '全形',
  '尼日',
  '貼上',
  '系結',
  '列舉',
  '進制',
  '外掛',
  '西元',
])

/**
 * Lists groups of a mainland word and its equivalent in Taiwan or Hong Kong, from OpenCC's phrase tables.
 * A word with another meaning in the mainland (程序) is left out: in the articles it has that meaning.
 */
export function listRegionalWords(): string[][] {
  const pairs = [taiwan, hongKong].flatMap((table) => table.split('|')).map((entry) => entry.split(' '))
  const mainland = new Set(pairs.map(([word]) => word))
  return pairs.filter(
    ([word = '', other = '']) =>
      word.length > 1 && other.length > 1 && !mainland.has(other) && !ASTRIDE.has(word) && !ASTRIDE.has(other),
  )
}
