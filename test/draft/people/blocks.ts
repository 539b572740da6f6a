import type { JoinedBlock } from '../../../src/draft/columns/joined-block.ts'
import { attribute } from '../../../src/draft/people/attribute.ts'
import { findSpeakers } from '../../../src/draft/people/find-speakers.ts'

/** Makes blocks of lines; `#` begins a heading, and empty lines are left out. */
export function toBlocks(lines: readonly string[]): JoinedBlock[] {
  return lines.flatMap((line, index) => {
    const [mark] = /^#+(?= )/u.exec(line) ?? []
    const block = { text: line.replace(/^#+ /u, ''), line: index + 1, lines: [index + 1], doubts: [] }
    if (line.trim() === '') return []
    return [mark === undefined ? block : { ...block, depth: mark.length }]
  })
}

/** Names, offices and roles of the people whom lines introduce. */
export function introduce(...lines: string[]) {
  return findSpeakers(toBlocks(lines)).speakers.map(({ name, office, role }) => ({ name, office, role }))
}

/** Whose words the lines are, each as `voice names`, with a question mark where it is marked. */
export function tell(...lines: string[]): string[] {
  const blocks = toBlocks(lines)
  return attribute(blocks, findSpeakers(blocks).speakers).flatMap(({ voice, names, isSure }, index) =>
    blocks[index]?.depth === undefined ? [[voice, ...names].join(' ') + (isSure ? '' : '?')] : [],
  )
}
