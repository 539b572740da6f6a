/** The program that drafts one page: in a process of its own, since a page takes seconds, and may be made to take more. */
import { once } from 'node:events'
import type { SentPage } from './draft-apart.ts'
import { draftPage } from './draft-page.ts'

async function main(): Promise<void> {
  // Sent to the whole group: the bot still answers what it has begun, and ends this process by closing its channel.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
  process.once('disconnect', () => process.exit())
  const [{ bytes, name }] = (await once(process, 'message')) as [SentPage]
  // Who asked ends this process once it has the draft: its end might be known before.
  process.send?.(await draftPage(bytes, name))
}

await main()
