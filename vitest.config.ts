import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 20_000,
    // ONWIRE_POISON: memory is overwritten once its batch was given back (src/files/poison.ts).
    env: { TZ: 'UTC', ONWIRE_POISON: '1' },
    // Tests that capture live have deadlines, and share the processors there with whatever else runs: one that fails is asked again.
    retry: process.env.CI ? 2 : 0,
  },
})
