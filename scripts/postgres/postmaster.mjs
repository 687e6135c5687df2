import fs from 'node:fs';
import path from 'node:path';
import { processCommand, processIdentity } from '../process-identity.mjs';
import { StartError } from '../start-error.mjs';

/** How long a server that lost its portal may take to write its last checkpoint. */
const ORPHAN_SHUTDOWN_MS = 60_000;
const POLL_MS = 20;

/** Who started the server; beside the files of PostgreSQL, which ignores it. */
const SUPERVISOR = 'portal.pid';

/**
 * The server's own record: line 1 the process, line 4 the port, line 8 the state.
 * @param {string} dataDir
 * @returns {{ pid: number, state: string } | undefined}
 */
export function readPostmaster(dataDir) {
  try {
    const lines = fs.readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Math.abs(Number(lines[0])), state: lines[7]?.trim() ?? '' };
  } catch {
    return undefined;
  }
}

/** @param {string} dataDir */
export function recordSupervisor(dataDir) {
  fs.writeFileSync(path.join(dataDir, SUPERVISOR), processIdentity(process.pid) ?? '');
}

/**
 * Makes sure that no server runs on the folder: ends one whose portal is gone, refuses when its portal lives.
 * @param {string} dataDir
 * @throws {StartError} in use, or it does not end
 */
export async function clearPredecessor(dataDir) {
  const postmaster = readPostmaster(dataDir);
  if (!postmaster) return;
  if (!isServerOf(postmaster.pid, dataDir)) return forgetUnrelated(postmaster.pid, dataDir);
  const supervisor = Number.parseInt(readSupervisor(dataDir), 10);
  if (processIdentity(supervisor) && processIdentity(supervisor) === readSupervisor(dataDir)) {
    throw new StartError(
      `PostgreSQL already runs on ${dataDir} (process ${postmaster.pid}, started by process ${supervisor}).`,
    );
  }
  signal(postmaster.pid, 'SIGINT');
  const deadline = Date.now() + ORPHAN_SHUTDOWN_MS;
  while (isServerOf(postmaster.pid, dataDir)) {
    if (Date.now() > deadline) {
      throw new StartError(
        `PostgreSQL (process ${postmaster.pid}) still runs on ${dataDir} and does not end: stop it first.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** @param {string} dataDir */
function readSupervisor(dataDir) {
  const file = path.join(dataDir, SUPERVISOR);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
}

/** @param {number} pid @param {string} dataDir */
function isServerOf(pid, dataDir) {
  return processIdentity(pid) !== undefined && processCommand(pid).includes(`-D ${dataDir} `);
}

/**
 * After a crash the number in postmaster.pid may belong to another program of this user, common in containers, and PostgreSQL
 * would refuse to start. The record goes only if no process works in the folder: it also guards against surviving backends.
 * @param {number} pid @param {string} dataDir
 */
function forgetUnrelated(pid, dataDir) {
  if (process.platform !== 'linux' || processIdentity(pid) === undefined) return;
  const worksThere = fs.readdirSync('/proc').some((entry) => /^\d+$/.test(entry) && workingFolder(entry) === dataDir);
  if (!worksThere) fs.rmSync(path.join(dataDir, 'postmaster.pid'), { force: true });
}

/** @param {string} pid */
function workingFolder(pid) {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH')
      throw new StartError(`PostgreSQL (process ${pid}) may not be stopped by this user.`, { cause: error });
  }
}
