import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import { rolldown } from 'rolldown';
import { sourcesAlone } from '../rolldown.config.mjs';
import { renderEnvExample, renderReference } from './gen/configuration.mjs';
import { ROOT } from './startup/checkout.mjs';

// npm run gen writes the files that are made from the sources; with --check it fails when one differs.

process.chdir(ROOT);
const { describeConfig } = await importSource('libs/config/src/index.ts');
const { openApiDocument } = await importSource('apps/portal/src/main.ts');
const document = await openApiDocument();

const files = {
  'docs/configuration.md': renderReference(describeConfig()),
  '.env.example': renderEnvExample(describeConfig()),
  'docs/api/openapi.json': await prettier.format(JSON.stringify(document), { parser: 'json', printWidth: 120 }),
  'web/src/shared/api/schema.d.ts': `// Generated from docs/api/openapi.json by npm run gen.\n${astToString(await openapiTS(document))}`,
};

const stale = Object.entries(files).filter(
  ([file, text]) => !fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== text,
);
if (process.argv.includes('--check')) {
  for (const [file] of stale)
    console.error(`${file} differs from what the sources say: run npm run gen and commit it.`);
  process.exit(stale.length > 0 ? 1 : 0);
}
for (const [file, text] of stale) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  console.log(`wrote ${file}`);
}
process.exit(0);

/** Bundles a TypeScript entry beside node_modules, so that its packages resolve, and imports it. @param {string} entry */
async function importSource(entry) {
  const bundle = await rolldown({ ...sourcesAlone, input: entry });
  fs.mkdirSync('dist', { recursive: true });
  const folder = fs.mkdtempSync('dist/gen-');
  try {
    await bundle.write({ dir: folder, format: 'esm', entryFileNames: 'entry.js' });
    return await import(pathToFileURL(path.resolve(folder, 'entry.js')).href);
  } finally {
    await bundle.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
