import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import { findBundle } from '../../bin/bundle.js'
import { createPayloadSchema } from '../fake-bot-api/payloads/payload-schema.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The JSON Schema of the Bot API's payloads. */
    botApiSchema: string
    /** The folder that holds the programs of src/ as JavaScript. */
    programDir: string
    /** A folder for what the programs write; it is removed when the run ends, or is interrupted. */
    dataDir: string
  }
}

/** Makes once a run what every worker needs, whichever project asks first. */
export function setup({ vitest }: TestProject): void {
  const root = vitest.getRootProject()
  if (root.getProvidedContext().programDir !== undefined) return
  const dataDir = mkdtempSync(join(tmpdir(), 'wenzheng-data-'))
  process.once('exit', () => rmSync(dataDir, { recursive: true }))
  root.provide('dataDir', dataDir)
  root.provide('botApiSchema', createPayloadSchema())
  root.provide('programDir', findBundle(resolve(import.meta.dirname, '../..')))
}
