import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { StartError } from '../startup/start-error.mjs';
import { copyBinaries } from './binaries.mjs';

/**
 * How PostgreSQL, which refuses user 0, is run.
 * @typedef {object} LaunchMode
 * @property {string} name
 * @property {string[]} prefix command words before the program
 * @property {Account} [spawnAs] the user Node itself switches to, where no prefix does
 * @property {Account} [owner] who must own the data directory when it is not this user
 * @property {import('./binaries.mjs').Binaries} binaries
 *
 * @typedef {{ uid: number, gid: number }} Account
 */

/** PATH ends with the system folders because a service manager may leave them out. */
export const POSTGRES_ENV = {
  PATH: `${process.env.PATH ?? ''}:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** When the parent dies, even by SIGKILL, the kernel sends SIGINT: PostgreSQL's fast shutdown. */
const PARENT_DEATH = ['--pdeathsig', 'INT'];

/**
 * The first way of running the binaries that works for real on this machine and for this folder.
 * @param {import('./binaries.mjs').Binaries} binaries
 * @param {string} dataDir its parent folder exists
 * @returns {LaunchMode}
 * @throws {StartError} none works
 */
export function chooseLaunchMode(binaries, dataDir) {
  const refused = new Set();
  for (const mode of candidates(binaries, dataDir)) {
    const reason = refusal(mode, path.dirname(dataDir));
    if (reason === undefined) return mode;
    refused.add(reason);
  }
  throw new StartError(
    `The bundled PostgreSQL cannot run here (${[...refused].join('; ')}): start the portal as an ordinary user, or set DATABASE_URL.`,
  );
}

/**
 * Lazy, because the last resort copies 60 MB: binaries that the account cannot reach, or whose folder cannot be written.
 * @param {import('./binaries.mjs').Binaries} binaries @param {string} dataDir
 * @returns {Generator<LaunchMode>}
 */
function* candidates(binaries, dataDir) {
  const account = findAccount();
  const modes = process.getuid?.() === 0 ? rootModes(account) : ownUserModes(account);
  if (binaries.complete) for (const mode of modes) yield { ...mode, binaries };
  const copied = copyBinaries(binaries, path.join(path.dirname(dataDir), `postgres-${binaries.version}`));
  for (const mode of modes) yield { ...mode, name: `${mode.name}, copied binaries`, binaries: copied };
}

/** @param {Account} account @returns {Omit<LaunchMode, 'binaries'>[]} */
function rootModes(account) {
  const become = [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups'];
  // Both of these reach a checkout below a folder that only root may enter.
  const passAnyFolder = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup'];
  return [
    { name: 'account', prefix: ['setpriv', ...become, ...PARENT_DEATH, '--'], owner: account },
    { name: 'namespace', prefix: [...namespaceOf(account), 'setpriv', ...PARENT_DEATH, '--'] },
    { name: 'capability', prefix: ['setpriv', ...become, ...passAnyFolder, ...PARENT_DEATH, '--'], owner: account },
    { name: 'account without setpriv', prefix: [], spawnAs: account, owner: account },
    { name: 'namespace without setpriv', prefix: namespaceOf(account) },
  ];
}

/** A container may run as a user without a name, which initdb refuses. @param {Account} account @returns {Omit<LaunchMode, 'binaries'>[]} */
function ownUserModes(account) {
  if (!hasName(process.getuid?.())) {
    return [{ name: 'namespace', prefix: [...namespaceOf(account), 'setpriv', ...PARENT_DEATH, '--'] }];
  }
  return [
    { name: 'own user', prefix: ['setpriv', ...PARENT_DEATH, '--'] },
    { name: 'own user without setpriv', prefix: [] },
  ];
}

/** In it this user is seen as the account, and keeps its own rights to files. @param {Account} account */
function namespaceOf({ uid, gid }) {
  return ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`, '--'];
}

/** The group through which PostgreSQL's account may be let into a folder of root's; undefined when this user is not root. */
export function databaseGroup() {
  return process.getuid?.() === 0 ? findAccount().gid : undefined;
}

/** `postgres`, else `nobody`, else any ordinary account. @returns {Account} */
function findAccount() {
  const rows = passwd();
  const row =
    rows.find((r) => r.name === 'postgres' && r.uid > 0) ??
    rows.find((r) => r.name === 'nobody') ??
    rows.find((r) => r.uid > 0);
  return row ?? { uid: 65534, gid: 65534 };
}

function passwd() {
  const text = fs.existsSync('/etc/passwd') ? fs.readFileSync('/etc/passwd', 'utf8') : '';
  const rows = text.split('\n').map((line) => line.split(':'));
  return rows.filter((r) => r.length >= 7).map((r) => ({ name: r[0], uid: Number(r[2]), gid: Number(r[3]) }));
}

/** Directory services know users that /etc/passwd does not, so `id` is asked too. @param {number | undefined} uid */
function hasName(uid) {
  if (uid === undefined || passwd().some((row) => row.uid === uid)) return true;
  const name = spawnSync('id', ['-un'], { encoding: 'utf8' });
  return name.status === 0 && name.stdout.trim() !== String(uid);
}

/**
 * Why a mode does not work, or undefined: lets the server run, and enter the data directory's parent. The server alone
 * does not tell: to it a folder it may not enter is one without files.
 * @param {LaunchMode} mode @param {string} parent
 */
function refusal(mode, parent) {
  const program = path.join(mode.binaries.root, 'bin/postgres');
  return (
    failure(mode, [program, '-C', 'port', '-D', parent, '-c', 'config_file=/dev/null']) ??
    (failure(mode, ['test', '-x', parent]) && `${parent} is closed to the account of the database`)
  );
}

/** @param {LaunchMode} mode @param {string[]} words @returns {string | undefined} */
function failure(mode, words) {
  const [command, ...args] = [...mode.prefix, ...words];
  const run = spawnSync(command, args, { ...spawnOptions(mode), encoding: 'utf8' });
  if (run.status === 0) return undefined;
  return run.error?.message ?? (run.stderr.trim().split('\n').at(-1) || `status ${run.status}`);
}

/** @param {LaunchMode} mode */
export function spawnOptions(mode) {
  return { ...mode.spawnAs, env: POSTGRES_ENV, cwd: '/' };
}

/**
 * Gives the folder to whoever PostgreSQL runs as; the mode may have changed since the last start, or the folder was restored by root.
 * @param {LaunchMode} mode @param {string} folder
 */
export function ensureOwner(mode, folder) {
  const uid = mode.owner?.uid ?? process.getuid?.();
  if (process.getuid?.() !== 0 || uid === undefined || fs.statSync(folder).uid === uid) return;
  const gid = mode.owner?.gid ?? process.getgid?.() ?? 0;
  for (const entry of fs.readdirSync(folder, { recursive: true }))
    fs.lchownSync(path.join(folder, String(entry)), uid, gid);
  // Last, so that an interrupted change is taken up again.
  fs.chownSync(folder, uid, gid);
}
