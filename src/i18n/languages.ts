/** The languages of the bot's own texts; quotes stay in the language of the article. */
export const LANGUAGES = ['zh-hans', 'zh-hant', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** The language of the articles, for users whose language is unknown. */
export const DEFAULT_LANGUAGE: Language = 'zh-hans'

/**
 * Maps the IETF language tag (BCP 47) of a user's app to a language: Chinese by the script that the tag implies
 * (Traditional for zh-TW, zh-HK and yue), anything else to English.
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
