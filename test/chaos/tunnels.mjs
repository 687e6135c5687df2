// node test/chaos/tunnels.mjs [rounds] [seed]: services published through the relay while the relay, the portal and its
// database are killed; nobody is ever served by another identity than the one that has the name, and all come back.
// Runs on the built portal: node scripts/start.mjs --build-only.
import { spawn } from 'node:child_process';
import { rolldown } from 'rolldown';
import server, { sourcesAlone } from '../../rolldown.config.mjs';
import { inCheckout, ROOT } from '../../scripts/startup/checkout.mjs';

const built = await rolldown({ ...sourcesAlone, input: { tunnels: inCheckout('test/chaos/tunnels/run.ts') } });
await built.write({ ...server.output, dir: inCheckout('dist/chaos'), cleanDir: false });
await built.close();
const run = [inCheckout('dist/chaos/tunnels.js'), ...process.argv.slice(2)];
const child = spawn(process.execPath, ['--enable-source-maps', ...run], { cwd: ROOT, stdio: 'inherit' });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
child.once('close', (code) => process.exit(code ?? 1));
