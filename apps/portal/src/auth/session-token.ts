import { createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import jwt from 'jsonwebtoken';
import { Strategy } from 'passport-jwt';
import { Keyring } from '#libs/crypto';

const ISSUER = 'open-relay-portal';
const AUDIENCE = 'portal-session';
const ALGORITHM = 'HS256';
const MAX_VERIFIED = 1_000;

export interface SessionClaims {
  /** The account's id, in decimal. */
  sub: string;
  /** The row in `sessions`. */
  jti: string;
}

/** The JWT of a sign-in. It only names a session: whether that still stands, and what it may do, is read from the database. */
@Injectable()
export class SessionToken {
  /** Tokens whose signature was checked lately; what they claim cannot change, only expire. */
  private readonly verified = new Map<string, SessionClaims & { exp: number }>();
  private readonly key: KeyObject;
  private readonly strategy: Strategy;

  constructor(keyring: Keyring) {
    // As a KeyObject: jsonwebtoken first tries to read anything else as a public key, which costs more than the rest.
    this.key = createSecretKey(keyring.derive('session-token'));
    this.strategy = new Strategy(
      {
        jwtFromRequest: ({ token }: { token: string }) => token,
        // The typings lag behind jsonwebtoken, which takes it.
        secretOrKey: this.key as unknown as Buffer,
        issuer: ISSUER,
        audience: AUDIENCE,
        algorithms: [ALGORITHM],
      },
      (claims: SessionClaims, done) => done(null, claims),
    );
  }

  sign({ sub, jti }: SessionClaims, expiresAt: Date): string {
    const claims = { sub, jti, exp: Math.floor(expiresAt.getTime() / 1000) };
    return jwt.sign(claims, this.key, { algorithm: ALGORITHM, issuer: ISSUER, audience: AUDIENCE });
  }

  /** Undefined for whatever is not a token of ours, unexpired. */
  async verify(token: string): Promise<SessionClaims | undefined> {
    const known = this.verified.get(token);
    if (known && known.exp > Date.now() / 1000) return known;
    const claims = await this.check(token);
    if (claims) this.remember(token, claims);
    return claims;
  }

  private remember(token: string, claims: SessionClaims & { exp: number }): void {
    this.verified.delete(token);
    this.verified.set(token, claims);
    if (this.verified.size > MAX_VERIFIED) this.verified.delete(this.verified.keys().next().value!);
  }

  private check(token: string): Promise<(SessionClaims & { exp: number }) | undefined> {
    return new Promise((resolve, reject) => {
      // Passport hands its outcomes to methods it puts on a copy of the strategy for each request.
      const attempt = Object.assign(Object.create(this.strategy) as Strategy, {
        success: (claims: SessionClaims & { exp: number }) => resolve(claims),
        fail: () => resolve(undefined),
        error: reject,
      });
      attempt.authenticate({ token } as never);
    });
  }
}
