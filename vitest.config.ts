import { defineConfig } from 'vitest/config'

/** Simulations and tests that run other tools on whole folders: part of `npm test`, too slow for `npm run verify`. */
const SLOW = '{contract,analytics,server,web,scripts,bench}/**/*.slow.test.{ts,tsx}'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
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
          testTimeout: 60_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
