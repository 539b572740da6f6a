const MEGABYTE = 1024 * 1024

/** Upper bounds of a page: far above an honest one, and low enough to refuse a bad one within seconds. */
export const pageLimits = {
  /** Bytes of a file, and of what a server sends: a Word file with the pictures of a whole supplement. */
  bytes: 20 * MEGABYTE,
  /** Bytes of the XML in a Word file once it is unpacked: thirty times those of a long feature. */
  unpacked: 6 * MEGABYTE,
  /** Tags and attributes in that XML: each takes mammoth up to 2 KB; a feature of ten pages has some 20,000. */
  marks: 150_000,
  /** Files in a Word file. */
  entries: 5_000,
  /** Elements of an HTML page: that of a newspaper has some 3,000. */
  elements: 20_000,
  /** Levels of elements in an HTML page; what is deeper is read as if it lay at this level. */
  depth: 200,
  /** UTF-16 units of all blocks: an article file has at most a megabyte, which is 350,000 Han characters. */
  text: 340_000,
  /** UTF-16 units of one block: forty of the longest passages. */
  block: 100_000,
  /** Blocks: with their marks and comments they have to fit into the 20,000 lines of an article. */
  blocks: 4_000,
  /** Milliseconds until a server must have sent a page. */
  fetching: 20_000,
  /** Redirections that are followed. */
  redirections: 5,
} as const
