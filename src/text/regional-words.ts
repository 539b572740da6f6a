import hongKong from 'opencc-js/dict/HKPhrases'
import taiwan from 'opencc-js/dict/TWPhrases'

/** Words that in the mainland's texts stand astride two others more often than not: 时[间内建]好. */
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
 * Lists the words of Taiwan and Hong Kong with the mainland's first, from OpenCC's phrase tables.
 * A word that means one thing there and another here (程序) is left out: here it is what the articles say.
 */
export function listRegionalWords(): string[][] {
  const pairs = [taiwan, hongKong].flatMap((table) => table.split('|')).map((entry) => entry.split(' '))
  const mainland = new Set(pairs.map(([word]) => word))
  return pairs.filter(
    ([word = '', other = '']) =>
      word.length > 1 && other.length > 1 && !mainland.has(other) && !ASTRIDE.has(word) && !ASTRIDE.has(other),
  )
}
