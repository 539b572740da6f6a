import { beforeEach } from 'vitest'

const isThere = await import('onnxruntime-node').then(
  () => true,
  () => false,
)

/** Skips the tests of a file where the optional runtime is not installed, or does not load. */
export function needRuntime(): void {
  beforeEach(({ skip }) => skip(!isThere, 'onnxruntime-node is optional, and does not load here'))
}
