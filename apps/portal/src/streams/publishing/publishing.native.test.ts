import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { randomToken, sha256 } from '#libs/crypto';
import type { AudioTrack } from '#libs/media';
import { eventually, MEDIA, usePortal } from '#libs/testing';
import type { Publication, PublishEnd, Publisher } from '../engine/publishing.js';
import { Stream } from '../stream.entity.js';
import { Broadcasts } from './broadcasts.js';
import { DatabasePublishGate } from './publish-gate.js';
import { RtmpToken } from './rtmp-token.entity.js';

const portal = usePortal({ ...MEDIA, RTMP_PLAIN_ENABLED: 'on' });

const AUDIO: AudioTrack = {
  kind: 'audio',
  codec: 'opus',
  config: Buffer.alloc(0),
  sampleRate: 48_000,
  channels: 2,
  codecString: 'opus',
};

const makeStream = async (given: Partial<Stream> = {}): Promise<{ stream: Stream; key: string }> => {
  const owner = await portal.make.user();
  const key = `live_${randomToken(24)}`;
  const { manager } = portal.get(DataSource);
  const stream = await manager.save(
    manager.create(Stream, {
      ownerId: owner.id,
      title: 'Test',
      keyHash: sha256(key),
      publishKey: Buffer.from('sealed'),
      keyHint: key.slice(0, 9),
      playbackKey: `pub_${randomUUID()}`,
      ...given,
    }),
  );
  return { stream, key };
};

const makeToken = async (stream: Stream, expiresAt: Date): Promise<string> => {
  const token = `rtmp_${randomToken(24)}`;
  await portal.get(DataSource).manager.save(RtmpToken, { streamId: stream.id, hash: sha256(token), expiresAt });
  return token;
};

class FakePublisher implements Publisher {
  closed: PublishEnd | undefined;

  close(reason: PublishEnd): void {
    this.closed ??= reason;
  }
}

const publish = async (
  key: string,
  { protocol = 'rtmps' as 'rtmps' | 'rtmp', publisher = new FakePublisher() } = {},
): Promise<{ publication: Publication; publisher: FakePublisher }> => {
  const request = { protocol, key, address: randomUUID(), userAgent: null };
  const publication = await portal.get(DatabasePublishGate).open(request, publisher);
  publication.expect(['audio']);
  publication.configure(AUDIO);
  publication.write({ kind: 'audio', isKey: true, dts: 0, pts: 0, data: Buffer.from([1]) });
  return { publication, publisher };
};

const liveness = async ({ id }: Stream): Promise<number> => {
  const { isLive } = await portal.get(DataSource).manager.findOneByOrFail(Stream, { id });
  return isLive;
};

const sessionStates = async ({ id }: Stream): Promise<string[]> => {
  const rows: { state: string }[] = await portal
    .get(DataSource)
    .query('SELECT state FROM stream_sessions WHERE stream_id = $1 ORDER BY id', [id]);
  return rows.map(({ state }) => state);
};

const code = (expected: string) => expect.objectContaining({ code: expected });

describe('publishing', () => {
  it('puts a stream on the air with its key', async () => {
    const { stream, key } = await makeStream();
    await publish(key);
    expect(await liveness(stream)).toBe(1);
    expect(portal.get(Broadcasts).require(stream.id).live.isLive).toBe(true);
  });

  it('refuses a key it does not know, and a stream key over plain RTMP', async () => {
    const { stream, key } = await makeStream({ rtmpEnabled: true });
    await expect(publish('live_wrong')).rejects.toEqual(code('stream_key.invalid'));
    await expect(publish(key, { protocol: 'rtmp' })).rejects.toEqual(code('stream_key.invalid'));
    expect(await liveness(stream)).toBe(0);
  });

  it('refuses a second publisher while the first one sends', async () => {
    const { key } = await makeStream();
    await publish(key);
    await expect(publish(key)).rejects.toEqual(code('stream.already_live'));
  });

  it('goes on with the broadcast when the publisher comes back within its grace', async () => {
    const { stream, key } = await makeStream();
    const { publication } = await publish(key);
    publication.end('left');
    await eventually(
      'the session to be written down',
      async () => (await sessionStates(stream)).join() === 'interrupted',
    );
    expect(await liveness(stream)).toBe(1);
    await publish(key);
    expect(await sessionStates(stream)).toEqual(['live']);
  });

  it('is over for good when the broadcast is closed, and settles without a recording', async () => {
    const { stream, key } = await makeStream();
    const { publisher } = await publish(key);
    portal.get(Broadcasts).require(stream.id).close('left');
    expect(publisher.closed).toBe('left');
    await eventually('the stream to be offline', async () => (await liveness(stream)) === 0);
    expect(await sessionStates(stream)).toEqual(['ended']);
    await publish(key);
    expect(await sessionStates(stream)).toEqual(['ended', 'live']);
  });

  it('lets a token in once, and back in while its broadcast lasts', async () => {
    const { stream } = await makeStream({ rtmpEnabled: true });
    const token = await makeToken(stream, new Date(Date.now() + 60_000));
    const { publication } = await publish(token, { protocol: 'rtmp' });
    publication.end('left');
    const again = await publish(token, { protocol: 'rtmp' });
    portal.get(Broadcasts).require(stream.id).close('left');
    expect(again.publisher.closed).toBe('left');
    await eventually('the session to be written down', async () => (await sessionStates(stream)).join() === 'ended');
    await expect(publish(token, { protocol: 'rtmp' })).rejects.toEqual(code('stream_key.invalid'));
  });

  it('refuses a token that ran out, and any where the stream does not allow plain RTMP', async () => {
    const { stream } = await makeStream({ rtmpEnabled: true });
    const old = await makeToken(stream, new Date(Date.now() - 1));
    await expect(publish(old, { protocol: 'rtmp' })).rejects.toEqual(code('stream_key.invalid'));
    const closed = await makeStream();
    const token = await makeToken(closed.stream, new Date(Date.now() + 60_000));
    await expect(publish(token, { protocol: 'rtmp' })).rejects.toEqual(code('stream_key.invalid'));
  });

  it('takes over what the same node left on the air when it ended', async () => {
    const { stream, key } = await makeStream();
    await publish(key);
    await portal.stop();
    await portal.start();
    expect(await sessionStates(stream)).toEqual(['interrupted']);
    expect(await liveness(stream)).toBe(1);
    await publish(key);
    expect(await sessionStates(stream)).toEqual(['live']);
  });
});
