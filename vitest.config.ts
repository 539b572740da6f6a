import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Most tests wait for HTTP, not for a processor.
    maxWorkers: '100%',
    globalSetup: ['test/fake-bot-api/global-setup.ts'],
  },
})
