/** A file as it was uploaded. */
export interface Upload {
  filename: string
  content: Buffer
}

interface Form {
  fields: Map<string, string>
  files: Map<string, Upload>
}

/** Parses a body of multipart/form-data (RFC 7578); undefined where it is none, or any part of it is not whole. */
export function parseMultipart(body: Buffer, contentType: string): Form | undefined {
  const [, quoted, bare] = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? bare
  if (boundary === undefined) return undefined
  const form: Form = { fields: new Map(), files: new Map() }
  // A byte is a character, so that no file is changed by being parted.
  const parts = `\r\n${body.toString('latin1')}`.split(`\r\n--${boundary}`)
  if (parts.shift() !== '' || !/^--(?:\r\n)?$/.test(parts.pop() ?? '')) return undefined
  return parts.every((part) => addPart(form, part)) ? form : undefined
}

function addPart({ fields, files }: Form, part: string): boolean {
  const [, head = '', content] = /^\r\n((?:[^\r\n]+\r\n)+)\r\n([^]*)$/.exec(part) ?? []
  const [, disposition = ''] = /^content-disposition:\s*form-data\s*;(.*)$/im.exec(head) ?? []
  const [, name] = /(?:^|[\s;])name="([^"]*)"/i.exec(disposition) ?? []
  const [, quoted, bare] = /(?:^|[\s;])filename=(?:"([^"]*)"|([^\s;]+))/i.exec(disposition) ?? []
  const filename = quoted ?? bare
  if (content === undefined || name === undefined || fields.has(name) || files.has(name)) return false
  const bytes = Buffer.from(content, 'latin1')
  if (filename === undefined) fields.set(name, bytes.toString('utf8'))
  else files.set(name, { filename, content: bytes })
  return true
}
