import { defineConfig } from 'vitest/config'

/** Simulations and tests that run other tools on whole folders: part of `npm test`, too slow for `npm run verify`. */
const SLOW = '{contract,analytics,server,web,scripts,bench}/**/*.slow.test.{ts,tsx}'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          testTimeout: 60_000,
          include: ['{contract,analytics,server,web,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', SLOW, '**/node_modules/**', '**/dist/**'],
        },
      },
      {
        test: {
          name: 'slow',
          include: [SLOW],
          testTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'db',
          include: ['server/**/*.db.test.ts'],
          globalSetup: ['server/kernel/testing/global-setup.ts'],
          // Generous on purpose: a busy machine must not fail a test; speed is measured by the benches.
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
