import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openFts5Engine } from '../../src/search/engine/fts5-engine.ts'

/** Makes the path of an index file in a folder that the test's end deletes. */
export function makeIndexPath(): string {
  const dir = mkdtempSync(join(tmpdir(), 'index-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return join(dir, 'passages.index')
}

/** Opens an engine that the test's end closes. */
export function openEngine(path: string, onDamage?: () => void): ReturnType<typeof openFts5Engine> {
  const engine = openFts5Engine(path, onDamage)
  let isOpen = true
  const close = () => {
    if (isOpen) engine.close()
    isOpen = false
  }
  onTestFinished(close)
  return { ...engine, close }
}
