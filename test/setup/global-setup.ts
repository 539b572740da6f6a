import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { TestProject } from 'vitest/node'
import { findBundle } from '../../bin/bundle.js'
import { findTestServer } from './postgres.ts'
import { createPayloadSchema } from '../fake-bot-api/payloads/payload-schema.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The JSON Schema of the Bot API's payloads. */
    botApiSchema: string
    /** The folder that holds the programs of src/ as JavaScript. */
    programDir: string
    /** A folder for what the programs write; it is removed when the run ends, or is interrupted. */
    dataDir: string
    /** A PostgreSQL server on which tests create databases; undefined where there is none. */
    postgresUrl: string | undefined
    /** Why there is none. */
    postgresReason: string | undefined
  }
}

/** Makes once a run what every worker needs, whichever project asks first. */
export async function setup({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  const root = vitest.getRootProject()
  if (root.getProvidedContext().programDir !== undefined) return undefined
  const dataDir = mkdtempSync(join(tmpdir(), 'wenzheng-data-'))
  process.once('exit', () => rmSync(dataDir, { recursive: true }))
  root.provide('dataDir', dataDir)
  root.provide('botApiSchema', createPayloadSchema())
  root.provide('programDir', findBundle(resolve(import.meta.dirname, '../..')))
  const server = await findTestServer()
  root.provide('postgresUrl', server.url)
  root.provide('postgresReason', server.url === undefined ? server.reason : undefined)
  if (server.url !== undefined) return server.stop
  console.warn(`Tests on PostgreSQL are skipped: ${server.reason}`)
  return undefined
}
