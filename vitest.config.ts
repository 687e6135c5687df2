import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';
import { FlakyReporter } from './libs/testing/src/flaky-reporter.js';

const TESTS = [
  'apps/**/*.test.ts',
  'libs/**/*.test.ts',
  'web/src/**/*.test.{ts,tsx}',
  'scripts/**/*.test.ts',
  'test/compat/**/*.test.ts',
];
/** Encode, send in real time and decode by ffmpeg: `npm run test:media`. */
const MEDIA_TESTS = [
  'apps/portal/src/streams/engine/**/*.test.ts',
  'apps/portal/src/vod/{playback,clips}/**/*.test.ts',
  'apps/portal/src/vod/offload-chunk.test.ts',
];
/** Tunnels: their control plane, real relays, real clients: `npm run test:tunnels`. */
const TUNNEL_TESTS = [
  'apps/tunnel/**/*.test.ts',
  'apps/portal/src/{certificates,discovery,install,relay,relay-*,sdk-lease,x402}/**/*.test.ts',
  'libs/{quic,relay-protocol}/**/*.test.ts',
];
/** What every route answers to anybody: the same with Redis. */
const ROUTE_TESTS = process.env['REDIS_URL'] ? ['apps/portal/src/roles/{malformed-input,routes}.http.test.ts'] : [];
/** Load an addon that crashes the process when a second thread loads it. */
const NATIVE_TESTS = ['apps/**/*.native.test.ts'];

// `source` makes `#libs/*` resolve to TypeScript; adding `import` here would break packages Node must resolve itself.
const ssr = { resolve: { conditions: ['source', ...defaultServerConditions] } };
/** Where a machine decides, one more try: it is named at the end. Nobody's own run hides a failure. */
const limits = { testTimeout: 20_000, hookTimeout: 30_000, retry: process.env['CI'] ? 1 : 0 };

export default defineConfig({
  test: {
    maxWorkers: 2,
    reporters: ['default', new FlakyReporter()],
    globalSetup: ['libs/testing/src/global-setup.ts'],
    projects: [
      {
        ssr,
        test: {
          ...limits,
          name: 'threads',
          include: TESTS,
          exclude: [...MEDIA_TESTS, ...TUNNEL_TESTS, ...NATIVE_TESTS, ...ROUTE_TESTS, '**/node_modules/**'],
          pool: 'threads',
          isolate: false,
        },
      },
      {
        ssr,
        test: {
          ...limits,
          name: 'media',
          include: MEDIA_TESTS,
          exclude: [...NATIVE_TESTS, '**/node_modules/**'],
          pool: 'threads',
          isolate: false,
        },
      },
      {
        ssr,
        test: { ...limits, name: 'tunnels', include: TUNNEL_TESTS, pool: 'threads', isolate: false },
      },
      { ssr, test: { ...limits, name: 'processes', include: NATIVE_TESTS, pool: 'forks' } },
    ],
  },
});
