// Prints the SQL that would make the database of the migrations equal to the entities: the draft of the next migration.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { startPostgres } from './embedded-postgres.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'portal-schema-'));
chmodSync(folder, 0o711);
const out = path.resolve('node_modules/.cache/schema-diff');
const build = await rolldown({
  input: { schema: 'apps/portal/src/roles/schema-difference.ts' },
  platform: 'node',
  tsconfig: 'tsconfig.json',
  resolve: { conditionNames: ['source', 'node', 'import'] },
  external: (id) => !/^[./#]/.test(id) && !id.startsWith('@oxc-project/'),
});
await build.write({ dir: out, format: 'esm', cleanDir: true });
const postgres = await startPostgres({
  dataDir: path.join(folder, 'pg'),
  password: 'schema',
  settings: { fsync: 'off' },
});
try {
  const { schemaDifference } = await import(pathToFileURL(path.join(out, 'schema.js')).href);
  for (const statement of await schemaDifference(postgres.url())) console.log(`${statement};`);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
