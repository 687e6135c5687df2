import { spawn } from 'node:child_process';
import { inCheckout, ROOT } from './startup/checkout.mjs';
import { runChild } from './startup/child.mjs';

// npm run journeys [-- vitest flags]: the built product in a real browser.

const prepared = await runChild(process.execPath, [inCheckout('scripts/start.mjs'), '--build-only'], {
  passThrough: true,
});
if (prepared.code !== 0) process.exit(prepared.code);
const vitest = inCheckout('node_modules/vitest/vitest.mjs');
const args = [vitest, 'run', '-c', 'vitest.journeys.config.ts', ...process.argv.slice(2)];
spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).once('close', (code) => process.exit(code ?? 1));
