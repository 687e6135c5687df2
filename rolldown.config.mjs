import { defineConfig } from 'rolldown';

/**
 * Stay packages beside the bundle: native ones, those that read files of their own folder, and those that other
 * packages look up at run time, of which there must be no second copy.
 */
const OUTSIDE = [
  ...[
    '@lydell/node-pty',
    '@node-datachannel',
    '@node-rs/argon2',
    'cpu-features',
    'msgpackr-extract',
    'node-datachannel',
    'sharp',
    'ssh2',
  ],
  ...['@fastify/static', '@simplewebauthn/server', '@socket.io', 'pino', 'socket.io', 'thread-stream', 'ws'],
  ...['class-transformer', 'class-validator', 'ioredis', 'pg', 'reflect-metadata', 'typeorm'],
  ...['jsonwebtoken', 'light-my-request', 'openid-client', 'passport-jwt'],
  // Nest asks for these only where somebody installed them.
  ...['@fastify/multipart', '@fastify/view', '@nestjs/microservices', '@nestjs/platform-express', '@nestjs/websockets'],
];

/** Our sources alone; every package is resolved from node_modules at run time. For what is built and run once. */
export const sourcesAlone = defineConfig({
  platform: 'node',
  tsconfig: 'tsconfig.json',
  resolve: { conditionNames: ['source', 'node'] },
  // The decorator helpers of @oxc-project/runtime are bundled: they are not a dependency of the product.
  external: (id) => !/^[./#]/.test(id) && !id.startsWith('@oxc-project/'),
});

/** The server with its packages: finding and reading two thousand files took a third of a start. */
export default defineConfig({
  ...sourcesAlone,
  input: {
    main: 'apps/portal/src/main.ts',
    media: 'apps/portal/src/media.ts',
    relay: 'apps/portal/src/relay.ts',
    keys: 'apps/portal/src/keys.ts',
  },
  external: (id) => OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [
    {
      // Node reads maps at once: 9 MB of them for code that is not ours would cost what the bundle saves.
      name: 'no-maps-of-packages',
      generateBundle(_options, bundle) {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk' || file.name !== 'packages') continue;
          delete bundle[`${file.fileName}.map`];
          file.code = file.code.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n');
        }
      },
    },
  ],
  output: {
    dir: 'dist/server',
    format: 'esm',
    sourcemap: true,
    entryFileNames: '[name].js',
    cleanDir: true,
    codeSplitting: { groups: [{ name: 'packages', test: /node_modules/ }] },
  },
});
