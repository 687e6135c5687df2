// node test/chaos/chat-history.mjs [rounds] [seed]: random clients on two portals over one database, processes killed
// between and below them; whoever is entitled sees every acknowledged message once and in one order, nobody else anything.
import { spawn } from 'node:child_process';
import { rolldown } from 'rolldown';
import server from '../../rolldown.config.mjs';
import { inCheckout, ROOT } from '../../scripts/startup/checkout.mjs';

// As the product is built: a portal starts faster from one file, and here it starts often.
const built = await rolldown({ ...server, input: { 'chat-history': inCheckout('test/chaos/chat-history/run.ts') } });
await built.write({ ...server.output, dir: inCheckout('dist/chaos') });
await built.close();
const run = [inCheckout('dist/chaos/chat-history.js'), ...process.argv.slice(2)];
const child = spawn(process.execPath, ['--enable-source-maps', ...run], { cwd: ROOT, stdio: 'inherit' });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
child.once('close', (code) => process.exit(code ?? 1));
