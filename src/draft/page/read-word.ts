import JSZip from 'jszip'
import mammoth from 'mammoth'
import { draftTexts } from '../draft-texts.ts'
import { toBlock, toHtmlBlocks, toNotices } from './html-blocks.ts'
import { pageLimits } from './page-limits.ts'
import type { ReadPage } from './page.ts'

/** The parts with text and styles; whatever else a file has is not even unpacked. */
const XML = /\.(?:xml|rels)$/iu
const DOCUMENT = /^word\//u
/** Word's own names of styles, which do not change with its language. */
const STYLES = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"]

/** Reads a Word file (.docx). Sizes that it states are not believed: what is unpacked is counted. */
export async function readWord(bytes: Uint8Array): Promise<ReadPage> {
  const zip = await openZip(bytes)
  if (!zip) return refuse(draftTexts.notWord())
  const entries = Object.values(zip.files)
  if (!entries.some(({ name }) => DOCUMENT.test(name))) return refuse(draftTexts.otherZip())
  if (entries.length > pageLimits.entries) return refuse(draftTexts.wordTooLarge(pageLimits.unpacked))
  const unpacked = await unpack(entries)
  if (unpacked === 'tooLarge') return refuse(draftTexts.wordTooLarge(pageLimits.unpacked))
  if (unpacked === 'tooIntricate') return refuse(draftTexts.wordTooIntricate(pageLimits.marks))
  const html = unpacked && (await toHtml(unpacked))
  const read = html === undefined ? undefined : toHtmlBlocks(html)
  if (!read) return refuse(html === undefined ? draftTexts.notWord() : draftTexts.badHtml(pageLimits.elements))
  return {
    kind: 'read',
    page: { blocks: read.blocks.map(toBlock), beside: [], about: {}, notices: toNotices(read.counts) },
  }
}

async function openZip(bytes: Uint8Array): Promise<JSZip | undefined> {
  try {
    return await JSZip.loadAsync(bytes)
  } catch {
    return undefined
  }
}

/** Copies the XML of a file into one that has nothing else; undefined where it is damaged. */
async function unpack(
  entries: readonly JSZip.JSZipObject[],
): Promise<Buffer | 'tooLarge' | 'tooIntricate' | undefined> {
  const copy = new JSZip()
  let marks = 0
  let left: number = pageLimits.unpacked
  for (const entry of entries.filter(({ name, dir }) => !dir && XML.test(name))) {
    const content = await inflate(entry, left)
    if (content === undefined || content === 'tooLarge') return content
    left -= content.length
    marks += countMarks(content)
    if (marks > pageLimits.marks) return 'tooIntricate'
    copy.file(entry.name, content)
  }
  return copy.generateAsync({ type: 'nodebuffer', compression: 'STORE' })
}

/** Counts what begins a tag or gives an attribute its value. */
function countMarks(xml: Buffer): number {
  return xml.reduce((count, byte) => (byte === 0x3c || byte === 0x3d ? count + 1 : count), 0)
}

function inflate(entry: JSZip.JSZipObject, limit: number): Promise<Buffer | 'tooLarge' | undefined> {
  return new Promise((resolve) => {
    const stream = entry.nodeStream('nodebuffer')
    const chunks: Buffer[] = []
    let length = 0
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= limit) {
        chunks.push(chunk)
      } else {
        stream.pause()
        resolve('tooLarge')
      }
    })
    stream.on('error', () => resolve(undefined))
    stream.on('end', () => resolve(Buffer.concat(chunks)))
  })
}

/** Undefined where the XML is none of Word, or nested deeper than any document. */
async function toHtml(buffer: Buffer): Promise<string | undefined> {
  try {
    const convertImage = mammoth.images.imgElement(async () => ({ src: '' }))
    const { value } = await mammoth.convertToHtml(
      { buffer },
      { styleMap: STYLES, convertImage, externalFileAccess: false },
    )
    return value
  } catch {
    return undefined
  }
}

function refuse(reason: string): ReadPage {
  return { kind: 'refused', reason }
}
