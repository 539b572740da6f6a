import { fileURLToPath } from 'node:url'
import { generateSchema, getProgramFromFiles } from 'typescript-json-schema'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    botApiSchema: string
  }
}

/** Gives every test file the JSON Schema of the Bot API's payloads, made once a run from grammY's types. */
export function setup(project: TestProject): void {
  project.provide('botApiSchema', payloadSchema())
}

function payloadSchema(): string {
  const file = fileURLToPath(new URL('payloads.ts', import.meta.url))
  // typescript-json-schema brings its own TypeScript, which does not read the project's tsconfig.
  const program = getProgramFromFiles([file], {
    module: 'nodenext',
    moduleResolution: 'nodenext',
    target: 'es2022',
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  })
  const schema = generateSchema(program, 'Payloads', { noExtraProps: true, required: true, strictNullChecks: true })
  if (!schema) throw new Error('No JSON Schema could be made from test/fake-bot-api/payloads.ts')
  return JSON.stringify(schema, withoutProse)
}

// The descriptions are most of the schema's size, and every worker gets a copy. A property may be named description too.
function withoutProse(key: string, value: unknown): unknown {
  return key === 'description' && typeof value === 'string' ? undefined : value
}
