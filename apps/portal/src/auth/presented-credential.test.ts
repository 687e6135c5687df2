import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import { presentedCredential } from './presented-credential.js';

const presented = (headers: IncomingHttpHeaders, query = '', tickets = false) =>
  presentedCredential({ method: 'GET', ip: '192.0.2.1', headers, query: new URLSearchParams(query) }, { tickets });

describe('presented credential', () => {
  it('is none without header, query or cookie', () => {
    expect(presented({})).toBeNull();
    expect(presented({ authorization: 'Basic dXNlcjpwYXNz', cookie: 'theme=dark; xportal_session=a' })).toBeNull();
  });

  it('is an API key by its prefix, as bearer or in the query', () => {
    expect(presented({ authorization: 'bearer portal_abc' })).toEqual({ kind: 'api-key', key: 'portal_abc' });
    expect(presented({}, 'token=portal_abc')).toEqual({ kind: 'api-key', key: 'portal_abc' });
  });

  it('is a session token otherwise, and knows whether a browser sent it by itself', () => {
    expect(presented({ authorization: 'Bearer jwt' })).toEqual({ kind: 'session', token: 'jwt', cookie: false });
    expect(presented({}, 'token=jwt')).toEqual({ kind: 'session', token: 'jwt', cookie: false });
    expect(presented({ cookie: 'a=b; portal_session=jwt' })).toEqual({ kind: 'session', token: 'jwt', cookie: true });
  });

  it('prefers what was presented on purpose to the cookie', () => {
    const headers = { authorization: 'Bearer portal_abc', cookie: 'portal_session=jwt' };
    expect(presented(headers)).toMatchObject({ kind: 'api-key' });
    expect(presented(headers, 'ticket=t', true)).toEqual({ kind: 'ticket', ticket: 't' });
  });

  it('ignores tickets where they are not taken', () => {
    expect(presented({}, 'ticket=t')).toBeNull();
  });

  it('passes nothing of absurd length on', () => {
    expect(presented({ authorization: `Bearer ${'a'.repeat(5000)}` })).toMatchObject({ token: '' });
  });
});
