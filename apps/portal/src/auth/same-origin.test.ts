import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { requireSameOrigin } from './same-origin.js';

const PORTAL = new URL('https://portal.example.com');

const verdict = (method: string, headers: IncomingHttpHeaders, portal: URL | null = PORTAL): string => {
  try {
    requireSameOrigin({ method, headers: { host: 'portal.example.com', ...headers } }, portal ?? undefined);
    return 'allowed';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('same-origin check of cookie requests', () => {
  it.each([
    ['a read from anywhere', 'GET', { 'sec-fetch-site': 'cross-site' }],
    ['a write with the portal as origin', 'POST', { origin: 'https://portal.example.com' }],
    ['a write the browser marks as same-origin', 'PUT', { 'sec-fetch-site': 'same-origin' }],
    ['an upgrade from the portal', 'GET', { upgrade: 'websocket', origin: 'https://portal.example.com' }],
    [
      'a host other than PORTAL_URL that names itself',
      'POST',
      { host: '10.0.0.5:3000', origin: 'https://10.0.0.5:3000' },
    ],
  ])('allows %s', (_, method, headers) => {
    expect(verdict(method, headers)).toBe('allowed');
  });

  it.each([
    ['a write without a word on its origin', 'POST', {}],
    ['a write from another site', 'POST', { origin: 'https://evil.example' }],
    ['a write from a sandboxed page', 'DELETE', { origin: 'null' }],
    ['a write from a sibling domain', 'POST', { 'sec-fetch-site': 'same-site', origin: 'https://www.example.com' }],
    [
      'a write the browser marks as cross-site',
      'POST',
      { 'sec-fetch-site': 'cross-site', origin: 'https://portal.example.com' },
    ],
    ['a write from the http page of an https portal', 'POST', { origin: 'http://portal.example.com' }],
    ['an upgrade from another site', 'GET', { upgrade: 'WebSocket', origin: 'https://evil.example' }],
    ['an upgrade without an origin', 'GET', { upgrade: 'websocket' }],
  ])('refuses %s', (_, method, headers) => {
    expect(verdict(method, headers)).toBe('request.forgery');
  });

  it('takes the host of the request when no public address is configured', () => {
    const headers = { host: 'localhost:3000', origin: 'http://localhost:3000' };
    expect(verdict('POST', headers, null)).toBe('allowed');
    expect(verdict('POST', { ...headers, origin: 'http://localhost:8080' }, null)).toBe('request.forgery');
  });
});
