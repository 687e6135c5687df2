import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { usePortal } from '#libs/testing';
import { SettingsService } from '../../settings/index.js';
import { InviteCodeService } from './invite-code.service.js';
import { SetupService } from './setup.service.js';

const PASSWORD = 'tulip-under-glass';

describe('registration', () => {
  const portal = usePortal();
  let admin: { id: number; token: string };
  beforeAll(async () => {
    admin = await portal.make.user({ role: 'admin' });
  });

  const invite = async (): Promise<string> => (await portal.get(InviteCodeService).current()).code;
  const register = (ip: string, body: object) =>
    portal.fetch('/api/register', { body, headers: { 'x-forwarded-for': ip } });

  it('makes an account that can sign in', async () => {
    const invite_code = (await invite()).toLowerCase().replace('-', ' ');
    const { status, body } = await register('192.0.2.1', { username: 'newuser', password: PASSWORD, invite_code });
    expect({ status, body }).toEqual({
      status: 201,
      body: { id: expect.any(Number), username: 'newuser', message: 'Registration successful' },
    });
    const signedIn = await portal.fetch('/api/token', { body: { username: 'newuser', password: PASSWORD } });
    expect(signedIn.body.user).toMatchObject({ id: body.id, is_admin: false, role: 'user' });
  });

  it('is once an address and day, and failures do not use it up', async () => {
    const invite_code = await invite();
    const attempt = (username: string, more: object = {}) =>
      register('2001:db8:1:2::1', { username, password: PASSWORD, invite_code, ...more });
    expect((await attempt('newuser')).body.code).toBe('user.name_taken');
    expect((await attempt('NEWUSER')).body.code).toBe('user.name_taken');
    expect((await attempt('second', { invite_code: 'wrong' })).body).toMatchObject({
      status: 403,
      code: 'invite.invalid',
    });
    expect((await attempt('second', { password: 'password1' })).status).toBe(400);
    expect((await attempt('second')).status).toBe(201);

    const neighbour = await register('2001:db8:1:2::ffff', { username: 'third', password: PASSWORD, invite_code });
    expect(neighbour.body).toMatchObject({ status: 429, code: 'rate.exceeded' });
    expect(Number(neighbour.headers.get('retry-after'))).toBeGreaterThan(86_000);
    expect((await register('2001:db8:1:3::1', { username: 'third', password: PASSWORD, invite_code })).status).toBe(
      201,
    );

    await portal.get(DataSource).query(`UPDATE registrations SET registered_at = now() - interval '24 hours'`);
    expect((await attempt('fourth')).status).toBe(201);
  });

  it('lets one of several at the same moment through', async () => {
    const invite_code = await invite();
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, at) =>
        register('192.0.2.9', { username: `racer${at}`, password: PASSWORD, invite_code }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 429, 429, 429]);
  });

  it('can be closed', async () => {
    await portal.get(SettingsService).update({ registration_open: false }, admin.id);
    expect((await portal.fetch('/api/auth/options')).body.registration_open).toBe(false);
    const body = { username: 'late', password: PASSWORD, invite_code: await invite() };
    expect((await register('192.0.2.20', body)).body.code).toBe('registration.closed');
    await portal.get(SettingsService).update({ registration_open: true }, admin.id);
  });

  it.each([
    ['no fields', {}, ['username', 'password', 'invite_code']],
    ['a short name', { username: 'ab' }, ['username', 'password', 'invite_code']],
    ['a name with spaces', { username: 'a b c', password: PASSWORD, invite_code: 'x' }, ['username']],
    ['a name as markup', { username: '<b>bob</b>', password: PASSWORD, invite_code: 'x' }, ['username']],
    ['a password of seven', { username: 'abc', password: 'seven77', invite_code: 'x' }, ['password']],
    ['numbers', { username: 1, password: 2, invite_code: 3 }, ['username', 'password', 'invite_code']],
    ['NUL', { username: 'abc', password: 'a\0bcdefgh', invite_code: 'x' }, ['password']],
  ])('refuses %s and names every field', async (_, body, fields) => {
    const answer = await register('192.0.2.30', body);
    expect(answer.status).toBe(400);
    expect(answer.body.details.map(({ field }: { field: string }) => field)).toEqual(fields);
  });
});

describe('invite codes', () => {
  const portal = usePortal();
  const at = (time: string): Date => new Date(`2026-05-${time}Z`);

  it('change at midnight UTC, with an hour of grace', async () => {
    const invites = portal.get(InviteCodeService);
    const { code, validUntil } = await invites.current(at('10T12:00:00'));
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(validUntil).toEqual(at('11T00:00:00'));
    expect(await invites.accepts(code, at('10T00:00:00'))).toBe(true);
    expect(await invites.accepts(code, at('11T00:59:59'))).toBe(true);
    expect(await invites.accepts(code, at('11T01:00:00'))).toBe(false);
    expect(await invites.accepts(code, at('09T23:59:59'))).toBe(false);
    expect((await invites.current(at('11T12:00:00'))).code).not.toBe(code);
  });

  it('are worthless once rotated', async () => {
    const invites = portal.get(InviteCodeService);
    const { id } = await portal.make.user({ role: 'admin' });
    const before = await invites.current();
    const after = await invites.rotate(id);
    expect(after.code).not.toBe(before.code);
    expect(await invites.accepts(before.code)).toBe(false);
    expect(await invites.accepts(after.code)).toBe(true);
    expect((await invites.rotate(id)).code).not.toBe(after.code);
  });
});

describe('first run', () => {
  const portal = usePortal();
  const setUp = (body: object) => portal.fetch('/api/setup', { body });
  const codeOf = async (): Promise<string> => (await portal.get(SetupService).code())!;

  it('asks for the setup code and lets nobody register before', async () => {
    expect((await portal.fetch('/api/auth/options')).body).toEqual({
      setup_required: true,
      registration_open: true,
      passkeys: true,
      oidc: null,
    });
    const { code } = await portal.get(InviteCodeService).current();
    const early = await portal.fetch('/api/register', {
      body: { username: 'eve', password: PASSWORD, invite_code: code },
    });
    expect(early.body.code).toBe('setup.required');
    const wrong = await setUp({ setup_code: 'AAAA-BBBB-CCCC', username: 'eve', password: PASSWORD });
    expect(wrong.body).toMatchObject({ status: 403, code: 'setup.code' });
    const weak = await setUp({ setup_code: await codeOf(), username: 'ada', password: 'adaadaada' });
    expect(weak.status).toBe(400);
  });

  it('has one winner of several at the same moment', async () => {
    const setup_code = await codeOf();
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, at) =>
        setUp({ setup_code, username: `admin${at}`, password: PASSWORD, allow_private_connections: true }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409]);
    const winner = answers.find((answer) => answer.status === 201)!;
    expect(winner.body.user).toMatchObject({ is_admin: true, role: 'admin' });
    expect(winner.headers.getSetCookie().join()).toContain('portal_session=');
    expect((await portal.fetch('/api/me', { as: winner.body.token })).body.role).toBe('admin');
  });

  it('is over then', async () => {
    expect(await portal.get(SetupService).code()).toBeNull();
    expect((await portal.fetch('/api/auth/options')).body.setup_required).toBe(false);
    expect((await setUp({ setup_code: 'x', username: 'eve', password: PASSWORD })).body.code).toBe('setup.done');
    expect(portal.get(SettingsService).networkPolicy('connections').private).toBe(true);
  });
});

describe('an administrator from the environment', () => {
  const portal = usePortal({ PORTAL_ADMIN_USERNAME: 'root-admin', PORTAL_ADMIN_PASSWORD: PASSWORD });

  it('makes the welcome page unnecessary', async () => {
    expect((await portal.fetch('/api/auth/options')).body.setup_required).toBe(false);
    const signedIn = await portal.fetch('/api/token', { body: { username: 'root-admin', password: PASSWORD } });
    expect(signedIn.body.user).toMatchObject({ is_admin: true });
  });
});
