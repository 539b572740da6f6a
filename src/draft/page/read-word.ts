import { draftTexts } from '../draft-texts.ts'
import type { ReadPage } from './page.ts'
export async function readWord(_bytes: Uint8Array): Promise<ReadPage> {
  return { kind: 'refused', reason: draftTexts.noText() }
}
