import { type Message, say } from './message.ts'

/** A problem's two sentences: the attributes `wrong` and `right` of one message. */
export type ProblemText = Message

/** The texts of all problems, each as a function of its variables. */
export const problemTexts = {
  noFolder: (dir: string) => say('no-folder', { dir }),
  emptyFolder: () => say('empty-folder'),
  link: () => say('link'),
  notAFile: () => say('not-a-file'),
  fileTooLarge: (bytes: number, limit: number) =>
    say('file-too-large', { size: toKilobytes(bytes), limit: toKilobytes(limit) }),
  folderTooLarge: (bytes: number, limit: number) =>
    say('folder-too-large', { size: toKilobytes(bytes), limit: toKilobytes(limit) }),
  tooManyEntries: (limit: number) => say('too-many-entries', { limit }),
  moreProblems: (count: number) => say('more-problems', { count }),
  notUtf8: () => say('not-utf8'),
  binary: () => say('binary'),
  controlCharacter: (name: string) => say('control-character', { name }),
  noCharacter: (name: string) => say('no-character', { name }),
  invisible: (name: string, character: string) => say('invisible', { name, character }),
  tooManyLines: (count: number, limit: number) => say('too-many-lines', { count, limit }),
  tooMuchMarkup: (count: number, limit: number) => say('too-much-markup', { count, limit }),
  tooManySigns: (count: number, limit: number) => say('too-many-signs', { count, limit }),
  noFrontMatter: () => say('no-front-matter'),
  unclosedHead: () => say('unclosed-head'),
  cutValue: (key: string, value: string) => say('cut-value', { key, value }),
  badYaml: (reason: Message | string) => say('bad-yaml', { reason }),
  fullWidthColon: (line: string) => say('full-width-colon', { line }),
  yamlAlias: (alias: string) => say('yaml-alias', { alias }),
  yamlAnchor: (anchor: string) => say('yaml-anchor', { anchor }),
  yamlTooMuch: (limit: number) => say('yaml-too-much', { limit }),
  yamlTooDeep: (limit: number) => say('yaml-too-deep', { limit }),
  unreadable: (reason: string) => say('unreadable', { reason }),
  unreadableFolder: (reason: string) => say('unreadable-folder', { reason }),
  unknownKey: (key: string, suggestion: string | undefined, known: readonly string[]) =>
    say('unknown-key', { key, meant: toMeant(suggestion), known }),
  missingKey: (key: string) => say('missing-key', { key, example: toExample(key) }),
  badValue: (key: string, reason: Message) => say('bad-value', { key, reason, example: toExample(key) }),
  duplicateArticle: (id: string, other: string) => say('duplicate-article', { id, other }),
  duplicateSpeaker: (name: string) => say('duplicate-speaker', { name }),
  borrowedName: (alias: string, name: string) => say('borrowed-name', { alias, name }),
  duplicatePassage: (id: string, line: number) => say('duplicate-passage', { id, line }),
  secondMark: (mark: string) => say('second-mark', { mark }),
  markup: (kind: Message | string) => say('markup', { kind }),
  samePassage: (line: number) => say('same-passage', { line }),
  badId: (id: string) => say('bad-id', { id }),
  unmarked: (start: string) => say('unmarked', { start }),
  unknownSpeaker: (name: string, suggestion: string | undefined, known: readonly string[]) =>
    say('unknown-speaker', { name, meant: toMeant(suggestion), known }),
  headingSpace: (start: string) => say('heading-space', { start }),
  noExchange: (start: string) => say('no-exchange', { start }),
  midSentenceEnd: (end: string) => say('mid-sentence-end', { end }),
  midSentenceStart: (start: string) => say('mid-sentence-start', { start }),
  tooLong: (length: number, limit: number) => say('too-long', { length, limit }),
  noWords: () => say('no-words'),
  noAnswer: () => say('no-answer'),
  emptyHeading: (heading: string) => say('empty-heading', { heading }),
  openGuess: () => say('open-guess'),
  headingIsParagraph: () => say('heading-is-paragraph'),
  notProse: (kind: Message | string) => say('not-prose', { kind }),
  unknownArticle: (id: string, suggestion: string | undefined, known: readonly string[]) =>
    say('unknown-article', { id, meant: toMeant(suggestion), known, count: known.length }),
  unknownPassage: (id: string, article: string, suggestion: string | undefined) =>
    say('unknown-passage', { id, article, meant: toMeant(suggestion) }),
  repeatedAsk: (ask: string) => say('repeated-ask', { ask }),
  contradictedAsk: (ask: string) => say('contradicted-ask', { ask }),
  checkMissed: (query: string, passage: string, found: readonly string[]) =>
    say('check-missed', { query, passage, found: toFound(found) }),
  checkFoundHere: (query: string, found: readonly string[]) =>
    say('check-found-here', { query, found: toFound(found) }),
  checkFound: (query: string, found: readonly string[]) => say('check-found', { query, found: toFound(found) }),
  checkGone: (query: string, passage: string) => say('check-gone', { query, passage }),
  sharedSynonym: (word: string, file: string, line: number) => say('shared-synonym', { word, file, line }),
  noPassages: () => say('no-passages'),
}

/** The YAML keys that have an example in `locales/`. */
export const EXAMPLES: readonly string[] = [
  'id',
  'title',
  'title_en',
  'kicker',
  'publication',
  'publication_en',
  'date',
  'link',
  'byline',
  'speakers',
  'name',
  'office',
  'office_en',
  'role',
  'role_en',
  'aliases',
  'article',
  'asks',
  'unanswered',
  'finds',
  'nothing',
  'not_here',
  'synonyms',
  'terms',
]

/** YAML errors with a translated reason, by the parser's code; all others show the parser's English message. */
export const YAML_REASONS: Readonly<Record<string, Message>> = {
  TAB_AS_INDENT: say('yaml-tab-as-indent'),
  DUPLICATE_KEY: say('yaml-duplicate-key'),
  BAD_INDENT: say('yaml-bad-indent'),
}

/** Names of inline Markdown, by mdast node type. */
export const MARKUP_NAMES: Readonly<Record<string, Message>> = {
  emphasis: say('markup-emphasis'),
  strong: say('markup-strong'),
  inlineCode: say('markup-code'),
  link: say('markup-link'),
  image: say('markup-image'),
  html: say('markup-html'),
}

/** Names of Markdown blocks that are not paragraphs, by mdast node type. */
export const BLOCK_NAMES: Readonly<Record<string, Message>> = {
  list: say('block-list'),
  blockquote: say('block-quote'),
  code: say('block-code'),
  html: say('block-html'),
  definition: say('block-definition'),
}

/** CommonMark has no tables: the parser returns one as a paragraph. */
export const TABLE_NAME = say('block-table')

/** Rounds up, so that a size just above a limit never shows as equal to it. */
function toKilobytes(bytes: number): number {
  return Math.ceil(bytes / 1024)
}

function toFound(passages: readonly string[]): Message {
  return passages.length > 0 ? say('check-finds', { passages }) : say('check-finds-nothing')
}

function toMeant(suggestion: string | undefined): Message | string {
  return suggestion === undefined ? '' : say('meant', { suggestion })
}

function toExample(key: string): Message | string {
  return EXAMPLES.includes(key) ? say(`example-${key}`) : ''
}
