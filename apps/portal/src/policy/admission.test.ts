import { describe, expect, it } from 'vitest';
import { PortalConfig } from '#libs/config';
import { principalOf } from '#libs/testing';
import type { Principal } from '../auth/principal.js';
import { Admission } from './admission.js';
import { LimiterStore } from './limiter-store.js';
import { SignInAttempts } from './sign-in-attempts.js';

const admissionOf = (env: Record<string, string> = {}): Admission => {
  const config = PortalConfig.read(env);
  return new Admission(config, new LimiterStore(config));
};

const caller = (credential: Principal['credential']): Principal => principalOf({ userId: 1, credential });

describe('rate limits', () => {
  it('allow as many requests as the bucket has and say when it is full again', async () => {
    const admission = admissionOf();
    const first = await admission.consumeAuth('192.0.2.1');
    expect(first).toMatchObject({ allowed: true, limit: 10, remaining: 9 });
    expect(first.resetAt - Date.now() / 1000).toBeGreaterThan(58);
    for (let used = 1; used < 10; used++) await admission.consumeAuth('192.0.2.1');
    expect(await admission.consumeAuth('192.0.2.1')).toMatchObject({ allowed: false, remaining: 0 });
    expect(await admission.consumeAuth('192.0.2.2')).toMatchObject({ allowed: true });
  });

  it('give a browser its own larger bucket, each key one, and an address one', async () => {
    const admission = admissionOf();
    const cookie = caller({ kind: 'session', id: 's', cookie: true });
    const bearer = caller({ kind: 'session', id: 's', cookie: false });
    expect(await admission.consumeGeneral(cookie, '192.0.2.1')).toMatchObject({ limit: 600, remaining: 599 });
    expect(await admission.consumeGeneral(bearer, '192.0.2.1')).toMatchObject({ limit: 60, remaining: 59 });
    expect(await admission.consumeGeneral(caller({ kind: 'api-key', id: 1 }), '192.0.2.1')).toMatchObject({
      remaining: 59,
    });
    expect(await admission.consumeGeneral(caller({ kind: 'api-key', id: 2 }), '192.0.2.1')).toMatchObject({
      remaining: 59,
    });
    expect(await admission.consumeGeneral(null, '192.0.2.1')).toMatchObject({ limit: 60, remaining: 59 });
  });

  it('let everything pass when they are off', async () => {
    const admission = admissionOf({ PORTAL_RATE_LIMITS: 'off' });
    for (let used = 0; used < 20; used++) expect((await admission.consumeAuth('192.0.2.1')).allowed).toBe(true);
  });

  it('are counted in this process while Redis is away', async () => {
    const config = PortalConfig.read({ REDIS_URL: 'redis://127.0.0.1:1' });
    const store = new LimiterStore(config);
    const admission = new Admission(config, store);
    expect(await admission.consumeAuth('192.0.2.1')).toMatchObject({ allowed: true, remaining: 9 });
    expect(await admission.consumeAuth('192.0.2.1')).toMatchObject({ allowed: true, remaining: 8 });
    store.onModuleDestroy();
  });
});

describe('delays after failed sign-ins', () => {
  const attemptsOf = (): SignInAttempts => {
    const config = PortalConfig.read({ PORTAL_RATE_LIMITS: 'off' });
    const store = new LimiterStore(config);
    return new SignInAttempts(new Admission(config, store), store);
  };
  const from = (ip: string, knownDevice: string | null = null) => ({ username: 'Ada', ip, knownDevice });
  const failTimes = async (attempts: SignInAttempts, times: number, ip: (index: number) => string): Promise<void> => {
    for (let index = 0; index < times; index++) await attempts.failed(from(ip(index)));
  };

  it('double with each failure from one place and end with a success', async () => {
    const attempts = attemptsOf();
    await failTimes(attempts, 5, () => '192.0.2.1');
    await expect(attempts.require(from('192.0.2.1'))).resolves.toBeUndefined();
    await failTimes(attempts, 3, () => '192.0.2.1');
    await expect(attempts.require(from('192.0.2.1'))).rejects.toMatchObject({
      code: 'rate.exceeded',
      details: { retry_after: 8 },
    });
    await attempts.succeeded(from('192.0.2.1'));
    await attempts.failed(from('192.0.2.1'));
    await expect(attempts.require(from('192.0.2.1'))).resolves.toBeUndefined();
  });

  it('do not reach the owner at another address', async () => {
    const attempts = attemptsOf();
    await failTimes(attempts, 20, () => '192.0.2.1');
    await expect(attempts.require(from('198.51.100.1'))).resolves.toBeUndefined();
  });

  it('slow strangers at many addresses but not a known device', async () => {
    const attempts = attemptsOf();
    await failTimes(attempts, 40, (index) => `192.0.2.${index}`);
    await expect(attempts.require(from('198.51.100.1'))).rejects.toMatchObject({ code: 'rate.exceeded' });
    await expect(attempts.require(from('198.51.100.1', 'laptop'))).resolves.toBeUndefined();
  });

  it('treat the case of a name as one account', async () => {
    const attempts = attemptsOf();
    await failTimes(attempts, 7, () => '192.0.2.1');
    await expect(attempts.require({ ...from('192.0.2.1'), username: 'aDA' })).rejects.toMatchObject({
      code: 'rate.exceeded',
    });
  });
});
