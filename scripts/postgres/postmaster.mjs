import fs from 'node:fs';
import path from 'node:path';
import { processCommand, processIdentity } from '../startup/process-identity.mjs';
import { StartError } from '../startup/start-error.mjs';

/** How long a server that lost its portal may take to write its last checkpoint. */
const ORPHAN_SHUTDOWN_MS = 60_000;
const POLL_MS = 20;

/** Who started the server; beside the files of PostgreSQL, which ignores it. */
const SUPERVISOR = 'portal.pid';

/**
 * The server's own record: line 1 the process, line 4 the port, line 8 the state.
 * @param {string} dataDir
 * @returns {{ pid: number, port: number, state: string } | undefined}
 */
export function readPostmaster(dataDir) {
  try {
    const lines = fs.readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Math.abs(Number(lines[0])), port: Number(lines[3]), state: lines[7]?.trim() ?? '' };
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
  if (isServerOf(postmaster.pid, dataDir)) {
    const supervisor = readSupervisor(dataDir);
    if (supervisor && processIdentity(Number.parseInt(supervisor, 10)) === supervisor) {
      throw new StartError(`PostgreSQL already runs on ${dataDir} (process ${postmaster.pid}).`);
    }
    interrupt(postmaster.pid);
  }
  const deadline = Date.now() + ORPHAN_SHUTDOWN_MS;
  while (isServerOf(postmaster.pid, dataDir) || isWorkedIn(dataDir)) {
    if (Date.now() > deadline) {
      throw new StartError(
        `PostgreSQL (process ${postmaster.pid}) still runs on ${dataDir} and does not end: stop it first.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  // The number may by now belong to another program of this user, common in containers, which PostgreSQL takes for a rival.
  if (fs.existsSync(`/proc/${postmaster.pid}`)) fs.rmSync(path.join(dataDir, 'postmaster.pid'), { force: true });
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

/** Backends outlive a killed server for a moment; each works in the folder. Known on Linux only. @param {string} dataDir */
function isWorkedIn(dataDir) {
  if (process.platform !== 'linux') return false;
  return fs.readdirSync('/proc').some((entry) => /^\d+$/.test(entry) && workingFolder(entry) === dataDir);
}

/** @param {string} pid */
function workingFolder(pid) {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function interrupt(pid) {
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if (error.code !== 'ESRCH')
      throw new StartError(`PostgreSQL (process ${pid}) may not be stopped by this user.`, { cause: error });
  }
}
