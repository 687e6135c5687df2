import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { FlakyReporter } from './libs/testing/src/flaky-reporter.js';

export default defineConfig({
  ssr: { resolve: { conditions: ['source', ...defaultServerConditions] } },
  test: {
    globalSetup: ['test/journeys/global-setup.ts'],
    include: ['test/journeys/**/*.journey.ts'],
    // The product and a browser run beside them; what journeys share, each uses under names of its own.
    pool: 'forks',
    maxWorkers: 2,
    // As long as a person waits for anything (visitor.ts).
    expect: { poll: { timeout: 15_000 } },
    // As vitest.config.ts has it.
    retry: process.env['CI'] ? 1 : 0,
    reporters: ['default', new FlakyReporter()],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
