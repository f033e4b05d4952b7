import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longestFirst.ts';

/** Long enough that it decides no test, however busy the machine: several start processes of their own. */
const TIMEOUT = 300_000;
/** Of what is asked again and again until it holds. */
const POLL = { timeout: 120_000 };

/** Two files at a time, each with windows, folders and sockets of its own. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/contract/electron/**', 'test/package/**'],
          testTimeout: TIMEOUT,
          hookTimeout: TIMEOUT,
          expect: { poll: POLL },
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'window',
          globalSetup: 'test/support/windowSetup.ts',
          include: [
            'test/e2e/**/*.test.ts',
            'test/contract/electron/**/*.test.ts',
            'test/package/**/*.test.ts',
          ],
          testTimeout: TIMEOUT,
          hookTimeout: TIMEOUT,
          expect: { poll: POLL },
          maxWorkers: 2,
        },
      },
    ],
  },
});
