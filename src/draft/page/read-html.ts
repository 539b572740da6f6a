import { draftTexts } from '../draft-texts.ts'
import type { ReadPage } from './page.ts'
export async function readHtml(_text: string): Promise<ReadPage> {
  return { kind: 'refused', reason: draftTexts.noText() }
}
