import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // `source` makes `#libs/*` resolve to TypeScript; adding `import` here would break packages Node must resolve itself.
  ssr: { resolve: { conditions: ['source', ...defaultServerConditions] } },
  test: {
    globalSetup: ['libs/testing/src/global-setup.ts'],
    include: [
      'apps/**/*.test.ts',
      'libs/**/*.test.ts',
      'web/src/**/*.test.{ts,tsx}',
      'scripts/**/*.test.ts',
      'test/compat/**/*.test.ts',
    ],
    pool: 'threads',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
