import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortalConfig } from '#libs/config';
import { Keyring, loadRootKey, RootKeyError, rootKeyPath } from '#libs/crypto';
import { createDataSource } from '#libs/database';
import { createDatabase, type TestDatabase } from '#libs/testing';
import { runKeys } from './keys-command.js';
import { ENTITIES } from '../roles/entities.js';
import { DatabaseKeyStore } from './database-key-store.js';
import { SEALED_COLUMNS } from './sealed-columns.js';

/** `bytea` columns that hold no value of the keyring: hashes, public keys, and what a room's own key seals. */
const NOT_SEALED = [
  'api_keys.key_hash',
  'backup_codes.code_hash',
  'drafts.body',
  'encryption_keys.wrapped',
  'messages.body',
  'passkeys.public_key',
  'polls.content',
  'recording_chunks.sha256',
  'rtmp_tokens.hash',
  'stream_shares.hash',
  'stream_thumbnails.image',
  'streams.key_hash',
  'ws_tickets.hash',
];

describe('the keys of a database', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let store: DatabaseKeyStore;
  let dataDir: string;

  beforeAll(async () => {
    database = await createDatabase();
    dataSource = await createDataSource({ url: database.url, entities: ENTITIES, poolSize: 8 }).initialize();
    store = new DatabaseKeyStore(dataSource);
    dataDir = await mkdtemp(join(tmpdir(), 'keys-'));
    await dataSource.query(`INSERT INTO users (username, password_hash) VALUES ('ada', 'x')`);
  });
  afterAll(async () => {
    await dataSource?.destroy();
    await database?.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const loadKeyring = async (refreshMs?: number): Promise<Keyring> =>
    Keyring.load(await loadRootKey({ env: {}, dataDir }), store, {
      readRoots: () => loadRootKey({ env: {}, dataDir }),
      ...(refreshMs !== undefined && { refreshMs }),
    });
  const keys = async (...args: string[]): Promise<{ code: number; output: string }> => {
    const lines: string[] = [];
    const print = (line: string) => void lines.push(line);
    const signal = new AbortController().signal;
    const config = PortalConfig.read({});
    const code = await runKeys({ args, config, databaseUrl: database.url, dataDir, print, signal, graceMs: 150 });
    return { code, output: lines.join('\n') };
  };
  const at = (row: string) => ({ table: 'connections', column: 'secrets', row });
  const write = async (keyring: Keyring, row: string, secret: string): Promise<void> => {
    const sealed = await keyring.seal('connections', secret, at(row));
    await dataSource.query(
      `INSERT INTO connections (id, user_id, name, type, host, port, secrets) VALUES ($1, 1, 'c', 'ssh', 'h', 22, $2)
       ON CONFLICT (id) DO UPDATE SET secrets = excluded.secrets`,
      [row, sealed],
    );
  };
  const read = async (keyring: Keyring, row: string): Promise<string> => {
    const [{ secrets }] = await dataSource.query(`SELECT secrets FROM connections WHERE id = $1`, [row]);
    return keyring.openText(secrets, at(row));
  };
  const activeKey = async (purpose: string): Promise<number | undefined> =>
    (await store.list()).find((key) => key.purpose === purpose && key.active)?.id;

  it('cover every bytea column, or it is known to hold nothing sealed', () => {
    const found = dataSource.entityMetadatas.flatMap((entity) =>
      entity.columns
        .filter((column) => column.type === 'bytea')
        .map((column) => `${entity.tableName}.${column.databaseName}`),
    );
    const listed = SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`);
    expect(found.toSorted()).toEqual([...listed, ...NOT_SEALED].toSorted());
    for (const { table, primaryKey } of SEALED_COLUMNS) {
      const entity = dataSource.entityMetadatas.find(({ tableName }) => tableName === table);
      expect(entity?.primaryColumns.map(({ databaseName }) => databaseName)).toEqual([primaryKey]);
    }
  });

  it('are not made by asking about a database that never had any', async () => {
    expect(await keys('status')).toEqual({ code: 1, output: 'This database has no keys yet: start the portal once.' });
    await expect(stat(rootKeyPath(dataDir))).rejects.toThrow('ENOENT');
  });

  it('are one active key a purpose when processes race for the first use', async () => {
    const keyrings = await Promise.all(Array.from({ length: 6 }, () => loadKeyring()));
    const seals = await Promise.all(keyrings.map((keyring) => keyring.seal('totp', 'x', at('1'))));
    expect(new Set(seals.map((sealed) => sealed.readUInt32BE())).size).toBe(1);
    expect((await store.list()).map((key) => [key.purpose, key.active]).toSorted()).toEqual([
      ['derive', true],
      ['totp', true],
    ]);
    const rotations = await Promise.all(keyrings.map((keyring) => keyring.rotate('totp')));
    expect(new Set(rotations.flat().map(({ to }) => to)).size).toBeLessThanOrEqual(6);
    expect((await store.list()).filter((key) => key.purpose === 'totp' && key.active)).toHaveLength(1);
  });

  it('rotate while values are written, and lose none', async () => {
    const writers = await Promise.all([loadKeyring(40), loadKeyring(40), loadKeyring(40)]);
    const expected = new Map<string, string>();
    for (let row = 0; row < 250; row++) {
      expected.set(`row-${row}`, `secret ${row}`);
      await write(writers[0]!, `row-${row}`, `secret ${row}`);
    }
    const before = await activeKey('connections');
    let isRotating = true;
    let writes = 0;
    const work = writers.map(async (keyring, writer) => {
      while (isRotating) {
        // A row has one writer, so that the last write is known.
        const row = `row-${writer + 3 * Math.floor(Math.random() * 80)}`;
        const secret = randomBytes(8).toString('hex');
        await write(keyring, row, secret);
        expected.set(row, secret);
        expect(await read(keyring, row)).toBe(secret);
        writes++;
      }
    });
    const rotation = await keys('rotate').finally(() => (isRotating = false));
    await Promise.all(work);

    expect(rotation.output).toContain('connections.secrets');
    expect(rotation.output).toContain(`connections: key ${before} retired`);
    expect(rotation.code).toBe(0);
    expect(writes).toBeGreaterThan(10);
    expect((await store.list()).map(({ id }) => id)).not.toContain(before);
    const fresh = await loadKeyring();
    for (const [row, secret] of expected) expect(await read(fresh, row)).toBe(secret);
    expect(await read(writers[1]!, 'row-249')).toBe('secret 249');
  });

  it('wait for a value in a transaction that nobody else sees yet', async () => {
    const sleepy = await loadKeyring(60_000);
    const replaced = await activeKey('connections');
    const slow = dataSource.createQueryRunner();
    await slow.startTransaction();
    const sealed = await sleepy.seal('connections', 'late', at('row-0'));
    await slow.query(`UPDATE connections SET secrets = $1 WHERE id = 'row-0'`, [sealed]);
    let isDone = false;
    const rotation = keys('rotate', '--purpose=connections').finally(() => (isDone = true));
    await expect.poll(() => activeKey('connections')).not.toBe(replaced);
    expect(isDone).toBe(false);
    await slow.commitTransaction();
    await slow.release();
    expect(await rotation).toMatchObject({ code: 0 });
    expect(await read(await loadKeyring(), 'row-0')).toBe('late');
    expect((await store.list()).map(({ id }) => id)).not.toContain(replaced);
  });

  it('finish an interrupted rotation without making another key', async () => {
    const keyring = await loadKeyring();
    await keyring.rotate('connections');
    const active = await activeKey('connections');
    expect((await keys('status')).output).toContain('rotate --resume');
    expect(await keys('rotate', '--resume')).toMatchObject({ code: 0 });
    expect(await activeKey('connections')).toBe(active);
    const { output } = await keys('status');
    expect(output).toContain(`key ${active}  connections  active`);
    expect(output).toContain('250 in connections.secrets');
    expect(output).not.toContain('--resume');
  });

  it('keep the key of a value that does not open, and name its row', async () => {
    await dataSource.query(
      `UPDATE connections SET secrets = set_byte(secrets, 20, get_byte(secrets, 20) # 1) WHERE id = 'row-7'`,
    );
    const needed = await activeKey('connections');
    const { code, output } = await keys('rotate', '--purpose', 'connections');
    expect(code).toBe(1);
    expect(output).toContain('cannot be opened in rows row-7');
    expect(output).toContain(`key ${needed} is kept for 1 values`);
    await dataSource.query(`DELETE FROM connections WHERE id = 'row-7'`);
    expect(await keys('rotate', '--resume')).toMatchObject({ code: 0 });
  });

  it('are wrapped with a new root key while portals run', async () => {
    const running = await loadKeyring(0);
    const path = rootKeyPath(dataDir);
    const before = await readFile(path, 'utf8');
    const oldRoot = await loadRootKey({ env: {}, dataDir });
    expect(await keys('rotate', '--root')).toMatchObject({ code: 0 });
    expect(await readFile(path, 'utf8')).not.toBe(before);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await running.seal('made after', 'x', at('1'));
    expect(await read(running, 'row-0')).toBe('late');
    expect(await read(await loadKeyring(), 'row-0')).toBe('late');
    await expect(Keyring.load(oldRoot, store)).rejects.toThrow(RootKeyError);
  });

  it('leave a root key from the environment to the operator', async () => {
    const [root] = await loadRootKey({ env: {}, dataDir });
    const run = (rootKey: string) =>
      runKeys({
        args: ['rotate', '--root'],
        config: PortalConfig.read({ PORTAL_ROOT_KEY: rootKey }),
        databaseUrl: database.url,
        dataDir,
        print: () => {},
        signal: new AbortController().signal,
      });
    await expect(run(root!.toString('base64'))).rejects.toThrow('put a new key before the old one');
    const next = randomBytes(32);
    expect(await run(`${next.toString('base64')},${root!.toString('base64')}`)).toBe(0);
    expect(await read(await Keyring.load(next, store), 'row-0')).toBe('late');
  });

  it.each([
    [],
    ['rotate', 'x'],
    ['rotate', '--root', '--purpose=totp'],
    ['status', '--root'],
    ['rotate', '--force'],
    ['destroy'],
  ])('explain themselves when asked for %j %j %j', async (...args) => {
    const { code, output } = await keys(...args);
    expect(code).toBe(2);
    expect(output).toContain('Usage: npm run keys');
  });
});
