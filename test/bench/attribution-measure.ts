import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { JoinedBlock } from '../../src/draft/columns/joined-block.ts'
import { attribute } from '../../src/draft/people/attribute.ts'
import type { Attribution, DraftSpeaker } from '../../src/draft/people/attribution.ts'
import { findSpeakers } from '../../src/draft/people/find-speakers.ts'
import { toPlain } from '../../src/draft/people/shapes/reading.ts'

/** How the attributions of an article's plain text agree with its marks. */
export interface Agreement {
  readonly paragraphs: number
  /** Kind and names are those of the mark, whether sure or not. */
  readonly agree: number
  /** Of these the sure ones. */
  readonly agreeSure: number
  readonly marked: number
  /** Not those of the mark, and sure. */
  readonly wrong: number
  /** The speakers of the head whom the text names, those found, and those of them with exactly the office of the head. */
  readonly named: number
  readonly found: number
  readonly offices: number
  readonly listed: number
  /** The people of the head with their offices, and the offices found; undefined where nobody or none was found. */
  readonly people: readonly {
    readonly name: string
    readonly office?: string | undefined
    readonly found?: string | undefined
  }[]
  readonly rows: readonly Row[]
}

export interface Row {
  readonly text: string
  readonly expected: string
  readonly got: string
  readonly attribution: Attribution
}

interface Head {
  readonly speakers?: readonly {
    readonly name: string
    readonly office?: string
    readonly role?: string
    readonly aliases?: readonly string[]
  }[]
}

const FRONT_MATTER = /^---\n((?:.*\n)*?)---\n/
const MARK = /^【([^】]*)】/u

/**
 * Measures one article.
 *
 * @param from `text`: the plain text alone; `labels`: with 名：before every speech, as transcripts are printed; `head`: the
 *   plain text, and the speakers of the head, as an editor may have corrected them
 */
export function measureAgreement(file: string, from: 'text' | 'labels' | 'head' = 'text'): Agreement {
  return measureSource(readFileSync(file, 'utf8'), from)
}

/** Measures the text of an article; the head may be missing. */
export function measureSource(source: string, from: 'text' | 'labels' | 'head' = 'text'): Agreement {
  const head: Head = parse(FRONT_MATTER.exec(source)?.[1] ?? '') ?? {}
  const parts = toParts(source.replace(FRONT_MATTER, ''), from === 'labels')
  const blocks = parts.map(({ block }) => block)
  const found = findSpeakers(blocks).speakers
  const listed = (head.speakers ?? []).map((speaker) => ({ aliases: [], line: 1, isSure: true, ...speaker }))
  const attributions = attribute(blocks, from === 'head' ? listed : found)
  const rows = parts.flatMap(({ block, mark }, index): Row[] => {
    const attribution = attributions[index]
    if (mark === undefined || !attribution) return []
    const expected = toKey(mark, (name) => name)
    const names = attribution.names.map((name) => toListed(name, listed))
    return [{ text: block.text, expected, got: toGot(attribution, names), attribution }]
  })
  const named = listed.filter(({ name }) => isNamed(source.replace(FRONT_MATTER, ''), name))
  const matched = listed.flatMap((speaker) =>
    found.filter(({ name }) => toListed(name, listed) === speaker.name).map((one) => ({ one, speaker })),
  )
  const agreeing = rows.filter(({ expected, got }) => expected === got)
  return {
    paragraphs: rows.length,
    agree: agreeing.length,
    agreeSure: agreeing.filter(({ attribution }) => attribution.isSure).length,
    marked: rows.filter(({ attribution }) => !attribution.isSure).length,
    wrong: rows.filter(({ expected, got, attribution }) => expected !== got && attribution.isSure).length,
    named: named.length,
    found: new Set(matched.map(({ speaker }) => speaker.name)).size,
    offices: matched.filter(({ one, speaker }) => one.office === speaker.office).length,
    listed: listed.length,
    people: listed.map(({ name, office }) => {
      const one = matched.find(({ speaker }) => speaker.name === name)?.one
      return { name, office, found: one && (one.office ?? '') }
    }),
    rows,
  }
}

function toParts(body: string, withLabels: boolean): { block: JoinedBlock; mark?: string }[] {
  return body.split('\n').flatMap((line, index): { block: JoinedBlock; mark?: string }[] => {
    if (line.trim() === '') return []
    const heading = /^(#{1,6}) (.*)$/u.exec(line)
    const base = { line: index + 1, lines: [index + 1], doubts: [] }
    if (heading) return [{ block: { ...base, text: heading[2] ?? '', depth: heading[1]?.length } }]
    const mark = MARK.exec(line)?.[1] ?? ''
    const words = line.replace(MARK, '').replace(/ \^[a-z0-9-]+$/u, '')
    const label = withLabels && !/^(?:[问問叙敘原]|关于|關於)/u.test(mark) ? `${mark}：` : ''
    return [{ block: { ...base, text: label + words }, mark }]
  })
}

/** A kind with its names in one order. */
function toKey(mark: string, toName: (name: string) => string): string {
  if (/^[问問]/u.test(mark)) return 'question'
  if (/^[叙敘]/u.test(mark)) return 'narration'
  if (mark === '原文') return 'document'
  const kind = /^[关關][于於]/u.test(mark) ? 'about' : 'speech'
  const names = mark
    .replace(/^[关關][于於]\s*/u, '')
    .split(/[、，,]/u)
    .map((name) => toName(name.trim()))
  return `${kind} ${names.toSorted().join('、')}`
}

function toGot({ voice }: Attribution, names: readonly string[]): string {
  return voice === 'speech' || voice === 'about' ? `${voice} ${names.toSorted().join('、')}` : voice
}

/** The name in the head of whom the page calls by another name: 劉副主委, 主席. */
function toListed(name: string, listed: readonly DraftSpeaker[]): string {
  const plain = toPlain(name)
  const byName = listed.find((speaker) => toPlain(speaker.name) === plain)
  const owners = byName
    ? [byName]
    : listed.filter(({ aliases, role }) => role === name || aliases.some((alias) => toPlain(alias) === plain))
  return owners.length === 1 ? (owners[0]?.name ?? name) : name
}

/** Whether a text names somebody, if with a title between surname and given name. */
function isNamed(text: string, name: string): boolean {
  return text.split('\n').some((line) => {
    const words = line.replace(MARK, '')
    return (
      words.includes(name) || new RegExp(`${name.slice(0, 1)}\\p{Script=Han}{2,4}${name.slice(1)}`, 'u').test(words)
    )
  })
}
