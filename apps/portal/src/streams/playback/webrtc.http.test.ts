import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#libs/contracts';
import { type TestUser, usePortal } from '#libs/testing';
import { MediaNodePeer } from '../nodes/media-node.peer.js';

const portal = usePortal({
  PORTAL_STUN_URLS: 'stun:stun.example.com:3478',
  PORTAL_TURN_URLS: 'turn:turn.example.com:3478',
  PORTAL_TURN_SECRET: 'between us',
});
const node = new MediaNodePeer(portal);
beforeAll(() => node.open());
afterAll(() => node.close());

const SDP = { 'content-type': 'application/sdp' };
const FRAGMENT = { 'content-type': 'application/trickle-ice-sdpfrag' };
const OFFER = 'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\n';

const create = async (as: TestUser, body: object = {}) => {
  const created = (await portal.fetch('/api/streams', { as, body: { title: 'Show', ...body } })).body;
  node.keys.add(created.stream_key);
  return created;
};
const post = (path: string, body: string, headers: Record<string, string> = SDP, as?: TestUser | string) =>
  portal.fetch(path, { method: 'POST', body, headers, as });

describe('publishing from a browser (WHIP)', () => {
  it('can be watched as soon as it is on the air, also by who asked a moment before', async () => {
    const { id, stream_key, playback_key } = await create(await portal.make.user());
    expect((await post(`/api/stream/${stream_key}/webrtc/whip`, OFFER)).status).toBe(201);
    expect((await post(`/api/stream/${playback_key}/webrtc/whep`, OFFER)).status).toBe(404);
    await node.goLive(id);
    expect((await post(`/api/stream/${playback_key}/webrtc/whep`, OFFER)).status).toBe(201);
  });

  it('takes the key of the path, whatever bearer comes with it, and answers as RFC 9725 says', async () => {
    const { stream_key } = await create(await portal.make.user());
    const path = `/api/stream/${stream_key}/webrtc/whip`;
    const answer = await post(path, OFFER, { ...SDP, origin: 'https://studio.example', authorization: 'Bearer none' });
    expect(answer).toMatchObject({ status: 201, body: 'v=0 answer' });
    const { location, etag, link, ...headers } = Object.fromEntries(answer.headers);
    expect(headers).toMatchObject({
      'content-type': 'application/sdp',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': expect.stringMatching(/location, etag, link/),
    });
    expect(location).toMatch(new RegExp(`^${path}/peer\\.[\\w-]+$`));
    expect(etag).toMatch(/^"[\w-]+"$/);
    expect(link).toMatch(
      /^<stun:stun\.example\.com:3478>; rel="ice-server", <turn:turn\.example\.com:3478>; rel="ice-server"; username="\d+:0"; credential="[^"]+"; credential-type="password"$/,
    );
    expect([...node.sessions.values()].at(-1)).toMatchObject({ key: stream_key, offer: OFFER, address: '127.0.0.1' });

    const patch = (headers: Record<string, string>) =>
      portal.fetch(location!, { method: 'PATCH', body: 'a=candidate:1', headers });
    expect((await patch({ ...FRAGMENT, 'if-match': etag! })).status).toBe(204);
    expect((await patch(FRAGMENT)).status).toBe(204);
    expect(await patch({ ...FRAGMENT, 'if-match': '"other"' })).toMatchObject({
      status: 412,
      body: { code: 'webrtc.session_changed' },
    });
    expect((await patch(SDP)).status).toBe(415);
    expect([...node.sessions.values()].at(-1)!.fragments).toEqual(['a=candidate:1', 'a=candidate:1']);
    expect((await portal.fetch(location!, { method: 'DELETE' })).status).toBe(200);
    expect(await portal.fetch(location!, { method: 'DELETE' })).toMatchObject({
      status: 404,
      body: { code: 'webrtc.session_not_found' },
    });
  });

  it('takes the playback key of an owner who is signed in, and of nobody else', async () => {
    const [ada, bob] = [await portal.make.user(), await portal.make.user()];
    const { playback_key, stream_key } = await create(ada);
    const path = `/api/stream/${playback_key}/webrtc/whip`;
    expect((await post(path, OFFER, SDP, ada)).status).toBe(201);
    expect([...node.sessions.values()].at(-1)!.key).toBe(stream_key);
    for (const as of [undefined, bob, await portal.make.apiKey(ada.id, 'streams:read')]) {
      expect(await post(path, OFFER, SDP, as as never)).toMatchObject({
        status: 401,
        body: { code: 'stream_key.invalid' },
      });
    }
  });

  it('refuses a wrong key, also an RTMP token', async () => {
    for (const key of ['live_wrong', 'rtmp_token', 'x']) {
      const answer = await post(`/api/stream/${key}/webrtc/whip`, OFFER);
      expect(answer).toMatchObject({ status: 401, body: { code: 'stream_key.invalid' } });
    }
  });
});

describe('watching in a browser (WHEP)', () => {
  it('answers whoever may watch, and says when there is less than by HLS', async () => {
    const [ada, bob] = [await portal.make.user(), await portal.make.user()];
    const { id, playback_key } = await create(ada);
    const path = `/api/stream/${playback_key}/webrtc/whep`;
    expect(await post(path, OFFER)).toMatchObject({ status: 404, body: { code: 'stream.offline' } });
    await node.goLive(id);
    // Where a stream is is believed for a second.
    await expect.poll(async () => (await post(path, OFFER)).status, { timeout: 5_000 }).toBe(201);
    node.degraded = 'b-frames';
    expect((await post(path, OFFER)).headers.get('x-webrtc-degraded')).toBe('b-frames');
    node.degraded = undefined;
    expect((await post(path, 'hello')).body.code).toBe('webrtc.offer_invalid');

    const hidden = await create(ada, { is_public: false });
    await node.goLive(hidden.id);
    const secret = `/api/stream/${hidden.playback_key}/webrtc/whep`;
    const answer = await post(secret, OFFER, SDP, ada);
    expect(answer.status).toBe(201);
    // Where UDP does not pass, with credentials of her own.
    expect(answer.headers.get('link')).toMatch(
      new RegExp(`^<stun:.+>; rel="ice-server", <turn:.+>; rel="ice-server"; username="\\d+:${ada.id}"; credential="`),
    );
    expect((await post(secret, OFFER, SDP, bob)).status).toBe(404);
    const share = await portal.fetch(`/api/streams/${hidden.id}/share`, { as: ada, body: {} });
    expect((await post(`${secret}?share=${share.body.token}`, OFFER)).status).toBe(201);
  });

  it.each([['whip'], ['whep']])('takes SDP and nothing else, of no more than 64 KiB (%s)', async (what) => {
    const { playback_key } = await create(await portal.make.user());
    const path = `/api/stream/${playback_key}/webrtc/${what}`;
    for (const type of [
      'application/json',
      'text/plain',
      'multipart/form-data; boundary=x',
      FRAGMENT['content-type'],
    ]) {
      const answer = await post(path, '{}', { 'content-type': type });
      expect(answer, type).toMatchObject({ status: 415, body: { code: 'request.media_type' } });
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
    expect((await portal.fetch(path, { method: 'POST', headers: {} })).status).toBe(415);
    const large = 'v=0'.padEnd(LIMITS.sdpBytes + 1, 'x');
    expect(await post(path, large)).toMatchObject({ status: 413, body: { code: 'request.too_large' } });
    const streamed = await fetch(new URL(path, portal.url), {
      method: 'POST',
      headers: SDP,
      body: new Blob([large]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(streamed.status).toBe(413);
    const elsewhere = await portal.fetch('/api/streams', { as: await portal.make.user(), body: OFFER, headers: SDP });
    expect(elsewhere.status).toBe(415);
  });

  it.each([['whip'], ['whep'], ['whip/peer.x'], ['whep/peer.x']])(
    'tells pages elsewhere what they may (%s)',
    async (what) => {
      const answer = await portal.fetch(`/api/stream/pub_any/webrtc/${what}`, {
        method: 'OPTIONS',
        headers: { origin: 'https://player.example', 'access-control-request-method': 'PATCH' },
      });
      expect(answer).toMatchObject({ status: 204, body: '' });
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'OPTIONS, POST, PATCH, DELETE',
        'access-control-allow-headers': 'authorization, content-type, if-match',
        'accept-post': 'application/sdp',
      });
    },
  );
});
