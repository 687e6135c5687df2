import { randomBytes, timingSafeEqual } from 'node:crypto';
import { hmac } from '#libs/crypto';

/** Why somebody may watch: anybody may; a user who may; a link (its id); whoever has the publish key (its tag). */
export const GRANT_KINDS = ['public', 'user', 'share', 'key'] as const;
export interface Grant {
  kind: (typeof GRANT_KINDS)[number];
  /** Of the user, the link or the key; 0 for anybody. */
  id: number;
}

export interface ViewerPass {
  streamId: number;
  /** Seconds since 1970. */
  expiresAt: number;
  grant: Grant;
  /** Tells viewers apart. */
  viewer: Buffer;
}

export const PASS_PREFIX = 'view_';
const VIEWER_BYTES = 8;
const BODY_BYTES = 4 + 4 + 1 + 4 + VIEWER_BYTES;
const MAC_BYTES = 16;

export const newViewer = (): Buffer => randomBytes(VIEWER_BYTES);

/** `view_` and, in base64url: stream (4) ‖ end (4) ‖ grant kind (1) ‖ grant id (4) ‖ viewer (8) ‖ HMAC-SHA256, cut to 16. */
export const writePass = ({ streamId, expiresAt, grant, viewer }: ViewerPass, key: Buffer): string => {
  const body = Buffer.alloc(BODY_BYTES);
  body.writeUInt32BE(streamId, 0);
  body.writeUInt32BE(expiresAt, 4);
  body.writeUInt8(GRANT_KINDS.indexOf(grant.kind), 8);
  body.writeUInt32BE(grant.id, 9);
  viewer.copy(body, 13);
  return PASS_PREFIX + Buffer.concat([body, macOf(body, key)]).toString('base64url');
};

/** Undefined when it is none of ours or has run out. */
export const readPass = (text: string, key: Buffer, now = Date.now()): ViewerPass | undefined => {
  if (!text.startsWith(PASS_PREFIX) || !/^[\w-]{50}$/.test(text.slice(PASS_PREFIX.length))) return undefined;
  const bytes = Buffer.from(text.slice(PASS_PREFIX.length), 'base64url');
  // The last character has bits to spare: one pass, one text.
  if (!text.endsWith(bytes.toString('base64url'))) return undefined;
  const body = bytes.subarray(0, BODY_BYTES);
  if (!timingSafeEqual(bytes.subarray(BODY_BYTES), macOf(body, key))) return undefined;
  const expiresAt = body.readUInt32BE(4);
  const kind = GRANT_KINDS[body.readUInt8(8)];
  if (!kind || expiresAt * 1000 <= now) return undefined;
  return {
    streamId: body.readUInt32BE(0),
    expiresAt,
    grant: { kind, id: body.readUInt32BE(9) },
    viewer: body.subarray(13),
  };
};

const macOf = (body: Buffer, key: Buffer): Buffer => hmac(key, body).subarray(0, MAC_BYTES);
