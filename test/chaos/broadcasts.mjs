// node test/chaos/broadcasts.mjs [rounds] [seed]: one broadcast that goes on while the engine, the portal with its worker,
// the database and the SFTP server are killed under it; afterwards every recorded piece is at its owner's, once, and plays.
// Runs on the built portal: node scripts/start.mjs --build-only.
import { spawn } from 'node:child_process';
import { rolldown } from 'rolldown';
import server, { sourcesAlone } from '../../rolldown.config.mjs';
import { inCheckout, ROOT } from '../../scripts/startup/checkout.mjs';

const built = await rolldown({ ...sourcesAlone, input: { broadcasts: inCheckout('test/chaos/broadcasts/run.ts') } });
await built.write({ ...server.output, dir: inCheckout('dist/chaos'), cleanDir: false });
await built.close();
const run = [inCheckout('dist/chaos/broadcasts.js'), ...process.argv.slice(2)];
const child = spawn(process.execPath, ['--enable-source-maps', ...run], { cwd: ROOT, stdio: 'inherit' });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
child.once('close', (code) => process.exit(code ?? 1));
