import { defineConfig } from 'vitest/config'
import { END_WITH_PARENT } from './test/setup/end-with-parent.ts'

/** Milliseconds after which a test that hangs fails: long enough for a machine that does much else. */
const DEADLINE = 120_000

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup/global-setup.ts'],
    // A worker keeps its modules, dictionaries and knowledge from file to file: to load them takes seconds.
    isolate: false,
    // A worker whose run was killed must not go on by itself.
    execArgv: [END_WITH_PARENT],
    // Most tests wait for HTTP, not for a processor.
    maxWorkers: '100%',
    testTimeout: DEADLINE,
    hookTimeout: DEADLINE,
    expect: { poll: { timeout: DEADLINE / 2, interval: 20 } },
  },
})
