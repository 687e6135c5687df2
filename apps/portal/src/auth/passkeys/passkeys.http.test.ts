import { describe, expect, it } from 'vitest';
import { AuthenticatorPeer, type TestUser, usePortal } from '#libs/testing';

describe('passkeys', () => {
  const portal = usePortal();

  const add = async (as: TestUser, passkey: AuthenticatorPeer, more: object = {}) => {
    const { body } = await portal.fetch('/api/me/passkeys/options', { as, body: {} });
    const response = passkey.create(body, { origin: portal.url, ...more });
    return portal.fetch('/api/me/passkeys', {
      as,
      body: { challenge_id: body.challenge_id, response, name: 'Laptop' },
    });
  };
  const signIn = async (passkey: AuthenticatorPeer, more: object = {}) => {
    const { body } = await portal.fetch('/api/auth/passkey/options', { body: {} });
    const response = passkey.get(body, { origin: portal.url, ...more });
    return portal.fetch('/api/auth/passkey/verify', { body: { challenge_id: body.challenge_id, response } });
  };

  it('are offered for this host, stored on the authenticator and verifying the person', async () => {
    const ada = await portal.make.user({ username: 'ada' });
    const { body } = await portal.fetch('/api/me/passkeys/options', { as: ada, body: {} });
    expect(body).toMatchObject({
      challenge_id: expect.any(String),
      rp: { id: '127.0.0.1', name: 'Open Relay Portal' },
      user: { name: 'ada' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [],
    });
    expect(body.pubKeyCredParams.length).toBeGreaterThan(1);
  });

  it('sign in without a name, password or code', async () => {
    const ada = await portal.make.user();
    const passkey = new AuthenticatorPeer();
    const added = await add(ada, passkey);
    expect(added.status).toBe(201);
    expect(added.body).toEqual({
      id: expect.any(Number),
      name: 'Laptop',
      created_at: expect.stringMatching(/Z$/),
      last_used_at: null,
      backed_up: false,
    });
    const { status, body, headers } = await signIn(passkey);
    expect(status).toBe(200);
    expect(body.user).toMatchObject({ id: ada.id, username: ada.username });
    expect(headers.getSetCookie().join()).toContain('portal_session=');
    const tokens = (await portal.fetch('/api/tokens', { as: body.token })).body.tokens;
    expect(tokens.find((token: { current: boolean }) => token.current).method).toBe('passkey');
    expect((await portal.fetch('/api/me/passkeys', { as: ada })).body.passkeys[0].last_used_at).not.toBeNull();
  });

  it('are refused when the person was not verified, on another origin, or with a counter gone back', async () => {
    const ada = await portal.make.user();
    const passkey = new AuthenticatorPeer();
    expect((await add(ada, passkey, { unverified: true })).body).toMatchObject({
      status: 400,
      details: [{ field: 'response' }],
    });
    expect((await add(ada, passkey, { origin: 'https://evil.example' })).status).toBe(400);
    await add(ada, passkey);
    expect((await signIn(passkey, { unverified: true })).body).toMatchObject({ status: 401, code: 'passkey.invalid' });
    expect((await signIn(passkey, { origin: 'https://evil.example' })).status).toBe(401);
    passkey.counter = 50;
    expect((await signIn(passkey)).status).toBe(200);
    passkey.counter = 10;
    expect((await signIn(passkey)).status).toBe(401);
  });

  it('answer a challenge once', async () => {
    const ada = await portal.make.user();
    const passkey = new AuthenticatorPeer();
    await add(ada, passkey);
    const { body } = await portal.fetch('/api/auth/passkey/options', { body: {} });
    const answer = { challenge_id: body.challenge_id, response: passkey.get(body, { origin: portal.url }) };
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => portal.fetch('/api/auth/passkey/verify', { body: answer })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });

  it('cannot be added with another account’s challenge, nor twice', async () => {
    const [ada, eve] = await Promise.all([portal.make.user(), portal.make.user()]);
    const passkey = new AuthenticatorPeer();
    const { body } = await portal.fetch('/api/me/passkeys/options', { as: ada, body: {} });
    const response = passkey.create(body, { origin: portal.url });
    const stolen = { challenge_id: body.challenge_id, response };
    expect((await portal.fetch('/api/me/passkeys', { as: eve, body: stolen })).body.details[0].field).toBe(
      'challenge_id',
    );
    expect((await add(ada, passkey)).status).toBe(201);
    expect((await add(eve, passkey)).status).toBe(400);
  });

  it('are renamed and deleted by their owner only', async () => {
    const [ada, eve] = await Promise.all([portal.make.user(), portal.make.user()]);
    const passkey = new AuthenticatorPeer();
    const path = `/api/me/passkeys/${(await add(ada, passkey)).body.id}`;
    const rename = (as: TestUser) => portal.fetch(path, { as, method: 'PUT', body: { name: ' Phone ' } });
    const remove = (as: TestUser) => portal.fetch(path, { as, method: 'DELETE' });
    expect((await rename(eve)).body.code).toBe('passkey.not_found');
    expect((await remove(eve)).status).toBe(404);
    expect((await rename(ada)).body.name).toBe('Phone');
    expect((await remove(ada)).body).toEqual({ success: true });
    expect((await signIn(passkey)).body.code).toBe('passkey.invalid');
  });

  it('survive malformed answers with 400 or 401', async () => {
    const ada = await portal.make.user();
    const challenge = async () =>
      (await portal.fetch('/api/me/passkeys/options', { as: ada, body: {} })).body.challenge_id;
    for (const response of [
      {},
      { id: 5 },
      { id: 'x', response: null },
      { id: 'x', rawId: 'x', type: 'public-key', response: {} },
    ]) {
      const add = await portal.fetch('/api/me/passkeys', {
        as: ada,
        body: { challenge_id: await challenge(), response },
      });
      expect(add.status).toBe(400);
      const verify = await portal.fetch('/api/auth/passkey/verify', { body: { challenge_id: 'x', response } });
      expect(verify.status).toBe(401);
    }
    for (const body of [
      {},
      { challenge_id: 'x' },
      { challenge_id: 5, response: {} },
      { challenge_id: 'x', response: [] },
    ]) {
      expect((await portal.fetch('/api/auth/passkey/verify', { body })).status).toBe(400);
    }
  });
});
