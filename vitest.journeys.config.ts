import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  ssr: { resolve: { conditions: ['source', ...defaultServerConditions] } },
  test: {
    globalSetup: ['test/journeys/global-setup.ts'],
    include: ['test/journeys/**/*.journey.ts'],
    // Each journey runs the whole product and a browser beside it.
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    // A browser, a portal and a database on two cores: what hangs on their timing gets a second look, and vitest says so.
    retry: process.env['CI'] ? 1 : 0,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
