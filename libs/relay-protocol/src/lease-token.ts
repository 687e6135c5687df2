import { identityKeyOf, normalizeIdentity } from './identity.js';
import { ProtocolError } from './relay-error.js';
import { type Secp256k1Key, verifyEs256k } from './secp256k1-key.js';
import type { Identity } from './wire.js';

const AUDIENCE = 'portal-sdk';
const MAX_TOKEN_CHARS = 4096;

export interface LeaseTokenGrant {
  /** Normalised relay URL. */
  issuer: string;
  identity: Identity;
  /** `tok_` and 16 hex digits. */
  jti: string;
  now: Date;
  /** Whole seconds are kept, the rest is cut off. */
  expiresAt: Date;
}

export interface LeaseToken {
  identity: Identity;
  identityKey: string;
  expiresAt: Date;
  jti: string;
}

interface Claims {
  iss: string;
  sub: string;
  aud: string | string[];
  jti: string;
  iat: number;
  nbf: number;
  exp: number;
  identity: Identity;
}

/** A compact JWS (RFC 7515 §7.1) of algorithm ES256K (RFC 8812 §3.2) by the relay's key. */
export function signLeaseToken(key: Secp256k1Key, grant: LeaseTokenGrant): string {
  const issuedAt = unixSeconds(grant.now);
  const claims: Claims = {
    iss: grant.issuer,
    sub: identityKeyOf(grant.identity),
    aud: [AUDIENCE],
    jti: grant.jti,
    iat: issuedAt,
    nbf: issuedAt,
    exp: unixSeconds(grant.expiresAt),
    identity: { name: grant.identity.name, address: grant.identity.address },
  };
  const input = `${encode({ alg: 'ES256K', typ: 'JWT', kid: key.address })}.${encode(claims)}`;
  return `${input}.${key.signEs256k(Buffer.from(input)).toString('base64url')}`;
}

/**
 * Leeway is zero: from `nbf` on, before `exp`. Whether the lease still exists is for the caller to ask.
 * @throws ProtocolError unauthorized
 */
export function verifyLeaseToken(
  token: string,
  { publicKeyHex, issuer, now }: { publicKeyHex: string; issuer: string; now: Date },
): LeaseToken {
  const [header, body, signature, ...rest] = token.length > MAX_TOKEN_CHARS ? [] : token.split('.');
  if (!header || !body || !signature || rest.length > 0) throw refused();
  const signed = Buffer.from(`${header}.${body}`);
  if (!verifyEs256k(publicKeyHex, signed, Buffer.from(signature, 'base64url'))) throw refused();
  if ((decode(header) as { alg?: unknown } | null)?.alg !== 'ES256K') throw refused();

  const claims = decode(body);
  if (!isClaims(claims)) throw refused();
  const second = now.getTime() / 1000;
  const audiences = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  if (claims.iss !== issuer || !audiences.includes(AUDIENCE)) throw refused();
  if (second < claims.nbf || second >= claims.exp) throw refused();

  const identity = identityIn(claims);
  if (identityKeyOf(identity) !== claims.sub) throw refused();
  return { identity, identityKey: claims.sub, expiresAt: new Date(claims.exp * 1000), jti: claims.jti };
}

function isClaims(value: unknown): value is Claims {
  if (typeof value !== 'object' || value === null) return false;
  const { iss, sub, jti, nbf, exp, identity } = value as Partial<Record<keyof Claims, unknown>>;
  const { name, address } = (identity ?? {}) as Partial<Record<keyof Identity, unknown>>;
  return (
    [iss, sub, jti, name, address].every((text) => typeof text === 'string') && [nbf, exp].every(Number.isSafeInteger)
  );
}

function identityIn({ identity }: Claims): Identity {
  try {
    return normalizeIdentity(identity);
  } catch {
    throw refused();
  }
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString());
  } catch {
    throw refused();
  }
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const unixSeconds = (time: Date): number => Math.floor(time.getTime() / 1000);
const refused = (): ProtocolError => new ProtocolError('unauthorized', 'access token is not valid');
