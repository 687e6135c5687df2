import { Secret, TOTP } from 'otpauth';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { eventually, PASSWORD, type TestUser, usePortal } from '#libs/testing';
import { User } from '../../users/index.js';

describe('two-factor authentication', () => {
  const portal = usePortal();

  const post = (as: TestUser, action: string, body: object = {}) =>
    portal.fetch(`/api/user/2fa/${action}`, { as, body });
  const status = async (as: TestUser) => (await portal.fetch('/api/user/2fa/status', { as })).body;
  const codeOf = (secret: string, stepsAhead = 0): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + stepsAhead * 30_000 });
  const signIn = (username: string, totp_code?: string) =>
    portal.fetch('/api/token', { body: { username, password: PASSWORD, totp_code } });
  /** Enabled with the code of the step before, so that the current one is still unused. */
  const enabled = async (): Promise<{ user: TestUser; secret: string; backupCodes: string[] }> => {
    const user = await portal.make.user();
    const { secret } = (await post(user, 'setup')).body;
    // Between the making and the asking a step may end, and that code with it.
    const { body } = await eventually('a code in time', async () => {
      const answer = await post(user, 'verify', { code: codeOf(secret, -1) });
      return answer.status === 200 ? answer : undefined;
    });
    return { user, secret, backupCodes: body.backup_codes };
  };

  it('is off until a code of the new secret was given', async () => {
    const user = await portal.make.user({ username: 'grace' });
    expect(await status(user)).toEqual({ enabled: false, backup_codes_remaining: 0 });
    const setup = await post(user, 'setup');
    expect(setup.body.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(setup.body.provisioning_uri).toMatch(/^otpauth:\/\/totp\/Portal:grace\?.*secret=/);
    expect((await signIn('grace')).status).toBe(200);

    const { body } = await post(user, 'verify', { code: codeOf(setup.body.secret) });
    expect(body.enabled).toBe(true);
    expect(new Set(body.backup_codes).size).toBe(10);
    expect(await status(user)).toEqual({ enabled: true, backup_codes_remaining: 10 });
    expect((await portal.fetch('/api/me', { as: user })).body.totp_enabled).toBe(true);
  });

  it('keeps the secret sealed and the codes hashed', async () => {
    const { user, secret, backupCodes } = await enabled();
    const rows = await portal.get(DataSource).query(
      `SELECT encode(totp_secret, 'escape') AS secret, (SELECT string_agg(encode(code_hash, 'escape'), ' ') FROM backup_codes) AS codes
       FROM users WHERE id = $1`,
      [user.id],
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
    for (const code of backupCodes) expect(JSON.stringify(rows)).not.toContain(code);
  });

  it('asks for the code only after the right password', async () => {
    const { user, secret } = await enabled();
    expect((await signIn(user.username)).body).toMatchObject({ status: 401, code: 'totp.required' });
    expect((await signIn(user.username, '')).body.code).toBe('totp.required');
    expect((await signIn(user.username, '000000')).body).toMatchObject({ status: 401, code: 'totp.rejected' });
    const wrong = await portal.fetch('/api/token', {
      body: { username: user.username, password: 'wrong', totp_code: codeOf(secret) },
    });
    expect(wrong.body.code).toBe('auth.invalid');
    expect((await signIn(user.username, codeOf(secret))).status).toBe(200);
  });

  it('takes a code once, also from two at the same moment', async () => {
    const { user, secret } = await enabled();
    const code = codeOf(secret);
    const answers = await Promise.all(Array.from({ length: 4 }, () => signIn(user.username, code)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401, 401, 401]);
    expect((await signIn(user.username, code)).body.code).toBe('totp.rejected');
  });

  it('takes each backup code once, also from two at the same moment', async () => {
    const { user, backupCodes } = await enabled();
    const typed = backupCodes[0]!.toUpperCase().replace('-', ' ');
    const answers = await Promise.all(Array.from({ length: 4 }, () => signIn(user.username, typed)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401, 401, 401]);
    expect((await status(user)).backup_codes_remaining).toBe(9);
  });

  it('does not take another account’s backup code', async () => {
    const [ada, eve] = [await enabled(), await enabled()];
    expect((await signIn(eve.user.username, ada.backupCodes[0])).status).toBe(401);
    expect((await status(ada.user)).backup_codes_remaining).toBe(10);
  });

  it('is switched off by a code, which ends the other sessions', async () => {
    const { user, secret } = await enabled();
    const other = await portal.make.session(user.id);
    const refusal = { status: 400, code: 'totp.invalid', details: [{ field: 'code' }] };
    expect((await post(user, 'disable', { code: '000000' })).body).toMatchObject(refusal);
    expect((await post(user, 'disable', { code: codeOf(secret) })).body).toEqual({ enabled: false });
    expect(await status(user)).toEqual({ enabled: false, backup_codes_remaining: 0 });
    expect((await portal.fetch('/api/me', { as: other })).status).toBe(401);
    expect((await signIn(user.username)).status).toBe(200);
  });

  it('is switched off by a backup code too', async () => {
    const { user, backupCodes } = await enabled();
    expect((await post(user, 'disable', { code: backupCodes[3] })).status).toBe(200);
  });

  it('replaces the backup codes for a code', async () => {
    const { user, secret, backupCodes } = await enabled();
    expect((await post(user, 'backup-codes', { code: '000000' })).status).toBe(400);
    const { body } = await post(user, 'backup-codes', { code: codeOf(secret) });
    expect(body.backup_codes).toHaveLength(10);
    expect((await signIn(user.username, backupCodes[0])).status).toBe(401);
    expect((await signIn(user.username, body.backup_codes[0])).status).toBe(200);
  });

  it('says what is missing when asked out of turn', async () => {
    const fresh = await portal.make.user();
    expect((await post(fresh, 'verify', { code: '123456' })).body.code).toBe('totp.setup_missing');
    expect((await post(fresh, 'disable', { code: '123456' })).body.code).toBe('totp.not_enabled');
    await post(fresh, 'setup');
    expect((await post(fresh, 'verify', { code: '000000' })).body.code).toBe('totp.invalid');
    const { user } = await enabled();
    expect((await post(user, 'setup')).body.code).toBe('totp.already_enabled');
    expect((await post(user, 'verify', { code: '123456' })).body.code).toBe('totp.already_enabled');
    for (const code of [undefined, 123456, '', 'x'.repeat(33), null]) {
      expect((await post(user, 'disable', { code })).status).toBe(400);
    }
  });

  it('is nothing an API key can change', async () => {
    const user = await portal.make.user();
    const key = await portal.make.apiKey(user.id);
    const answer = await portal.fetch('/api/user/2fa/setup', { as: key, method: 'POST' });
    expect(answer.body.code).toBe('access.scope');
    const { totpSecret } = (await portal.get(DataSource).manager.findOneBy(User, { id: user.id }))!;
    expect(totpSecret).toBeNull();
  });
});
