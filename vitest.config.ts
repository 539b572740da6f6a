import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Most tests wait for HTTP, not for a processor.
    maxWorkers: '100%',
    // A machine that does other things beside must not make a test fail that waits for nothing but its turn.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    isolate: false,
    globalSetup: ['test/setup/global-setup.ts'],
  },
})
