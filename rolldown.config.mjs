import { defineConfig } from 'rolldown';

/** Bundles the server's own sources; every package stays external and is resolved from node_modules at run time. */
export default defineConfig({
  input: { main: 'apps/portal/src/main.ts', keys: 'apps/portal/src/keys.ts' },
  platform: 'node',
  tsconfig: 'tsconfig.json',
  resolve: { conditionNames: ['source', 'node', 'import'] },
  // The decorator helpers of @oxc-project/runtime are bundled: they are not a dependency of the product.
  external: (id) => !/^[./#]/.test(id) && !id.startsWith('@oxc-project/'),
  output: { dir: 'dist/server', format: 'esm', sourcemap: true, entryFileNames: '[name].js', cleanDir: true },
});
