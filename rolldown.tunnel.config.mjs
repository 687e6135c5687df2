import fs from 'node:fs';
import { defineConfig } from 'rolldown';

const { version } = JSON.parse(fs.readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** The tunnel client: one file that runs wherever Node does. The native part of QUIC is looked up at run time, if at all. */
export default defineConfig({
  platform: 'node',
  tsconfig: 'tsconfig.json',
  resolve: { conditionNames: ['source', 'node', 'import'] },
  input: 'apps/tunnel/src/main.ts',
  transform: { define: { PORTAL_TUNNEL_VERSION: JSON.stringify(version) } },
  plugins: [
    {
      name: 'executable',
      writeBundle: ({ file }) => fs.chmodSync(file, 0o755),
    },
  ],
  output: {
    file: 'dist/tunnel/portal-tunnel.js',
    format: 'esm',
    banner: '#!/usr/bin/env node',
    codeSplitting: false,
  },
});
