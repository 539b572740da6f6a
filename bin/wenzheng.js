#!/usr/bin/env node
/**
 * Runs a command of the program, `wenzheng chat`: in a clone, in an image, or as an installed package. It runs in this
 * very process, so that signals and exit codes are the command's own.
 */
import { readFileSync } from 'node:fs'
import module from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findBundle } from './bundle.js'

const root = join(import.meta.dirname, '..')

if (['--version', '-v'].includes(process.argv[2] ?? '')) {
  /** @type {{ readonly version: string }} */
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  console.log(version)
} else {
  await run()
}

async function run() {
  const dir = bundle()
  const file = join(dir, 'wenzheng.mjs')
  // What follows stands where it would stand without this file.
  process.argv[1] = file
  process.setSourceMapsEnabled(true)
  // Node 20 has none, nor do the types. In the bundle's folder it is removed with it.
  const { enableCompileCache } = /** @type {{ enableCompileCache?: (dir: string) => unknown }} */ (module)
  enableCompileCache?.(join(dir, 'compiled'))
  await import(pathToFileURL(file).href)
}

function bundle() {
  try {
    return findBundle(root)
  } catch (error) {
    // Packages that are not installed, or a mistake in a source: the message says which.
    console.error(error instanceof Error ? error.message : error)
    return process.exit(1)
  }
}
