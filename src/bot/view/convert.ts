import { Converter } from 'opencc-js/cn2t'

/** Converts a text to Traditional characters. */
type Convert = (text: string) => string

let convertCharacters: Convert | undefined

/** Converts Simplified characters to those of Taiwan (OpenCC s2tw), and no words. Its tables are built at the first use. */
export function toTraditional(text: string): string {
  const convert = (convertCharacters ??= Converter({ from: 'cn', to: 'tw' }))
  return convert(text)
}
