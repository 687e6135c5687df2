import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { type TestUser, usePortal } from '#libs/testing';
import { Authenticator } from './authenticator.js';
import { credentialKey } from './principal.js';
import { WsTicket } from './ws-ticket.entity.js';

describe('tickets of upgrades', () => {
  const portal = usePortal();

  const issue = async (as: TestUser | string): Promise<string> =>
    (await portal.fetch('/api/ws-tickets', { as, method: 'POST' })).body.ticket;
  const present = (ticket: string, tickets = true) =>
    portal
      .get(Authenticator)
      .authenticate(
        { method: 'GET', ip: '127.0.0.1', headers: {}, query: new URLSearchParams({ ticket }) },
        { tickets },
      );

  it('stand for the session that asked for them', async () => {
    const ada = await portal.make.user();
    const principal = (await present(await issue(ada)))!;
    expect(principal).toMatchObject({ userId: ada.id, scopes: ['*'], credential: { kind: 'ticket' } });
    expect(credentialKey(principal)).toBe(`session:${ada.sessionId}`);
  });

  it('carry the scopes of the key that asked for them', async () => {
    const ada = await portal.make.user();
    const key = await portal.make.apiKey(ada.id, 'access:ssh');
    expect(await present(await issue(key))).toMatchObject({ userId: ada.id, scopes: ['access:ssh'] });
  });

  it('end with the session or key they stand for', async () => {
    const ada = await portal.make.user();
    const ticket = await issue(ada);
    await portal.fetch('/api/logout', { as: ada, method: 'POST' });
    await expect(present(ticket)).rejects.toMatchObject({ code: 'auth.expired' });
  });

  it('are used up after a few sockets and expire', async () => {
    const ada = await portal.make.user();
    const ticket = await issue(ada);
    const uses = await Promise.allSettled(Array.from({ length: 20 }, () => present(ticket)));
    expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(16);

    const late = await issue(ada);
    await portal.get(DataSource).manager.update(WsTicket, { usesLeft: 16 }, { expiresAt: new Date(Date.now() - 1) });
    await expect(present(late)).rejects.toMatchObject({ code: 'auth.expired' });
  });

  it('count only where they are asked for', async () => {
    const ada = await portal.make.user();
    expect(await present(await issue(ada), false)).toBeNull();
  });
});
