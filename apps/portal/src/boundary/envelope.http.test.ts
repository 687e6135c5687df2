import { describe, expect, it } from 'vitest';
import { usePortal } from '#libs/testing';

describe('the addresses of specification B', () => {
  const portal = usePortal({ ADMIN_TOKEN: 'a secret of the relay' });
  const refusalOf = ({ status, body }: { status: number; body: unknown }): string =>
    `${status} ${(body as { error?: { code?: string } }).error?.code}`;
  const signIn = async (): Promise<Record<string, string>> => {
    const { body } = await portal.fetch('/api/admin/auth/login', { body: { token: 'a secret of the relay' } });
    return { authorization: `Bearer ${(body as { data: { access_token: string } }).data.access_token}` };
  };

  it('say what they are to every origin, at the root too', async () => {
    const { body, headers } = await portal.fetch('/');
    expect(body).toMatchObject({ ok: true, data: { service: 'portal-relay' } });
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });

  it.each(['/api/healthz', '/api/state', '/sdk/domain', '/api/admin/auth/status', '/ui/state'])(
    'take HEAD only where it is named: not at %s',
    async (address) => {
      const { status, headers } = await portal.fetch(address, { method: 'HEAD' });
      expect([status, headers.get('allow')]).toEqual([405, 'GET']);
    },
  );

  it.each(['/api/install.sh', '/api/install.ps1', '/api/install/bin/linux-amd64'])(
    'name HEAD where it is taken, in plain words to whoever installs: %s',
    async (address) => {
      const { status, headers, body } = await portal.fetch(address, { method: 'POST' });
      expect([status, headers.get('allow')]).toEqual([405, 'GET, HEAD']);
      expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(body).toBe('The method is not allowed here.\n');
    },
  );

  it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/x-www-form-urlencoded', 'nothing known'])(
    'read JSON that is called %s',
    async (type) => {
      const body = '{"access_token":"x"}';
      const answer = await portal.fetch('/sdk/renew', { body, headers: { 'content-type': type } });
      expect(refusalOf(answer)).toBe('403 unauthorized');
    },
  );

  it.each(['/api/policy', '/api/policy/leases', '/ui/policy', '/api/admin/auth/logout'])(
    'ask who calls before they read what is no JSON: %s',
    async (address) => {
      expect(refusalOf(await portal.fetch(address, { body: '{' }))).toBe('401 unauthorized');
    },
  );

  it('say that a body is no JSON to those who may send one', async () => {
    const answer = await portal.fetch('/api/policy', { body: '{', headers: await signIn() });
    expect(refusalOf(answer)).toBe('400 invalid_json');
  });

  it.each(['/api/admin/auth/login', '/api/policy', '/api/policy/leases', '/api/policy/ips', '/ui/policy'])(
    'read no more than 64 KiB at %s',
    async (address) => {
      const body = { token: 'x', approval_mode: 'auto', ip: '192.0.2.1', more: 'x'.repeat(64 * 1024) };
      expect(refusalOf(await portal.fetch(address, { body, headers: await signIn() }))).toBe('413 invalid_request');
    },
  );

  it.each(['/sdk/renew', '/sdk/unregister'])('take a token that is missing for a wrong one at %s', async (address) => {
    for (const body of [{}, { access_token: null }, { access_token: '' }])
      expect(refusalOf(await portal.fetch(address, { body }))).toBe('403 unauthorized');
    expect(refusalOf(await portal.fetch(address, { body: { access_token: 1 } }))).toBe('400 invalid_request');
  });

  it('take an admin token that is missing for a wrong one', async () => {
    for (const body of [{}, { token: null }, { token: '' }])
      expect(refusalOf(await portal.fetch('/api/admin/auth/login', { body }))).toBe('401 unauthorized');
  });

  it('say what is not there to an administrator of the relay as to anybody', async () => {
    const headers = await signIn();
    expect(refusalOf(await portal.fetch('/api/policy', { method: 'DELETE', headers }))).toBe('405 method_not_allowed');
    expect(refusalOf(await portal.fetch('/ui/nothing', { headers }))).toBe('404 not_found');
  });

  it('are exact, but for one slash more at what administrators ask', async () => {
    expect(refusalOf(await portal.fetch('/sdk/domain/'))).toBe('404 not_found');
    const headers = await signIn();
    for (const address of ['/api/policy/', '/api/policy/state/?a=/', '/api/admin/auth/status/'])
      expect(await portal.fetch(address, { headers })).toMatchObject({ status: 200, body: { ok: true } });
    expect(refusalOf(await portal.fetch('/api/policy//', { headers }))).toBe('404 not_found');
  });
});
