import { beforeAll, describe, expect, it } from 'vitest';
import { EventBus, type EventDefinition } from '#libs/events';
import { PASSWORD, type TestUser, usePortal } from '#libs/testing';
import { UserChanged, UserDeleted, UserDisabled } from '../users/users.events.js';
import { CredentialRevoked, TokensChanged } from './auth.events.js';

describe('what happens to accounts is announced to every process', () => {
  const portal = usePortal();
  const seen: { event: string; payload: object }[] = [];
  let admin: TestUser;

  beforeAll(async () => {
    admin = await portal.make.user({ role: 'admin' });
    for (const event of [CredentialRevoked, TokensChanged, UserChanged, UserDeleted, UserDisabled]) {
      const definition = event as EventDefinition<object>;
      portal.get(EventBus).onEverywhere(definition, (payload) => void seen.push({ event: definition.name, payload }));
    }
  });

  const announced = <T extends object>(event: EventDefinition<T>, payload: T) =>
    expect.poll(() => seen).toContainEqual({ event: event.name, payload });

  it('a revoked session, and the others after a new password', async () => {
    const ada = await portal.make.user();
    const other = await portal.make.session(ada.id);
    await portal.fetch('/api/token/revoke', { as: ada, body: { token_id: other.sessionId } });
    const credential = `session:${other.sessionId}`;
    await announced(CredentialRevoked, { user_id: ada.id, credential, except: null });
    await announced(TokensChanged, { user_id: ada.id });
    const body = { current_password: PASSWORD, new_password: 'tulip-under-glass' };
    await portal.fetch('/api/me/password', { as: ada, body });
    await announced(CredentialRevoked, { user_id: ada.id, credential: null, except: `session:${ada.sessionId}` });
  });

  it('a revoked key', async () => {
    const ada = await portal.make.user();
    const { id } = (await portal.fetch('/api/api-keys', { as: ada, body: { name: 'k' } })).body;
    await portal.fetch(`/api/api-keys/${id}/revoke`, { as: ada, method: 'POST' });
    await announced(CredentialRevoked, { user_id: ada.id, credential: `api-key:${id}`, except: null });
  });

  it('a disabled, changed and deleted account', async () => {
    const ada = await portal.make.user();
    const path = `/api/admin/users/${ada.id}`;
    await portal.fetch(path, { as: admin, method: 'PUT', body: { disabled: true } });
    await announced(UserChanged, { id: ada.id });
    await announced(UserDisabled, { id: ada.id });
    await portal.fetch(path, { as: admin, method: 'DELETE' });
    await announced(UserDeleted, { id: ada.id });
  });
});
