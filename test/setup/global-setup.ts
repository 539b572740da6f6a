import type { TestProject } from 'vitest/node'
import { createPayloadSchema } from '../fake-bot-api/payloads/payload-schema.ts'
import { compileProgram } from './compile-program.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The JSON Schema of the Bot API's payloads. */
    botApiSchema: string
    /** The folder that holds src/ as JavaScript. */
    programDir: string
  }
}

/** Makes once a run what every worker needs, whichever project asks first. */
export async function setup({ vitest }: TestProject): Promise<void> {
  const root = vitest.getRootProject()
  if (root.getProvidedContext().programDir !== undefined) return
  // tsc is a process of its own: it runs beside the making of the schema.
  const compiling = compileProgram()
  root.provide('botApiSchema', createPayloadSchema())
  root.provide('programDir', await compiling)
}
