import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { StartError } from '../startup/start-error.mjs';
import { explain } from './failures.mjs';
import { ensureOwner, spawnOptions } from './launch-mode.mjs';

/** The role and the database the portal uses. The role may create databases but is no superuser: it cannot read files or run programs. */
export const PORTAL_ROLE = 'portal';

/** The empty cluster takes 40 MB, its first write-ahead logs as much again. */
const NEW_CLUSTER_BYTES = 128 * 2 ** 20;

/**
 * 'ready' to be started, or 'absent'.
 * @param {string} dataDir @param {import('./binaries.mjs').Binaries} binaries
 * @returns {'ready' | 'absent'}
 * @throws {StartError} the folder holds something else
 */
export function inspectCluster(dataDir, binaries) {
  if (!fs.existsSync(dataDir) || fs.readdirSync(dataDir).length === 0) return 'absent';
  const versionFile = path.join(dataDir, 'PG_VERSION');
  const found = fs.existsSync(versionFile) ? fs.readFileSync(versionFile, 'utf8').trim() : '';
  if (!/^\d+$/.test(found) || !fs.existsSync(path.join(dataDir, 'global/pg_control'))) {
    throw new StartError(
      `The database folder ${dataDir} is damaged (${/^\d+$/.test(found) ? 'global/pg_control' : 'PG_VERSION'} is missing or unreadable): restore it from a backup, or move it away to begin anew.`,
    );
  }
  const major = binaries.version.split('.')[0];
  if (found !== major) {
    throw new StartError(
      `The database folder ${dataDir} was made by PostgreSQL ${found}, this portal brings PostgreSQL ${major}: export the data with the portal version that made it, then import it here.`,
    );
  }
  return 'ready';
}

/**
 * Makes a cluster beside its place and moves it there when complete, so that an interrupted run leaves nothing half-made behind.
 * @param {import('./launch-mode.mjs').LaunchMode} mode
 * @param {string} dataDir absent or empty
 * @param {{ password: string, durable: boolean }} options `durable` waits for the disk
 */
export function createCluster(mode, dataDir, { password, durable }) {
  const { bavail, bsize } = fs.statfsSync(path.dirname(dataDir));
  if (bavail * bsize < NEW_CLUSTER_BYTES) {
    throw new StartError(
      `The disk holding ${dataDir} is full: a new database needs ${NEW_CLUSTER_BYTES / 2 ** 20} MB, ${Math.floor((bavail * bsize) / 2 ** 20)} MB are free.`,
    );
  }
  for (const left of fs.readdirSync(path.dirname(dataDir))) {
    if (left.startsWith(`${path.basename(dataDir)}.partial-`)) {
      fs.rmSync(path.join(path.dirname(dataDir), left), { recursive: true, force: true });
    }
  }
  const partial = fs.mkdtempSync(`${dataDir}.partial-`);
  const superuserPassword = `${partial}/.password`;
  const cluster = path.join(partial, 'cluster');
  try {
    // Nobody signs in as the superuser, so its password is thrown away.
    fs.writeFileSync(superuserPassword, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
    fs.mkdirSync(cluster, { mode: 0o700 });
    ensureOwner(mode, partial);
    const flags = [
      ...['-D', cluster, '-U', 'postgres', '--pwfile', superuserPassword, '--auth', 'scram-sha-256', '-E', 'UTF8'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--no-instructions'],
      ...(durable ? [] : ['--no-sync']),
    ];
    run(mode, 'initdb', flags);
    // The single-user server needs no password and reads one statement a line, so the secret stays off every command line.
    run(
      mode,
      'postgres',
      ['--single', '-j', '-D', cluster, 'postgres'],
      [
        `CREATE ROLE ${PORTAL_ROLE} LOGIN CREATEDB PASSWORD '${password.replaceAll("'", "''")}';`,
        `CREATE DATABASE ${PORTAL_ROLE} OWNER ${PORTAL_ROLE};`,
      ],
    );
    if (fs.existsSync(dataDir)) fs.rmdirSync(dataDir);
    fs.renameSync(cluster, dataDir);
  } finally {
    fs.rmSync(partial, { recursive: true, force: true });
  }
}

/**
 * @param {import('./launch-mode.mjs').LaunchMode} mode @param {string} program @param {string[]} args
 * @param {string[]} [statements] for the single-user server, which reports errors on stderr only
 */
function run(mode, program, args, statements = []) {
  const [command, ...rest] = [...mode.prefix, path.join(mode.binaries.root, 'bin', program), ...args];
  const input = statements.map((statement) => `${statement}\n\n`).join('');
  const result = spawnSync(command, rest, { ...spawnOptions(mode), input, encoding: 'utf8' });
  if (result.error) throw result.error;
  if (result.status !== 0 || (statements.length > 0 && /^.*(ERROR|FATAL|PANIC): /m.test(result.stderr))) {
    throw explain(`${result.stderr}\n${result.stdout}`, args[args.indexOf('-D') + 1]);
  }
}
