import { canonicalJson, RawJson } from './canonical-json.js';
import { canonicalDescriptor, parseDescriptor } from './descriptor.js';
import { JsonFields, unixNano } from './json-fields.js';
import { RELAY_LIMITS } from './limits.js';
import { ProtocolError } from './relay-error.js';
import type { HopRoute } from './relay-wire.js';
import { type Secp256k1Key, verifyDer } from './secp256k1-key.js';

const PURPOSE = 'portal hop route v1';
const MAX_TEXT = 512;
const MAX_ECH_CHARS = Math.ceil(RELAY_LIMITS.echConfigList / 3) * 4;

export type HopMethod = 'POST' | 'DELETE';
/** Metadata travels unsigned. */
export type SignedHopRoute = Omit<HopRoute, 'metadata'>;

/**
 * Takes a hop route from foreign JSON, without its metadata. The signature is not looked at.
 * @throws ProtocolError invalid_request
 */
export function parseHopRoute(value: unknown): SignedHopRoute {
  const fields = new JsonFields(value);
  return {
    owner_public_key: fields.requiredText('owner_public_key', 66),
    relay_url: fields.requiredText('relay_url', MAX_TEXT),
    public_hostname: fields.text('public_hostname', MAX_TEXT),
    route_hostname: fields.text('route_hostname', MAX_TEXT),
    hostname_hash: fields.text('hostname_hash', MAX_TEXT),
    ech_config_list: fields.text('ech_config_list', MAX_ECH_CHARS),
    match_token: fields.text('match_token', MAX_TEXT),
    forward_relay: parseDescriptor(fields.get('forward_relay')),
    forward_token: fields.text('forward_token', MAX_TEXT),
    first_seen_at: fields.time('first_seen_at'),
    expires_at: fields.time('expires_at'),
    signature: fields.requiredText('signature', 160),
  };
}

/** What the signature covers: the method too, so that a POST cannot be replayed as a DELETE. */
export const canonicalHopRoute = (method: HopMethod, route: Omit<SignedHopRoute, 'signature'>): string =>
  canonicalJson([
    ['purpose', PURPOSE],
    ['method', method],
    ['owner_public_key', route.owner_public_key],
    ['relay_url', route.relay_url],
    ['public_hostname', route.public_hostname ?? ''],
    ['route_hostname', route.route_hostname ?? ''],
    ['hostname_hash', route.hostname_hash ?? ''],
    ['ech_config_list', route.ech_config_list ?? ''],
    ['match_token', route.match_token ?? ''],
    ['forward_relay', new RawJson(canonicalDescriptor(route.forward_relay))],
    ['forward_token', route.forward_token],
    ['first_seen_at_unix_nano', unixNano(route.first_seen_at)],
    ['expires_at_unix_nano', unixNano(route.expires_at)],
  ]);

/** The route with the owner's key and its signature: hex of DER over SHA-256. */
export function signHopRoute<T extends Omit<SignedHopRoute, 'owner_public_key' | 'signature'>>(
  key: Secp256k1Key,
  method: HopMethod,
  said: T,
): T & { owner_public_key: string; signature: string } {
  const route = { ...said, owner_public_key: key.publicKeyHex };
  return { ...route, signature: key.signDer(Buffer.from(canonicalHopRoute(method, route))).toString('hex') };
}

/** @throws ProtocolError unauthorized — not signed by `owner_public_key` for this method */
export function verifyHopRoute(method: HopMethod, route: SignedHopRoute): void {
  const signed = Buffer.from(canonicalHopRoute(method, route));
  if (!verifyDer(route.owner_public_key, signed, Buffer.from(route.signature, 'hex'))) {
    throw new ProtocolError('unauthorized', 'hop route is not signed by its owner');
  }
}
