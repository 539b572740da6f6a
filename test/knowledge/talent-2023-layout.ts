/** A line of the source page, or one of the two parts of its line 51. */
export type Piece = number | '51 up to 专' | '51 from 措施'

/** The lines of the page that form an exchange; the pieces in one list are one paragraph. */
export interface Layout {
  readonly headings: readonly number[]
  readonly question?: number
  /** In reading order. */
  readonly passages: readonly (readonly [mark: string, pieces: readonly Piece[]])[]
}

const SUMMARY = 9
const ROUND_TABLE = 17
const VOICES = 133

/** The reading order: the page is set in columns and was copied column by column. */
export const LAYOUT: readonly Layout[] = [
  {
    headings: [SUMMARY],
    passages: [
      ['叙述', [11]],
      ['叙述', [13]],
      ['叙述', [15]],
    ],
  },
  {
    headings: [ROUND_TABLE, 65],
    question: 47,
    passages: [
      ['叙述', [49]],
      ['叙述', ['51 up to 专', 67]],
      ['高新波', [69]],
      ['高新波', [71, 73]],
      ['刘小康', [75]],
      ['叙述', [77]],
      ['刘小康', [93]],
      ['关于刘小康', [95]],
    ],
  },
  {
    headings: [ROUND_TABLE, 79],
    question: 53,
    passages: [
      ['叙述', [55, '51 from 措施']],
      ['叙述', [81]],
      ['褚文博', [83]],
      ['王颖', [85, 87]],
      ['关于褚文博、王颖', [89]],
      ['叙述', [91, 97]],
      ['褚文博', [99]],
      ['王颖', [101]],
    ],
  },
  {
    headings: [ROUND_TABLE, 103],
    question: 57,
    passages: [
      ['叙述', [59, 105]],
      ['高新波', [107]],
      ['叙述', [109, 111]],
      ['高新波', [113]],
      ['王颖', [115]],
    ],
  },
  {
    headings: [ROUND_TABLE, 117],
    question: 61,
    passages: [
      ['叙述', [63, 119]],
      ['陈娟、王延江', [121, 123]],
      ['王延江', [125, 127]],
      ['陈娟', [129]],
    ],
  },
  {
    headings: [VOICES, 135],
    passages: [
      ['田水松', [137]],
      ['田水松', [139]],
    ],
  },
  {
    headings: [VOICES, 141],
    passages: [
      ['娄超', [143]],
      ['娄超', [145]],
    ],
  },
  {
    headings: [VOICES, 147],
    passages: [
      ['马卫', [149]],
      ['马卫', [151]],
    ],
  },
]

export const KICKER = 5
export const TITLE = 7
export const BYLINE = 153

/** The lines that name the host and the guests. */
export const HOST_AND_GUESTS = [19, 21, 23, 25, 27, 29, 31]

/** The lines that name the author of a statement with its headline. */
export const STATEMENTS = [135, 141, 147]

/** Photo credits are not content. */
export const PHOTO_CREDITS = [35, 37, 39, 41, 43, 45]
