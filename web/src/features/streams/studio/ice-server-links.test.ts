import { expect, it } from 'vitest';
import { iceServersOf } from './ice-server-links.js';

it('reads the servers of a Link header, with quoted secrets, and leaves other links out', () => {
  const header = [
    '<stun:stun.example.com>; rel="ice-server"',
    '<turn:turn.example.com?transport=udp>; rel="ice-server"; username="a,b"; credential="p\\"; c"; credential-type="password"',
    '</style.css>; rel=preload',
  ].join(', ');
  expect(iceServersOf(header)).toEqual([
    { urls: 'stun:stun.example.com' },
    { urls: 'turn:turn.example.com?transport=udp', username: 'a,b', credential: 'p"; c' },
  ]);
});

it('finds none where there is no such header', () => {
  expect(iceServersOf(null)).toEqual([]);
});
