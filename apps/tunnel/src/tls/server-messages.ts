import { createHash, randomBytes } from 'node:crypto';
import { uint16, vector } from './bytes.js';
import type { CipherSuite } from './cipher-suites.js';
import { EXTENSION, HANDSHAKE, VERSION } from './wire.js';

/** The ServerHello.random that makes it a HelloRetryRequest (RFC 8446 §4.1.3). */
const RETRY_RANDOM = createHash('sha256').update('HelloRetryRequest').digest();
const NO_COMPRESSION = Buffer.of(0);
const SIGNED_PREFIX = Buffer.concat([
  Buffer.alloc(64, ' '),
  Buffer.from('TLS 1.3, server CertificateVerify'),
  Buffer.of(0),
]);

/** type (1) ‖ length (3) ‖ body */
export const encodeMessage = (type: number, ...body: Buffer[]): Buffer =>
  Buffer.concat([Buffer.of(type), vector(3, ...body)]);

export const helloRetryRequest = (sessionId: Buffer, suite: CipherSuite, group: number): Buffer =>
  hello(RETRY_RANDOM, sessionId, suite, uint16(group));

export const serverHello = (sessionId: Buffer, suite: CipherSuite, group: number, share: Buffer): Buffer =>
  hello(randomBytes(32), sessionId, suite, Buffer.concat([uint16(group), vector(2, share)]));

export const encryptedExtensions = (alpn: string | undefined): Buffer => {
  const protocol = alpn === undefined ? [] : [alpnExtension(alpn)];
  return encodeMessage(HANDSHAKE.encryptedExtensions, vector(2, ...protocol));
};

export const certificate = (chain: readonly Buffer[]): Buffer => {
  const entries = chain.flatMap((der) => [vector(3, der), vector(2)]);
  return encodeMessage(HANDSHAKE.certificate, vector(1), vector(3, ...entries));
};

/** What the server's key signs (§4.4.3), hashed as the scheme wants it. */
export const certificateVerifyDigest = (hash: string, transcriptHash: Buffer): Buffer =>
  createHash(hash).update(SIGNED_PREFIX).update(transcriptHash).digest();

export const certificateVerify = (scheme: number, signature: Buffer): Buffer =>
  encodeMessage(HANDSHAKE.certificateVerify, uint16(scheme), vector(2, signature));

export const finished = (mac: Buffer): Buffer => encodeMessage(HANDSHAKE.finished, mac);

export const keyUpdate = (request: number): Buffer => encodeMessage(HANDSHAKE.keyUpdate, Buffer.of(request));

const hello = (random: Buffer, sessionId: Buffer, suite: CipherSuite, keyShare: Buffer): Buffer =>
  encodeMessage(
    HANDSHAKE.serverHello,
    uint16(VERSION.tls12),
    random,
    vector(1, sessionId),
    uint16(suite.id),
    NO_COMPRESSION,
    vector(2, extension(EXTENSION.supportedVersions, uint16(VERSION.tls13)), extension(EXTENSION.keyShare, keyShare)),
  );

const alpnExtension = (protocol: string): Buffer =>
  extension(EXTENSION.alpn, vector(2, vector(1, Buffer.from(protocol, 'latin1'))));

const extension = (type: number, body: Buffer): Buffer => Buffer.concat([uint16(type), vector(2, body)]);
