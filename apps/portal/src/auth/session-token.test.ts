import { randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { beforeAll, describe, expect, it } from 'vitest';
import { Keyring, MemoryKeyStore } from '#libs/crypto';
import { SessionToken } from './session-token.js';

const CLAIMS = { sub: '7', jti: 'abc' };
const inOneHour = (): Date => new Date(Date.now() + 3_600_000);

describe('session token', () => {
  let keyring: Keyring;
  let tokens: SessionToken;

  beforeAll(async () => {
    keyring = await Keyring.load(randomBytes(32), new MemoryKeyStore());
    tokens = new SessionToken(keyring);
  });

  it('reads back what it signed', async () => {
    expect(await tokens.verify(tokens.sign(CLAIMS, inOneHour()))).toMatchObject(CLAIMS);
  });

  it('refuses an expired, a changed and an empty one', async () => {
    const token = tokens.sign(CLAIMS, inOneHour());
    const [head, , signature] = token.split('.');
    const body = Buffer.from(JSON.stringify({ ...CLAIMS, jti: 'other' })).toString('base64url');
    expect(await tokens.verify(tokens.sign(CLAIMS, new Date(Date.now() - 1000)))).toBeUndefined();
    expect(await tokens.verify(`${head}.${body}.${signature}`)).toBeUndefined();
    expect(await tokens.verify('')).toBeUndefined();
  });

  it('refuses other algorithms, issuers and audiences even under its own key', async () => {
    const key = keyring.derive('session-token');
    const proper = { issuer: 'open-relay-portal', audience: 'portal-session', expiresIn: 60 } as const;
    expect(await tokens.verify(jwt.sign(CLAIMS, key, proper))).toMatchObject(CLAIMS);
    for (const token of [
      jwt.sign(CLAIMS, key, { ...proper, algorithm: 'HS512' }),
      jwt.sign(CLAIMS, null, { ...proper, algorithm: 'none' }),
      jwt.sign(CLAIMS, key, { ...proper, issuer: 'somebody' }),
      jwt.sign(CLAIMS, key, { ...proper, audience: 'something' }),
    ]) {
      expect(await tokens.verify(token)).toBeUndefined();
    }
  });
});
