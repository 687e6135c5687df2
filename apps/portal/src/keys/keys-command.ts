import { parseArgs } from 'node:util';
import type { PortalConfig } from '#libs/config';
import { DERIVE_PURPOSE, Keyring, loadRootKey } from '#libs/crypto';
import { ADVISORY_LOCKS, createDataSource } from '#libs/database';
import { DatabaseKeyStore } from './database-key-store.js';
import { EncryptionKey } from './encryption-key.entity.js';
import { keyStatus } from './key-status.js';
import { rotateDataKeys } from './rotate-data-keys.js';
import { rotateRootKey } from './rotate-root-key.js';

export interface KeysOptions {
  args: string[];
  config: PortalConfig;
  databaseUrl: string;
  dataDir: string;
  print: (line: string) => void;
  signal: AbortSignal;
  /** Shorter waits, for tests. */
  graceMs?: number;
}

export const KEYS_HELP = `Usage: npm run keys -- <command>

  status                  the keys and what each has sealed
  rotate                  new data keys; every stored secret is sealed again while the portal runs
  rotate --purpose=NAME   only the key of one purpose
  rotate --resume         finishes an interrupted rotation without making new keys
  rotate --root           a new root key; stored secrets stay as they are
`;

/**
 * The command line of `npm run keys`. Answers the exit code: 0 done, 1 not all done, 2 not understood.
 * @throws RootKeyError, or the database's error
 */
export async function runKeys({
  args,
  config,
  databaseUrl,
  dataDir,
  print,
  signal,
  graceMs,
}: KeysOptions): Promise<number> {
  const command = readCommand(args);
  if (!command) {
    print(KEYS_HELP);
    return 2;
  }
  const source = {
    env: { PORTAL_ROOT_KEY: config.get('PORTAL_ROOT_KEY'), PORTAL_ROOT_KEY_FILE: config.get('PORTAL_ROOT_KEY_FILE') },
    dataDir,
  };
  const dataSource = createDataSource({ url: databaseUrl, entities: [EncryptionKey], poolSize: 4 });
  await dataSource.initialize();
  const lock = dataSource.createQueryRunner();
  try {
    const store = new DatabaseKeyStore(dataSource);
    // Asked first: reading the root key of a data folder makes one where there is none.
    const [{ exists }] = await lock.query(`SELECT to_regclass('encryption_keys') IS NOT NULL AS exists`);
    if (!exists || (await store.list()).length === 0) {
      print('This database has no keys yet: start the portal once.');
      return 1;
    }
    const keyring = await Keyring.load(await loadRootKey(source), store);
    if (command.name === 'status') {
      for (const line of await keyStatus(dataSource, keyring, store)) print(line);
      return 0;
    }
    const [{ locked }] = await lock.query('SELECT pg_try_advisory_lock($1) AS locked', [ADVISORY_LOCKS.keyRotation]);
    if (!locked) {
      print('Another rotation is running.');
      return 1;
    }
    if (command.root) {
      await rotateRootKey({ ...source, keyring, signal, report: print, graceMs });
      return 0;
    }
    const { purpose, resume } = command;
    const purposes = (await store.list()).map((key) => key.purpose).filter((name) => name !== DERIVE_PURPOSE);
    if (purpose !== undefined && !purposes.includes(purpose)) {
      print(`There is no key for ${purpose}; there are: ${[...new Set(purposes)].join(', ') || 'none yet'}.`);
      return 2;
    }
    const isDone = await rotateDataKeys({
      dataSource,
      keyring,
      store,
      purpose,
      resume,
      signal,
      report: print,
      graceMs,
    });
    print(isDone ? 'Done.' : 'Not everything is done; see above.');
    return isDone ? 0 : 1;
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}

interface Command {
  name: string;
  root: boolean;
  resume: boolean;
  purpose: string | undefined;
}

function readCommand(args: string[]): Command | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { root: { type: 'boolean' }, resume: { type: 'boolean' }, purpose: { type: 'string' } },
    });
    const [name] = positionals;
    const { root = false, resume = false, purpose } = values;
    const isPlain = !root && !resume && purpose === undefined;
    const isKnown =
      (name === 'status' && isPlain) || (name === 'rotate' && !(root && (resume || purpose !== undefined)));
    return isKnown && positionals.length === 1 ? { name: name!, root, resume, purpose } : undefined;
  } catch {
    return undefined;
  }
}
