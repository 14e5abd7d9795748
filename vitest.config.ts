import { defineConfig } from 'vitest/config'

/** Tests that run other tools on whole folders: right in `npm test`, too slow for `npm run verify`. */
const SLOW_TOOL_TESTS = ['scripts/new-slice.test.ts', 'scripts/test.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          include: ['{contract,analytics,server,web,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.db.test.ts', ...SLOW_TOOL_TESTS, '**/node_modules/**', '**/dist/**'],
        },
      },
      {
        test: {
          name: 'tooling',
          include: SLOW_TOOL_TESTS,
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
