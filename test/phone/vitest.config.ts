import { defineConfig } from 'vitest/config'

/** Takes the pictures; `npm test` leaves them out, as they need Chromium. */
export default defineConfig({
  test: {
    include: ['test/phone/take-pictures.ts'],
    globalSetup: ['test/setup/global-setup.ts'],
    testTimeout: 300_000,
    hookTimeout: 600_000,
    disableConsoleIntercept: true,
  },
})
