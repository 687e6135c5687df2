import fs from 'node:fs';
import path from 'node:path';
import { runningPostgres, startPostgres } from '../embedded-postgres.mjs';
import { explain, tellsDamage } from '../postgres/failures.mjs';
import { databasePassword, isDataFolderLocked, lockDataFolder } from './data-folder.mjs';
import { StartError } from './start-error.mjs';

const MAX_LOG_BYTES = 10 * 1024 * 1024;

/**
 * @typedef {object} EmbeddedDatabase
 * @property {string} url
 * @property {Promise<unknown>} exited
 * @property {(note: string) => void} announce where the portal is found, for a second start on the folder
 * @property {(error: unknown) => unknown} explain the better reason for a failed start, where the server's log gives one
 * @property {() => Promise<void>} close
 */

/**
 * The embedded PostgreSQL of a data folder, which belongs to this process until `close`.
 * @param {{ dataDir: string, signal: AbortSignal }} options
 * @returns {Promise<EmbeddedDatabase>}
 */
export async function openEmbeddedDatabase({ dataDir, signal }) {
  const lock = lockDataFolder(dataDir);
  try {
    const password = databasePassword(dataDir);
    const log = openLog(path.join(dataDir, 'postgres.log'));
    const postgres = await startPostgres({ dataDir: path.join(dataDir, 'postgres'), password, signal, log });
    const close = async () => {
      await postgres.stop();
      lock.release();
    };
    return {
      url: postgres.url(),
      exited: postgres.exited,
      announce: lock.annotate,
      close,
      // A damaged server may accept connections for a moment, so its clients see only that they are refused.
      explain: (error) => (tellsDamage(postgres.output()) ? explain(postgres.output(), dataDir) : error),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * For commands beside a portal: the database of the one that runs from the folder, else one opened for the command.
 * @param {{ dataDir: string, signal: AbortSignal }} options
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function borrowDatabase({ dataDir, signal }) {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, close: async () => {} };
  if (isDataFolderLocked(dataDir)) {
    const url = runningPostgres({ dataDir: path.join(dataDir, 'postgres'), password: databasePassword(dataDir) });
    if (!url)
      throw new StartError(`The portal that runs from ${dataDir} is still starting: try again when it is ready.`);
    return { url, close: async () => {} };
  }
  return openEmbeddedDatabase({ dataDir, signal });
}

/** Appends what the server reports; one older file is kept. A full disk loses log lines, nothing else. @param {string} file */
function openLog(file) {
  if ((fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0) > MAX_LOG_BYTES) fs.renameSync(file, `${file}.1`);
  const stream = fs.createWriteStream(file, { flags: 'a', mode: 0o600 });
  stream.on('error', () => {});
  return (/** @type {string} */ text) => void stream.write(text);
}
