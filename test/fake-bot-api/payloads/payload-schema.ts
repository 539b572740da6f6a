import { fileURLToPath } from 'node:url'
import { generateSchema, getProgramFromFiles } from 'typescript-json-schema'

/** Creates the JSON Schema of the Bot API's payloads, as JSON, from grammY's types. */
export function createPayloadSchema(): string {
  const file = fileURLToPath(new URL('payloads.ts', import.meta.url))
  // typescript-json-schema brings its own TypeScript, which does not read the project's tsconfig.
  const program = getProgramFromFiles([file], {
    module: 'nodenext',
    moduleResolution: 'nodenext',
    target: 'es2022',
    // No package of @types and no types of the browser: the payloads use none, and they take seconds to read.
    lib: ['es2022'],
    types: [],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  })
  const options = { noExtraProps: true, required: true, strictNullChecks: true, ignoreErrors: true }
  const schema = generateSchema(program, 'Payloads', options)
  if (!schema) throw new Error('No JSON Schema could be made from test/fake-bot-api/payloads/payloads.ts')
  return JSON.stringify(schema, withoutProse)
}

// Descriptions are most of the schema, and every worker gets a copy. A property may be named description too.
function withoutProse(key: string, value: unknown): unknown {
  return key === 'description' && typeof value === 'string' ? undefined : value
}
