import { defineConfig } from 'vitest/config'

/** Tests that start workerd take longer and run apart: `npm run test:worker`. */
const WORKER_TESTS = 'test/**/*.worker.test.ts'

export default defineConfig({
  test: {
    coverage: { provider: 'v8', include: ['src/**/*.ts'] },
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: [WORKER_TESTS],
          // Several suites build the whole engine, and machines of checks are slow.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'workerd',
          include: [WORKER_TESTS],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
