import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parse, toMark } from './samples.ts'
import {
  BYLINE,
  HOST_AND_GUESTS,
  KICKER,
  LAYOUT,
  PHOTO_CREDITS,
  type Piece,
  STATEMENTS,
  TITLE,
} from './talent-2023-layout.ts'

async function readText(name: string): Promise<string> {
  const bytes = await readFile(new URL(`../../knowledge/${name}`, import.meta.url))
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
}

const page = (await readText('talent-2023.source.txt')).split('\n')
const article = parse(await readText('talent-2023.md'))
const { exchanges, speakers } = article
const passages = exchanges.flatMap((exchange) => exchange.passages)

const KNOT = 51
const knot = /^(?<start>.*专)项(?<rest>措施.*)$/.exec(toLine(KNOT))?.groups ?? {}

function toLine(line: number): string {
  return page[line - 1] ?? ''
}

function toText(piece: Piece): string {
  if (typeof piece === 'number') return toLine(piece)
  return (piece === '51 up to 专' ? knot.start : knot.rest) ?? ''
}

/** The heading of a statement stands in bold behind its speaker; all other headings are separate lines. */
function toHeading(line: number): string {
  return STATEMENTS.includes(line) ? (/\*\*(.*)\*\*$/.exec(toLine(line))?.[1] ?? '') : toLine(line)
}

describe('the round-table against its source page', () => {
  it('has 34 passages and 4 questions', () => {
    expect(passages).toHaveLength(34)
    expect(exchanges.filter(({ question }) => question)).toHaveLength(4)
  })

  it('has every passage byte for byte as the joined lines of the page, in reading order', () => {
    const joined = LAYOUT.map((layout) => layout.passages.map(([, pieces]) => pieces.map(toText).join('')))
    expect(exchanges.map((exchange) => exchange.passages.map(({ text }) => text))).toEqual(joined)
  })

  it('splits line 51: line 67 continues it up to 专, from 措施 it ends line 55, and one 项 is an error of the page', () => {
    expect(`${knot.start}项${knot.rest}`).toBe(toLine(KNOT))
    expect(passages.map(({ text }) => text)).toContain(`${knot.start}${toLine(67)}`)
    expect(passages.map(({ text }) => text)).toContain(`${toLine(55)}${knot.rest}`)
    expect(
      exchanges.filter((exchange) => exchange.passages.some(({ text }) => text.includes('数字人才总量超80万人'))),
    ).toEqual([exchanges[2]])
  })

  it('has every question byte for byte as on the page after 记者：', () => {
    const asked = exchanges.map(({ question }) => question && `记者：${question.text}`)
    expect(asked).toEqual(LAYOUT.map(({ question }) => question && toLine(question)))
  })

  it('has every heading as on the page, above its exchange', () => {
    expect(exchanges.map(({ headings }) => headings)).toEqual(LAYOUT.map(({ headings }) => headings.map(toHeading)))
  })

  it('has the right mark on every passage', () => {
    const marks = exchanges.map((exchange) => exchange.passages.map(({ voice }) => toMark(voice)))
    expect(marks).toEqual(LAYOUT.map((layout) => layout.passages.map(([mark]) => mark)))
  })

  it('has title, kicker and byline as on the page, and no day, which the page does not give', () => {
    expect(article).toMatchObject({
      title: toLine(TITLE),
      kicker: toLine(KICKER),
      byline: toLine(BYLINE),
      publication: '重庆日报',
      date: '2023-01',
    })
  })

  it('names the host and the guests with their complete office, in the order of the page', () => {
    const table = speakers.slice(0, HOST_AND_GUESTS.length)
    const roles = [`${table[0]?.role}：`, `${table[1]?.role}：`]
    expect(table.map(({ office, name }, index) => `${roles[index] ?? ''}${office} ${name}`)).toEqual(
      HOST_AND_GUESTS.map(toLine),
    )
    expect(table.map(({ role }) => role)).toEqual(['主持人', ...Array.from({ length: 6 }, () => '访谈嘉宾')])
  })

  it('names the authors of statements with their complete office, headline and section', () => {
    const others = speakers.slice(HOST_AND_GUESTS.length)
    const headlines = exchanges.slice(-STATEMENTS.length).map(({ headings }) => headings.at(-1))
    expect(others.map(({ office, name }, index) => `${office}${name}：**${headlines[index]}**`)).toEqual(
      STATEMENTS.map(toLine),
    )
    expect(others.map(({ role }) => role)).toEqual(['两会声音', '两会声音', '两会声音'])
  })

  it('uses every line once, except blank lines, photo credits and section titles', () => {
    const read = LAYOUT.flatMap((layout) => [
      ...(layout.question ? [layout.question] : []),
      ...layout.passages.flatMap(([, pieces]) => pieces).map((piece) => (typeof piece === 'number' ? piece : KNOT)),
    ])
    const headings = new Set(LAYOUT.flatMap((layout) => layout.headings))
    const used = [...read, ...headings, KICKER, TITLE, BYLINE, ...HOST_AND_GUESTS, ...PHOTO_CREDITS].toSorted(
      (a, b) => a - b,
    )
    const written = page.flatMap((text, index) => (text === '' ? [] : [index + 1]))
    const twice = used.filter((line, index) => used.indexOf(line) !== index)
    expect([...new Set(used)]).toEqual(written)
    expect(twice).toEqual([KNOT])
  })

  it('omits only photo credits', () => {
    for (const line of PHOTO_CREDITS) expect(toLine(line)).toMatch(/^\p{Script=Han}{2,3} \((.* 摄|受访者供图)\)$/u)
  })

  it('numbers its paragraphs in reading order, so that links remain valid', () => {
    const numbered = [
      ['core', 3],
      ['s1', 9],
      ['s2', 9],
      ['s3', 6],
      ['s4', 5],
      ['voices', 6],
    ] as const
    const ids = numbered.flatMap(([part, count]) =>
      Array.from({ length: count }, (_, index) => `talent-2023_${part}-${index + 1}`),
    )
    expect(
      exchanges.flatMap((exchange) => [
        ...(exchange.question ? [exchange.question.id] : []),
        ...exchange.passages.map(({ id }) => id),
      ]),
    ).toEqual(ids)
  })
})
