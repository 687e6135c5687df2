import { describe, expect, it } from 'vitest';
import { addressesOf, arrangeLeases, leaseState, publicUrl, shortAddress, tagsOf } from './lease-facts.js';

const FINE = { is_banned: false, is_ip_banned: false, is_denied: false, is_approved: true, ready: 2, connections: 0 };

describe('the state of a lease', () => {
  it.each([
    ['online', {}],
    ['online', { ready: 0, connections: 3 }],
    ['idle', { ready: 0 }],
    ['waiting', { is_approved: false }],
    ['denied', { is_denied: true, is_approved: false }],
    ['banned', { is_banned: true, is_denied: true, is_ip_banned: true }],
    ['ipBanned', { is_ip_banned: true }],
  ])('is %s for %j', (state, lease) => {
    expect(leaseState({ ...FINE, ...lease })).toBe(state);
  });
});

it('finds the public address on the port of the relay', () => {
  expect(publicUrl('demo.localhost', { url: 'https://localhost:8443' })).toBe('https://demo.localhost:8443/');
  expect(publicUrl('demo.relay.example', { url: 'https://relay.example' })).toBe('https://demo.relay.example/');
  expect(publicUrl('*.relay.example', { url: 'https://relay.example' })).toBeUndefined();
});

it('shortens addresses of identities and names each IP once', () => {
  expect(shortAddress('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed')).toBe('0x5aAe…BeAed');
  expect(addressesOf({ client_ip: '192.0.2.1', reported_ip: '192.0.2.1' })).toEqual(['192.0.2.1']);
  expect(addressesOf({ client_ip: '192.0.2.1', reported_ip: '' })).toEqual(['192.0.2.1']);
});

const lease = (name: string, ready: number, metadata: object = {}) => ({
  name,
  hostname: `${name}.example`,
  ready,
  metadata,
});
const LEASES = [
  lease('wiki', 0, { tags: ['docs', 'team'], owner: 'Una' }),
  lease('atlas', 1, { description: 'Maps of the harbour', tags: ['docs'] }),
  lease('bench', 3),
];

it('puts what can be visited first and finds every word in any text of it', () => {
  const names = (search: string, tag?: string) => arrangeLeases(LEASES, { search, tag }).map(({ name }) => name);
  expect(names('')).toEqual(['atlas', 'bench', 'wiki']);
  expect(names('HARBOUR atlas')).toEqual(['atlas']);
  expect(names('una')).toEqual(['wiki']);
  expect(names('', 'docs')).toEqual(['atlas', 'wiki']);
});

it('counts as people do', () => {
  const leases = ['blog-16', 'blog-8', 'blog'].map((name) => lease(name, 1));
  expect(arrangeLeases(leases, { search: '' }).map(({ name }) => name)).toEqual(['blog', 'blog-8', 'blog-16']);
});

it('lists the most common tags first', () => {
  expect(tagsOf(LEASES, 9)).toEqual(['docs', 'team']);
  expect(tagsOf(LEASES, 1)).toEqual(['docs']);
});
