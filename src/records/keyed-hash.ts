import { createHmac } from 'node:crypto'

/**
 * Keyed hashes (HMAC-SHA-256) replace ids and wordings in the database, so that nobody without the key can recover
 * them from the file. Stored rows are found by their hashes: a changed form would lose them.
 */
function hash(key: string, text: string, encoding: 'base64url' | 'hex'): string {
  return createHmac('sha256', key).update(text).digest(encoding)
}

/** Hashes the user of a query, a press or a vote. */
export function hashUser(key: string, userId: number): string {
  return hash(key, `user ${userId}`, 'base64url')
}

/** Hashes the user of a chosen language: without a prefix and in hex, as in the first release. */
export function hashLanguageUser(key: string, userId: number): string {
  return hash(key, String(userId), 'hex')
}

/** Hashes the message with an answer. */
export function hashMessage(key: string, chatId: number, messageId: number): string {
  return hash(key, `message ${chatId} ${messageId}`, 'base64url')
}

/** Hashes the wording key of a decision. */
export function hashWording(key: string, wordingKey: string): string {
  return hash(key, `wording ${wordingKey}`, 'base64url')
}
