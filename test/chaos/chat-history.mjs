// node test/chaos/chat-history.mjs [rounds] [seed]: random clients on two portals over one database, processes killed
// between and below them; whoever is entitled sees every acknowledged message once and in one order, nobody else anything.
import { spawn } from 'node:child_process';
import { rolldown } from 'rolldown';
import { sourcesAlone } from '../../rolldown.config.mjs';
import { inCheckout, ROOT } from '../../scripts/startup/checkout.mjs';

const built = await rolldown({ ...sourcesAlone, input: inCheckout('test/chaos/chat-history/run.ts') });
const entryFileNames = 'chat-history.mjs';
await built.write({ dir: inCheckout('dist/chaos'), format: 'esm', sourcemap: true, entryFileNames });
await built.close();
const run = [inCheckout('dist/chaos', entryFileNames), ...process.argv.slice(2)];
const child = spawn(process.execPath, ['--enable-source-maps', ...run], { cwd: ROOT, stdio: 'inherit' });
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => child.kill(signal));
child.once('close', (code) => process.exit(code ?? 1));
