import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { databaseGroup } from '../postgres/launch-mode.mjs';
import { findHolder, tryLock } from './lock.mjs';
import { StartError } from './start-error.mjs';

const LOCK = 'portal.lock';

/**
 * Makes the data folder, for its owner only; as root also the database's account may pass through it.
 * @param {string} folder
 */
export function makeDataFolder(folder) {
  if (fs.existsSync(folder)) return;
  const group = databaseGroup();
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  fs.mkdirSync(folder, { mode: 0o700 });
  if (group === undefined) return;
  fs.chownSync(folder, 0, group);
  fs.chmodSync(folder, 0o710);
}

/**
 * Only one portal may run its own database on a folder.
 * @param {string} folder
 * @returns {import('./lock.mjs').Lock}
 * @throws {StartError} another one does
 */
export function lockDataFolder(folder) {
  const attempt = tryLock(path.join(folder, LOCK));
  if ('lock' in attempt) return attempt.lock;
  const { pid, note } = attempt.holder;
  throw new StartError(
    `A portal already runs from the data folder ${folder} (process ${pid}${note ? `, ${note}` : ''}): stop it, or choose another folder with --data-dir.`,
  );
}

/** @param {string} folder */
export function isDataFolderLocked(folder) {
  return findHolder(path.join(folder, LOCK)) !== undefined;
}

/** The password of the embedded database, made at the first start. @param {string} folder */
export function databasePassword(folder) {
  const file = path.join(folder, 'postgres.password');
  if (!fs.existsSync(file)) {
    if (fs.existsSync(path.join(folder, 'postgres/PG_VERSION'))) {
      throw new StartError(`The file ${file} is missing although the database exists: restore it from a backup.`);
    }
    // Renamed into place, so that a full disk leaves no empty password behind.
    fs.writeFileSync(`${file}.partial`, randomBytes(24).toString('base64url'), { mode: 0o600 });
    fs.renameSync(`${file}.partial`, file);
  }
  return fs.readFileSync(file, 'utf8').trim();
}
