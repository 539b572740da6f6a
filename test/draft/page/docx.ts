import JSZip from 'jszip'

const MAIN = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const CONTENT_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'

/** Makes a Word file of one paragraph a text. */
export function toDocx(texts: readonly string[]): Promise<Uint8Array> {
  return packDocx(texts.map((text) => toParagraph(text)).join(''))
}

/** @param style an id of a style: `1` is the first heading, `T` the title */
export function toParagraph(text: string, style = '', properties = ''): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const own = style === '' ? '' : `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`
  return `<w:p>${own}<w:r>${properties}<w:t xml:space="preserve">${escaped}</w:t></w:r></w:p>`
}

/** Packs the XML of a document's body as a Word file. */
export function packDocx(
  body: string,
  others: Readonly<Record<string, string | Uint8Array>> = {},
): Promise<Uint8Array> {
  const zip = new JSZip()
  zip.file(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${CONTENT_TYPE}"/></Types>`,
  )
  zip.file('_rels/.rels', toRelationship('officeDocument', 'word/document.xml'))
  zip.file('word/_rels/document.xml.rels', toRelationship('styles', 'styles.xml'))
  const styles = [
    ['1', 'heading 1'],
    ['T', 'Title'],
  ].map(([id, name]) => `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`)
  zip.file('word/styles.xml', `<w:styles ${MAIN}>${styles.join('')}</w:styles>`)
  zip.file('word/document.xml', `<w:document ${MAIN}><w:body>${body}</w:body></w:document>`)
  for (const [name, content] of Object.entries(others)) zip.file(name, content)
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' })
}

function toRelationship(type: string, target: string): string {
  return `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/${type}" Target="${target}"/></Relationships>`
}
