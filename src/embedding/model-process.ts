/**
 * The program that runs a model: in a process of its own, since the runtime blocks its thread, may crash, and aborts the
 * whole process where a worker thread is ended amid a run.
 */
import { once } from 'node:events'
import type { Load, Report, Task } from './child.ts'
import { type Model, loadModel } from './model.ts'
import { ModelError } from './model-files.ts'

async function main(): Promise<void> {
  // Sent to the whole group: the bot still answers what it has begun, and ends this process by closing its channel.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {})
  process.once('disconnect', () => process.exit())
  const [{ dir, description }] = (await once(process, 'message')) as [Load]
  const model = await loadModel(dir, description).catch(reportFailure)
  if (!model) return
  process.on('message', (task: Task) => void embed(model, description.prefix[task.role] + task.text))
  report({ kind: 'ready' })
}

async function embed(model: Model, text: string): Promise<void> {
  try {
    report({ kind: 'embedded', vector: await model.embed(text) })
  } catch (error) {
    reportFailure(error)
  }
}

function reportFailure(error: unknown): undefined {
  // Another error's message may quote the text.
  report({ kind: 'failed', why: error instanceof ModelError ? error.message : 'it fails at a text' })
}

function report(message: Report): void {
  // Where the channel is closed this process ends.
  process.send?.(message, () => {})
}

await main()
