import type { Suggestion } from '../../answer/answer.ts'
import { type Format, type Values, createFormats } from '../../i18n/format.ts'
import { LANGUAGES, type Language } from '../../i18n/languages.ts'
import { en } from './locales/en.ts'
import { zhHans } from './locales/zh-hans.ts'
import { zhHant } from './locales/zh-hant.ts'
import { createAdminTexts } from './admin-texts.ts'
import type { Keeping, Reason } from '../../records/query-log.ts'
import { createArticleTexts } from './article-texts.ts'

/** The commands that menus offer. */
export const COMMANDS = [
  'ask',
  'topics',
  'speakers',
  'article',
  'language',
  'privacy',
  'help',
  'gaps',
  'stats',
  'reload',
] as const
export type Command = (typeof COMMANDS)[number]

/** Each language's name in itself. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  'zh-hans': '简体中文',
  'zh-hant': '繁體中文',
  en: 'English',
}

/** Signs that are the same in every language. */
export const SIGNS = {
  item: (text: string) => `• ${text}`,
  numbered: (number: number, text: string) => `${number}. ${text}`,
  part: (label: string) => `◆ ${label}`,
  centre: '▸ ',
  dot: ' · ',
  more: '……',
  up: '👍',
  down: '👎',
}

export type Texts = ReturnType<typeof createTexts>

export type AllTexts = Readonly<Record<Language, Texts>>

/** Creates the texts of the bot in every language. */
export function createAllTexts(): AllTexts {
  const formats = createFormats({ 'zh-hans': zhHans, 'zh-hant': zhHant, en })
  // Every language is among the entries.
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, createTexts(language, formats[language])]),
  ) as Record<Language, Texts>
}

/** Creates the texts for a terminal, which say what can be done there in place of what only Telegram's apps can. */
export function createTerminalTexts(): AllTexts {
  const all = createAllTexts()
  return {
    'zh-hans': toTerminalTexts(all['zh-hans']),
    'zh-hant': toTerminalTexts(all['zh-hant']),
    en: toTerminalTexts(all.en),
  }
}

function toTerminalTexts(texts: Texts): Texts {
  return {
    ...texts,
    help: texts.terminalHelp,
    askHow: texts.terminalAskHow,
    noReply: texts.terminalNoReply,
    noTranslation: texts.terminalNoTranslation,
    languageAuto: texts.terminalLanguageAuto,
    languageKept: texts.terminalLanguageKept,
  }
}

/** Creates every text that a user of the bot reads, in one language. */
export function createTexts(language: Language, format: Format) {
  const plain = (id: string) => format(id)
  const filled = (id: string, values: Values) => format(id, values)
  const joined = (words: readonly string[]) => words.join(plain('separator'))
  const listed = (queries: readonly string[]) => queries.map(SIGNS.item).join('\n')
  const isEnglish = language === 'en'
  /** What stands between quotation marks has the inner ones in it. */
  const quotable = (words: string) => words.replace(OUTER[language], (mark) => INNER[mark] ?? mark)
  const suggestion = (one: Suggestion) =>
    one.kind === 'asked'
      ? one.query
      : filled(`suggest-${one.kind}`, { name: (isEnglish ? one.latinName : undefined) ?? one.name })
  const tryThese = (examples: readonly Suggestion[]) =>
    examples.length > 0 ? filled('try-these', { examples: listed(examples.map(suggestion)) }) : plain('no-examples')

  return {
    language,
    isEnglish,
    suggestion,
    start: (examples: readonly Suggestion[]) => filled('start', { examples: tryThese(examples) }),
    help: (examples: readonly Suggestion[], username: string) =>
      filled('help', { examples: tryThese(examples), username }),
    askHow: plain('ask-how'),
    unknownCommand: plain('unknown-command'),
    onlyText: plain('only-text'),
    failed: plain('failed'),

    unjudged: (names: readonly string[]) => filled('unjudged', { names: joined(names) }),
    understood: (query: string) => filled('understood', { query: quotable(query) }),
    none: plain('none'),
    material: (titles: readonly string[], total: number) =>
      filled(total > titles.length ? 'material-more' : 'material', { titles: joined(titles), total }),
    offered: (lacks: readonly string[]) =>
      lacks.length > 0 ? filled('offered', { lacks: quotable(joined(lacks)) }) : plain('offered-close'),
    choice: (called: string) => filled('choice', { called: quotable(called) }),
    unsaid: (names: readonly string[]) => filled('unsaid', { names: joined(names) }),
    whoSaid: plain('who-said'),
    noPart: plain('no-part'),
    questions: plain('questions'),
    gone: plain('gone'),
    goneItem: plain('gone-item'),
    unasked: plain('unasked'),
    thanked: plain('thanked'),
    offers: plain('offers'),

    narration: plain('narration'),
    reporter: plain('reporter'),
    asker: plain('asker'),
    about: plain('about'),
    asked: (question: string) => filled('asked', { question }),
    askedBy: (asker: string, question: string) => filled('asked-by', { asker, question }),
    under: (headings: readonly string[]) => filled('under', { headings: headings.join(' · ') }),
    sameQuestion: plain('same-question'),
    source: plain('source'),
    title: (title: string) => filled('title', { title: isEnglish ? quotable(title) : title }),
    comma: plain('comma'),
    dash: plain('dash'),
    leftOut: plain('left-out'),
    separator: plain('separator'),
    colon: plain('colon'),
    semicolon: plain('semicolon'),
    parentheses: (text: string) => filled('parentheses', { text }),
    spokeOf: plain('spoke-of'),
    saidNothing: plain('said-nothing'),
    participants: plain('participants'),
    listed: plain('listed'),
    notASpeaker: plain('not-a-speaker'),
    notNarrated: plain('not-narrated'),
    wordsBegin: (words: string) => filled('words-begin', { words: quotable(words) }),
    noMore: plain('no-more'),
    noTranslation: plain('no-translation'),
    translateHint: plain('translate-hint'),
    unclear: (pronoun: string) => filled('unclear', { pronoun }),
    noQuote: plain('no-quote'),
    noReply: plain('no-reply'),
    othersGone: plain('others-gone'),

    moreTitle: (total: number) => filled('more-title', { total }),
    othersTitle: (total: number) => filled('others-title', { total }),
    wordsTitle: (name: string, total: number) => filled('words-title', { name, total }),
    page: (page: number, pages: number) => filled('page', { page, pages }),
    topicsTitle: (title: string) =>
      filled('topics-title', { title: filled('title', { title: isEnglish ? quotable(title) : title }) }),
    speakersTitle: plain('speakers-title'),
    articlesTitle: plain('articles-title'),
    passages: (total: number) => filled('passages', { total }),
    articleSize: (topics: number, passages: number) => filled('article-size', { topics, passages }),
    converted: plain('converted'),
    cutShort: plain('cut-short'),
    whole: plain('whole'),

    buttons: {
      context: plain('button-context'),
      more: (total: number) => filled('button-more', { total }),
      others: (total: number) => filled('button-others', { total }),
      words: (name: string, total: number) => filled('button-words', { name, total }),
      followUps: plain('button-follow-ups'),
      back: plain('button-back'),
      previous: plain('button-previous'),
      next: plain('button-next'),
      before: plain('button-before'),
      after: plain('button-after'),
      convert: plain('button-convert'),
      original: plain('button-original'),
      rest: (total: number) => (total > 1 ? filled('button-rest', { total }) : plain('button-private')),
      topics: plain('button-topics'),
      speakers: plain('button-speakers'),
      articles: plain('button-articles'),
      point: plain('button-point'),
      nothing: plain('button-nothing'),
      ignore: plain('button-ignore'),
      take: plain('button-take'),
      add: plain('button-add'),
      replace: plain('button-replace'),
      replaceNow: plain('button-replace-now'),
      keep: plain('button-keep'),
      addAnyway: plain('button-add-anyway'),
      check: plain('button-check'),
      undo: plain('button-undo'),
      gaps: plain('button-gaps'),
      openGaps: plain('button-open-gaps'),
      forget: plain('button-forget'),
      wrong: (reason: Reason) => plain(`button-wrong-${reason}`),
    },

    whatWasWrong: plain('what-was-wrong'),
    thanksUp: plain('thanks-up'),
    thanksDown: plain('thanks-down'),
    notYours: plain('not-yours'),
    slowDown: (seconds: number) => filled('slow-down', { seconds }),
    groupSlowDown: (seconds: number) => filled('group-slow-down', { seconds }),
    chooseLanguage: plain('choose-language'),
    languageAuto: plain('language-auto'),
    languageSet: plain('language-set'),
    languageKept: plain('language-kept'),
    privacy: (keeping: Keeping) =>
      filled('privacy', { kept: keeping.kind, days: keeping.kind === 'nothing' ? 0 : keeping.days }),
    forgotten: plain('forgotten'),
    notForgotten: plain('not-forgotten'),
    inlineNone: plain('inline-none'),

    ...createAdminTexts(format),
    ...createArticleTexts(format),
    command: (command: Command) => plain(`command-${command}`),
    description: plain('description'),
    shortDescription: plain('short-description'),
    terminalWelcome: plain('terminal-welcome'),
    terminalLoading: (folder: string) => filled('terminal-loading', { folder }),
    terminalPrompt: `${plain('terminal-prompt')} `,
    terminalHelp: (examples: readonly Suggestion[]) => filled('terminal-help', { examples: tryThese(examples) }),
    terminalUsage: plain('terminal-usage'),
    terminalUnknownOption: (option: string) => filled('terminal-unknown-option', { option }),
    terminalNotALanguage: plain('terminal-not-a-language'),
    terminalNoButton: (number: number) => filled('terminal-no-button', { number }),
    terminalNoReply: plain('terminal-no-reply'),
    terminalNoTranslation: plain('terminal-no-translation'),
    terminalAskHow: plain('terminal-ask-how'),
    terminalLanguageAuto: plain('terminal-language-auto'),
    terminalLanguageKept: plain('terminal-language-kept'),
    date: createRenderDate(language),
  }
}

/** The quotation marks of each language, and those that stand within them. */
const OUTER: Readonly<Record<Language, RegExp>> = { 'zh-hans': /[“”]/gu, 'zh-hant': /[「」]/gu, en: /[“”]/gu }
const INNER: Readonly<Record<string, string>> = { '“': '‘', '”': '’', '「': '『', '」': '』' }

/** Formats of dates, by the number of known parts minus one. */
const PRECISIONS: readonly Intl.DateTimeFormatOptions[] = [
  { year: 'numeric' },
  { year: 'numeric', month: 'short' },
  { year: 'numeric', month: 'short', day: 'numeric' },
]

/** Creates the renderer of dates in their own precision: 2023 → 2023年, 2023-01 → Jan 2023. */
function createRenderDate(language: Language): (date: string) => string {
  // Creating one format took a third of the time of rendering an answer.
  const formats = PRECISIONS.map((options) => new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options }))
  return (date) => formats[date.split('-').length - 1]?.format(new Date(date)) ?? date
}
