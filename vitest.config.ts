import { defineConfig } from 'vitest/config'

const system = 'test/**/*.system.test.ts'
const oracle = 'test/**/*.oracle.test.ts'
/** Tests that replace modules or change their tables, which needs a module graph of their own. */
const mocking = ['test/capture/**/*.test.ts', 'test/cli/**/*.test.ts', 'test/reports/process.test.ts']

// ONWIRE_POISON: memory is overwritten once its batch was given back (src/files/poison.ts).
const env = { TZ: 'UTC', ONWIRE_POISON: '1' }

/** Three tiers, by the ending of a file's name; CONTRIBUTING.md says what belongs where. */
export default defineConfig({
  test: {
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      // What only runs with other processes, interfaces or root is covered by the system tier.
      exclude: ['src/capture/**', 'src/cli/**', 'src/check/testing/**'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { statements: 95, branches: 90, functions: 95, lines: 95 },
    },
    projects: [
      // No build, no root, no other program. One module graph for all files: loading it for each file takes longer than the tests.
      {
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [system, oracle, ...mocking],
          isolate: false,
          // Some go through many damaged packets, on machines of any speed.
          testTimeout: 60_000,
          env,
        },
      },
      { test: { name: 'pure-isolated', include: mocking, exclude: [system, oracle], testTimeout: 60_000, env } },
      // Processes, interfaces, namespaces, the package, a browser. Live tests have deadlines and share the processors: one that fails is
      // run again in continuous integration, and reported as such.
      {
        test: {
          name: 'system',
          include: [system],
          globalSetup: ['test/support/build.ts'],
          testTimeout: 20_000,
          retry: process.env.CI ? 2 : 0,
          env,
        },
      },
      // Comparison with tshark, tcpdump and a corpus of captures.
      { test: { name: 'oracle', include: [oracle], globalSetup: ['test/support/build.ts'], testTimeout: 60_000, env } },
    ],
  },
})
