import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { inCheckout, ROOT } from './startup/checkout.mjs';

// npm run bench -- <name> [flags]: runs test/bench/<name>.bench.{mjs,ts}; its last line is one JSON object with the result.

const [name, ...args] = process.argv.slice(2);
const folder = inCheckout('test/bench');
const names = fs.existsSync(folder)
  ? fs.readdirSync(folder).flatMap((file) => file.match(/^(.+)\.bench\.(?:mjs|ts)$/)?.[1] ?? [])
  : [];
if (!names.includes(name)) {
  console.error(
    `${name ? `There is no benchmark ${name}` : 'Which benchmark'}? Known: ${names.sort().join(', ') || 'none'}`,
  );
  process.exit(1);
}
const script = fs.existsSync(`${folder}/${name}.bench.mjs`)
  ? `${folder}/${name}.bench.mjs`
  : await bundle(`${folder}/${name}.bench.ts`);
const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, stdio: 'inherit' });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
child.once('close', (code) => process.exit(code ?? 1));

/** Node 20 runs no TypeScript; the packages stay outside. @param {string} entry @returns {Promise<string>} */
async function bundle(entry) {
  const { rolldown } = await import('rolldown');
  const { sourcesAlone } = await import('../rolldown.config.mjs');
  const built = await rolldown({ ...sourcesAlone, input: entry });
  await built.write({ dir: inCheckout('dist/bench'), format: 'esm', sourcemap: true, entryFileNames: `${name}.mjs` });
  await built.close();
  return inCheckout(`dist/bench/${name}.mjs`);
}
