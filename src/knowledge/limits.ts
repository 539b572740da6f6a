const KILOBYTE = 1024
const MEGABYTE = 1024 * KILOBYTE

/** Upper bounds of all input: far above any honest file, and low enough to refuse a bad one within seconds. */
export const limits = {
  /** Bytes of an article: a book of 350,000 Han characters. Parsing it blocks the bot for up to a second. */
  article: MEGABYTE,
  /** Bytes of a file of asks: six times the asks of this repository; an article may have several such files. */
  asks: 4 * MEGABYTE,
  /** Bytes of a file of checks: some 10,000 checks, each of which is a query that a reload waits for. */
  checks: MEGABYTE,
  /** Bytes of a vocabulary: fifty times that of this repository; every query is searched for each of its words. */
  vocabulary: MEGABYTE,
  /** Bytes of all files together: 800,000 passages. Their text is held in memory, as large as in the files. */
  folder: 1024 * MEGABYTE,
  /** Entries of a folder, ignored ones included. */
  entries: 20_000,
  /** Lines of an article: each can begin a block, and a block costs the parser far more than its characters. */
  lines: 20_000,
  /** Characters between two blank lines of an article: the longest passage with each character escaped, and marks. */
  block: 8_000,
  /** Unescaped markup characters between two blank lines: the parser's cost is quadratic in them. */
  signs: 100,
  /** Markup characters in an article, escaped ones included: a thousand take about 10 ms. */
  articleSigns: 20_000,
  /** Lines that begin with a list or quotation mark: all are refused, and the parser's cost is quadratic in them. */
  listLines: 200,
  /** Length of the list and quotation marks at the start of a line: the parser visits all levels for each of them. */
  nesting: 12,
  /** Speakers of one article: every paragraph is searched for each name. */
  speakers: 200,
  /** Other names of one speaker. */
  aliases: 20,
  /** Nesting levels of YAML; no file needs more than four. */
  depth: 20,
  /** Lexer tokens of a YAML file: a line of asks has six, and a hundred thousand take about half a second. */
  tokens: 500_000,
  /** Problems reported for a folder; the last one counts the rest. */
  problems: 1_000,
  /** Unknown words of a file, and unknown articles of a folder, for which the closest known one is looked up. */
  suggestions: 100,
} as const
