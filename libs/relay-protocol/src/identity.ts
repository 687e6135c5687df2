import { BlockList, isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { ProtocolError } from './relay-error.js';
import type { Identity } from './wire.js';

const MAX_INPUT = 2048;
const MAX_LABEL = 63;
const MAX_HOSTNAME = 253;
const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const HOSTNAME = /^(?:\*\.)?[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*$/;

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

const refuse = (what: string): never => {
  throw new ProtocolError('invalid_request', what);
};

/**
 * A DNS label from what a person typed: lower case, everything but letters, digits and hyphens becomes one hyphen;
 * other alphabets become Punycode (UTS 46).
 * @throws ProtocolError invalid_request
 */
export function normalizeName(text: string): string {
  if (text.length > MAX_INPUT) refuse('name is too long');
  const words = text
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{Nd}-]+/gu, '-');
  const plain = words.replace(/^-+|-+$/g, '');
  // As the first label of a name: alone, digits of another script would be read as an IPv4 address.
  const label = /^[a-z0-9-]*$/.test(plain) ? plain : domainToASCII(`${plain}.x`).slice(0, -2);
  return LABEL.test(label) && label.length <= MAX_LABEL ? label : refuse('name is not a DNS label');
}

/**
 * EIP-55. Takes all lower case, all upper case or a right checksum.
 * @throws ProtocolError invalid_request
 */
export function checksumAddress(text: string): string {
  if (!/^0x[0-9a-f]{40}$/i.test(text) || text.startsWith('0X')) refuse('address is not an Ethereum address');
  const digits = text.slice(2);
  const lower = digits.toLowerCase();
  const hash = Buffer.from(keccak_256(Buffer.from(lower))).toString('hex');
  const checked = [...lower].map((digit, at) => (Number.parseInt(hash[at]!, 16) >= 8 ? digit.toUpperCase() : digit));
  const address = checked.join('');
  const mixed = digits !== lower && digits !== digits.toUpperCase();
  return mixed && digits !== address ? refuse('address has a wrong checksum') : `0x${address}`;
}

/** @throws ProtocolError invalid_request */
export const normalizeIdentity = ({ name, address }: Identity): Identity => ({
  name: normalizeName(name),
  address: checksumAddress(address.trim()),
});

/** `name:address` in lower case: by it leases, policy and tokens name an identity. Normalises neither half. */
export const identityKeyOf = ({ name, address }: Identity): string =>
  `${name.trim().toLowerCase()}:${address.trim().toLowerCase()}`;

/** @throws ProtocolError invalid_request */
export function parseIdentityKey(text: string): Identity {
  const colon = text.indexOf(':');
  if (colon < 0) refuse('identity key is not name:address');
  return normalizeIdentity({ name: text.slice(0, colon), address: text.slice(colon + 1) });
}

/**
 * `https://host[:port][/path]`: https when no scheme is given and nothing else taken; query, fragment, a last slash and
 * a last `/relay` are dropped.
 * @throws ProtocolError invalid_request
 */
export function normalizeRelayUrl(text: string): string {
  const trimmed = text.trim();
  const written = trimmed.includes('://') ? trimmed : `https://${trimmed}`;
  const url = URL.canParse(written) ? new URL(written) : undefined;
  if (url?.protocol !== 'https:' || url.username || url.password || text.length > MAX_INPUT) {
    return refuse('relay URL is not an https URL');
  }
  const path = url.pathname
    .replace(/\/+$/, '')
    .replace(/\/relay$/, '')
    .replace(/\/+$/, '');
  return `https://${url.host}${path}`;
}

/**
 * The host of a relay URL, without port, brackets or a last dot.
 * @throws ProtocolError invalid_request
 */
export const rootHostOf = (url: string): string =>
  new URL(normalizeRelayUrl(url)).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');

/**
 * Lower case without the last dot. ASCII labels (underscores too) and, as the first one, `*`.
 * @throws ProtocolError invalid_request
 */
export function normalizeHostname(text: string): string {
  const host = text.trim().toLowerCase().replace(/\.$/, '');
  return host.length <= MAX_HOSTNAME && HOSTNAME.test(host) ? host : refuse('hostname is not valid');
}

/** Nothing, `localhost`, a name below it, or a loopback address: such a relay is reached from this machine alone. */
export function isLocalHost(host: string): boolean {
  const name = host
    .trim()
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\[|\]$/g, '');
  if (name === '' || name === 'localhost' || name.endsWith('.localhost')) return true;
  const family = isIP(name);
  return family !== 0 && LOOPBACK.check(name, family === 4 ? 'ipv4' : 'ipv6');
}

/** @throws ProtocolError invalid_request */
export const leaseHostname = (name: string, rootHost: string): string => `${normalizeName(name)}.${rootHost}`;
