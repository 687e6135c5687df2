import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { processIdentity } from './process-identity.mjs';

const POLL_MS = 100;
/** A lock file is created first and filled at once; an empty one older than this was left by a full disk or a kill. */
const EMPTY_GRACE_MS = 2_000;

/**
 * @typedef {object} Lock
 * @property {(note: string) => void} annotate adds a line for those who find the lock taken
 * @property {() => void} release idempotent
 *
 * @typedef {{ pid: number, note: string }} Holder
 */

/**
 * Takes a lock that dies with its process: the file names it, and a file whose process is gone is taken over.
 * For processes of one machine and one process namespace.
 * @param {string} file its folder exists
 * @returns {{ lock: Lock } | { holder: Holder }}
 */
export function tryLock(file) {
  for (;;) {
    try {
      fs.writeFileSync(file, `${ownIdentity()}\n`, { flag: 'wx' });
      return { lock: lockOf(file) };
    } catch (error) {
      if (error.code !== 'EEXIST') {
        // A full disk creates the file and then cannot fill it.
        if (error.code === 'ENOSPC') fs.rmSync(file, { force: true });
        throw error;
      }
    }
    const found = read(file);
    if (found === undefined) continue;
    const holder = holderIn(file, found);
    if (holder) return { holder };
    if (takeOver(file, found)) return { lock: lockOf(file) };
  }
}

/** Who holds the lock now; undefined when nobody does. @param {string} file @returns {Holder | undefined} */
export function findHolder(file) {
  const found = read(file);
  return found === undefined ? undefined : holderIn(file, found);
}

/** @param {string} file @param {string} content @returns {Holder | undefined} */
function holderIn(file, content) {
  const [identity, note = ''] = content.split('\n');
  const pid = Number.parseInt(identity, 10);
  const running = identity === '' ? !isAbandoned(file) : processIdentity(pid) === identity;
  return running ? { pid, note } : undefined;
}

/**
 * Waits for the lock as long as its holder lives.
 * @param {string} file
 * @param {{ signal?: AbortSignal, onWait?: (holder: Holder) => void }} [options]
 * @returns {Promise<Lock>}
 */
export async function waitForLock(file, { signal, onWait } = {}) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  for (let waiting = false; ; waiting = true) {
    signal?.throwIfAborted();
    const attempt = tryLock(file);
    if ('lock' in attempt) return attempt.lock;
    if (!waiting) onWait?.(attempt.holder);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const ownIdentity = () => processIdentity(process.pid) ?? String(process.pid);

/** @param {string} file @returns {Lock} */
function lockOf(file) {
  return {
    annotate: (note) => fs.writeFileSync(file, `${ownIdentity()}\n${note}\n`),
    release: () => {
      if (read(file)?.startsWith(`${ownIdentity()}\n`)) fs.rmSync(file, { force: true });
    },
  };
}

/** @param {string} file */
function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @param {string} file */
function isAbandoned(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  return stat === undefined || Date.now() - stat.mtimeMs > EMPTY_GRACE_MS;
}

/**
 * Replaces the lock of a dead process. Of several who try, the one that makes the claim named after the old content wins;
 * without the claim a slower one could replace the winner's fresh lock.
 * @param {string} file @param {string} stale the content found
 */
function takeOver(file, stale) {
  const claim = `${file}.${createHash('sha256').update(stale).digest('hex').slice(0, 16)}`;
  try {
    fs.writeFileSync(claim, `${ownIdentity()}\n`, { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const claimant = read(claim)?.trim();
    if (claimant !== undefined && processIdentity(Number.parseInt(claimant, 10)) !== claimant && isAbandoned(claim)) {
      fs.rmSync(claim, { force: true });
    }
    return false;
  }
  if (read(file) !== stale) {
    fs.rmSync(claim, { force: true });
    return false;
  }
  // The claim becomes the lock, in one step.
  fs.renameSync(claim, file);
  return true;
}
