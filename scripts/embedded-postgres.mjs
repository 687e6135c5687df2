import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { installedBinaries } from './postgres/binaries.mjs';
import { createCluster, inspectCluster, PORTAL_ROLE } from './postgres/cluster.mjs';
import { explain } from './postgres/failures.mjs';
import { chooseLaunchMode, ensureOwner, spawnOptions } from './postgres/launch-mode.mjs';
import { clearPredecessor, readPostmaster, recordSupervisor } from './postgres/postmaster.mjs';
import { StartError } from './startup/start-error.mjs';

const MB = 1024 ** 2;
const MIN_BUFFERS_MB = 128;
const MAX_BUFFERS_MB = 2048;
/** Of the memory this process may use. */
const BUFFERS_SHARE = 1 / 8;

/** Memory of a container may be less than the machine's. Only what is used is taken. */
const sharedBuffersMb = () => {
  const memory = Math.min(os.totalmem(), process.constrainedMemory() || Infinity);
  return Math.floor(Math.min(MAX_BUFFERS_MB, Math.max(MIN_BUFFERS_MB, (memory * BUFFERS_SHARE) / MB)));
};

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  shared_buffers: `${sharedBuffersMb()}MB`,
  // What is asked for is mostly in the system's cache: to have it fetched there by another process, or to say beforehand
  // what will be asked for, takes longer than asking.
  io_method: 'sync',
  effective_io_concurrency: '0',
  wal_compression: 'on',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  // Neither statements nor row values reach the log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

const READY_POLL_MS = 15;
const STOP_MS = 20_000;
const KILL_MS = 5_000;
const PORT_ATTEMPTS = 5;
const MAX_LOG_TAIL_CHARS = 8_000;

/**
 * Starts the PostgreSQL that comes with the npm packages on `dataDir`, making the cluster first if there is none.
 * It listens on loopback only, without a socket file. It ends with this process, even when that is killed; where the kernel
 * offers no such link, the next start on the folder ends the orphan.
 * @type {import('./embedded-postgres.d.mts').startPostgres}
 */
export async function startPostgres({ dataDir: folder, password, settings = {}, port, signal, log }) {
  const parent = path.resolve(folder, '..');
  fs.mkdirSync(parent, { recursive: true });
  // The real path: a server is recognised by the folder it names and works in.
  const dataDir = path.join(fs.realpathSync(parent), path.basename(path.resolve(folder)));
  const installed = installedBinaries();
  const fresh = inspectCluster(dataDir, installed) === 'absent';
  const mode = chooseLaunchMode(installed, dataDir);
  if (fresh) createCluster(mode, dataDir, { password, durable: settings.fsync !== 'off' });
  else await clearPredecessor(dataDir);
  recordSupervisor(dataDir);
  ensureOwner(mode, dataDir);

  for (let attempt = 1; ; attempt++) {
    signal?.throwIfAborted();
    const chosen = port || (await freePort());
    const server = launch(mode, dataDir, chosen, { ...SETTINGS, ...settings }, log);
    try {
      await server.ready(signal);
      const url = (database = PORTAL_ROLE) => connectionString({ port: chosen, password, database });
      return {
        url,
        port: chosen,
        pid: server.pid,
        fresh,
        mode: mode.name,
        exited: server.exited,
        output: server.output,
        stop: server.stop,
      };
    } catch (error) {
      await server.stop();
      const taken = !port && /could not bind|Address already in use/.test(server.output());
      if (!taken || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

/**
 * The connection string of a server that another process runs on `dataDir`; undefined when none is ready.
 * @type {import('./embedded-postgres.d.mts').runningPostgres}
 */
export function runningPostgres({ dataDir, password }) {
  const record = readPostmaster(dataDir);
  if (record?.state !== 'ready') return undefined;
  return connectionString({ port: record.port, password, database: PORTAL_ROLE });
}

/** @param {{ port: number, password: string, database: string }} options */
function connectionString({ port, password, database }) {
  return `postgres://${PORTAL_ROLE}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

/**
 * @param {import('./postgres/launch-mode.mjs').LaunchMode} mode @param {string} dataDir @param {number} port
 * @param {Record<string, string>} settings @param {((text: string) => void) | undefined} log
 */
function launch(mode, dataDir, port, settings, log) {
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const program = path.join(mode.binaries.root, 'bin/postgres');
  const [command, ...args] = [...mode.prefix, program, '-D', dataDir, '-p', String(port), ...options];
  // Detached: Ctrl-C in the terminal must not end the database before the portal has closed.
  const child = spawn(command, args, { ...spawnOptions(mode), stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  let tail = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    tail = (tail + text).slice(-MAX_LOG_TAIL_CHARS);
    log?.(text);
  });
  /** @type {{ code: number | null, signal: string | null } | undefined} */
  let ended;
  const exited = new Promise((resolve) => {
    child.once('error', (error) => resolve((ended = { code: null, signal: error.message })));
    child.once('close', (code, name) => resolve((ended = { code, signal: name })));
  });
  const endWithProcess = () => child.kill('SIGINT');
  process.once('exit', endWithProcess);
  void exited.then(() => process.off('exit', endWithProcess));

  return {
    pid: /** @type {number} */ (child.pid),
    exited,
    output: () => tail,
    /** A server killed earlier leaves a record that also says `ready`, hence the comparison. @param {AbortSignal} [signal] */
    async ready(signal) {
      for (;;) {
        signal?.throwIfAborted();
        if (ended) throw explain(tail, dataDir);
        const record = readPostmaster(dataDir);
        if (record?.pid === child.pid && record?.state === 'ready') return;
        await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS));
      }
    },
    /** Fast shutdown, then harder; idempotent. */
    async stop() {
      for (const [name, limit] of /** @type {const} */ ([
        ['SIGINT', STOP_MS],
        ['SIGQUIT', KILL_MS],
        ['SIGKILL', KILL_MS],
      ])) {
        if (ended) return;
        child.kill(name);
        await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, limit).unref())]);
      }
    },
  };
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new StartError('No free port.')),
      );
    });
  });
}
