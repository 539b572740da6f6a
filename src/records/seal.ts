import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
/** Bytes before the sealed text. */
const SEAL = { nonce: 12, tag: 16 }

/** Makes texts unreadable in the database without the bot's token, as hashes do with ids. */
export interface Seal {
  close(text: string): Buffer
  /** Undefined for what another token sealed, or is damaged. */
  open(content: ArrayBuffer | Uint8Array): string | undefined
  /** A keyed hash, by which equal texts are known. */
  digest(text: string): string
}

/** @param purpose what is sealed: nothing that is sealed for one purpose opens for another */
export function createSeal(token: string, purpose: string): Seal {
  const key = createHmac('sha256', token).update(`seal of ${purpose}`).digest()
  return {
    close(text) {
      const nonce = randomBytes(SEAL.nonce)
      const cipher = createCipheriv(CIPHER, key, nonce)
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    open(content) {
      // Both kinds of bytes make a buffer, which the overloads tell apart.
      const bytes = content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(content)
      try {
        const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, SEAL.nonce))
        decipher.setAuthTag(bytes.subarray(SEAL.nonce, SEAL.nonce + SEAL.tag))
        const opened = Buffer.concat([decipher.update(bytes.subarray(SEAL.nonce + SEAL.tag)), decipher.final()])
        return opened.toString('utf8')
      } catch {
        return undefined
      }
    },
    digest: (text) => createHmac('sha256', key).update(text).digest('base64url'),
  }
}
