import { fork } from 'node:child_process';
import fs from 'node:fs';
import { install, isInstalled } from './startup/install.mjs';
import { inCheckout, ROOT } from './startup/checkout.mjs';
import { makeDataFolder } from './startup/data-folder.mjs';
import { openEmbeddedDatabase } from './startup/database.mjs';
import { Lifetime } from './startup/lifetime.mjs';
import { readOptions } from './startup/options.mjs';

// npm run dev: the server restarts at every change of apps/ or libs/, the web app updates in place and hands API calls on.

const WEB_PORT = 5173;

const lifetime = new Lifetime();
/** @type {import('node:child_process').ChildProcess | undefined} */
let server;
/** @type {Promise<void>} */
let restarting = Promise.resolve();
try {
  await main();
} catch (error) {
  lifetime.fail(error);
}

async function main() {
  const { dataDir } = readOptions(process.argv.slice(2));
  process.chdir(ROOT);
  if (!isInstalled({ withDevelopment: true })) await install({ signal: lifetime.signal });
  const port = process.env.PORTAL_PORT || '3000';
  process.env.API_URL ??= `http://127.0.0.1:${port}`;
  // The browser talks to the web server, so that is the origin the portal must accept.
  process.env.PORTAL_URL ??= `http://localhost:${WEB_PORT}`;
  makeDataFolder(dataDir);
  if (!process.env.DATABASE_URL) {
    const database = await openEmbeddedDatabase({ dataDir, signal: lifetime.signal });
    lifetime.onEnd(database.close);
    process.env.DATABASE_URL = database.url;
    process.env.DEV_EMBEDDED_DATABASE = '1';
  }
  lifetime.onEnd(stopServer);
  await watchServer();
  await serveWeb();
}

/** Rebuilds on every change; a build that fails leaves the last good server running. */
async function watchServer() {
  const { watch } = await import('rolldown');
  const { default: config, sourcesAlone } = await import('../rolldown.config.mjs');
  // What is built here is not recorded as a build of the current sources.
  fs.rmSync(inCheckout('dist/server.inputs'), { force: true });
  const watcher = watch({ ...config, external: sourcesAlone.external });
  lifetime.onEnd(() => watcher.close());
  watcher.on('event', async (event) => {
    if (event.code === 'ERROR') console.error(event.error.message);
    if (event.code === 'BUNDLE_END') {
      console.log(`server built in ${event.duration} ms`);
      restarting = restarting.then(restartServer);
    }
    if ('result' in event) await event.result.close();
  });
}

async function restartServer() {
  await stopServer();
  if (lifetime.signal.aborted) return;
  server = fork(inCheckout('scripts/startup/serve.mjs'), { stdio: 'inherit' });
  server.once('message', (/** @type {{ url: string, setupCode?: string }} */ { url, setupCode }) => {
    console.log(
      `API at ${url}, web app at http://localhost:${WEB_PORT}${setupCode ? `, setup code ${setupCode}` : ''}`,
    );
  });
}

/** @returns {Promise<void>} */
function stopServer() {
  const ending = server;
  server = undefined;
  if (!ending || ending.exitCode !== null || ending.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    ending.once('exit', () => resolve());
    ending.kill('SIGTERM');
  });
}

async function serveWeb() {
  const { createServer } = await import('vite');
  const vite = await createServer({ configFile: 'web/vite.config.ts', server: { port: WEB_PORT, strictPort: true } });
  lifetime.onEnd(() => vite.close());
  await vite.listen();
}
