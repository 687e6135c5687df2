import { randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '#libs/crypto';
import { EventBus, type EventDefinition } from '#libs/events';
import { eventually, SshServerPeer, TerminalClient, type TestUser, usePortal } from '#libs/testing';
import { ApiKey } from '../auth/api-key.entity.js';
import { CredentialRevoked } from '../auth/auth.events.js';
import { User } from '../users/user.entity.js';
import { UserChanged, UserDisabled } from '../users/users.events.js';
import { SessionRegistry } from './session-registry.js';

describe('remote sessions of a portal', () => {
  const portal = usePortal();
  const peer = new SshServerPeer();
  const clients: TerminalClient[] = [];
  let ada: TestUser;
  let box: string;
  beforeAll(async () => {
    await peer.open();
    ada = await portal.make.user();
    box = await addConnection(ada);
  });
  afterEach(() => clients.splice(0).forEach((client) => client.drop()));
  afterAll(() => peer.close());

  const addConnection = async (user: TestUser): Promise<string> => {
    const { body } = await portal.fetch('/api/connections', {
      as: user,
      body: { name: 'box', type: 'ssh', host: '127.0.0.1', port: peer.port, config: { username: 'me', password: 'x' } },
    });
    return body.id;
  };
  const addService = async (): Promise<number> => {
    const admin = await portal.make.user({ role: 'admin' });
    const config = { username: 'me', password: 'x' };
    const { body } = await portal.fetch('/api/admin/services', {
      as: admin,
      body: { name: 'shared', plugin: 'ssh', host: '127.0.0.1', port: peer.port, config },
    });
    return body.id;
  };
  const connect = async (path: string, as: string, query = 'cols=80&rows=24'): Promise<TerminalClient> => {
    const client = await TerminalClient.open(`${portal.url}${path}?${query}&token=${as}`);
    clients.push(client);
    await client.frame('session');
    return client;
  };
  const refused = (path: string, as?: string, headers = {}): Promise<string> =>
    TerminalClient.open(`${portal.url}${path}?cols=80&rows=24${as ? `&token=${as}` : ''}`, { headers }).then(
      () => 'opened',
      (error: Error) => error.message,
    );
  const publish = <T extends object>(event: EventDefinition<T>, payload: T): Promise<void> =>
    portal.get(EventBus).publish(event, payload, portal.get(DataSource).manager);

  it('opens for its owner and is not there for anybody else', async () => {
    const client = await connect(`/ws/user-connection/${box}`, ada.token);
    client.type('hello');
    await client.outputs('hello');
    const bob = await portal.make.user({ role: 'admin' });
    expect(await refused(`/ws/user-connection/${box}`, bob.token)).toMatch('404');
    expect(await refused(`/ws/user-connection/${randomBytes(12).toString('base64url')}`, ada.token)).toMatch('404');
    expect(await refused(`/ws/user-connection/${box}`)).toMatch('401');
    expect(await refused(`/ws/user-connection/${box}`, 'portal_nonsense')).toMatch('401');
  });

  it('opens a service by its own plugin, for those whose scopes reach it', async () => {
    const id = await addService();
    await connect(`/ws/ssh/${id}`, ada.token);
    expect(await refused(`/ws/terminal/${id}`, ada.token)).toMatch('404');
    expect(await refused(`/ws/ssh/${id}x`, ada.token)).toMatch('404');
    expect(await refused(`/ws/ssh/99999999999999999999`, ada.token)).toMatch('404');
    expect(await refused(`/ws/nonsense`, ada.token)).toMatch('404');
    const narrow = await portal.make.user({ scopes: 'access:vnc' });
    expect(await refused(`/ws/ssh/${id}`, narrow.token)).toMatch('404');
    await connect(`/ws/ssh/${id}`, await portal.make.apiKey(ada.id, `access:${id}`));
  });

  it('takes a ticket, and a cookie only from the pages of the portal', async () => {
    const { body } = await portal.fetch('/api/ws-tickets', { as: ada, body: {} });
    const path = `/ws/user-connection/${box}`;
    const url = `${portal.url}${path}?cols=80&rows=24&ticket=${body.ticket}`;
    const client = await TerminalClient.open(url);
    clients.push(client);
    await client.frame('session');

    const cookie = `portal_session=${ada.token}`;
    expect(await refused(path, undefined, { cookie, origin: 'https://evil.example' })).toMatch('403');
    expect(await refused(path, undefined, { cookie })).toMatch('403');
    expect(await refused(path, undefined, { cookie, origin: portal.url })).toBe('opened');
  });

  it('lists what is open, remembers what was, and closes on request', async () => {
    const user = await portal.make.user();
    const client = await connect(`/ws/user-connection/${await addConnection(user)}`, user.token);
    client.type('12345');
    await client.outputs('12345');
    const { sessions } = await eventually('the session', async () => {
      const { body } = await portal.fetch('/api/sessions', { as: user });
      return body.sessions.length > 0 && body;
    });
    expect(sessions).toMatchObject([
      {
        user_id: user.id,
        username: user.username,
        plugin: 'ssh',
        host: '127.0.0.1',
        bytes_in: 5,
        bytes_out: 5,
        attached: true,
      },
    ]);
    const path = `/api/sessions/${sessions[0].id}`;
    expect((await portal.fetch(path, { as: ada, method: 'DELETE' })).status).toBe(404);
    expect((await portal.fetch('/api/sessions?all=1', { as: user })).status).toBe(403);
    const admin = await portal.make.user({ role: 'admin' });
    const all = await portal.fetch('/api/sessions?all=1', { as: admin });
    expect(all.body.sessions.map((session: { id: string }) => session.id)).toContain(sessions[0].id);

    expect((await portal.fetch(path, { as: user, method: 'DELETE' })).status).toBe(200);
    expect(await client.gone()).toEqual({ code: 4401, reason: 'session.revoked' });
    const [last] = await eventually('the end in the history', async () => {
      const { body } = await portal.fetch('/api/sessions/recent', { as: user });
      return body.sessions[0]?.ended_at && body.sessions;
    });
    expect(last).toMatchObject({ id: sessions[0].id, end_reason: 'session.revoked', bytes_in: 5, bytes_out: 5 });
    expect((await portal.fetch(path, { as: user, method: 'DELETE' })).status).toBe(404);
  });

  describe('end at once', () => {
    it.each([
      ['the account is disabled', async (user: TestUser) => publish(UserDisabled, { id: user.id })],
      [
        'the session that opened them is revoked',
        async (user: TestUser) =>
          publish(CredentialRevoked, { user_id: user.id, credential: `session:${user.sessionId}`, except: null }),
      ],
      [
        'all sign-ins end',
        async (user: TestUser) => publish(CredentialRevoked, { user_id: user.id, credential: null, except: null }),
      ],
      [
        'the connection is deleted',
        async (user: TestUser, id: string) =>
          void (await portal.fetch(`/api/connections/${id}`, { as: user, method: 'DELETE' })),
      ],
      [
        'the connection leads elsewhere',
        async (user: TestUser, id: string) =>
          void (await portal.fetch(`/api/connections/${id}`, { as: user, method: 'PUT', body: { port: 1 } })),
      ],
    ])('when %s', async (_when, act) => {
      const user = await portal.make.user();
      const id = await addConnection(user);
      const client = await connect(`/ws/user-connection/${id}`, user.token);
      const other = await connect(`/ws/user-connection/${box}`, ada.token);
      await act(user, id);
      expect(await client.gone()).toEqual({ code: 4401, reason: 'session.revoked' });
      expect(client.frames.at(-1)).toMatchObject({ type: 'error', code: 'session.revoked' });
      expect(other.closed).toBeUndefined();
    });

    it('when the API key is revoked, and not those of other keys', async () => {
      const [key, other] = [await portal.make.apiKey(ada.id), await portal.make.apiKey(ada.id)];
      const [gone, stays] = [
        await connect(`/ws/user-connection/${box}`, key),
        await connect(`/ws/user-connection/${box}`, other),
      ];
      const { manager } = portal.get(DataSource);
      const { id } = await manager.findOneByOrFail(ApiKey, { keyHash: sha256(key) });
      await portal.fetch(`/api/api-keys/${id}/revoke`, { as: ada, method: 'POST' });
      expect((await gone.gone()).reason).toBe('session.revoked');
      expect(stays.closed).toBeUndefined();
    });

    it('when the account loses the scope, and not when it only gets another name', async () => {
      const user = await portal.make.user();
      const client = await connect(`/ws/ssh/${await addService()}`, user.token);
      await publish(UserChanged, { id: user.id });
      client.type('still here');
      await client.outputs('still here');
      await portal.get(DataSource).manager.update(User, { id: user.id }, { scopes: 'access:vnc' });
      await publish(UserChanged, { id: user.id });
      expect((await client.gone()).reason).toBe('session.revoked');
    });
  });

  it('attaches again only for the same person and the same entry', async () => {
    const client = await connect(`/ws/user-connection/${box}`, ada.token);
    const { session } = await client.frame('session');
    const other = await addConnection(ada);
    for (const [id, wanted] of [
      [other, session],
      [box, 'unknown'],
    ]) {
      const url = `${portal.url}/ws/user-connection/${id}?session=${wanted}&token=${ada.token}`;
      expect(await (await TerminalClient.open(url)).gone()).toEqual({ code: 4404, reason: 'session.not_found' });
    }
    const service = `/ws/ssh/${await addService()}`;
    const shared = await connect(service, ada.token);
    const { session: hers } = await shared.frame('session');
    const bob = await portal.make.user();
    const stranger = await TerminalClient.open(`${portal.url}${service}?session=${hers}&token=${bob.token}`);
    expect(await stranger.gone()).toEqual({ code: 4404, reason: 'session.not_found' });
    expect(shared.closed).toBeUndefined();

    const later = await portal.make.session(ada.id);
    const again = await connect(`/ws/user-connection/${box}`, later.token, `session=${session}`);
    expect(await client.gone()).toEqual({ code: 4409, reason: 'session.replaced' });
    // It now hangs on the sign-in that looked last.
    await publish(CredentialRevoked, { user_id: ada.id, credential: `session:${later.sessionId}`, except: null });
    expect((await again.gone()).reason).toBe('session.revoked');
  });

  it('holds 20 sessions a user and says so to the next', async () => {
    const user = await portal.make.user();
    const path = `/ws/user-connection/${await addConnection(user)}`;
    const open = await Promise.all(Array.from({ length: 20 }, () => connect(path, user.token)));
    const late = await TerminalClient.open(`${portal.url}${path}?cols=80&rows=24&token=${user.token}`);
    expect(await late.gone()).toEqual({ code: 4429, reason: 'session.limit' });
    open[0]!.send({ type: 'close' });
    await open[0]!.gone();
    await eventually(
      'a free place',
      () => portal.get(SessionRegistry).list(({ principal }) => principal.userId === user.id).length < 20,
    );
    await connect(path, user.token);
  });

  it('asks every client to come back when the portal stops', async () => {
    const client = await connect(`/ws/user-connection/${box}`, ada.token);
    await portal.stop();
    expect(await client.gone()).toEqual({ code: 1012, reason: 'server.draining' });
    await portal.start();
    const { body } = await portal.fetch('/api/sessions', { as: ada });
    expect(body.sessions).toEqual([]);
  });
});
