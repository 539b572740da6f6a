import { FluentResource } from '@fluent/bundle'

/** Lists the messages of a Fluent source, and attributes as `id.attribute`, with their variables. */
export function toOutline(source: string): Record<string, readonly string[]> {
  return Object.fromEntries(
    new FluentResource(source).body.flatMap(({ id, value, attributes }) => [
      ...(value === null ? [] : [[id, toVariables(value)] as const]),
      ...Object.entries(attributes).map(([name, pattern]) => [`${id}.${name}`, toVariables(pattern)] as const),
    ]),
  )
}

const toVariables = (pattern: unknown) => [...new Set(listVariables(pattern))].toSorted()

function listVariables(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  if ('type' in node && node.type === 'var' && 'name' in node) return [String(node.name)]
  return Object.values(node).flatMap(listVariables)
}
