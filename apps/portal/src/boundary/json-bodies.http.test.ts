import { describe, expect, it } from 'vitest';
import { usePortal } from '#libs/testing';

describe('bodies', () => {
  const portal = usePortal();

  it('may be empty where none is needed, whatever the content type says', async () => {
    const ada = await portal.make.user();
    const headers = { 'content-type': 'application/json' };
    expect((await portal.fetch('/api/ws-tickets', { as: ada, method: 'POST', body: '', headers })).status).toBe(201);
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'are never %s, which any page could send',
    async (type) => {
      const answer = await portal.fetch('/api/token', {
        body: 'username=a&password=b',
        headers: { 'content-type': type },
      });
      expect(answer).toMatchObject({ status: 415, body: { code: 'request.media_type' } });
    },
  );

  it('that are too long are read to their end, so that the answer arrives', async () => {
    const send = (bytes: number) => portal.fetch('/api/token', { body: { username: 'x'.repeat(bytes) } });
    const long = await send(2 * 1024 * 1024);
    expect(long.status).toBe(413);
    expect(long.headers.get('connection')).not.toBe('close');
  });

  it('that are missing lack every field that is needed', async () => {
    const answer = await portal.fetch('/api/token', { method: 'POST' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(answer.body.details.map(({ field }: { field: string }) => field)).toEqual(['username', 'password']);
  });

  it.each(['{', 'nope', '{"username":"a"} x', '[1]', 'null'])('say what is wrong with %s', async (body) => {
    const answer = await portal.fetch('/api/token', { body });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
    expect(answer.body.details).toEqual([{ field: '', message: expect.stringContaining('JSON') }]);
  });

  it('refuses what would reach a prototype', async () => {
    const answer = await portal.fetch('/api/token', { body: '{"username":"a","password":"b","__proto__":{"x":1}}' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});
