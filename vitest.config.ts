import { defineConfig } from 'vitest/config'
import { END_WITH_PARENT } from './test/setup/end-with-parent.ts'

/** Milliseconds after which a test that hangs fails: more than a busy machine needs. */
const DEADLINE = 120_000

/** Tests that mock a module: in a worker that has loaded its importers before, the mock would come too late. */
const MOCKING = [
  'test/knowledge/bad-input.test.ts',
  'test/knowledge/load-knowledge.test.ts',
  'test/knowledge/folder/watch-folder.test.ts',
]

export default defineConfig({
  test: {
    maxWorkers: '100%',
    testTimeout: DEADLINE,
    hookTimeout: DEADLINE,
    expect: { poll: { timeout: DEADLINE / 2, interval: 100 } },
    globalSetup: ['test/setup/global-setup.ts'],
    // A worker whose run was killed must not go on by itself.
    execArgv: [END_WITH_PARENT],
    projects: [
      {
        extends: true,
        test: {
          name: 'sharing',
          include: ['test/**/*.test.ts'],
          exclude: MOCKING,
          // A worker keeps its modules, dictionaries and knowledge from file to file: to load them takes seconds.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'mocking', include: MOCKING } },
    ],
  },
})
