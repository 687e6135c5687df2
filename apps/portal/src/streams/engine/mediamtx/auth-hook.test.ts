import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '#libs/contracts';
import type { PublishRequest } from '../publishing.js';
import { AuthHook } from './auth-hook.js';
import { MediaMtxApi, type MediaMtxPeer } from './control-api.js';

const SECRET = 'a-secret-of-the-tests';
/** Ids the control API knows, by their place. */
const KNOWN = ['/v3/rtmpsconns/get/secure', '/v3/rtspssessions/get/secure'];

describe('the hook of MediaMTX', () => {
  const admitted: { request: PublishRequest; source: MediaMtxPeer }[] = [];
  const refusals: string[] = [];
  const control = createServer(({ url }, response) => {
    response.writeHead(KNOWN.includes(url!) ? 200 : 404).end(JSON.stringify({ remoteAddr: '192.0.2.1:1' }));
  });
  let api: MediaMtxApi;
  let hook: AuthHook;
  let url: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve));
    api = new MediaMtxApi(new URL(`http://127.0.0.1:${(control.address() as AddressInfo).port}`), SECRET);
    hook = new AuthHook({
      ...{ api, secret: SECRET },
      admit: async (request, source) => {
        if (request.key === 'live_wrong') throw new DomainError('stream_key.invalid');
        admitted.push({ request, source });
      },
      requestOf: (query) =>
        query === 'request=ours'
          ? { address: '192.0.2.7', userAgent: 'browser', refused: ({ code }) => void refusals.push(code) }
          : undefined,
      onError: (error) => expect.unreachable(String(error)),
    });
    url = `http://127.0.0.1:${await hook.listen(0, '127.0.0.1')}/`;
  });

  afterAll(async () => {
    await hook.close();
    await api.close();
    control.close();
  });

  const ask = async (question: object, secret = SECRET): Promise<number> => {
    const body = {
      ip: '192.0.2.1',
      user: '',
      password: '',
      path: '',
      protocol: '',
      id: null,
      query: '',
      userAgent: '',
    };
    const { status } = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`mediamtx:${secret}`).toString('base64')}` },
      body: JSON.stringify({ ...body, ...question }),
    });
    return status;
  };

  const publish = { action: 'publish', path: 'live/live_key', protocol: 'rtmp', id: 'secure' };

  it('answers nobody without the secret', async () => {
    expect(await ask(publish, 'another')).toBe(401);
    expect(admitted).toEqual([]);
  });

  it('tells encrypted publishers from others by the control API, and lets none in by plain RTSP', async () => {
    expect(await ask(publish)).toBe(204);
    expect(await ask({ ...publish, id: 'plain' })).toBe(204);
    expect(await ask({ ...publish, protocol: 'rtsp' })).toBe(204);
    expect(await ask({ ...publish, protocol: 'rtsp', id: 'plain' })).toBe(401);
    expect(admitted.splice(0).map(({ request, source }) => [request.protocol, source.type])).toEqual([
      ['rtmps', 'rtmpsConn'],
      ['rtmp', 'rtmpConn'],
      ['rtsps', 'rtspsSession'],
    ]);
  });

  it('takes browsers only from the portal, with their own address, and tells it why one is refused', async () => {
    const whip = { ...publish, protocol: 'webrtc' };
    expect(await ask(whip)).toBe(401);
    expect(await ask({ ...whip, query: 'request=ours' })).toBe(204);
    expect(admitted.splice(0)[0]!.request).toEqual({
      ...{ key: 'live_key', protocol: 'whip' },
      ...{ address: '192.0.2.7', userAgent: 'browser' },
    });
    expect(await ask({ ...whip, path: 'live/live_wrong', query: 'request=ours' })).toBe(401);
    expect(refusals).toEqual(['stream_key.invalid']);
  });

  it('lets nobody read or control who does not come from the portal', async () => {
    for (const protocol of ['rtsp', 'rtmp', 'hls', 'webrtc', 'srt', 'moq']) {
      expect(await ask({ action: 'read', path: 'live/live_key', protocol })).toBe(401);
    }
    expect(await ask({ action: 'read', path: 'live/live_key', protocol: 'webrtc', query: 'request=ours' })).toBe(204);
    expect(await ask({ action: 'api' })).toBe(401);
    expect(await ask({ action: 'api', password: SECRET })).toBe(204);
    expect(await ask({ action: 'playback', password: SECRET })).toBe(401);
  });

  it.each(['', 'live', 'live/', 'live/a/b', 'other/live_key', 'live/live_key.secret', 'live/../x'])(
    'refuses the path %j',
    async (path) => {
      expect(await ask({ ...publish, path })).toBe(401);
    },
  );

  it('refuses what it cannot read', async () => {
    for (const question of [{}, { action: 7 }, { ...publish, path: 7 }, { ...publish, id: '../secure' }]) {
      expect(await ask(question)).toBe(401);
    }
  });
});
