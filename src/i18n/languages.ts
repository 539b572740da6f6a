/** The languages of the bot's own texts; quotes stay in the language of the article. */
export const LANGUAGES = ['zh-hans', 'zh-hant', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** The language of the articles, for users whose language is unknown. */
export const DEFAULT_LANGUAGE: Language = 'zh-hans'

/** Names of a language beside its tags, in small letters. */
const OTHER_NAMES: ReadonlyMap<string, Language> = new Map([
  ['hans', 'zh-hans'],
  ['cn', 'zh-hans'],
  ['chinese', 'zh-hans'],
  ['中文', 'zh-hans'],
  ['简体', 'zh-hans'],
  ['简体中文', 'zh-hans'],
  ['hant', 'zh-hant'],
  ['tw', 'zh-hant'],
  ['hk', 'zh-hant'],
  ['繁體', 'zh-hant'],
  ['繁體中文', 'zh-hant'],
  ['english', 'en'],
])

/**
 * Maps the IETF language tag (BCP 47) of a user's app to a language: Chinese by the script that the tag implies
 * (Traditional for zh-TW, zh-HK and yue), anything else to English.
 */
export function toLanguage(tag: string | undefined): Language {
  return tag === undefined || tag === '' ? DEFAULT_LANGUAGE : (findTagged(tag) ?? 'en')
}

/** Finds the language that somebody names, by a tag or otherwise; undefined for one that the bot does not speak. */
export function findLanguage(name: string): Language | undefined {
  return OTHER_NAMES.get(name.toLowerCase()) ?? findTagged(name)
}

/** Maps a POSIX locale, such as zh_TW.UTF-8, to a language; the locales C and POSIX speak English. */
export function toLanguageOfLocale(locale: string | undefined): Language {
  return toLanguage(locale?.replace(/[.@].*$/u, ''))
}

function findTagged(tag: string): Language | undefined {
  const locale = parseTag(tag)
  if (locale?.script === 'Hant') return 'zh-hant'
  if (locale?.language === 'zh') return 'zh-hans'
  return locale?.language === 'en' ? 'en' : undefined
}

function parseTag(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).maximize()
  } catch {
    return undefined
  }
}
