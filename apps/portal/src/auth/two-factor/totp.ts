import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Portal';
const STEP_SECONDS = 30;
/** Steps a clock may be off, either way (RFC 6238 §5.2). */
const WINDOW = 1;
const SECRET_BYTES = 20;

const authenticator = (secret: string, username = 'user'): TOTP =>
  new TOTP({ issuer: ISSUER, label: username, secret: Secret.fromBase32(secret), period: STEP_SECONDS, digits: 6 });

/** 160 bits as base32. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

/** For the QR code of authenticator apps. */
export const provisioningUri = (secret: string, username: string): string => authenticator(secret, username).toString();

/** The 30 s step the code belongs to; undefined when it is none of the current ones. */
export const totpStepOf = (secret: string, code: string, now = Date.now()): number | undefined => {
  const delta = authenticator(secret).validate({ token: code, timestamp: now, window: WINDOW });
  return delta === null ? undefined : Math.floor(now / 1000 / STEP_SECONDS) + delta;
};
