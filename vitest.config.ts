import { defineConfig } from 'vitest/config';

/** Unit, property, contract and fault tests run side by side; a real window only one at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/contract/electron/**', 'test/package/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'window',
          include: [
            'test/e2e/**/*.test.ts',
            'test/contract/electron/**/*.test.ts',
            'test/package/**/*.test.ts',
          ],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 1,
          fileParallelism: false,
        },
      },
    ],
  },
});
