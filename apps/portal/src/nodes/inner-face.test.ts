import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DomainError, LIMITS } from '#libs/contracts';
import { InnerClient } from './inner-client.js';
import { InnerFace, jsonReply } from './inner-face.js';

describe('the inner face of a node', () => {
  const faults: unknown[] = [];
  let waiting = 0;
  const face = new InnerFace({
    secret: 'secret',
    async answer({ what, about, query, signal, text }) {
      if (what === 'GET fault') throw new Error('ours');
      if (what === 'GET refusal') throw new DomainError('stream.offline');
      if (what === 'GET nothing') {
        waiting++;
        await once(signal, 'abort');
        waiting--;
      }
      return jsonReply({ what, about, query: query.toString(), text: await text() });
    },
    onError: (error) => faults.push(error),
  });
  const clientOf = (url: string, secret = 'secret') =>
    new InnerClient({ url, secret, timeoutMs: 5_000, connections: 4, unreachable: 'server.unavailable' });
  let url: string;
  let client: InnerClient;

  beforeAll(async () => {
    url = `http://127.0.0.1:${await face.listen(0, '127.0.0.1')}`;
    client = clientOf(url);
  });
  afterAll(async () => {
    client.close();
    await face.close();
  });

  it('hands over what was asked, decoded', async () => {
    const answer = await client.askJson('/ports/a%3Ab/c%2Fd?e=f', { method: 'POST', body: 'words' });
    expect(answer).toEqual({ what: 'POST ports', about: ['a:b', 'c/d'], query: 'e=f', text: 'words' });
  });

  it('believes nobody without the secret', async () => {
    const stranger = clientOf(url, 'secrets');
    await expect(stranger.askJson('/status')).rejects.toMatchObject({ code: 'auth.required' });
    stranger.close();
  });

  it('refuses with the code of the refusal, and names no fault of its own', async () => {
    await expect(client.askJson('/refusal')).rejects.toMatchObject({ code: 'stream.offline' });
    await expect(client.askJson('/fault')).rejects.toMatchObject({ code: 'internal' });
    expect(faults).toEqual([new Error('ours')]);
  });

  it('reads no more than the longest body there is', async () => {
    const body = 'x'.repeat(LIMITS.sdpBytes * 2 + 1);
    await expect(client.askJson('/whep', { method: 'POST', body })).rejects.toMatchObject({
      code: 'request.too_large',
    });
  });

  it('is not there for whoever has the wrong address', async () => {
    const lost = clientOf('http://127.0.0.1:1');
    await expect(lost.askJson('/status')).rejects.toMatchObject({ code: 'server.unavailable' });
    lost.close();
  });

  it('learns that nobody waits any more', async () => {
    const leaving = new AbortController();
    const asked = client.askJson('/nothing', { signal: leaving.signal });
    await vi.waitFor(() => expect(waiting).toBe(1));
    leaving.abort();
    await expect(asked).rejects.toThrow('aborted');
    await vi.waitFor(() => expect(waiting).toBe(0));
  });
});
