import { pathToFileURL } from 'node:url';
import { installedBinaries } from './postgres/binaries.mjs';
import { runBuild, staleBuilds } from './startup/build.mjs';
import { inCheckout, ROOT } from './startup/checkout.mjs';
import { makeDataFolder } from './startup/data-folder.mjs';
import { openEmbeddedDatabase } from './startup/database.mjs';
import { install, isInstalled } from './startup/install.mjs';
import { Lifetime } from './startup/lifetime.mjs';
import { waitForLock } from './startup/lock.mjs';
import { HELP, readOptions } from './startup/options.mjs';
import { StartError } from './startup/start-error.mjs';

// Everything imported above uses only what Node brings: a fresh clone has no node_modules.

/** Longer than the server's own steps from a polite to a hard end take together. */
const DATABASE_STOP_LIMIT_MS = 35_000;

const lifetime = new Lifetime();
try {
  requireNode(20, 19);
  await main();
} catch (error) {
  lifetime.fail(error);
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (options.help) {
    console.log(HELP);
    return lifetime.end(0);
  }
  process.chdir(ROOT);
  const { signal } = lifetime;
  const isReady = () => isInstalled({ withDevelopment: options.buildOnly }) && staleBuilds().length === 0;

  const turn = isReady() ? undefined : await waitForTurn();
  if (!isInstalled({ withDevelopment: options.buildOnly })) {
    console.log('Installing the dependencies …');
    await install({ signal });
  }
  const builds = staleBuilds();
  if (builds.length > 0) console.log(`Building: ${builds.map((build) => build.name).join(', ')} …`);
  const built = Promise.all(builds.map((build) => runBuild(build, { signal }))).then(() => turn?.release());
  if (options.buildOnly) {
    await built;
    // Whoever runs the result may not write here.
    if (!process.env.DATABASE_URL) installedBinaries();
    return lifetime.end(0);
  }
  const [database, { startPortal }] = await Promise.all([openDatabase(options.dataDir), built.then(loadServer)]);
  await run(startPortal, options, database);
}

/** Two starts in one clone must not install or build at once. */
async function waitForTurn() {
  const turn = await waitForLock(inCheckout('dist/.lock'), {
    signal: lifetime.signal,
    onWait: ({ pid }) => console.log(`Waiting for process ${pid}, which installs and builds in this folder …`),
  });
  lifetime.onEnd(turn.release);
  return turn;
}

/** @param {string} dataDir */
async function openDatabase(dataDir) {
  makeDataFolder(dataDir);
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, embedded: false };
  const database = await openEmbeddedDatabase({ dataDir, signal: lifetime.signal });
  lifetime.onEnd(database.close, DATABASE_STOP_LIMIT_MS);
  // Ending is the honest answer: every pool, listener and running job hangs on this server, and the next start recovers it.
  void database.exited.then(() =>
    lifetime.fail(
      new StartError(
        'PostgreSQL ended unexpectedly, so the portal ends too; postgres.log in the data folder may tell why.',
      ),
    ),
  );
  return { ...database, embedded: true };
}

/** Half of a start without builds is reading the server's packages, so it goes on beside PostgreSQL's start. */
function loadServer() {
  process.setSourceMapsEnabled(true);
  return import(pathToFileURL(inCheckout('dist/server/main.js')).href);
}

/**
 * @param {(options: object) => Promise<{ url: string, setupCode?: string, close: () => Promise<void> }>} startPortal
 * @param {import('./startup/options.mjs').Options} options
 * @param {{ url: string, embedded: boolean } & Partial<import('./startup/database.mjs').EmbeddedDatabase>} database
 */
async function run(startPortal, { dataDir, roles }, database) {
  const portal = await startPortal({
    databaseUrl: database.url,
    dataDir,
    embeddedDatabase: database.embedded,
    webDir: inCheckout('dist/web'),
    roles,
  }).catch((/** @type {unknown} */ error) => {
    throw database.explain?.(error) ?? error;
  });
  lifetime.onEnd(() => portal.close());
  database.announce?.(portal.url);
  console.log(`Data folder: ${dataDir}${database.embedded ? '' : ' (the database is at DATABASE_URL)'}`);
  if (portal.setupCode)
    console.log(`First start: open ${portal.url} and create the administrator with the setup code ${portal.setupCode}`);
  // A process that only works in the background listens nowhere.
  const url = portal.url.replace(/\/$/, '');
  console.log(`Portal is ready: ${url || roles?.join(', ')}`);
}

/** @param {number} major @param {number} minor */
function requireNode(major, minor) {
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  throw new StartError(`Node.js ${process.versions.node} is too old: the portal needs ${major}.${minor} or newer.`);
}
