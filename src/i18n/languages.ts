/** The languages in which the bot speaks for itself; what it quotes stays as it is. */
export const LANGUAGES = ['zh-hans', 'zh-hant', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** The articles' own, for whoever's language is not known. */
export const DEFAULT_LANGUAGE: Language = 'zh-hans'

/**
 * Chooses the language for somebody whose app is set to an IETF language tag (BCP 47): of Chinese by the script that the tag
 * implies (zh-TW, zh-HK and yue are written in Traditional characters), and English for any other.
 */
export function toLanguage(tag: string | undefined): Language {
  if (tag === undefined || tag === '') return DEFAULT_LANGUAGE
  const locale = parseTag(tag)
  if (locale?.script === 'Hant') return 'zh-hant'
  return locale?.language === 'zh' ? 'zh-hans' : 'en'
}

function parseTag(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).maximize()
  } catch {
    return undefined
  }
}
