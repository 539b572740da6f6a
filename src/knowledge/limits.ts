const KILOBYTE = 1024
const MEGABYTE = 1024 * KILOBYTE

/** How much there may be of everything: far more than any honest file has, and little enough that a bad one is refused within seconds. */
export const limits = {
  /** In bytes: a book of 350,000 Han characters; to parse it takes up to a second, in which the bot cannot answer. */
  article: MEGABYTE,
  /** In bytes: six times the asks of this repository; an article may have several such files. */
  asks: 4 * MEGABYTE,
  /** In bytes: some 10,000 checks, each of which is a query that a reload waits for. */
  checks: MEGABYTE,
  /** In bytes: fifty times the vocabulary of this repository, every word of which is looked for in every query. */
  vocabulary: MEGABYTE,
  /** In bytes, all files together: what was read is held in memory, twice while a reload is under way, and to index it takes about 3 seconds for each megabyte. */
  folder: 16 * MEGABYTE,
  /** The entries of a folder, those that are passed over among them. */
  entries: 10_000,
  /** The lines of an article: each begins a block at the worst, and a block costs the parser far more than its characters. */
  lines: 20_000,
  /** The characters between two empty lines of an article: a passage of the greatest length, escaped altogether, with its marks. */
  block: 8_000,
  /** The unescaped signs of formatting between two empty lines: the parser compares each of them with all before it. */
  signs: 100,
  /** The signs of formatting in an article, the escaped ones too: a thousand of them take about 10 milliseconds. */
  articleSigns: 20_000,
  /** The lines of an article that begin with a list or quotation mark: each is refused, and the parser compares it with all before. */
  listLines: 200,
  /** The characters of list and quotation marks that a line begins with: the parser goes through all levels for each. */
  nesting: 12,
  /** The speakers of one article, and the other names of one speaker: each name is looked for in every paragraph. */
  speakers: 200,
  aliases: 20,
  /** How deep YAML may be nested; four levels are the most that any file needs. */
  depth: 20,
  /** The signs, blanks and values of a YAML file: a line of asks has six, and a hundred thousand take about half a second. */
  tokens: 500_000,
  /** The problems told of a folder; how many more there are is told in the last. */
  problems: 1_000,
  /** The unknown words of a file that the nearest known one is looked for. */
  suggestions: 100,
} as const
