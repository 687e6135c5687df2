import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { eventually, type TestUser, usePortal } from '#libs/testing';
import { SweepExpiredProcessor } from '../maintenance/sweep-expired.processor.js';
import { RecordingChunk } from './recording-chunk.entity.js';
import { Recordings } from './recordings.js';

describe('room for recordings', () => {
  const portal = usePortal({ PORTAL_RECORDING_QUOTA_GB: '1' });

  const add = (owner: TestUser, index: number, bytes: number): Promise<void> =>
    portal.get(Recordings).add({
      ...{ userId: owner.id, streamId: 1, sessionId: '1', bytes, duration: 1000, sha256: randomBytes(32) },
      localPath: `1/chunk_00${index}.mkv`,
      remoteName: `Show/2026-01-02_03-04-05/chunk_00${index}.mkv`,
    });
  const told = async (as: TestUser): Promise<{ type: string; link: string }[]> =>
    (await portal.fetch('/api/notifications', { as })).body.notifications;

  it('that ends is told to whose recordings they are and to administrators, once', async () => {
    const [owner, other, admin] = [
      await portal.make.user(),
      await portal.make.user(),
      await portal.make.user({ role: 'admin' }),
    ];
    await add(owner, 0, 600_000_000);
    await add(owner, 1, 310_000_000);
    await add(owner, 2, 10_000_000);
    await eventually('both to know', async () => (await told(owner)).length + (await told(admin)).length === 2);
    expect(await told(owner)).toMatchObject([{ type: 'recording', link: '/recordings/storage' }]);
    expect(await told(admin)).toMatchObject([{ type: 'recording', link: null }]);
    expect(await told(other)).toEqual([]);
    expect(await portal.get(Recordings).bytesLeft()).toBe(80_000_000);
  });

  it('does not fill with what was brought away long ago', async () => {
    const owner = await portal.make.user();
    const { manager } = portal.get(DataSource);
    await add(owner, 5, 1000);
    await add(owner, 6, 1000);
    const long = new Date(Date.now() - 31 * 24 * 3600_000);
    await manager.update(RecordingChunk, { userId: owner.id }, { createdAt: long });
    await manager.update(
      RecordingChunk,
      { userId: owner.id, localPath: '1/chunk_005.mkv' },
      { state: 'stored', storedAt: long },
    );
    await portal.get(SweepExpiredProcessor).sweep();
    const left = await manager.findBy(RecordingChunk, { userId: owner.id });
    expect(left.map(({ localPath }) => localPath)).toEqual(['1/chunk_006.mkv']);
  });
});
