import { availableParallelism } from 'node:os';
import { ROOT } from './startup/checkout.mjs';
import { runChild } from './startup/child.mjs';

const BOUNDARIES = ['--config', '.dependency-cruiser.cjs', 'apps', 'libs', 'web/src'];

/** The longest first, because they share the processors. @type {[name: string, script: string, args: string[]][]} */
const CHECKS = [
  ['types of the server', 'scripts/check/types.mjs', ['tsconfig.json']],
  ['types of the web app', 'scripts/check/types.mjs', ['web/tsconfig.json']],
  ['generated files', 'scripts/gen.mjs', ['--check']],
  ['types of the scripts', 'scripts/check/types.mjs', ['scripts/tsconfig.json']],
  ['format', 'node_modules/prettier/bin/prettier.cjs', ['--check', '--cache', '--log-level', 'warn', '.']],
  ['boundaries', 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs', BOUNDARIES],
  ['lint', 'node_modules/oxlint/bin/oxlint', ['--deny-warnings']],
];

const began = performance.now();
const waiting = [...CHECKS];
/** @type {string[]} */
const failed = [];
await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work));
const total = seconds(began);
if (failed.length > 0) {
  console.error(`check failed after ${total}: ${failed.join(', ')}`);
  process.exit(1);
}
console.log(`check passed in ${total}`);

async function work() {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [name, script, args] = next;
    const start = performance.now();
    const { code, output } = await runChild(process.execPath, [script, ...args], { cwd: ROOT });
    console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds(start)})`);
    if (code === 0) continue;
    failed.push(name);
    console.error(output.trimEnd().replace(/^/gm, '       '));
  }
}

/** @param {number} since */
function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
