import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, requirePackage, SSHD, SshdPeer, type TestUser, usePortal } from '#libs/testing';
import { RecordingChunk } from './recording-chunk.entity.js';
import { Recordings } from './recordings.js';

const hasSshd = requirePackage('openssh-server', SSHD);

describe.runIf(hasSshd)('bringing recordings to their owner', () => {
  const portal = usePortal();
  let sshd: SshdPeer;

  beforeAll(async () => {
    sshd = await new SshdPeer().open();
  });
  afterAll(() => sshd.close());

  const useStorage = async (owner: TestUser, folder: string): Promise<void> => {
    expect((await portal.fetch('/api/vods/storage', { as: owner, body: sshd.storage(folder) })).status).toBe(200);
  };

  const record = async (owner: TestUser, { index = 0, bytes = 3_000_001, add = true } = {}) => {
    const recordings = portal.get(Recordings);
    const content = randomBytes(bytes);
    const sessionId = String(owner.id);
    const localPath = `${sessionId}/chunk_${index}.mkv`;
    const localFile = path.join(recordings.folder, localPath);
    mkdirSync(path.dirname(localFile), { recursive: true });
    writeFileSync(localFile, content);
    const chunk = {
      userId: owner.id,
      streamId: 1,
      sessionId,
      localPath,
      remoteName: `Übertragung/2026-01-02_03-04-05/chunk_00${index}.mkv`,
      bytes,
      sha256: createHash('sha256').update(content).digest(),
      duration: 1000,
    };
    if (add) await recordings.add(chunk);
    return { content, localFile, chunk };
  };

  const stateOf = async (owner: TestUser): Promise<string> => {
    const rows = await portal.get(DataSource).manager.findBy(RecordingChunk, { userId: owner.id });
    return rows.map(({ state }) => state).join();
  };

  it('copies a piece, verifies it and forgets its own', async () => {
    const owner = await portal.make.user();
    const folder = sshd.folder(`vods-${owner.id}`);
    await useStorage(owner, folder);
    const { content, localFile, chunk } = await record(owner);
    await eventually('the piece to be stored', async () => (await stateOf(owner)) === 'stored');
    expect(readFileSync(path.join(folder, chunk.remoteName)).equals(content)).toBe(true);
    expect(existsSync(path.join(folder, `${chunk.remoteName}.part`))).toBe(false);
    await eventually('the local file to be gone', () => !existsSync(localFile));
  });

  it('goes on where an earlier attempt ended, and starts over where that is not ours', async () => {
    const owner = await portal.make.user();
    const folder = sshd.folder(`vods-${owner.id}`);
    const first = await record(owner, { index: 0, add: false });
    const second = await record(owner, { index: 1, add: false });
    const place = (name: string): string => path.join(folder, `${name}.part`);
    mkdirSync(path.dirname(place(first.chunk.remoteName)), { recursive: true });
    writeFileSync(place(first.chunk.remoteName), first.content.subarray(0, 1_234_567));
    writeFileSync(place(second.chunk.remoteName), randomBytes(5_000_000));
    // What root made for the test belongs to the account.
    if (sshd.password)
      await import('node:child_process').then(({ execFileSync }) =>
        execFileSync('chown', ['-R', sshd.username, folder]),
      );
    await useStorage(owner, folder);
    for (const { chunk } of [first, second]) await portal.get(Recordings).add(chunk);
    await eventually('both to be stored', async () => (await stateOf(owner)) === 'stored,stored');
    for (const { chunk, content } of [first, second])
      expect(readFileSync(path.join(folder, chunk.remoteName)).equals(content)).toBe(true);
  });

  it('tries again when the server is killed in mid-transfer', async () => {
    const owner = await portal.make.user();
    const folder = sshd.folder(`vods-${owner.id}`);
    await useStorage(owner, folder);
    const { content, chunk } = await record(owner, { bytes: 60_000_000 });
    const partial = path.join(folder, `${chunk.remoteName}.part`);
    await eventually('the transfer to be under way', () => existsSync(partial));
    sshd.signalSessions('SIGKILL');
    await eventually('the piece to be stored', async () => (await stateOf(owner)) === 'stored');
    expect(readFileSync(path.join(folder, chunk.remoteName)).equals(content)).toBe(true);
  });

  it('tells the owner why nothing arrives, and says so no more when it does', async () => {
    const owner = await portal.make.user();
    await useStorage(owner, '/proc/nowhere');
    await record(owner);
    const read = async () => (await portal.fetch('/api/vods/storage', { as: owner })).body.storage;
    await eventually('the reason', async () => (await read()).last_error !== null);
    expect(await read()).toMatchObject({
      waiting_files: 1,
      waiting_bytes: 3_000_001,
      has_key: true,
      has_password: false,
    });
    await useStorage(owner, sshd.folder(`vods-${owner.id}`));
    await eventually('the piece to be stored', async () => (await stateOf(owner)) === 'stored');
    expect(await read()).toMatchObject({ last_error: null, waiting_files: 0 });
  });

  it('does not take a file that is gone for one that is safe', async () => {
    const owner = await portal.make.user();
    const { chunk } = await record(owner, { add: false });
    await portal.get(Recordings).add({ ...chunk, localPath: `${owner.id}/gone.mkv` });
    await useStorage(owner, sshd.folder(`vods-${owner.id}`));
    await eventually('the loss to be known', async () => (await stateOf(owner)) === 'lost');
  });
});
