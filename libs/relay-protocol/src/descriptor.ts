import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';
import { checksumAddress, normalizeRelayUrl } from './identity.js';
import { JsonFields, unixNano } from './json-fields.js';
import { ProtocolError } from './relay-error.js';
import type { RelayDescriptor } from './relay-wire.js';
import { recoverDigest, type Secp256k1Key } from './secp256k1-key.js';

/**
 * Takes a descriptor from foreign JSON: types, sizes, times, a checksummed address and a normalised URL. The signature
 * is not looked at.
 * @throws ProtocolError invalid_request
 */
export function parseDescriptor(value: unknown): RelayDescriptor {
  const fields = new JsonFields(value);
  const address = checksumAddress(fields.requiredText('address', 64));
  const apiUrl = fields.requiredText('api_https_addr', 512);
  if (normalizeRelayUrl(apiUrl) !== apiUrl)
    throw new ProtocolError('invalid_request', 'api_https_addr is not normalised');
  return {
    address,
    version: fields.requiredText('version', 32),
    issued_at: fields.time('issued_at'),
    expires_at: fields.time('expires_at'),
    api_https_addr: apiUrl,
    wireguard_public_key: fields.text('wireguard_public_key', 64),
    wireguard_port: fields.whole('wireguard_port', 65_535),
    supports_overlay: fields.flag('supports_overlay'),
    supports_udp: fields.flag('supports_udp'),
    supports_tcp: fields.flag('supports_tcp'),
    active_connections: fields.whole('active_connections'),
    tcp_bps: fields.amount('tcp_bps'),
    signature: fields.text('signature', 128),
  };
}

/** What the signature covers: twelve keys, always all of them; times in nanoseconds. */
export const canonicalDescriptor = (descriptor: RelayDescriptor): string =>
  canonicalJson([
    ['address', descriptor.address],
    ['version', descriptor.version],
    ['issued_at_unix_nano', unixNano(descriptor.issued_at)],
    ['expires_at_unix_nano', unixNano(descriptor.expires_at)],
    ['api_https_addr', descriptor.api_https_addr],
    ['wireguard_public_key', descriptor.wireguard_public_key ?? ''],
    ['wireguard_port', descriptor.wireguard_port ?? 0],
    ['supports_overlay', descriptor.supports_overlay ?? false],
    ['supports_udp', descriptor.supports_udp ?? false],
    ['supports_tcp', descriptor.supports_tcp ?? false],
    ['active_connections', descriptor.active_connections ?? 0],
    ['tcp_bps', descriptor.tcp_bps ?? 0],
  ]);

/** The descriptor with the key's address and its signature: base64 of recovery byte ‖ r ‖ s over SHA-256. */
export function signDescriptor(
  key: Secp256k1Key,
  said: Omit<RelayDescriptor, 'address' | 'signature'>,
): RelayDescriptor & { signature: string } {
  const descriptor = { ...said, address: key.address };
  return { ...descriptor, signature: key.signRecoverable(digestOf(descriptor)).toString('base64') };
}

/**
 * That the owner of `address` said this. Freshness and who may say it are for the caller.
 * @throws ProtocolError invalid_request
 */
export function verifyDescriptor(descriptor: RelayDescriptor): void {
  try {
    const signer = recoverDigest(digestOf(descriptor), Buffer.from(descriptor.signature ?? '', 'base64'));
    if (signer.toLowerCase() === descriptor.address.toLowerCase()) return;
  } catch (cause) {
    throw new ProtocolError('invalid_request', 'descriptor is not signed', { cause });
  }
  throw new ProtocolError('invalid_request', 'descriptor is signed by another relay');
}

const digestOf = (descriptor: RelayDescriptor): Buffer =>
  createHash('sha256').update(canonicalDescriptor(descriptor)).digest();
